// The edit form: what is typed is checked as it is typed, and never lost.

const PAUSE = 400; // ms without a key before what was typed is checked

/** Make a form check itself. */
export function editing(form) {
  const kept = `citequiz-edit-${form.dataset.draft}`;
  const status = document.getElementById("linting");
  const refused = document.querySelector(".trouble") !== null; // it holds what was not saved
  const untouched = refused ? "" : written(form);
  let waiting = 0;
  let asked = 0;
  let leaving = false;

  if (refused) check();
  else restore();
  form.addEventListener("input", typed);
  form.addEventListener("submit", () => {
    leaving = true;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.querySelector('[data-key="Escape"]').addEventListener("click", (event) => {
    if (written(form) !== untouched && !confirm(form.dataset.discard)) event.preventDefault();
    else {
      leaving = true;
      localStorage.removeItem(kept);
    }
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && written(form) !== untouched) event.preventDefault();
  });
  form.querySelector("textarea, input[type=text]")?.focus();

  function typed() {
    localStorage.setItem(kept, written(form));
    status.textContent = form.dataset.checking;
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE);
  }

  async function check() {
    const turn = ++asked;
    let answer;
    try {
      const response = await fetch(form.dataset.lint, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { accept: "application/json" },
      });
      if (!response.ok) throw new Error(response.statusText);
      answer = await response.json();
    } catch {
      if (turn === asked) status.textContent = form.dataset.unreached;
      return;
    }
    if (turn === asked) show(answer); // else something was typed since
  }

  function show({ found, unfit, text }) {
    const said = found ?? { [unfit]: [["", text]] };
    for (const list of form.querySelectorAll("[data-found]")) {
      const lines = said[list.dataset.found] ?? [];
      list.replaceChildren(...lines.map(([weight, words]) => line(weight, words)));
    }
    const faulty = unfit !== undefined || Object.values(said).flat().some(([weight]) => weight);
    status.textContent = faulty ? form.dataset.faulty : form.dataset.checked;
  }

  /** What was typed and not saved, for example since the visit was over meanwhile. */
  function restore() {
    const before = localStorage.getItem(kept);
    if (before === null || before === untouched) return;
    const values = new URLSearchParams(before);
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || !values.has(field.name)) continue;
      const all = values.getAll(field.name);
      if (field.type === "checkbox" || field.type === "radio") field.checked = all.includes(field.value);
      else [field.value] = all;
    }
    status.textContent = form.dataset.restored;
    check();
  }
}

/** All that a person can change, as one text. */
function written(form) {
  const values = new URLSearchParams();
  for (const field of form.elements) {
    const off = (field.type === "checkbox" || field.type === "radio") && !field.checked;
    if (field.name && field.type !== "hidden" && !off) values.append(field.name, field.value);
  }
  return values.toString();
}

function line(weight, words) {
  const item = document.createElement("li");
  item.className = weight ? "finding hard" : "finding";
  item.dir = "auto";
  if (weight) {
    const strong = document.createElement("strong");
    strong.textContent = `${weight} `;
    item.append(strong);
  }
  item.append(words);
  return item;
}
