// The field for writing, or what stands in its place (START, unblock, the way to the supergroup).

import * as api from "./api.js";
import { attachFrom, chooseFile, startAttach } from "./attach.js";
import { commandKey, drawCommands, startCommands, toggleCommands } from "./commands.js";
import { scrollPage } from "./conversation.js";
import { button, byId, el, focusOn } from "./dom.js";
import { focusNewestKeyboard } from "./focus.js";
import { isPresent } from "./header.js";
import { icon } from "./icons.js";
import { followInline, inlineBox, inlineKey, startInline } from "./inline.js";
import { isNarrow, refetchAll, refreshMessages, showChat, startBot } from "./navigation.js";
import { complain } from "./notices.js";
import { actingPerson, on, openChat, state } from "./state.js";

const drafts = new Map(); // "person:chat" -> text
let shown = null; // which foot is drawn: "write", "start", "blocked", "moved", "none"
let place = null; // whose draft the field holds
let ahead = ""; // typed into an open chat before its field was drawn

export function startComposer() {
  on("chat", () => {
    saveDraft();
    ahead = "";
    draw();
  });
  on("world", draw);
  on("messages", draw);
  on("compose", compose);
}

/** Put `text` into the field of the open chat, where it stands in for what was there. */
function compose(text) {
  const field = byId("composer-input");
  if (!field) {
    drafts.set(placeNow(), text);
    return;
  }
  field.value = text;
  field.dispatchEvent(new Event("input"));
  focusOn(field);
}

const placeNow = () => `${state.person}:${state.chat}`;

function saveDraft() {
  const field = byId("composer-input");
  if (field && place) drafts.set(place, field.value);
}

function kindOfFoot() {
  const chat = openChat();
  const person = actingPerson();
  if (!chat || !person) return "none";
  if (chat.migrated_to) return "moved";
  if (chat.type !== "private") return "write";
  if (person.blocked) return "blocked";
  const begun = person.started && (chat.last || state.messages.size);
  return begun || state.starting === person.id ? "write" : "start";
}

function draw() {
  const kind = kindOfFoot();
  if (kind !== shown) {
    const hadFocus = byId("foot").contains(document.activeElement);
    shown = kind;
    byId("foot").replaceChildren(...FEET[kind]());
    byId("foot").dataset.kind = kind;
    if (kind === "write") dress();
    drawIntroduction(kind);
    if (kind !== "write" && kind !== "none" && (hadFocus || mayTakeFocus())) focusFoot();
    else if (hadFocus) focusFoot();
  }
  if (kind !== "write") {
    place = null;
    drawIntroduction(kind);
    return;
  }
  if (place !== placeNow()) {
    place = placeNow();
    const field = byId("composer-input");
    field.value = (drafts.get(place) || "") + ahead;
    fit(field);
    // On a phone the field would call up the screen's keyboard over what one wants to read.
    if (ahead || mayTakeFocus()) focusOn(isNarrow() && !ahead ? byId("scroller") : field);
    ahead = "";
  }
  byId("composer-input").placeholder = openChat().anonymous ? "Message, as the group" : "Message";
  drawAbsence();
  drawCommands();
  followInline();
}

/** Someone who walks through people or a menu by keyboard, or reads a dialog, stays there. */
const mayTakeFocus = () =>
  !document.querySelector("dialog[open]") && !document.activeElement?.closest(".people, .menu, .log");

export const focusFoot = () => focusOn(byId("composer-input") || byId("foot").querySelector("button"));

const FEET = {
  none: () => [],
  start: () => [
    button({ class: "big-button", text: "Start", data: { testid: "start-button" }, on: { click: () => startBot() } }),
  ],
  blocked: () => [
    button({ class: "big-button quiet", text: "Unblock the bot", data: { testid: "unblock-button" }, on: { click: unblock } }),
  ],
  moved: () => [
    button({ class: "big-button", text: "Go on in the supergroup", data: { testid: "moved-button" }, on: { click: () => showChat(openChat().migrated_to) } }),
  ],
  write: () => [writing()],
};

/**
 * A letter typed anywhere in an open chat belongs into the message field, as in the app; where
 * the chat is still being fetched it waits for the field.
 */
