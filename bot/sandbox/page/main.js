// The page begins here: every part is started, then the place in the address is shown.

import * as api from "./api.js";
import { backToList, startChatList } from "./chatlist.js";
import { focusFoot, startComposer, takeLetter } from "./composer.js";
import { startConversation } from "./conversation.js";
import { byId, focusOn } from "./dom.js";
import { focusNewestKeyboard, startFocus } from "./focus.js";
import { startHeader } from "./header.js";
import { showHelp } from "./help.js";
import { icon } from "./icons.js";
import { startLive } from "./live.js";
import { enter, isNarrow, placeFromAddress } from "./navigation.js";
import { startPeople } from "./people.js";
import { startPollTimers } from "./polls.js";
import { state } from "./state.js";
import { startTheme } from "./theme.js";

const FIRST_PERSON = 5000000001; // the first learner of a new world
const AGAIN = 1000; // ms between attempts to reach a server that is not there yet

function startChrome() {
  startTheme(byId("theme-toggle"));
  const help = byId("help-button");
  help.append(icon("help"));
  help.title = "What is this?";
  help.setAttribute("aria-label", "What is this? Help and keys");
  help.addEventListener("click", showHelp);
  byId("what-is-this").addEventListener("click", showHelp);
  byId("skip-link").addEventListener("click", (event) => {
    event.preventDefault();
    focusFoot();
  });
  addEventListener("popstate", fromAddress);
  addEventListener("hashchange", fromAddress);
  document.addEventListener("keydown", globalKey);
}

function fromAddress() {
  const place = placeFromAddress();
  if (place.person && (place.person !== state.person || place.chat !== state.chat)) enter(place.person, place.chat);
}

function globalKey(event) {
  if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyK") {
    event.preventDefault();
    focusNewestKeyboard();
  } else if (document.querySelector("dialog[open]")) return;
  else if (event.key === "Escape") escape(event);
  else takeLetter(event);
}

/** From the log to the field, from the field to the chats. */
function escape(event) {
  const at = document.activeElement;
  if (byId("log").contains(at) || at === byId("scroller")) {
    event.preventDefault();
    focusFoot();
  } else if (state.chat && (byId("foot").contains(at) || byId("chat-head").contains(at) || at === document.body)) {
    event.preventDefault();
    backToList();
  }
}

function rememberedPerson() {
  try {
    return Number(localStorage.getItem("sandbox-person")) || FIRST_PERSON;
  } catch {
    return FIRST_PERSON;
  }
}

async function firstPlace() {
  const place = placeFromAddress();
  const person = place.person || rememberedPerson();
  try {
    await api.getWorld(person);
    // On a wide screen a newcomer meets the bot at once; on a phone the list comes first.
    return { person, chat: place.chat || (place.person || isNarrow() ? null : person) };
  } catch (error) {
    if (error.status) return { person: FIRST_PERSON, chat: null };
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
    return firstPlace();
  }
}

startChrome();
startPeople();
startChatList();
startHeader();
startConversation();
startComposer();
startFocus();
startPollTimers();

const { person, chat } = await firstPlace();
history.replaceState(null, "", chat ? `#${person}/${chat}` : `#${person}`);
await enter(person, chat);
startLive();
document.documentElement.dataset.ready = "yes"; // for tests: everything above has happened
