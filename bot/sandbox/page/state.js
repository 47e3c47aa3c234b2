// What the page knows, and who wants to hear of changes.

const listeners = new Map();

export const state = {
  person: null, // id of the person acting
  chat: null, // id of the open chat
  world: null, // last answer of /sandbox/world
  starting: null, // id of the person whose START is under way
  messages: new Map(), // of the open chat: id -> message, oldest first
  clockShift: 0, // milliseconds the sandbox's clock is ahead of this machine's
  seq: 0, // newest event seen
  typing: new Map(), // chat -> moment (ms) until which the bot is typing
};

/** Call `listener` whenever `topic` is announced: world, chat, messages, typing, compose. */
export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) || []), listener]);
}

export function announce(topic, detail) {
  for (const listener of listeners.get(topic) || []) listener(detail);
}

/** The sandbox's present moment in milliseconds. */
export const sandboxNow = () => Date.now() + state.clockShift;

export function learnClock(iso) {
  const shift = Date.parse(iso) - Date.now();
  // Small differences are travel time of the answer, not a moved clock.
  if (Math.abs(shift - state.clockShift) > 400) state.clockShift = shift;
}

export const chatById = (id) => state.world?.chats.find((chat) => chat.id === id) || null;
/** The chats that one can write to: no groups that became supergroups. */
export const goingOn = () => state.world.chats.filter((chat) => !chat.migrated_to);
export const openChat = () => chatById(state.chat);
export const personById = (id) => state.world?.people.find((person) => person.id === id) || null;
export const actingPerson = () => personById(state.person);

/** What a member's name is tagged with in a group, as in the app: "owner", "admin" or "". */
export function standingIn(chat, who) {
  if (!chat || chat.type === "private") return "";
  if (chat.id === who) return "admin"; // one who writes in the group's name
  if (chat.creator === who) return "owner";
  const bot = who === state.world.bot.id && chat.bot_status === "administrator";
  return bot || chat.admins.includes(who) ? "admin" : "";
}

let changes = 0; // of messages, by events
let changed = new Map(); // id -> number of its last change

/** Put one message in its place; ids are in the order of sending. */
export function putMessage(message) {
  changed.set(message.id, (changes += 1));
  state.messages.set(message.id, message);
  state.messages = sorted(state.messages);
}

export function dropMessage(id) {
  changed.set(id, (changes += 1));
  return state.messages.delete(id);
}

export function forgetMessages() {
  state.messages = new Map();
  changed = new Map();
}

/** Where the changes stand; to be asked before messages are fetched. */
export const changeMark = () => changes;

/**
 * Take what was fetched for the open chat. An event that came in since `mark` is newer than
 * the answer may be, so what it touched stays as it is.
 */
export function setMessages(list, mark) {
  const touched = (id) => (changed.get(id) || 0) > mark;
  const kept = [...state.messages].filter(([id]) => touched(id));
  const fetched = list.filter((message) => !touched(message.id)).map((message) => [message.id, message]);
  state.messages = sorted([...fetched, ...kept]);
}

const sorted = (entries) => new Map([...entries].sort((a, b) => a[0] - b[0]));
