// Native polls and quizzes, as one person sees them.

import * as api from "./api.js";
import { button, el } from "./dom.js";
import { countdown, percentages, plural } from "./format.js";
import { fragmentOf } from "./fragment.js";
import { icon, ring } from "./icons.js";
import { refreshMessages } from "./navigation.js";
import { complain } from "./notices.js";
import { sandboxNow, state } from "./state.js";

const chosen = new Map(); // message key -> positions picked but not yet sent
const explained = new Map(); // message key -> whether the explanation is open
const resultsSeen = new Set(); // message keys whose bars have grown already
const sending = new Set();
const TICK = 250; // ms between looks at the timers
const LAST_SECONDS = 5;

const keyOf = (message) => `${state.person}:${state.chat}:${message.id}`;

export function startPollTimers() {
  setInterval(() => document.querySelectorAll(".poll-timer").forEach(tick), TICK);
}

/** The poll of a message as elements. */
export function pollOf(message) {
  const { poll } = message;
  const key = keyOf(message);
  const results = Boolean(poll.results_visible);
  const node = el("div", {
    class: `poll ${results ? "poll-results" : "poll-open"}`,
    role: "group",
    "aria-label": poll.type === "quiz" ? "Quiz" : "Poll",
    data: { testid: "poll", pollId: poll.id, closed: String(poll.is_closed), type: poll.type },
  });
  node.append(head(message, key), ...options(message, key, results), ...feet(message, key, results));
  if (results && !resultsSeen.has(key)) {
    resultsSeen.add(key);
    node.classList.add("fresh");
  }
  return node;
}

function head(message, key) {
  const { poll } = message;
  const question = el("p", { class: "poll-question", data: { testid: "poll-question" } });
  question.append(fragmentOf(poll.question_html || "", new Set(), key));
  if (!poll.question_html) question.textContent = poll.question;
  const box = el("div", { class: "poll-head" });
  if (poll.description_html) {
    const words = el("div", { class: "poll-description" });
    words.append(fragmentOf(poll.description_html, new Set(), `${key}:d`));
    box.append(words);
  }
  box.append(question, el("div", { class: "poll-kind-row" },
    el("span", { class: "poll-kind", text: kindOf(poll), data: { testid: "poll-kind" } }), timer(message), lamp(message, key)));
  return box;
}

function kindOf(poll) {
  if (poll.is_closed) return "Final results";
  const name = poll.type === "quiz" ? "Quiz" : "Poll";
  const open = poll.is_anonymous ? `Anonymous ${name}` : name;
  return poll.allows_multiple_answers ? `${open} · several answers` : open;
}

// -- the timer ------------------------------------------------------------------------

function timer(message) {
  const { poll } = message;
  if (poll.is_closed || !poll.close_date) return null;
  const node = el(
    "span",
    { class: "poll-timer", role: "timer", "aria-live": "off", data: { testid: "poll-timer", ends: poll.close_date * 1000, whole: (poll.open_period || poll.close_date - message.date) * 1000 } },
    el("span", { class: "poll-seconds" }),
    ring(),
  );
  tick(node);
  return node;
}

function tick(node) {
  const left = Math.max(0, Number(node.dataset.ends) - sandboxNow());
  const share = Math.min(1, left / Number(node.dataset.whole));
  const text = countdown(left / 1000);
  const seconds = node.querySelector(".poll-seconds");
  if (seconds.textContent !== text) {
    seconds.textContent = text;
    node.setAttribute("aria-label", `${text} left`);
  }
  node.classList.toggle("ending", left <= LAST_SECONDS * 1000);
  node.querySelector(".ring-rest").style.setProperty("stroke-dashoffset", String(100 * (1 - share)));
}

// -- options --------------------------------------------------------------------------

function options(message, key, results) {
  const { poll } = message;
  if (results) {
    const shares = percentages(poll.options.map((option) => option.voter_count), poll.total_voter_count);
    return [el("ul", { class: "poll-list" }, poll.options.map((option, at) => resultRow(poll, option, at, shares[at])))];
  }
  const frozen = poll.can_vote === false || sending.has(key);
  const rows = poll.options.map((option, at) => openRow(message, key, option, at, frozen));
  return [el("div", { class: "poll-list", role: "group", "aria-label": "Options" }, rows)];
}

function openRow(message, key, option, at, frozen) {
  const { poll } = message;
  const picked = (chosen.get(key) || new Set()).has(at) || (poll.my_options || []).includes(at);
  const several = poll.allows_multiple_answers;
  return button(
    {
      class: `poll-option ${picked ? "picked" : ""}`,
      role: several ? "checkbox" : null,
      "aria-checked": several ? String(picked) : null,
      "aria-disabled": frozen ? "true" : null,
      "aria-busy": !several && picked && sending.has(key) ? "true" : null,
      data: { testid: "poll-option", index: at, persistentId: option.persistent_id, focusKey: `o:${option.persistent_id ?? at}`, state: picked ? "picked" : "open" },
      on: { click: () => !frozen && pick(message, key, at) },
    },
    el("span", { class: several ? "poll-box" : "poll-dot", "aria-hidden": "true" }, picked ? icon("check") : null),
    el("span", { class: "poll-option-text", text: option.text }),
    el("span", { class: "spinner", "aria-hidden": "true" }),
  );
}

