// Inline mode: "@bot words" in the message field asks the bot; what it offers is listed above the
// field, and what one chooses is sent.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { refreshMessages, startBot } from "./navigation.js";
import { complain, toast } from "./notices.js";
import { state } from "./state.js";

const SETTLE = 250; // ms without a new letter before the bot is asked

let emptyField = () => {};
let asked = null; // what the field asks at present: {place, words, items, more, done, shut, unheard}
let active = 0;

/** `clear` empties the field, once what was asked for is sent. */
export function startInline(clear) {
  emptyField = clear;
  const box = byId("inline-results");
  box.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  box.addEventListener("click", (event) => {
    const row = event.target.closest(".inline-item");
    if (row) choose(asked.items[Number(row.dataset.index)]);
  });
  box.addEventListener("scroll", () => {
    if (box.scrollHeight - box.scrollTop - box.clientHeight < box.clientHeight / 2) askMore();
  });
}

/** The words after the bot's name, or null when the field holds something else. */
function wordsIn(text) {
  const name = state.world?.bot.username;
  const begin = `@${name} `.toLowerCase();
  return name && text.toLowerCase().startsWith(begin) ? text.slice(begin.length).trim() : null;
}

const isOpen = () => Boolean(asked) && !asked.shut && !asked.unheard;

/** Ask what the field asks, unless that is asked already. */
export function followInline() {
  const words = wordsIn(byId("composer-input")?.value || "");
  if (words === null) {
    asked = null;
    draw();
    return;
  }
  const place = `${state.person}:${state.chat}`;
  const before = asked?.place === place ? asked : null;
  if (before?.words === words) return;
  // What was there stays to be seen until the answer to the new words comes.
  const mine = { place, words, items: before?.items || [], more: "", done: false, shut: false, unheard: Boolean(before?.unheard) };
  asked = mine;
  draw();
  setTimeout(() => asked === mine && ask(mine, ""), SETTLE);
}

async function ask(mine, offset) {
  try {
    const found = await api.askInline(state.person, state.chat, mine.words, offset);
    if (asked !== mine) return;
    take(mine, found, offset);
  } catch (error) {
    if (asked !== mine) return;
    mine.done = true;
    complain(error);
  }
  draw();
}

function take(mine, found, offset) {
  mine.unheard = !found.answered; // a bot without inline mode: the text is only a text
  const fresh = found.results.map((result) => ({ ...result, query: found.query_id }));
  const above = found.button ? [{ above: found.button, title: found.button.text }] : [];
  if (!offset) active = above.length && fresh.length ? 1 : 0;
  mine.items = offset ? [...mine.items, ...fresh] : [...above, ...fresh];
  mine.more = found.next_offset || "";
  mine.done = true;
}

function askMore() {
  if (!asked?.more) return;
  const offset = asked.more;
  asked.more = "";
  ask(asked, offset);
}

// -- the list -------------------------------------------------------------------------

function note() {
  if (!asked.done) return asked.items.length ? "" : "Asking the bot…";
  return asked.items.length ? "" : "The bot offers nothing for this.";
}

function draw() {
  const box = byId("inline-results");
  const field = byId("composer-input");
  if (!box || !field) return;
  const open = isOpen();
  box.hidden = !open;
  byId("inline-note").textContent = open ? note() : "";
  const list = byId("inline-list");
  list.replaceChildren(...(open ? asked.items.map(row) : []));
  list.hidden = !list.children.length;
  field.setAttribute("aria-controls", open ? "inline-list" : "command-menu");
  if (!open) return;
  if (list.hidden) field.removeAttribute("aria-activedescendant");
  else field.setAttribute("aria-activedescendant", `inline-${active}`);
  list.children[active]?.scrollIntoView({ block: "nearest" });
}

function row(item, at) {
  const face = item.photo
    ? el("img", { class: "inline-photo", src: item.photo.url, alt: "" })
    : item.above ? icon("enter") : el("span", { class: "inline-letter", "aria-hidden": "true", text: [...item.title][0] });
  return el(
    "div",
    {
      class: item.above ? "inline-item inline-above" : "inline-item", role: "option", id: `inline-${at}`,
      "aria-selected": String(at === active), data: { index: at, testid: item.above ? "inline-above" : "inline-result" },
    },
    face,
    el("span", { class: "inline-words" }, el("span", { class: "inline-title", text: item.title }),
      item.description ? el("span", { class: "inline-description", text: item.description }) : null),
  );
}

/** The boxes that the composer puts above its field. */
export const inlineBox = () =>
  el("div", { class: "command-menu inline-results", id: "inline-results", hidden: true, data: { testid: "inline-results" } },
    el("div", { id: "inline-list", role: "listbox", "aria-label": "What the bot offers" }),
    el("p", { id: "inline-note", class: "inline-note", role: "status" }));

/** Keys while the list is open; true when the key was used up. */
export function inlineKey(event) {
  if (!isOpen() || event.isComposing) return false;
  const size = asked.items.length;
  if (event.key === "Escape") {
    asked.shut = true;
    event.stopPropagation();
  } else if (event.key === "Enter" && !event.shiftKey && (size || !asked.done)) {
    if (asked.done) choose(asked.items[active]); // else the answer is still to come
  } else if (event.key === "ArrowDown" && size) {
    active = (active + 1) % size;
    if (active === size - 1) askMore();
  } else if (event.key === "ArrowUp" && size) active = (active - 1 + size) % size;
  else return false;
  event.preventDefault();
  draw();
  return true;
}

async function choose(item) {
  const { person, chat } = state;
  if (item.above) {
    if (item.above.start_parameter) {
      emptyField();
      await startBot(item.above.start_parameter);
    } else toast("This button needs a part of Telegram that the sandbox does not have.");
    return;
  }
  try {
    await api.chooseInline(person, chat, item.query, item.id);
    if (state.person === person && state.chat === chat) emptyField();
    await refreshMessages();
  } catch (error) {
    complain(error);
  }
}
