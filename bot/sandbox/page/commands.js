// The command menu: all commands from its button, fewer as one types after "/".

import { byId, el } from "./dom.js";
import { openChat, state } from "./state.js";

let send = () => {};
let all = false; // opened by the button: show everything
let dismissed = false; // closed with Escape until the text changes
let active = 0;
let lastText = "";

/** `sender` is called with the whole command to send. */
export function startCommands(sender) {
  send = sender;
  byId("command-menu").addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the field keeps the focus
    const item = event.target.closest(".command-item");
    if (item) choose(item.dataset.command);
  });
  byId("composer-input").addEventListener("blur", () => {
    all = false;
    drawCommands();
  });
}

export function toggleCommands() {
  const open = !byId("command-menu").hidden;
  all = !open;
  dismissed = open;
  active = 0;
  byId("composer-input").focus();
  drawCommands();
}

function matching() {
  const field = byId("composer-input");
  const commands = state.world?.commands || [];
  const text = field.value;
  if (text !== lastText) {
    lastText = text;
    dismissed = false;
    active = 0;
    if (text) all = false;
  }
  if (dismissed || (document.activeElement !== field && !all)) return [];
  if (all && !text) return commands;
  const typed = /^\/(\w*)$/.exec(text);
  return typed ? commands.filter((item) => item.command.startsWith(typed[1].toLowerCase())) : [];
}

export function drawCommands() {
  const field = byId("composer-input");
  const list = byId("command-menu");
  if (!field || !list) return;
  byId("command-button").hidden = !state.world?.commands?.length;
  const items = matching();
  active = Math.max(0, Math.min(active, items.length - 1));
  list.replaceChildren(...items.map(entry));
  list.hidden = items.length === 0;
  byId("command-button").setAttribute("aria-expanded", String(items.length > 0));
  if (items.length) field.setAttribute("aria-activedescendant", `command-${active}`);
  else field.removeAttribute("aria-activedescendant");
  list.children[active]?.scrollIntoView({ block: "nearest" });
}

function entry(item, at) {
  return el(
    "div",
    { class: "command-item", role: "option", id: `command-${at}`, "aria-selected": String(at === active), data: { command: item.command, testid: "command-item" } },
    el("span", { class: "command-name", text: `/${item.command}` }),
    el("span", { class: "command-words", text: item.description }),
  );
}

function choose(command) {
  all = false;
  dismissed = true;
  // In a group a command names its bot, as the app writes it.
  const address = openChat()?.type === "private" ? "" : `@${state.world.bot.username}`;
  send(`/${command}${address}`);
  drawCommands();
}

/** Keys of the open menu; true when the key was used up. */
export function commandKey(event, field) {
  const list = byId("command-menu");
  if (list.hidden || event.isComposing) return false;
  const size = list.children.length;
  if (event.key === "ArrowDown") active = (active + 1) % size;
  else if (event.key === "ArrowUp") active = (active - 1 + size) % size;
  else if (event.key === "Enter" && !event.shiftKey) choose(list.children[active].dataset.command);
  else if (event.key === "Tab" && !event.shiftKey) complete(field, list.children[active].dataset.command);
  else if (event.key === "Escape") {
    all = false;
    dismissed = true;
    event.stopPropagation();
  } else return false;
  event.preventDefault();
  drawCommands();
  return true;
}

/** Put the command into the field, ready for what follows it. */
function complete(field, command) {
  field.value = `/${command} `;
  all = false;
  field.dispatchEvent(new Event("input"));
}
