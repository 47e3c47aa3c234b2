// Turns the server's HTML fragment into elements. Only what stands in the allow-list is
// built; everything else is shown as its text. Nothing is ever put into the page as markup.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const PLAIN = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "DEL", "STRIKE", "CODE", "PRE", "BR"]);
const SPAN_CLASSES = new Set([
  "spoiler", "command", "mention", "hashtag", "cashtag", "phone_number", "bot_command",
]);
const DROPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "EMBED", "NOSCRIPT"]);
const SCHEMES = new Set(["http:", "https:", "mailto:", "tg:"]);

// Emoji that the page draws itself, as Telegram's apps do: not every machine has a font for them.
const DRAWN = new Map([["📖", "book"], ["⏳", "hourglass"], ["📅", "calendar"], ["⏸", "pause"]]);
const DRAWN_ONES = new RegExp(`(${[...DRAWN.keys()].join("|")})`, "u");

/** The address if it may be linked, else null. */
export function allowedUrl(address) {
  try {
    const url = new URL(address);
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A DocumentFragment for `html`. `remember` is a Set of keys of what the reader has opened
 * (spoilers, long quotations); `prefix` makes those keys belong to one message.
 */
export function fragmentOf(html, remember = new Set(), prefix = "") {
  const inert = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  const context = { remember, prefix, count: 0 };
  const fragment = document.createDocumentFragment();
  fragment.append(...built(inert.body.childNodes, context));
  return fragment;
}

function built(nodes, context) {
  const out = [];
  let afterBlock = false;
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      // A block already ends its line: one line feed after it would show as an empty line.
      const text = afterBlock ? node.data.replace(/^\n/, "") : node.data;
      if (text) out.push(...textOf(text));
      afterBlock = false;
    } else if (node.nodeType === Node.ELEMENT_NODE && !DROPPED.has(node.tagName)) {
      out.push(...element(node, context));
      afterBlock = node.tagName === "BLOCKQUOTE" || node.tagName === "PRE";
    }
  }
  return out;
}

/** Text as nodes; a drawn emoji stays in it as a character, to be copied and read aloud. */
function textOf(text) {
  const pieces = text.split(DRAWN_ONES).filter(Boolean);
  return pieces.map((piece) =>
    DRAWN.has(piece)
      ? el("span", { class: "emoji" }, el("span", { class: "emoji-character", text: piece }), icon(DRAWN.get(piece)))
      : document.createTextNode(piece));
}

function element(node, context) {
  const children = () => built(node.childNodes, context);
  const tag = node.tagName;
  if (PLAIN.has(tag)) return [el(tag.toLowerCase(), {}, children())];
  if (tag === "A") return [anchor(node, children())];
  if (tag === "BLOCKQUOTE") return [quotation(node, children(), context)];
  if (tag === "TG-SPOILER") return [spoiler(children(), context)];
  if (tag === "SPAN") {
    const name = [...node.classList].find((item) => SPAN_CLASSES.has(item));
    if (name === "spoiler") return [spoiler(children(), context)];
    if (name === "command" || name === "bot_command") return [command(node)];
    return [el("span", { class: name ? `entity-${name}` : null }, children())];
  }
  return children();
}

function anchor(node, children) {
  const address = allowedUrl(node.getAttribute("href") || "");
  if (!address) return el("span", {}, children);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, children);
}

/** A command in a text: a button that sends it (the conversation listens for it). */
function command(node) {
  const name = node.dataset.command || node.textContent;
  return el("button", { type: "button", class: "text-command", data: { command: name }, text: node.textContent });
}

function spoiler(children, context) {
  const key = `${context.prefix}:s${(context.count += 1)}`;
  const inner = el("span", { class: "spoiler-text" }, children);
  const open = context.remember.has(key);
  const node = el("span", { class: "spoiler", data: { focusKey: key } }, inner);
  if (open) return node;
  node.classList.add("hidden-text");
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", "Hidden text, press to show");
  inner.setAttribute("aria-hidden", "true");
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    context.remember.add(key);
    node.classList.remove("hidden-text");
    for (const name of ["role", "aria-label", "tabindex"]) node.removeAttribute(name);
    inner.removeAttribute("aria-hidden");
    node.removeEventListener("click", reveal);
    node.removeEventListener("keydown", reveal);
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", reveal);
  return node;
}

function quotation(node, children, context) {
  const body = el("div", { class: "quote-body" }, children);
  const quote = el("blockquote", {}, body);
  if (!node.classList.contains("expandable")) return quote;
  const key = `${context.prefix}:q${(context.count += 1)}`;
  const toggle = el("button", {
    type: "button",
    class: "quote-toggle",
    data: { focusKey: key, testid: "quote-toggle" },
  });
  const draw = () => {
    const open = context.remember.has(key);
    quote.classList.toggle("collapsed", !open);
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Show less" : "Show more";
  };
  toggle.addEventListener("click", () => {
    if (context.remember.has(key)) context.remember.delete(key);
    else context.remember.add(key);
    draw();
  });
  quote.classList.add("expandable");
  quote.append(toggle);
  draw();
  return quote;
}

/** Where a collapsed quotation fits anyway, there is nothing to show more of. */
export function foldQuotes(root) {
  for (const quote of root.querySelectorAll("blockquote.collapsed")) {
    const body = quote.querySelector(".quote-body");
    quote.querySelector(".quote-toggle").hidden = body.scrollHeight <= body.clientHeight + 2;
    quote.classList.toggle("fits", body.scrollHeight <= body.clientHeight + 2);
  }
}
