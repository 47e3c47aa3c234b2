// Building elements. Text always becomes a text node, never markup.

/**
 * Make an element. `props` may hold `class`, `text`, `data` (data-*), `on` (listeners);
 * every other key is an attribute, left out when its value is null or false.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "text") node.textContent = value;
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key === "on") {
      for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    } else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A real button; never submits a form. */
export function button(props, ...children) {
  return el("button", { type: "button", ...props }, ...children);
}

export const byId = (id) => document.getElementById(id);

/** Move focus without making the page jump. */
export function focusOn(node) {
  if (node) node.focus({ preventScroll: true });
  return Boolean(node);
}

/** The next index for arrow keys in a ring of `size`, or null for other keys. */
export function ringStep(key, index, size) {
  if (key === "ArrowDown" || key === "ArrowRight") return (index + 1) % size;
  if (key === "ArrowUp" || key === "ArrowLeft") return (index - 1 + size) % size;
  if (key === "Home") return 0;
  if (key === "End") return size - 1;
  return null;
}
