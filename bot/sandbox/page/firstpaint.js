// Runs before the first paint, so that the page never flashes in the wrong theme.
(function () {
  "use strict";
  let chosen = null;
  try {
    chosen = localStorage.getItem("sandbox-theme");
  } catch {
    // Storage may be switched off; the system's preference then decides.
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme =
    chosen === "dark" || chosen === "light" ? chosen : dark ? "dark" : "light";
})();
