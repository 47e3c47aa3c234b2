// Light or dark: the system's preference until the person chooses.

import { icon } from "./icons.js";

const KEY = "sandbox-theme";
const media = matchMedia("(prefers-color-scheme: dark)");

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(value) {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

function current() {
  return document.documentElement.dataset.theme;
}

function apply(theme, button) {
  document.documentElement.dataset.theme = theme;
  const bar = document.querySelector('meta[name="theme-color"]');
  bar.content = theme === "dark" ? "#17212b" : "#ffffff";
  const label = theme === "dark" ? "Switch to light colours" : "Switch to dark colours";
  button.setAttribute("aria-label", label);
  button.title = label;
  button.replaceChildren(icon(theme === "dark" ? "sun" : "moon"));
}

export function startTheme(button) {
  apply(current(), button);
  button.addEventListener("click", () => {
    const next = current() === "dark" ? "light" : "dark";
    store(next);
    apply(next, button);
  });
  media.addEventListener("change", () => {
    if (!stored()) apply(media.matches ? "dark" : "light", button);
  });
}
