// The switch between people: a radio group, one tab stop, arrow keys inside.

import { button, byId, el, focusOn, ringStep } from "./dom.js";
import { avatar } from "./avatar.js";
import { actAs } from "./navigation.js";
import { on, openChat, standingIn, state } from "./state.js";

const ROLES = { instructor: "Instructor", learner: "Learner" };

export function startPeople() {
  on("world", draw);
  on("person", draw);
  on("chat", draw);
  byId("people").addEventListener("keydown", arrows);
  document.addEventListener("keydown", shortcut);
}

function draw() {
  const box = byId("people");
  const focused = box.contains(document.activeElement) ? Number(document.activeElement.dataset.person) : null;
  box.replaceChildren(...(state.world?.people || []).map(radio));
  if (focused) focusOn(box.querySelector(`[data-person="${focused}"]`));
}

function radio(person, index) {
  const chosen = person.id === state.person;
  const role = ROLES[person.role_hint] || person.role_hint || "";
  const standing = standingIn(openChat(), person.id);
  const here = standing && `, ${standing} of this group`;
  const keys = index < 9 ? ` (Alt+${index + 1})` : "";
  return button(
    {
      class: "person",
      role: "radio",
      "aria-checked": String(chosen),
      "aria-label": `${person.first_name}, ${role.toLowerCase()}${here}`,
      title: `Act as ${person.first_name}, ${role.toLowerCase()}, language ${person.language_code}${here}${keys}`,
      tabindex: chosen ? "0" : "-1",
      data: { person: person.id, testid: `person-${person.id}` },
      on: { click: () => actAs(person.id) },
    },
    avatar(person.id, person.first_name, "small"),
    el(
      "span",
      { class: "person-words" },
      el("span", { class: "person-name", text: person.first_name }),
      el("span", { class: "person-role", text: [role, person.language_code, standing].filter(Boolean).join(" · ") }),
    ),
  );
}

function arrows(event) {
  const radios = [...byId("people").children];
  const to = ringStep(event.key, radios.indexOf(document.activeElement), radios.length);
  if (to === null) return;
  event.preventDefault();
  focusOn(radios[to]);
  actAs(Number(radios[to].dataset.person));
}

function shortcut(event) {
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (!digit || !event.altKey || event.ctrlKey || event.metaKey) return;
  const person = state.world?.people[Number(digit[1]) - 1];
  if (!person) return;
  event.preventDefault();
  actAs(person.id);
}
