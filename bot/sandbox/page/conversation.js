// The open chat's messages: drawn once, then mended where they changed. Keeps the reader's
// place (the foot only if it was in sight) and the keyboard's focus.

import { newBubble, fillBubble, isMine, mendTags } from "./bubbles.js";
import { byId } from "./dom.js";
import { dayKey, dayName } from "./format.js";
import { foldQuotes } from "./fragment.js";
import { icon } from "./icons.js";
import { focusAfterLoss, keptFocus, markTabStops, restoreFocus } from "./focus.js";
import { openUrl, startBot } from "./navigation.js";
import { onPollRedraw } from "./polls.js";
import { line, serviceLine } from "./service.js";
import * as api from "./api.js";
import { complain } from "./notices.js";
import { on, openChat, sandboxNow, state } from "./state.js";

const NEAR = 60; // px from the foot that still count as being there
const GROUPED = 300; // s between messages that stand together

const drawn = new Map(); // key -> {node, signature}
let atFoot = true;
let unseen = 0;
let lastTop = 0;

export function startConversation() {
  const scroller = byId("scroller");
  scroller.addEventListener("scroll", () => {
    const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    // Content that grew below moves the foot away; only the reader's scrolling up leaves it.
    if (near || scroller.scrollTop < lastTop - 1) atFoot = near;
    lastTop = scroller.scrollTop;
    if (atFoot) unseen = 0;
    drawToFoot();
  });
  const observer = new ResizeObserver(() => {
    foldQuotes(byId("log"));
    if (atFoot) toFoot();
  });
  observer.observe(byId("log"));
  observer.observe(scroller);
  const down = byId("to-bottom");
  down.addEventListener("click", toFoot);
  byId("log").addEventListener("click", followClick);
  on("chat", forget);
  on("world", () => mendTags(byId("log")));
  on("messages", ({ whole }) => draw(whole));
  onPollRedraw((id) => {
    drawn.delete(String(id));
    draw(false);
  });
}

function forget() {
  drawn.clear();
  byId("log").replaceChildren();
  atFoot = true;
  unseen = 0;
  drawToFoot();
}

function toFoot() {
  const scroller = byId("scroller");
  scroller.scrollTop = scroller.scrollHeight;
  atFoot = true;
  unseen = 0;
  drawToFoot();
}

function drawToFoot() {
  const down = byId("to-bottom");
  down.hidden = atFoot || !openChat();
  const label = unseen ? `Go to the newest message, ${unseen} new` : "Go to the newest message";
  down.setAttribute("aria-label", label);
  down.title = label;
  down.replaceChildren(icon("down"));
  if (unseen) {
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = String(unseen);
    down.append(badge);
  }
}

/** Bring the log in line with the state; `whole` means a chat was opened or fetched anew. */
function draw(whole) {
  const log = byId("log");
  const first = drawn.size === 0;
  // A whole history read aloud would drown the reader: announce only what comes later.
  log.setAttribute("aria-live", first && whole ? "off" : "polite");
  const focus = keptFocus(log);
  const wanted = wantedNodes();
  let added = 0;
  let mine = false;
  let cursor = null;
  for (const { key, make, fill, signature, message } of wanted) {
    const known = drawn.get(key);
    let node = known?.node || log.querySelector(`:scope > [data-key="${CSS.escape(key)}"]`);
    if (!node) {
      node = make();
      node.dataset.key = key;
      if (message && !first) {
        added += isMine(message) ? 0 : 1;
        mine ||= isMine(message);
        node.classList.add("arriving");
      }
    } else if (message?.poll && known?.signature !== signature) node.setAttribute("aria-live", "off");
    if (known?.signature !== signature) fill?.(node);
    drawn.set(key, { node, signature });
    const place = cursor ? cursor.nextSibling : log.firstChild;
    if (node !== place) log.insertBefore(node, place);
    cursor = node;
  }
  dropOthers(new Set(wanted.map((item) => item.key)));
  group();
  foldQuotes(log);
  markTabStops(log);
  settle(first, mine, added);
  restoreFocus(log, focus);
  if (added || first) focusAfterLoss(log);
}

function settle(first, mine, added) {
  if (first || mine || atFoot) toFoot();
  else {
    unseen += added;
    drawToFoot();
  }
}

function dropOthers(keys) {
  for (const [key, { node }] of drawn) {
    if (keys.has(key)) continue;
    node.remove();
    drawn.delete(key);
  }
}

function wantedNodes() {
  const out = [];
  let day = null;
  for (const message of state.messages.values()) {
    const today = dayKey(message.date);
    if (today !== day) {
      day = today;
      const name = dayName(message.date, sandboxNow());
      out.push({ key: `day:${today}`, signature: name, make: () => line(name, "day"), fill: (node) => (node.firstChild.textContent = name) });
    }
    out.push(wantedMessage(message));
  }
  return out;
}

function wantedMessage(message) {
  const key = String(message.id);
  const service = serviceLine(message);
  if (service) return { key, signature: service, make: () => line(service, "service"), message };
  return {
    key,
    signature: JSON.stringify(message),
    make: () => newBubble(message),
    fill: (node) => fillBubble(node, message),
    message,
  };
}

/** Neighbours of one sender stand together: one name above, one picture below. */
function group() {
  const many = openChat() && openChat().type !== "private";
  byId("log").classList.toggle("with-names", Boolean(many));
  const list = [...state.messages.values()];
  list.forEach((message, at) => {
    const node = drawn.get(String(message.id))?.node;
    if (!node?.classList.contains("message")) return;
    node.classList.toggle("first", !together(list[at - 1], message));
    node.classList.toggle("last", !together(message, list[at + 1]));
  });
}

function together(a, b) {
  return Boolean(
    a && b && !serviceLine(a) && !serviceLine(b) && a.sender?.id === b.sender?.id &&
      b.date - a.date < GROUPED && dayKey(a.date) === dayKey(b.date),
  );
}

/** Links open here where they lead to the bot; commands in a text are sent. */
function followClick(event) {
  const command = event.target.closest(".text-command");
  if (command?.dataset.command) {
    const text = command.dataset.command;
    if (text === "/start" && state.chat === state.person) startBot();
    else api.sendText(state.person, state.chat, text).catch(complain);
    return;
  }
  const link = event.target.closest(".bubble-text a, .poll a");
  if (!link) return;
  event.preventDefault();
  openUrl(link.href);
}

/** Scroll by most of a page from the composer. */
export function scrollPage(direction) {
  const scroller = byId("scroller");
  scroller.scrollBy({ top: direction * scroller.clientHeight * 0.85 });
}
