// Where the keyboard's focus goes inside the log: between keyboards with the arrow keys, and
// to the equivalent button when the message around it is drawn again.

import { byId, focusOn } from "./dom.js";

const STOPS = ".key, .poll-option:not(li), .poll-vote";
const REACHABLE = `${STOPS}, .reply, .poll-lamp, .quote-toggle, .document, .photo, a[href], .text-command`;

// What has the focus while a keyboard is awaited: the button just pressed, or where the focus
// was put when its button vanished. The next keyboard to arrive should have it.
let lostAt = null;
let welcomed = false; // it is the welcome that is awaited
let byKeys = false; // the last press was of a key, not of a mouse or a finger

/** Rows of buttons in the order of reading: [[button, …], …]. */
function rowsOf(log) {
  const rows = [];
  for (const node of log.querySelectorAll(STOPS)) {
    const line = node.closest(".key-row");
    const last = rows.at(-1);
    if (line && last?.line === line) last.buttons.push(node);
    else rows.push({ line, buttons: [node] });
  }
  return rows.map((row) => row.buttons);
}

const articleOf = (node) => node?.closest?.(".message");

/** Focus the first button of the newest message that has any; false if there is none. */
export function focusNewestKeyboard() {
  const log = byId("log");
  const newest = articleOf([...log.querySelectorAll(STOPS)].at(-1));
  if (!newest) return false;
  newest.scrollIntoView({ block: "nearest" });
  return focusOn(newest.querySelector(STOPS));
}

/** Older keyboards are reached with the arrows, so that Tab is not a walk through history. */
export function markTabStops(log) {
  const all = [...log.querySelectorAll(".key")];
  const newest = articleOf(all.at(-1));
  for (const node of all) node.tabIndex = articleOf(node) === newest ? 0 : -1;
}

export function startFocus() {
  for (const press of ["keydown", "pointerdown"]) {
    document.addEventListener(press, () => {
      lostAt = null;
      welcomed = false;
      byKeys = press === "keydown";
    }, true);
  }
  byId("log").addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = rowsOf(byId("log"));
    const row = rows.findIndex((buttons) => buttons.includes(document.activeElement));
    if (row < 0) return;
    const to = neighbour(rows, row, rows[row].indexOf(document.activeElement), event.key);
    if (!to) return;
    event.preventDefault();
    to.scrollIntoView({ block: "nearest" });
    focusOn(to);
  });
}

function neighbour(rows, row, column, key) {
  const clamped = (buttons) => buttons?.[Math.min(column, buttons.length - 1)];
  if (key === "ArrowLeft") return rows[row][column - 1];
  if (key === "ArrowRight") return rows[row][column + 1];
  if (key === "Home") return rows[row][0];
  if (key === "End") return rows[row].at(-1);
  if (key === "ArrowUp") return clamped(rows[row - 1]);
  if (key === "ArrowDown") return clamped(rows[row + 1]) || byId("composer-input");
  return null;
}

/** What has the focus now, if it is inside the log. */
export function keptFocus(log) {
  const node = document.activeElement;
  if (!node || !log.contains(node)) return null;
  return { node, message: articleOf(node)?.dataset.messageId, key: node.dataset.focusKey, text: node.dataset.text };
}

/** Give the focus to the equivalent of what had it, else to the next sensible place. */
export function restoreFocus(log, kept) {
  if (!kept || (kept.node.isConnected && document.activeElement === kept.node)) return;
  const article = log.querySelector(`[data-message-id="${kept.message}"]`);
  const all = article ? [...article.querySelectorAll("[data-focus-key]")] : [];
  const same =
    all.find((node) => node.dataset.focusKey === kept.key) ||
    all.find((node) => kept.text !== undefined && node.dataset.text === kept.text);
  if (focusOn(same) || focusOn(article?.querySelector(STOPS))) return;
  const after = article && [...log.querySelectorAll(STOPS)].find(
    (node) => article.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING && !article.contains(node));
  if (focusOn(after)) return;
  if (!focusOn(article?.querySelector(REACHABLE)) && !focusOn(byId("composer-input"))) focusOn(article);
  lostAt = document.activeElement;
}

/** The button that was pressed may be answered by a new message with buttons of its own. */
export function awaitKeyboard(node) {
  if (document.activeElement === node) lostAt = node;
}

/**
 * START was pressed by key, and the focus went on to where one writes: the welcome's first button
 * gets it, unless one writes. After a click it stays, since a hand on the mouse needs no ring.
 */
export function awaitWelcome() {
  if (byKeys) lostAt = document.activeElement;
  welcomed = true;
}

/** A keyboard arrived after the focus had lost its own: hand it over, unless the person moved on. */
export function focusAfterLoss(log) {
  if (!lostAt) return;
  const newest = [...log.querySelectorAll(".message")].at(-1);
  const stops = newest?.querySelectorAll(STOPS) ?? [];
  if (!stops.length) return;
  // A single button asks for a text, as a rule, and gives up: whoever presses Enter without a look
  // must not hit it. From the field ArrowUp leads to it.
  const to = stops.length === 1 && !welcomed && byId("composer-input");
  if (document.activeElement === lostAt) focusOn(to || stops[0]);
  lostAt = null;
}
