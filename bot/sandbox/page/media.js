// Documents and pictures.

import { el } from "./dom.js";
import { fileSize } from "./format.js";
import { icon } from "./icons.js";

const WIDEST = 420;
const TALLEST = 420;

export function documentOf(message) {
  const { file_name: name = "file", file_size: plainSize, size = plainSize, url } = message.document;
  const dot = name.lastIndexOf(".");
  const kind = dot > 0 ? name.slice(dot + 1, dot + 5).toLowerCase() : "";
  return el(
    "a",
    {
      class: "document",
      href: url,
      download: name,
      "aria-label": `Download ${name}, ${fileSize(size)}`,
      data: { testid: "document", focusKey: "document" },
    },
    el("span", { class: "document-sign", "aria-hidden": "true" }, kind ? el("span", { class: "document-kind", text: kind }) : icon("file"), icon("download", "document-get")),
    el(
      "span",
      { class: "document-words" },
      el("span", { class: "document-name", text: name }),
      el("span", { class: "document-size", text: `${fileSize(size)} · Download` }),
    ),
  );
}

export function photoOf(message) {
  const { url, width = 320, height = 240 } = message.photo;
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  const picture = el("img", {
    src: url,
    alt: message.caption ? `Picture: ${message.caption}` : "Picture",
    width: Math.max(80, Math.round(width * scale)),
    height: Math.max(40, Math.round(height * scale)),
    decoding: "async",
  });
  return el(
    "a",
    { class: "photo", href: url, target: "_blank", rel: "noopener", "aria-label": "Open the picture", data: { testid: "photo", focusKey: "photo" } },
    picture,
  );
}
