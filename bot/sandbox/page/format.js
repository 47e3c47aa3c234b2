// Times, sizes, names: how they are written on this page.

const HOUR_MINUTE = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const SHORT_DATE = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "2-digit", year: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** "14:05" from Unix seconds. */
export const timeOfDay = (seconds) => HOUR_MINUTE.format(seconds * 1000);

/** "14:05:09" from milliseconds. */
export const clockTime = (milliseconds) => CLOCK.format(milliseconds);

/** A key that is the same for two moments of one local day. */
export function dayKey(seconds) {
  const date = new Date(seconds * 1000);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** "Today", "Yesterday", "4 March" or "4 March 2025"; `now` in milliseconds. */
export function dayName(seconds, now) {
  const key = dayKey(seconds);
  if (key === dayKey(now / 1000)) return "Today";
  if (key === dayKey(now / 1000 - 86400)) return "Yesterday";
  const date = new Date(seconds * 1000);
  const thisYear = date.getFullYear() === new Date(now).getFullYear();
  return (thisYear ? DAY : DAY_AND_YEAR).format(date);
}

/** Time today, weekday this week, else the date: for the chat list. */
export function listTime(seconds, now) {
  if (dayKey(seconds) === dayKey(now / 1000)) return timeOfDay(seconds);
  const date = new Date(seconds * 1000);
  return (now / 1000 - seconds < 6 * 86400 ? WEEKDAY : SHORT_DATE).format(date);
}

/** "812 B", "3.4 KB", "1.2 MB". */
export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** One or two letters that stand for a name. */
export function initials(name) {
  const words = String(name || "").match(/[\p{L}\p{N}]+/gu) || [];
  const letters = words.length > 1 ? [...words[0]][0] + [...words.at(-1)][0] : [...(words[0] || "?")][0];
  return letters.toLocaleUpperCase();
}

/** A colour class that belongs to an id for good. */
export const hueOf = (id) => `hue-${Math.abs(Number(id)) % 7}`;

/** "1 answer", "3 answers". */
export const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** "0:09", "1:30", "7:59:30". */
export function countdown(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  if (hours) return `${hours}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

/** "30 s", "1 min 30 s", "2 h 5 min": what was moved, to the second. */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [[Math.floor(whole / 3600), "h"], [Math.floor(whole / 60) % 60, "min"], [whole % 60, "s"]];
  return parts.filter(([count]) => count).slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(" ") || "0 s";
}

/**
 * Whole percentages that add up to 100 (largest remainder), for single-answer polls;
 * equal counts always get equal percentages.
 */
export function percentages(counts, voters) {
  if (!voters) return counts.map(() => 0);
  const exact = counts.map((count) => (count * 100) / voters);
  const whole = exact.map(Math.floor);
  const single = counts.reduce((sum, count) => sum + count, 0) === voters;
  if (!single) return exact.map(Math.round);
  let rest = 100 - whole.reduce((sum, part) => sum + part, 0);
  const groups = new Map();
  exact.forEach((part, index) => {
    const key = part.toFixed(6);
    if (part % 1) groups.set(key, [...(groups.get(key) || []), index]);
  });
  const byRemainder = [...groups.entries()].sort((a, b) => (b[0] % 1) - (a[0] % 1));
  for (const [, indices] of byRemainder) {
    if (indices.length > rest) continue;
    for (const index of indices) whole[index] += 1;
    rest -= indices.length;
  }
  return whole;
}
