// "What is this?", and the keys.

import { el } from "./dom.js";
import { dialog } from "./notices.js";

const KEYS = [
  ["Alt + K, or ↑ in an empty message field", "to the newest message's buttons"],
  ["← → ↑ ↓ on a button", "to the neighbouring button, also in older messages"],
  ["Enter or Space", "press the button; new buttons that answer it get the focus"],
  ["any letter", "starts a message"],
  ["Esc", "close what is open; from a button to the message field; then back to the chats"],
  ["/", "list the commands; ↑ ↓ choose, Enter sends, Tab completes"],
  ["@ with the bot's name and a space", "ask the bot in any chat; ↑ ↓ choose, Enter sends what it found"],
  ["Shift + Enter", "a new line"],
  ["Page Up, Page Down in the message field", "scroll the messages"],
  ["Alt + 1 … 4", "act as another person"],
];

export function showHelp() {
  const keys = el("dl", { class: "keys" }, KEYS.flatMap(([key, does]) => [el("dt", { text: key }), el("dd", { text: does })]));
  return dialog({
    title: "What is this?",
    body: el("div", { class: "help" },
      el("p", { text: "A stand-in for Telegram that runs on this machine. The bot talks to it by the Bot API's own rules, without a token. It sends nothing anywhere: no message, no file, no vote." }),
      el("p", { text: "You can be anybody: choose a person at the top. Learners play in their private chat with the bot; the instructor can also send it a question set as a file. In the group, open the menu ⋮ and add the bot." }),
      el("p", { text: "In a group the owner's and the admins' names bear a tag, as in Telegram. In the group that is here from the start Dana is the owner; she makes others admins in the menu ⋮." }),
      el("p", { text: "The clock button moves the sandbox's time on by 30 seconds, so that you need not wait for a poll to close." }),
      el("h3", { text: "By keyboard" }),
      keys),
    actions: [{ label: "Close", value: "ok", kind: "primary", submit: true }],
    testid: "help",
    className: "wide",
  });
}
