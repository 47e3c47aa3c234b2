// Sending files: chosen, dropped or pasted, with a caption.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { fileSize } from "./format.js";
import { icon } from "./icons.js";
import { refreshMessages } from "./navigation.js";
import { complain, dialog } from "./notices.js";
import { state } from "./state.js";

const PICTURES = /^image\/(png|jpeg|webp|gif)$/;
let input = null;
let dropping = false;

export function startAttach() {
  input?.remove();
  input = el("input", {
    type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true", id: "file-input",
    data: { testid: "file-input" },
    on: { change: takeChosen },
  });
  byId("composer").append(input);
  if (dropping) return;
  dropping = true;
  const area = byId("conversation");
  area.addEventListener("dragover", (event) => {
    if (!byId("composer-input") || ![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    area.classList.add("dropping");
  });
  area.addEventListener("dragleave", (event) => {
    if (!area.contains(event.relatedTarget)) area.classList.remove("dropping");
  });
  area.addEventListener("drop", (event) => {
    area.classList.remove("dropping");
    if (!byId("composer-input") || !event.dataTransfer.files.length) return;
    event.preventDefault();
    offer(event.dataTransfer.files[0]);
  });
}

export const chooseFile = () => input?.click();

function takeChosen() {
  const file = input.files[0];
  if (file) offer(file).finally(() => (input.value = ""));
}

/** Offer to send a pasted file. */
export function attachFrom(event) {
  const file = event.clipboardData?.files?.[0];
  if (!file) return;
  event.preventDefault();
  offer(file);
}

async function offer(file) {
  const { person, chat } = state;
  const picture = PICTURES.test(file.type);
  const caption = el("input", { class: "field", id: "file-caption", maxlength: "1024", autocomplete: "off", placeholder: "Caption", "aria-label": "Caption", data: { testid: "file-caption" } });
  const asPicture = el("input", { type: "checkbox", id: "as-picture", checked: true });
  const answer = await dialog({
    title: picture ? "Send a picture" : "Send a file",
    body: el("div", { class: "offer" },
      el("p", { class: "offer-file" }, icon(picture ? "picture" : "file"),
        el("span", { class: "document-name", text: file.name }), el("span", { class: "document-size", text: fileSize(file.size) })),
      picture ? el("label", { class: "check" }, asPicture, el("span", { text: "Send as a picture" })) : null,
      caption),
    actions: [
      { label: "Cancel", value: "cancel" },
      { label: "Send", value: "send", kind: "primary", submit: true },
    ],
    testid: "send-file",
    initial: "#file-caption",
  });
  if (answer !== "send") return;
  try {
    await api.sendFile(person, chat, file, caption.value, picture && asPicture.checked);
    await refreshMessages();
  } catch (error) {
    complain(error);
  }
}
