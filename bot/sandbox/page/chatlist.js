// The list of chats: one button per chat, newest first.

import * as api from "./api.js";
import { avatar } from "./avatar.js";
import { button, byId, el, focusOn } from "./dom.js";
import { listTime, plural } from "./format.js";
import { icon } from "./icons.js";
import { isNarrow, showChat } from "./navigation.js";
import { complain, dialog } from "./notices.js";
import { on, sandboxNow, state } from "./state.js";

/** Leave the conversation: on a phone the list takes its place; focus goes to the chat's row. */
export function backToList() {
  const id = state.chat;
  if (isNarrow()) showChat(null);
  focusOn(byId("chats").querySelector(`[data-chat-id="${id}"]`));
}

export function startChatList() {
  for (const topic of ["world", "chat", "typing"]) on(topic, draw);
  byId("chats").addEventListener("keydown", arrows);
  const add = byId("new-group");
  add.append(icon("plus"));
  add.title = "New group";
  add.setAttribute("aria-label", "New group");
  add.addEventListener("click", newGroup);
}

const newest = (chat) => chat.last?.date || 0;

function draw() {
  const list = byId("chats");
  const focused = document.activeElement?.closest?.(".chat-row")?.dataset.chatId;
  const chats = [...(state.world?.chats || [])].sort((a, b) => newest(b) - newest(a));
  const rows = chats.map((chat) => el("li", {}, row(chat)));
  list.replaceChildren(...rows);
  const open = list.querySelector('[aria-current="true"]') || list.querySelector(".chat-row");
  if (open) open.tabIndex = 0;
  if (focused) focusOn(list.querySelector(`[data-chat-id="${focused}"]`));
}

function row(chat) {
  const open = chat.id === state.chat;
  const unread = open && document.visibilityState === "visible" ? 0 : chat.unread;
  const bot = chat.type === "private";
  const typing = (state.typing.get(chat.id) || 0) > Date.now();
  const text = typing ? "typing…" : chat.last?.text || (bot ? "Press START to begin" : "No messages yet");
  return button(
    {
      class: "chat-row",
      tabindex: "-1",
      "aria-current": open ? "true" : null,
      data: { chatId: chat.id, testid: "chat-row", type: chat.type },
      on: { click: () => showChat(chat.id) },
    },
    avatar(bot ? state.world.bot.id : chat.id, chat.title, "large"),
    el(
      "span",
      { class: "chat-row-words" },
      el(
        "span",
        { class: "chat-row-top" },
        el("span", { class: "chat-row-title" }, bot ? null : icon("group"), chat.title),
        bot ? el("span", { class: "bot-tag", text: "bot" }) : null,
        el("span", { class: "chat-row-time", text: chat.last ? listTime(chat.last.date, sandboxNow()) : "" }),
      ),
      el(
        "span",
        { class: "chat-row-bottom" },
        el("span", { class: typing ? "chat-row-last is-typing" : "chat-row-last", text }),
        unread
          ? el("span", { class: "badge", data: { testid: "unread" } },
              el("span", { "aria-hidden": "true", text: String(unread) }),
              el("span", { class: "unseen", text: plural(unread, "unread message", "unread messages") }))
          : null,
      ),
    ),
  );
}

function arrows(event) {
  const rows = [...byId("chats").querySelectorAll(".chat-row")];
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || !rows[to]) return;
  event.preventDefault();
  focusOn(rows[to]);
}

async function newGroup() {
  const input = el("input", { class: "field", name: "title", maxlength: "128", required: true, autocomplete: "off", id: "group-title" });
  const answer = await dialog({
    title: "New group",
    body: el("div", {}, el("label", { for: "group-title", text: "Name of the group" }), input,
      el("p", { class: "fine", text: "Everybody in the switch becomes a member, you its creator. Add the bot from the group's menu." })),
    actions: [
      { label: "Cancel", value: "cancel" },
      { label: "Create", value: "create", kind: "primary", submit: true },
    ],
    testid: "new-group-dialog",
    initial: "input",
  });
  if (answer !== "create" || !input.value.trim()) return;
  try {
    const everybody = state.world.people.map((person) => person.id);
    const made = await api.createGroup(input.value.trim(), state.person, everybody);
    const id = made.id ?? made.chat?.id;
    if (id) showChat(id);
  } catch (error) {
    complain(error);
  }
}