export function takeLetter(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const letter = [...event.key].length === 1 && (event.key !== " " || ahead);
  if (!letter || event.target.closest("input, textarea, .menu")) return;
  if (focusOn(byId("composer-input")) || !state.chat || openChat()) return;
  event.preventDefault();
  ahead += event.key;
}

async function unblock() {
  try {
    await api.unblockBot(state.person);
    await refetchAll();
    focusFoot();
  } catch (error) {
    complain(error);
  }
}

/** In a group without the bot: say so, and offer to mend it. */
function drawAbsence() {
  const chat = openChat();
  const absent = chat.type !== "private" && !isPresent(chat.bot_status);
  const note = byId("absence");
  if (!absent) note?.remove();
  else if (!note) {
    byId("composer").before(
      el("p", { class: "absence", id: "absence" },
        el("span", { text: `${state.world.bot.first_name} is not in this group yet.` }),
        button({ class: "dialog-button primary", text: "Add the bot", data: { testid: "add-bot" }, on: { click: addBot } })),
    );
  }
}

async function addBot() {
  try {
    await api.setBotStatus(state.chat, state.person, "member");
    await refetchAll();
    focusFoot();
  } catch (error) {
    complain(error);
  }
}

function drawIntroduction(kind) {
  const old = byId("introduction");
  old?.remove();
  if (kind !== "start") return;
  const { bot } = state.world;
  byId("log").before(
    el("section", { class: "introduction", id: "introduction", data: { testid: "introduction" } },
      el("h3", { text: "What can this bot do?" }),
      el("p", { text: bot.description || bot.short_description || `Press START to meet ${bot.first_name}.` })),
  );
}

// -- writing --------------------------------------------------------------------------

function writing() {
  const menuButton = button(
    { class: "menu-button", id: "command-button", "aria-label": "Commands", title: "Commands", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": "command-menu", data: { testid: "command-button" }, on: { click: toggleCommands } },
    icon("slash"), el("span", { text: "Menu" }),
  );
  const attach = button(
    { class: "tool attach", "aria-label": "Attach a file", title: "Attach a file", data: { testid: "attach" }, on: { click: chooseFile } },
    icon("attach"),
  );
  const field = el("textarea", {
    id: "composer-input", class: "composer-input", rows: "1", placeholder: "Message", "aria-label": "Message", maxlength: "4096",
    autocomplete: "off", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": "command-menu",
    data: { testid: "composer" },
  });
  const send = el("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send (Enter)", data: { testid: "send" } }, icon("send"));
  return el("form", { class: "composer", id: "composer", autocomplete: "off" },
    el("div", { class: "command-menu", id: "command-menu", role: "listbox", "aria-label": "Commands", hidden: true, data: { testid: "command-menu" } }),
    inlineBox(),
    el("div", { class: "composer-box" }, menuButton, field, attach), send);
}

function dress() {
  const field = byId("composer-input");
  field.addEventListener("input", () => {
    fit(field);
    drawCommands();
    followInline();
  });
  field.addEventListener("keydown", (event) => fieldKey(event, field));
  field.addEventListener("paste", attachFrom);
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    sendField(field);
  });
  startAttach();
  startCommands((text) => {
    field.value = "";
    fit(field);
    sendText(text);
  });
  startInline(() => {
    field.value = "";
    field.dispatchEvent(new Event("input"));
  });
  fit(field);
}

function fieldKey(event, field) {
  if (commandKey(event, field) || inlineKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    sendField(field);
  } else if (event.key === "ArrowUp" && !field.value && !event.altKey) {
    if (focusNewestKeyboard()) event.preventDefault();
  } else if (event.key === "PageUp" || event.key === "PageDown") {
    event.preventDefault();
    scrollPage(event.key === "PageUp" ? -1 : 1);
  }
}

/** As tall as its text, up to a limit that the style sheet sets. */
function fit(field) {
  field.style.setProperty("block-size", "auto");
  field.style.setProperty("block-size", `${field.scrollHeight}px`);
  byId("composer").classList.toggle("has-text", Boolean(field.value.trim()));
}

async function sendField(field) {
  const text = field.value;
  if (!text.trim()) return;
  field.value = "";
  fit(field);
  drawCommands();
  followInline();
  if (!(await sendText(text)) && !field.value) {
    field.value = text; // nothing that was typed is lost
    fit(field);
  }
}

async function sendText(text) {
  try {
    await api.sendText(state.person, state.chat, text);
    await refreshMessages();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
