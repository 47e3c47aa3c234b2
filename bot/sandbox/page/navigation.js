// Who acts, which chat is open, and keeping what the page knows up to date.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { awaitWelcome } from "./focus.js";
import { allowedUrl } from "./fragment.js";
import { complain, dialog, toast } from "./notices.js";
import {
  announce, changeMark, chatById, forgetMessages, goingOn, learnClock, putMessage, setMessages, state,
} from "./state.js";

const SETTLE = 120; // ms in which several reasons to refetch the world become one

export const isNarrow = () => matchMedia("(max-width: 720px)").matches;

/** `anew`: whatever was known before, a server that began again counts from the beginning. */
function takeWorld(world, anew) {
  if (!anew && world.seq < state.world.seq) return; // overtaken by a later answer
  state.world = world;
  state.seq = anew ? world.seq : Math.max(state.seq, world.seq);
  learnClock(world.now);
  announce("world");
}

/** Fetch the world, and the open chat's messages, from nothing. */
export async function refetchAll() {
  const { person, chat } = state;
  const world = await api.getWorld(person, chat && personCanSee(chat) ? chat : null);
  if (state.person !== person || state.chat !== chat) return;
  takeWorld(world, true);
  if (!chat) return;
  if (!chatById(chat)) {
    showChat(null);
    return;
  }
  const mark = changeMark();
  const messages = await api.getMessages(person, chat);
  if (state.person !== person || state.chat !== chat) return;
  setMessages(messages, mark);
  announce("messages", { whole: true });
}

// Before the first answer everything may be there; afterwards the world knows.
const personCanSee = (chat) => !state.world || Boolean(chatById(chat));

let settling = 0;

/** Soon fetch the world again; what stands in the open chat counts as read. */
export function refreshWorldSoon() {
  if (settling) return;
  settling = setTimeout(async () => {
    settling = 0;
    try {
      const { person, chat } = state;
      const newest = [...state.messages.keys()].at(-1);
      if (chat && newest && document.visibilityState === "visible") {
        await api.getMessages(person, chat, newest - 1, 1);
      }
      const world = await api.getWorld(person, chat);
      if (state.person === person && state.chat === chat) takeWorld(world);
    } catch (error) {
      if (error.status === 404) refetchAll().catch(() => {});
    }
  }, SETTLE);
}

/** Fetch messages that are newer than those shown (after sending, for one). */
export async function refreshMessages() {
  const { person, chat } = state;
  if (!chat) return;
  const mark = changeMark();
  const messages = await api.getMessages(person, chat);
  if (state.person !== person || state.chat !== chat) return;
  setMessages(messages, mark);
  announce("messages", {});
}

// -- places: #<person>/<chat> ---------------------------------------------------------

const placeOf = (person, chat) => (chat ? `#${person}/${chat}` : `#${person}`);

export function placeFromAddress() {
  const [person, chat] = location.hash.slice(1).split("/").map(Number);
  return { person: person || null, chat: chat || null };
}

/** Show a chat (null: the list); `replace` leaves no trace in the history. */
export function showChat(chat, { replace = false } = {}) {
  go(state.person, chat, replace);
}

/** Act as somebody else: the same group, or their own private chat with the bot. */
export function actAs(person) {
  if (person === state.person) return;
  const open = chatById(state.chat);
  const chat = open?.type === "private" ? person : state.chat;
  try {
    localStorage.setItem("sandbox-person", String(person));
  } catch {
    // Not remembered then.
  }
  go(person, chat, true);
}

function go(person, chat, replace) {
  const place = placeOf(person, chat);
  if (place === location.hash) enter(person, chat);
  else {
    history[replace ? "replaceState" : "pushState"](null, "", place);
    enter(person, chat);
  }
}

/** Make the place named by the arguments the present one and fetch what it shows. */
export function enter(person, chat) {
  const personChanged = person !== state.person;
  const chatChanged = personChanged || chat !== state.chat;
  state.person = person;
  state.chat = chat;
  byId("app").dataset.pane = chat ? "chat" : "list";
  if (personChanged) {
    state.world = state.world && { ...state.world, chats: [], commands: [] };
    state.seq = 0;
    announce("person");
  }
  if (chatChanged) {
    forgetMessages();
    announce("chat");
  }
  return refetchAll().catch((error) => {
    if (error.status === 404 && chat) showChat(null, { replace: true });
    else complain(error);
  });
}

// -- links ----------------------------------------------------------------------------

/** Press START, with a payload or without, and show the private chat. */
export async function startBot(payload) {
  const { person } = state;
  state.starting = person;
  try {
    if (state.chat !== person) showChat(person);
    announce("world"); // one can write at once, whenever the server answers
    awaitWelcome();
    await api.start(person, payload);
    await refetchAll();
  } catch (error) {
    complain(error);
  } finally {
    state.starting = null;
    announce("world");
  }
}

function deepLink(url) {
  const bot = state.world?.bot.username?.toLowerCase();
  const host = url.hostname.replace(/^www\./, "");
  const resolve = url.protocol === "tg:" && (url.hostname || url.pathname.replace(/\//g, "")) === "resolve";
  const name = resolve ? url.searchParams.get("domain") : url.pathname.split("/")[1];
  if (!resolve && host !== "t.me" && host !== "telegram.me") return null;
  if (!bot || name?.toLowerCase() !== bot) return null;
  return { start: url.searchParams.get("start"), group: url.searchParams.get("startgroup") !== null };
}

/** Follow a link from a message or a button; `started`: the server has sent /start already. */
export async function openUrl(address, { started = false } = {}) {
  const allowed = allowedUrl(address);
  if (!allowed) {
    toast("This link has an address that a page may not open.", "error");
    return;
  }
  const link = deepLink(new URL(allowed));
  if (link?.group) await offerGroup();
  else if (link && started) showChat(state.person);
  else if (link?.start) await startBot(link.start);
  else if (link) showChat(state.person);
  else await askToOpen(allowed);
}

async function askToOpen(address) {
  const answer = await dialog({
    title: "Open this link?",
    body: el("p", { class: "address", text: address }),
    actions: [
      { label: "Cancel", value: "cancel" },
      { label: "Open", value: "open", kind: "primary" },
    ],
    testid: "open-link",
  });
  if (answer === "open") window.open(address, "_blank", "noopener,noreferrer");
}

/** Ask for one of `chats`; its id, or null. */
export async function pickChat(title, question, chats, testid) {
  const answer = await dialog({
    title,
    body: el("p", { text: question }),
    actions: [
      { label: "Cancel", value: "cancel" },
      ...chats.map((chat) => ({ label: chat.title, value: String(chat.id), kind: "primary" })),
    ],
    testid,
  });
  return Number(answer) || null;
}

async function offerGroup() {
  const groups = goingOn().filter((chat) => chat.type !== "private");
  const question = groups.length ? "Which group?" : "There is no group yet.";
  const chosen = await pickChat("Add the bot to a group", question, groups, "choose-group");
  if (!chosen) return;
  try {
    await api.setBotStatus(chosen, state.person, "member");
    showChat(chosen);
  } catch (error) {
    complain(error);
  }
}

/** Put a message that an event brought, if its chat is open. */
export function takeMessage(message, chat) {
  if (chat !== state.chat) return;
  putMessage(message);
  announce("messages", {});
}
