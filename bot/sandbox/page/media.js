// Documents and pictures.

import { el } from "./dom.js";
import { fileSize } from "./format.js";
import { icon } from "./icons.js";

const WIDEST = 420;
const TALLEST = 420;
const NARROWEST = 200; // so that a caption has room

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

/** The size in CSS pixels at which a picture is shown. */
export function photoSize({ width = 320, height = 240 }) {
  const scale = Math.max(Math.min(1, WIDEST / width, TALLEST / height), NARROWEST / width);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

export function photoOf(message) {
  const { url } = message.photo;
  const { width, height } = photoSize(message.photo);
  const picture = el("img", {
    src: url,
    alt: message.caption ? `Picture: ${message.caption}` : "Picture",
    width,
    height,
    decoding: "async",
  });
  return el(
    "a",
    { class: "photo", href: url, target: "_blank", rel: "noopener", "aria-label": "Open the picture", data: { testid: "photo", focusKey: "photo" } },
    picture,
  );
}