/** What an option turned out to be: {sign, words, tone}. */
function verdict(poll, at) {
  const mine = (poll.my_options || []).includes(at);
  if (poll.type !== "quiz") return mine ? { sign: "check", words: "your vote", tone: "mine" } : null;
  const right = (poll.correct_option_ids || []).includes(at);
  if (right) return { sign: "check", words: mine ? "right, your answer" : "right answer", tone: "right" };
  return mine ? { sign: "cross", words: "wrong, your answer", tone: "wrong" } : null;
}

function resultRow(poll, option, at, share) {
  const found = verdict(poll, at);
  const bar = el("span", { class: "poll-bar-fill" });
  bar.style.setProperty("inline-size", `${Math.max(share, 1)}%`);
  const voters = option.voters?.length
    ? el("span", { class: "poll-voters", text: voterNames(option), data: { testid: "poll-voters" } })
    : null;
  return el(
    "li",
    {
      class: `poll-result ${found ? `tone-${found.tone}` : ""}`,
      title: plural(option.voter_count, "vote", "votes"),
      data: { testid: "poll-option", index: at, persistentId: option.persistent_id, state: found?.tone || "plain", share },
    },
    el("span", { class: "poll-share", text: `${share}%` }),
    el("span", { class: "poll-result-words" }, el("span", { class: "poll-option-text", text: option.text }),
      found ? el("span", { class: "poll-verdict" }, icon(found.sign), el("span", { text: found.words })) : null),
    el("span", { class: "poll-bar", "aria-hidden": "true" }, bar),
    voters,
  );
}

function voterNames(option) {
  const shown = option.voters.slice(0, 6).map((voter) => voter.name);
  const rest = option.voter_count - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

// -- below the options ----------------------------------------------------------------

function lamp(message, key) {
  if (!message.poll.explanation_html) return null;
  const open = isExplained(message, key);
  return button(
    {
      class: "poll-lamp",
      "aria-expanded": String(open),
      "aria-label": "Explanation",
      title: "Explanation",
      data: { testid: "poll-lamp", focusKey: "lamp" },
      on: { click: (event) => toggleExplanation(event.currentTarget, message, key) },
    },
    icon("lamp"),
  );
}

function isExplained(message, key) {
  // Opened by itself after one's own vote, as in the app.
  return explained.get(key) ?? Boolean(message.poll.my_options?.length);
}

function toggleExplanation(node, message, key) {
  explained.set(key, !isExplained(message, key));
  const open = explained.get(key);
  node.setAttribute("aria-expanded", String(open));
  node.closest(".poll").querySelector(".poll-explanation").hidden = !open;
}

function feet(message, key, results) {
  const { poll } = message;
  const out = [];
  if (poll.explanation_html) {
    const box = el("div", { class: "poll-explanation", data: { testid: "poll-explanation" }, hidden: !isExplained(message, key) }, icon("lamp"));
    const words = el("div", { class: "poll-explanation-text" });
    words.append(fragmentOf(poll.explanation_html, new Set(), `${key}:e`));
    box.append(words);
    out.push(box);
  }
  const picked = chosen.get(key) || new Set();
  if (!results && poll.allows_multiple_answers && poll.can_vote !== false) {
    out.push(
      button({
        class: "poll-vote", text: "Vote", "aria-disabled": picked.size ? null : "true",
        data: { testid: "poll-vote", focusKey: "vote" },
        on: { click: () => picked.size && cast(message, key, [...picked]) },
      }),
    );
  }
  if (poll.can_retract) {
    out.push(button({ class: "poll-vote", text: "Retract vote", data: { testid: "poll-retract", focusKey: "retract" }, on: { click: () => takeBack(message) } }));
  }
  out.push(el("p", { class: "poll-total", data: { testid: "poll-total" }, text: total(poll) }));
  return out;
}

function total(poll) {
  const quiz = poll.type === "quiz";
  const count = poll.total_voter_count;
  if (!count && poll.is_closed) return "No votes";
  if (!count) return quiz ? "No answers yet" : "No votes yet";
  return quiz ? `${count} answered` : plural(count, "vote", "votes");
}

// -- voting ---------------------------------------------------------------------------

function pick(message, key, at) {
  if (!message.poll.allows_multiple_answers) {
    cast(message, key, [at]);
    return;
  }
  const picked = chosen.get(key) || new Set();
  if (!picked.delete(at)) picked.add(at);
  chosen.set(key, picked);
  redraw(message);
}

async function cast(message, key, positions) {
  if (sending.has(key)) return;
  sending.add(key);
  chosen.set(key, new Set(positions));
  redraw(message);
  try {
    await api.vote(state.person, state.chat, message.id, positions);
  } catch (error) {
    complain(error);
  }
  sending.delete(key);
  chosen.delete(key);
  redraw(message);
  refreshMessages().catch(complain);
}

async function takeBack(message) {
  try {
    await api.retract(state.person, state.chat, message.id);
    resultsSeen.delete(keyOf(message));
    await refreshMessages();
  } catch (error) {
    complain(error);
  }
}

let redrawMessage = () => {};

/** The conversation lends its way of drawing one message again, focus kept. */
export function onPollRedraw(draw) {
  redrawMessage = draw;
}

const redraw = (message) => redrawMessage(message.id);
