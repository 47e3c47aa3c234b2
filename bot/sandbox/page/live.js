// Live updates by Server-Sent Events, with a reconnection that misses nothing.

import * as api from "./api.js";
import { byId } from "./dom.js";
import { announce, dropMessage, learnClock, on, state } from "./state.js";
import { refetchAll, refreshWorldSoon, takeMessage } from "./navigation.js";

const FIRST_WAIT = 300; // ms before the first new attempt, doubled up to the longest
const LONGEST_WAIT = 4000;
const TYPING = 5000; // ms that "typing…" stays after the bot's action

let source = null;
let listener = null; // the person for whom `source` is open
let timer = 0;
let wait = FIRST_WAIT;
let broken = false;

export function startLive() {
  // First the new person's world, then what happens after it.
  on("person", () => source?.close());
  on("world", () => listener !== state.person && connect());
  addEventListener("online", () => broken && connect());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") refreshWorldSoon();
  });
  connect();
}

function connect() {
  clearTimeout(timer);
  source?.close();
  listener = state.person;
  const mine = new EventSource(api.eventsUrl(state.person, state.seq));
  source = mine;
  mine.addEventListener("open", () => {
    if (source !== mine) return;
    wait = FIRST_WAIT;
    show("live");
    if (broken) refetchAll().then(() => (broken = false)).catch(lost);
  });
  mine.addEventListener("message", (event) => source === mine && take(JSON.parse(event.data)));
  mine.addEventListener("error", () => source === mine && retry());
}

function retry() {
  source?.close();
  broken = true;
  show("waiting");
  clearTimeout(timer);
  timer = setTimeout(connect, wait);
  wait = Math.min(LONGEST_WAIT, wait * 2);
}

/** The server is back, but with another world (404) or gone again. */
function lost(error) {
  if (error.status !== 404) {
    retry();
    return;
  }
  history.replaceState(null, "", "#");
  location.reload();
}

function show(status) {
  const node = byId("connection");
  node.dataset.status = status;
  node.textContent = status === "waiting" ? "Connecting…" : "";
}

const TAKE = {
  message: shown,
  edit: shown,
  poll: shown,
  delete: (event) => {
    if (event.chat === state.chat && dropMessage(event.message_id)) announce("messages", {});
    refreshWorldSoon();
  },
  typing: (event) => {
    state.typing.set(event.chat, Date.now() + TYPING);
    announce("typing");
    setTimeout(() => announce("typing"), TYPING + 50);
  },
  clock: (event) => {
    if (event.now) learnClock(event.now);
    refreshWorldSoon();
  },
  reset: (event) => {
    if (!event.chat) state.seq = event.seq;
    refetchAll().catch(lost);
  },
  chat: refreshWorldSoon,
};

function take(event) {
  state.seq = Math.max(state.seq, event.seq || 0);
  TAKE[event.type]?.(event);
}

function shown(event) {
  if (event.type === "message" && event.message?.sender?.is_bot && state.typing.delete(event.chat)) announce("typing");
  if (event.message) takeMessage(event.message, event.chat);
  refreshWorldSoon();
}
