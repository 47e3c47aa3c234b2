// The head of the conversation: whom it is with, and what can be done to it.

import * as api from "./api.js";
import { avatar } from "./avatar.js";
import { backToList } from "./chatlist.js";
import { button, byId, el } from "./dom.js";
import { clockTime, plural, span } from "./format.js";
import { icon } from "./icons.js";
import { refetchAll, refreshWorldSoon, showChat } from "./navigation.js";
import { complain, menu, toast } from "./notices.js";
import { actingPerson, learnClock, on, openChat, state } from "./state.js";

export const isPresent = (status) => ["creator", "administrator", "member", "restricted"].includes(status);

export function startHeader() {
  const back = button(
    { class: "tool back", "aria-label": "Back to the chats", title: "Back (Esc)", data: { testid: "back" }, on: { click: backToList } },
    icon("back"),
  );
  const face = el("span", { class: "chat-head-face" });
  const words = el("div", { class: "chat-head-words" },
    el("h2", { class: "chat-head-title", id: "chat-title" }),
    el("p", { class: "chat-head-sub", id: "chat-sub" }));
  const clock = button(
    { class: "tool clock", title: "Move the sandbox's clock on 30 seconds", "aria-label": "+30 s: move the clock on 30 seconds", data: { testid: "clock-30" }, on: { click: () => moveClock(30) } },
    icon("clock"), el("span", { text: "+30 s" }),
  );
  const more = button(
    { class: "tool", id: "chat-menu", "aria-label": "More about this chat", title: "More", "aria-haspopup": "menu", "aria-expanded": "false", data: { testid: "chat-menu" }, on: { click: toggleMenu } },
    icon("more"),
  );
  byId("chat-head").replaceChildren(back, face, words, clock, el("div", { class: "menu-place" }, more));
  for (const topic of ["world", "chat", "typing"]) on(topic, draw);
}

function draw() {
  const chat = openChat();
  byId("conversation").dataset.open = chat ? "yes" : "no";
  if (!chat) return;
  const bot = chat.type === "private";
  byId("chat-title").textContent = chat.title;
  byId("chat-sub").textContent = subtitle(chat);
  byId("chat-sub").classList.toggle("is-typing", isTyping(chat));
  byId("chat-head").querySelector(".chat-head-face").replaceChildren(
    avatar(bot ? state.world.bot.id : chat.id, chat.title, "medium"));
  document.title = `${chat.title} · ${actingPerson()?.first_name || ""} · Sandbox`;
}

const isTyping = (chat) => (state.typing.get(chat.id) || 0) > Date.now();

function subtitle(chat) {
  if (isTyping(chat)) return chat.type === "private" ? "typing…" : `${state.world.bot.first_name} is typing…`;
  if (chat.type === "private") return actingPerson()?.blocked ? "bot, blocked by you" : "bot";
  const count = chat.members.length + (isPresent(chat.bot_status) ? 1 : 0);
  const standing = {
    administrator: ", the bot is an admin",
    member: "",
    restricted: ", the bot is restricted",
  }[chat.bot_status] ?? ", without the bot";
  return `${plural(count, "member", "members")}${standing}`;
}

let close = null;

function toggleMenu(event) {
  const anchor = event.currentTarget;
  if (anchor.getAttribute("aria-expanded") === "true") {
    close(true);
    return;
  }
  close = menu(anchor, items(openChat()), "Chat menu");
}

function items(chat) {
  const clock = { label: "Move the clock on 30 s", icon: "clock", testid: "menu-clock", act: () => moveClock(30) };
  if (chat.migrated_to) return [clock];
  return chat.type === "private" ? [clock, ...privateItems()] : [...groupItems(chat), clock, ...memberItems(chat)];
}

