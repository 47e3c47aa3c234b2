// The server's JSON interface. Every call is made as the person who is acting.

/** A request that the server refused, or that never reached it (`status` 0). */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running?", 0);
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error || `Error ${response.status}`, response.status);
  return body;
}

const post = (path, body) =>
  request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const asPerson = (person, action, body = {}) => post(`/sandbox/people/${person}/${action}`, body);

export function getWorld(person, chat) {
  const query = new URLSearchParams({ as: person });
  if (chat) query.set("chat", chat);
  return request(`/sandbox/world?${query}`);
}

export async function getMessages(person, chat, after = 0, limit = 200) {
  const query = new URLSearchParams({ as: person, after, limit });
  const body = await request(`/sandbox/chats/${chat}/messages?${query}`);
  return body.messages;
}

export const eventsUrl = (person, after) =>
  `/sandbox/events?${new URLSearchParams({ as: person, after })}`;

export const sendText = (person, chat, text) => asPerson(person, "text", { chat, text });

export function sendFile(person, chat, file, caption, asPicture) {
  const form = new FormData();
  form.set("chat", chat);
  form.set("caption", caption);
  form.set("file", file, file.name);
  const action = asPicture ? "photo" : "file";
  return request(`/sandbox/people/${person}/${action}`, { method: "POST", body: form });
}

export const tap = (person, chat, messageId, row, column) =>
  asPerson(person, "tap", { chat, message_id: messageId, row, column, wait: 15 });

export const askInline = (person, chat, query, offset) =>
  asPerson(person, "inline", { chat, query, offset, wait: 15 });

export const chooseInline = (person, chat, queryId, resultId) =>
  asPerson(person, "choose", { chat, query_id: queryId, result_id: resultId });

export const vote = (person, chat, messageId, options) =>
  asPerson(person, "vote", { chat, message_id: messageId, options });

export const retract = (person, chat, messageId) =>
  asPerson(person, "retract", { chat, message_id: messageId });

export const start = (person, payload) => asPerson(person, "start", payload ? { payload } : {});

export const blockBot = (person) => asPerson(person, "block");
export const unblockBot = (person) => asPerson(person, "unblock");
export const leaveChat = (person, chat) => asPerson(person, "leave", { chat });
export const joinChat = (person, chat) => asPerson(person, "join", { chat });
export const setAnonymous = (person, chat, anonymous) => asPerson(person, "anonymous", { chat, anonymous });
export const clearChat = (person, chat) => asPerson(person, "clear", { chat });

export const setBotStatus = (chat, by, status, rights = {}) =>
  post(`/sandbox/chats/${chat}/bot`, { status, rights, by });

export const setAdmin = (chat, person, admin) =>
  post(`/sandbox/chats/${chat}/admin`, { person, admin });

export const migrateChat = (chat) => post(`/sandbox/chats/${chat}/migrate`, {});

export const createGroup = (title, creator, members, type = "group") =>
  post("/sandbox/chats", { title, type, creator, members });

export const moveClock = (seconds) => post("/sandbox/clock", { advance: seconds });
