// Service messages: what happened to the chat, in words.

import { el } from "./dom.js";

const names = (users) => users.map((user) => user.first_name).join(", ");

/** The line for a service message, or null for an ordinary message. */
export function serviceLine(message) {
  const who = message.sender?.name || message.from?.first_name || "";
  if (message.new_chat_members) {
    const joined = message.new_chat_members;
    const self = joined.length === 1 && joined[0].id === message.sender?.id;
    return self ? `${who} joined the group` : `${who} added ${names(joined)}`;
  }
  if (message.left_chat_member) {
    const gone = message.left_chat_member;
    return gone.id === message.sender?.id ? `${gone.first_name} left the group` : `${who} removed ${gone.first_name}`;
  }
  if (message.group_chat_created || message.supergroup_chat_created) return `${who} created the group`;
  if (message.migrate_to_chat_id) return "This group became a supergroup and goes on in a new chat";
  if (message.migrate_from_chat_id) return "This supergroup goes on from a group";
  if (message.new_chat_title) return `${who} named the group “${message.new_chat_title}”`;
  if (message.pinned_message) return `${who || "Someone"} pinned a message`;
  const empty = !message.text && !message.poll && !message.document && !message.photo && !message.caption;
  return empty ? "Something happened that this page does not know" : null;
}

/** A line across the conversation: a date or a service message. */
export const line = (text, testid) =>
  el("p", { class: "line", data: { testid } }, el("span", { text }));