function privateItems() {
  const me = state.person;
  const blocked = actingPerson()?.blocked;
  return [
    blocked
      ? { label: "Unblock the bot", icon: "enter", testid: "menu-unblock", act: () => run(api.unblockBot(me)) }
      : { label: "Block the bot", icon: "block", testid: "menu-block", danger: true, act: () => run(api.blockBot(me), "The bot is blocked.") },
    { label: "Clear this chat", icon: "trash", testid: "menu-clear", danger: true, act: () => run(api.clearChat(me, state.chat)) },
  ];
}

function groupItems(chat) {
  const me = state.person;
  const put = (status, rights) => () => run(api.setBotStatus(chat.id, me, status, rights));
  if (!isPresent(chat.bot_status)) {
    return [{ label: "Add the bot to the group", icon: "userAdd", testid: "menu-add-bot", act: put("member") }];
  }
  const admin = chat.bot_status === "administrator";
  const muted = chat.bot_status === "restricted";
  const noPolls = { can_send_messages: true, can_send_polls: false };
  return [
    admin
      ? { label: "Make the bot an ordinary member", icon: "star", testid: "menu-demote-bot", act: put("member") }
      : { label: "Make the bot an admin", icon: "star", testid: "menu-promote-bot", act: put("administrator") },
    muted
      ? { label: "Let the bot send polls again", icon: "enter", testid: "menu-unrestrict-bot", act: put("member") }
      : { label: "Forbid the bot to send polls", icon: "mute", testid: "menu-restrict-bot", act: put("restricted", noPolls) },
    { label: "Remove the bot from the group", icon: "userOut", testid: "menu-remove-bot", danger: true, act: put("kicked") },
  ];
}

function memberItems(chat) {
  const others = state.world.people.filter((person) => person.id !== state.person && chat.members.includes(person.id));
  const iAmAdmin = chat.admins.includes(state.person);
  const promote = others.filter(() => iAmAdmin).map((person) => {
    const admin = chat.admins.includes(person.id);
    return {
      label: admin ? `${person.first_name}: no longer an admin` : `Make ${person.first_name} an admin`,
      icon: "star",
      testid: `menu-admin-${person.id}`,
      act: () => run(api.setAdmin(chat.id, person.id, !admin)),
    };
  });
  const absent = state.world.people.filter((person) => !chat.members.includes(person.id));
  const bring = absent.map((person) => ({
    label: `Bring ${person.first_name} into the group`,
    icon: "userAdd",
    testid: `menu-join-${person.id}`,
    act: () => run(api.joinChat(person.id, chat.id)),
  }));
  const veil = {
    label: chat.anonymous ? "Write in your own name again" : "Write anonymously, as the group",
    icon: "mute",
    testid: "menu-anonymous",
    act: () => run(api.setAnonymous(state.person, chat.id, !chat.anonymous)),
  };
  return [
    iAmAdmin && chat.type === "supergroup" ? veil : null,
    ...bring,
    ...promote,
    chat.type === "group"
      ? { label: "Upgrade to a supergroup", icon: "up", testid: "menu-migrate", act: () => upgrade(chat) }
      : null,
    { label: "Leave the group", icon: "exit", testid: "menu-leave", danger: true, act: () => leave(chat) },
  ];
}

async function run(promise, done) {
  try {
    await promise;
    if (done) toast(done);
    await refetchAll();
  } catch (error) {
    complain(error);
  }
}

async function leave(chat) {
  await run(api.leaveChat(state.person, chat.id));
  showChat(null);
}

async function upgrade(chat) {
  try {
    const made = await api.migrateChat(chat.id);
    const id = made.id ?? made.chat?.id ?? made.migrate_to_chat_id;
    if (id) showChat(id, { replace: true });
    else showChat(null);
  } catch (error) {
    complain(error);
  }
}

async function moveClock(seconds) {
  try {
    const { now } = await api.moveClock(seconds);
    learnClock(now);
    const ahead = span((Date.parse(now) - Date.now()) / 1000);
    toast(`Clock moved on by ${seconds} s: it shows ${clockTime(Date.parse(now))}, ${ahead} ahead.`, "clock");
    refreshWorldSoon();
  } catch (error) {
    complain(error);
  }
}
