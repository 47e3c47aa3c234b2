// Toasts, alerts and dialogs.

import { button, byId, el, focusOn } from "./dom.js";
import { explained } from "./failures.js";
import { icon } from "./icons.js";

const SHORTEST = 3500; // ms a toast stays; longer texts stay longer
const PER_LETTER = 45;

/** A passing note on the page, `code` small below it; `kind` is "info", "error" or "clock".
 *  Of each kind the latest alone: a pile would cover what one wants to tap next. */
export function toast(text, kind = "info", code = "") {
  byId("toasts").querySelector(`.toast-${kind}`)?.remove();
  const note = el("div", { class: `toast toast-${kind}`, data: { testid: "toast", kind }, text });
  if (code) note.append(el("small", { class: "toast-code", text: code }));
  byId("toasts").append(note);
  let timer = 0;
  const leave = () => note.remove();
  const wait = () => {
    timer = setTimeout(leave, Math.max(SHORTEST, text.length * PER_LETTER));
  };
  note.addEventListener("pointerenter", () => clearTimeout(timer));
  note.addEventListener("pointerleave", wait);
  note.addEventListener("click", leave);
  wait();
}

/** Tell what went wrong, in one place for every failed action. */
export function complain(error) {
  const { words, code } = explained(error.message || String(error));
  toast(words, "error", code);
}

/**
 * Show a modal dialog and resolve with the value of the button that closed it, or null
 * (Escape, backdrop). `actions` are {label, value, kind?, submit?}; focus returns afterwards.
 */
export function dialog({ title, body, actions, testid, className = "", initial }) {
  const before = document.activeElement;
  const heading = el("h2", { id: "dialog-title", text: title });
  const form = el("form", { method: "dialog" });
  const node = el(
    "dialog",
    { class: `dialog ${className}`.trim(), "aria-labelledby": "dialog-title", data: { testid } },
    form,
  );
  const bar = el("div", { class: "dialog-actions" });
  for (const action of actions) {
    bar.append(
      el("button", {
        type: action.submit ? "submit" : "button",
        class: `dialog-button ${action.kind || ""}`.trim(),
        value: action.value,
        text: action.label,
        data: { testid: `${testid}-${action.value}` },
        on: action.submit ? {} : { click: () => node.close(action.value) },
      }),
    );
  }
  form.append(heading, body, bar);
  document.body.append(node);
  return new Promise((resolve) => {
    node.addEventListener("click", (event) => {
      if (event.target === node) node.close("");
    });
    node.addEventListener("close", () => {
      node.remove();
      if (before?.isConnected) focusOn(before);
      resolve(node.returnValue || null);
    });
    node.showModal();
    focusOn(node.querySelector(initial || ".dialog-actions button:last-child"));
    node.scrollTop = 0; // long ones are read from their beginning
  });
}

/** A callback's alert: has to be closed, as in the app. */
export function alertBox(text, title) {
  return dialog({
    title,
    body: el("p", { class: "alert-text", text }),
    actions: [{ label: "OK", value: "ok", kind: "primary", submit: true }],
    testid: "alert",
    className: "alert",
  });
}

/** A menu that drops from `anchor`; items are {label, icon, act, testid, danger?} or null. */
export function menu(anchor, items, label) {
  const close = (refocus) => {
    node.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (refocus) focusOn(anchor);
  };
  const outside = (event) => {
    if (!node.contains(event.target) && !anchor.contains(event.target)) close(false);
  };
  const entries = items.filter(Boolean).map((item) =>
    button(
      {
        role: "menuitem",
        class: item.danger ? "menu-item danger" : "menu-item",
        tabindex: "-1",
        data: { testid: item.testid },
        on: {
          click: () => {
            close(true);
            item.act();
          },
        },
      },
      icon(item.icon),
      el("span", { text: item.label }),
    ),
  );
  const node = el("div", { class: "menu", role: "menu", "aria-label": label, data: { testid: "menu" } }, entries);
  node.addEventListener("keydown", (event) => menuKey(event, entries, close));
  anchor.after(node);
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  focusOn(entries[0]);
  return close;
}

function menuKey(event, entries, close) {
  const at = entries.indexOf(document.activeElement);
  const size = entries.length;
  const to = { ArrowDown: (at + 1) % size, ArrowUp: (at - 1 + size) % size, Home: 0, End: size - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    focusOn(entries[to]);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    close(true);
  } else if (event.key === "Tab") close(false);
}
