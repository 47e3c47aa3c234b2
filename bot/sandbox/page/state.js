// What the page knows, and who wants to hear of changes.

const listeners = new Map();

export const state = {
  person: null, // id of the person acting
  chat: null, // id of the open chat
  world: null, // last answer of /sandbox/world
  messages: new Map(), // of the open chat: id -> message, oldest first
  clockShift: 0, // milliseconds the sandbox's clock is ahead of this machine's
  seq: 0, // newest event seen
  typing: new Map(), // chat -> moment (ms) until which the bot is typing
};

/** Call `listener` whenever `topic` is announced: world, chat, messages, typing, clock. */
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
export const openChat = () => chatById(state.chat);
export const personById = (id) => state.world?.people.find((person) => person.id === id) || null;
export const actingPerson = () => personById(state.person);

/** Sort by id, which is the order of sending. */
export function putMessages(list) {
  for (const message of list) state.messages.set(message.id, message);
  state.messages = new Map([...state.messages].sort((a, b) => a[0] - b[0]));
}

export function setMessages(list) {
  state.messages = new Map();
  putMessages(list);
}
