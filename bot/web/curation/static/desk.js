// Keys, selections that survive a step to the next draft, and lint while typing.

import { editing } from "./edit.js";

const one = (selector) => document.querySelector(selector);
const boxes = () => [...document.querySelectorAll('input[name="pick"]')];
const PICKED = "citequiz-picked";

for (const node of document.querySelectorAll("[data-script]")) node.hidden = false;

// -- what is selected -----------------------------------------------------------------

const picked = () => new Set(JSON.parse(sessionStorage.getItem(PICKED) ?? "[]"));

// Of this page's boxes those that are `chosen`; what was picked on other pages stays.
function keep(chosen) {
  const kept = picked();
  for (const box of boxes()) kept[chosen(box) ? "add" : "delete"](box.value);
  sessionStorage.setItem(PICKED, JSON.stringify([...kept]));
}

function remember() {
  keep((box) => box.checked);
  const every = one("#every");
  if (every) every.checked = boxes().every((box) => box.checked);
}

function recall() {
  const kept = picked();
  for (const box of boxes()) box.checked = kept.has(box.value);
  const every = one("#every");
  if (every) every.checked = boxes().length > 0 && boxes().every((box) => box.checked);
}

document.addEventListener("change", ({ target }) => {
  if (target.id === "every") for (const box of boxes()) box.checked = target.checked;
  if (target.id === "every" || target.name === "pick") remember();
  if (target.form?.id === "filters") target.form.requestSubmit();
});
one("#batch")?.addEventListener("click", () => keep(() => false));
recall();

// -- keys -----------------------------------------------------------------------------

const help = one("#help");
one("#ask")?.addEventListener("click", () => help.showModal());

// Whoever speaks to the browser, or hits keys by accident, turns single letters off.
const NO_KEYS = "citequiz-no-keys";
const uses = one("#use-keys");
if (uses) {
  uses.checked = localStorage.getItem(NO_KEYS) === null;
  uses.addEventListener("change", () => {
    if (uses.checked) localStorage.removeItem(NO_KEYS);
    else localStorage.setItem(NO_KEYS, "");
  });
}

const writes = (node) => node.matches('textarea, select, input:not([type="checkbox"], [type="radio"])');

// What a verdict, or a rejection, begins with once its key has opened it.
const CONTROL = '.body :is(button, textarea, input:not([type="hidden"]))';

function pressed(key) {
  if (key === "x") {
    const box = one('[aria-current="true"]')?.closest(".row")?.querySelector("input");
    box?.click();
    return Boolean(box);
  }
  if (key === "p") {
    const passage = one(".passage blockquote");
    passage?.focus();
    return Boolean(passage);
  }
  const node = one(`[data-key="${CSS.escape(key)}"]`);
  if (!node) return false;
  node.click();
  if (node.matches("summary")) node.parentElement.querySelector(CONTROL)?.focus();
  return true;
}

// On another alphabet's keyboard a letter is the one that stands there on a Latin one.
function letter({ key, code, shiftKey }) {
  const other = key.length === 1 && key > "~" && !shiftKey && code.startsWith("Key");
  return other ? code.slice(3).toLowerCase() : key;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help?.open) return;
  const typing = writes(event.target) || localStorage.getItem(NO_KEYS) !== null;
  if (event.key === "Escape" && one(".acts details[open]")) {
    const details = one(".acts details[open]");
    details.open = false;
    details.querySelector("summary").focus();
    event.preventDefault();
  } else if ((!typing || event.key === "Escape") && pressed(letter(event))) event.preventDefault();
});

// Long passages scroll in a frame of their own: to their quote.
for (const frame of document.querySelectorAll(".passage, .passage blockquote")) {
  const quote = frame.querySelector("mark");
  if (!quote) continue;
  const below = quote.getBoundingClientRect().bottom - frame.getBoundingClientRect().bottom;
  if (below > 0) frame.scrollTop += below + frame.clientHeight / 3;
}

// The open draft comes into sight in the list, by the list alone: what is said above stays there.
const current = one('.list [aria-current="true"]');
if (current) {
  const list = current.closest(".list");
  const [row, frame] = [current, list].map((node) => node.getBoundingClientRect());
  if (row.bottom > frame.bottom) list.scrollTop += row.top - frame.top - frame.height / 2;
}
const form = one("#edit");
if (form) editing(form);
else if (one('[data-said="edited"], [data-said="reopened"], [data-said="same"]')) {
  const here = new URLSearchParams(location.search).get("at");
  localStorage.removeItem(`citequiz-edit-${here}`);
}
document.documentElement.dataset.ready = "";
