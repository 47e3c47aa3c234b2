// One message as a bubble.

import { avatar } from "./avatar.js";
import { button, byId, el, focusOn } from "./dom.js";
import { hueOf, timeOfDay } from "./format.js";
import { fragmentOf } from "./fragment.js";
import { icon } from "./icons.js";
import { keyboardOf } from "./keyboards.js";
import { documentOf, photoOf, photoSize } from "./media.js";
import { pollOf } from "./polls.js";
import { announce, openChat, standingIn, state } from "./state.js";

const opened = new Set(); // spoilers and long quotations that the reader has opened

export const isMine = (message) => message.mine ?? message.sender?.id === state.person;

const originOf = (message) => (isMine(message) ? "me" : message.sender?.is_bot ? "bot" : "other");

/** An empty article for a message; `fillBubble` puts the content in and may do so again. */
export function newBubble(message) {
  return el("article", {
    class: `message from-${originOf(message)}`,
    tabindex: "-1",
    data: { testid: "message", messageId: message.id, from: originOf(message) },
  });
}

export function fillBubble(article, message) {
  const who = isMine(message) ? "You" : message.sender?.name || "";
  article.setAttribute("aria-label", `${who}, ${timeOfDay(message.date)}${message.edited ? ", edited" : ""}`);
  const face = isMine(message) ? null : avatar(message.sender?.id ?? state.chat, message.sender?.name || "", "message");
  const bubble = el("div", { class: bubbleClass(message), data: { testid: "bubble" } });
  if (message.photo) bubble.style.setProperty("--photo-width", `${photoSize(message.photo).width + 6}px`);
  if (!isMine(message)) bubble.append(nameOf(message.sender));
  if (message.via) bubble.append(viaOf(message.via));
  if (message.reply_to_message) bubble.append(replyOf(message.reply_to_message));
  if (message.photo) bubble.append(photoOf(message));
  if (message.document) bubble.append(documentOf(message));
  if (message.poll) bubble.append(pollOf(message));
  bubble.append(textOf(message));
  article.replaceChildren(...[face, el("div", { class: "bubble-column" }, ...[bubble, keyboardOf(message)].filter(Boolean))].filter(Boolean));
}

function nameOf(sender) {
  return el("p", { class: `bubble-name ${sender?.is_bot ? "hue-bot" : hueOf(sender?.id)}` },
    el("span", { text: sender?.name || "" }),
    el("span", { class: "bubble-tag", text: standingIn(openChat(), sender?.id), data: { testid: "standing", sender: sender?.id } }));
}

/** The bot that a message was found with; a press asks it again. */
function viaOf(name) {
  return el("p", { class: "bubble-via" }, "via ",
    button({ class: "text-command", text: `@${name}`, data: { testid: "via", focusKey: "via" }, on: { click: () => announce("compose", `@${name} `) } }));
}

/** Someone may have become an admin since: the tags beside the names in `log` say so. */
export function mendTags(log) {
  for (const node of log.querySelectorAll(".bubble-tag")) {
    const standing = standingIn(openChat(), Number(node.dataset.sender));
    if (node.textContent !== standing) node.textContent = standing;
  }
}

function bubbleClass(message) {
  const kinds = ["photo", "document", "poll"].filter((kind) => message[kind]).map((kind) => `with-${kind}`);
  if (message.photo && !message.html) kinds.push("photo-only");
  if (message.keyboard?.length) kinds.push("with-keyboard");
  return ["bubble", ...kinds].join(" ");
}

function textOf(message) {
  const body = el("div", { class: "bubble-text", dir: "auto", data: { testid: "message-text" } });
  if (message.html) body.append(fragmentOf(message.html, opened, `${state.person}:${state.chat}:${message.id}`));
  else if (message.text || message.caption) body.append(document.createTextNode(message.text || message.caption));
  body.append(metaOf(message));
  return body;
}

function metaOf(message) {
  const time = new Date(message.date * 1000).toISOString();
  return el(
    "span",
    { class: "meta" },
    message.edited ? el("span", { class: "meta-edited", text: "edited", data: { testid: "edited" } }) : null,
    el("time", { datetime: time, text: timeOfDay(message.date) }),
    isMine(message) ? icon("check", "ticks") : null,
  );
}

/** What a message answers, above its own text; a press leads there. */
function replyOf(original) {
  const poll = original.poll && `Poll: ${original.poll.question}`;
  const picture = original.photo && "Picture";
  const text = original.text || original.caption || poll || original.document?.file_name || picture || "Message";
  const name = original.from?.first_name || "";
  return button(
    {
      class: "reply", title: "Go to this message", "aria-label": `Answers ${name}: ${text.slice(0, 140)}`,
      data: { testid: "reply", focusKey: "reply" },
      on: { click: () => seek(original.message_id) },
    },
    el("span", { class: "reply-name", text: name }),
    el("span", { class: "reply-text", text: text.slice(0, 140) }),
  );
}

function seek(id) {
  const found = byId("log").querySelector(`[data-message-id="${id}"]`);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.classList.remove("sought");
  void found.offsetWidth; // so that the marking begins anew
  found.classList.add("sought");
  focusOn(found);
}
