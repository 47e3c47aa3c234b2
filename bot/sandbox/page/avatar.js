// Round pictures with initials; the bot has its mark.

import { el } from "./dom.js";
import { hueOf, initials } from "./format.js";
import { state } from "./state.js";

/** Decorative: names stand beside it. `size` is "small", "medium" or "large". */
export function avatar(id, name, size = "medium") {
  const bot = id === state.world?.bot.id;
  const hue = bot ? "hue-bot" : hueOf(id);
  return el("span", {
    class: `avatar avatar-${size} ${hue}`,
    "aria-hidden": "true",
    text: initials(bot ? name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2") : name),
  });
}
