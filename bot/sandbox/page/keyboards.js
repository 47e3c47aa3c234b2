// Inline keyboards: real buttons under a bubble, a spinner while the bot has not answered.

import * as api from "./api.js";
import { button, el } from "./dom.js";
import { awaitKeyboard } from "./focus.js";
import { icon } from "./icons.js";
import { openUrl, pickChat, showChat } from "./navigation.js";
import { alertBox, complain, toast } from "./notices.js";
import { announce, goingOn, state } from "./state.js";

const waiting = new Set(); // keys of buttons whose tap the bot has not answered

const keyOf = (message, row, column, text) =>
  `${state.person}:${state.chat}:${message.id}:${row}:${column}:${text}`;

/** The keyboard of a message as elements, or null. */
export function keyboardOf(message) {
  if (!message.keyboard?.length) return null;
  const rows = message.keyboard.map((keys, row) =>
    el("div", { class: "key-row" }, keys.map((key, column) => keyButton(message, key, row, column))),
  );
  return el("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message", data: { testid: "keyboard" } }, rows);
}

function keyButton(message, key, row, column) {
  const id = keyOf(message, row, column, key.text);
  const mark = key.url || key.login_url ? "link" : key.copy_text ? "copy" : switches(key) ? "forward" : null;
  return button(
    {
      class: "key",
      "aria-busy": waiting.has(id) ? "true" : null,
      data: {
        testid: "keyboard-button",
        row,
        column,
        text: key.text,
        focusKey: `k:${row}:${column}:${key.text}`,
        waiting: id,
      },
      on: {
        click: (event) => {
          awaitKeyboard(event.currentTarget);
          press(message, key, row, column, id);
        },
      },
    },
    el("span", { class: "key-text", text: key.text }),
    mark ? icon(mark, "key-mark") : null,
    el("span", { class: "spinner", "aria-hidden": "true" }),
  );
}

function showWaiting(id, busy) {
  if (busy) waiting.add(id);
  else waiting.delete(id);
  // The message may have been drawn again since: look the button up.
  for (const node of document.querySelectorAll(".key")) {
    if (node.dataset.waiting !== id) continue;
    if (busy) node.setAttribute("aria-busy", "true");
    else node.removeAttribute("aria-busy");
  }
}

async function press(message, key, row, column, id) {
  if (waiting.has(id)) return;
  if (key.copy_text) {
    await copy(key.copy_text.text);
    return;
  }
  showWaiting(id, true);
  try {
    await show(await api.tap(state.person, state.chat, message.id, row, column));
  } catch (error) {
    complain(error);
  } finally {
    showWaiting(id, false);
  }
}

/** Whether a button, or what it opened, leads to inline mode. */
const switches = (key) => Object.keys(key).some((name) => name.startsWith("switch_inline_query"));

/** Put the bot's name and the button's words into the field: here, or in a chat one chooses. */
async function switchTo(open) {
  const here = open.switch_inline_query_current_chat;
  const words = here ?? open.switch_inline_query ?? open.switch_inline_query_chosen_chat?.query ?? "";
  if (here === undefined) {
    const chat = await pickChat("Ask the bot in a chat", "Which chat?", goingOn(), "choose-chat");
    if (!chat) return;
    if (chat !== state.chat) showChat(chat);
  }
  announce("compose", `@${state.world.bot.username} ${words}`);
}

async function show(answer) {
  if (answer.open?.url) await openUrl(answer.open.url, { started: Boolean(answer.open.chat) });
  else if (answer.url) await openUrl(answer.url);
  else if (answer.open?.copy_text) await copy(answer.open.copy_text);
  else if (answer.open && switches(answer.open)) await switchTo(answer.open);
  else if (answer.open) toast("This button needs a part of Telegram that the sandbox does not have.");
  else if (answer.text && answer.alert) alertBox(answer.text, state.world.bot.first_name);
  else if (answer.text) toast(answer.text);
  else if (!answer.answered) toast("The bot has not answered this tap.", "error");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast(`This browser does not let the page copy. The text is: ${text}`);
  }
}
