// Opened inside Telegram: what it tells of its user stands behind the #, and goes to the server.

const told = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
const proxy = window.TelegramWebviewProxy;

for (const event of ["web_app_ready", "web_app_expand"]) proxy?.postEvent?.(event, "{}");
history.replaceState(null, "", location.pathname);

if (told) {
  const form = document.getElementById("app");
  form.elements.init_data.value = told;
  form.submit();
} else {
  const text = document.getElementById("waiting");
  text.textContent = text.dataset.otherwise;
}
