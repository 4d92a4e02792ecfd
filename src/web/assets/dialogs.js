// Dialogs: choose a code, answer a question, look keys up.

import { recent } from "./book.js";
import { likeness } from "./likeness.js";

const words = JSON.parse(document.getElementById("words").textContent);
const chooser = document.getElementById("chooser");
const filter = document.getElementById("filter");
const options = document.getElementById("codes");
const meaning = document.getElementById("meaning");
let codes = new Map(), matches = [], active = 0, settle = null;

/** Lets a code of `book` be chosen; gives its key, or nothing. */
export function pick(book) {
  codes = book;
  filter.value = "";
  narrow();
  chooser.showModal();
  filter.focus();
  return new Promise((resolve) => { settle = resolve; });
}

function narrow() {
  const typed = filter.value.trim().toLowerCase();
  const last = recent();
  matches = [...codes.values()]
    .map((it) => ({ it, rank: Math.min(...[it.name, it.code, it.path.join(" ")].map((title) => likeness(typed, title.toLowerCase())).filter((rank) => rank >= 0)) }))
    .filter(({ rank }) => Number.isFinite(rank))
    .sort((a, b) => a.rank - b.rank || (typed ? 0 : (last.indexOf(a.it.code) >>> 0) - (last.indexOf(b.it.code) >>> 0)))
    .map(({ it }) => it);
  active = 0;
  options.replaceChildren(...matches.map((it, number) => {
    const option = document.createElement("li");
    option.id = `option-${number}`;
    option.role = "option";
    option.textContent = it.path.join(" › ");
    const digit = last.indexOf(it.code) + 1;
    if (digit) {
      const key = document.createElement("kbd");
      key.textContent = digit;
      option.append(" ", key);
    }
    option.style.borderColor = it.color;
    option.addEventListener("click", () => finish(it.code));
    return option;
  }));
  pointOut();
}

function pointOut() {
  for (const [number, option] of [...options.children].entries()) option.setAttribute("aria-selected", String(number === active));
  options.children[active]?.scrollIntoView({ block: "nearest" });
  filter.setAttribute("aria-activedescendant", matches.length ? `option-${active}` : "");
  const it = matches[active];
  meaning.replaceChildren(...[it?.definition, it?.use_when && `✓ ${it.use_when}`, it?.not_when && `✗ ${it.not_when}`].filter(Boolean).map((line) => {
    const p = document.createElement("p");
    p.textContent = line;
    return p;
  }));
}

function finish(key) {
  const done = settle;
  settle = null;
  chooser.close();
  done?.(key);
}

filter?.addEventListener("input", narrow);
filter?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && matches.length) { active = (active + step + matches.length) % matches.length; pointOut(); event.preventDefault(); }
  if (event.key === "Enter" && matches[active]) { event.preventDefault(); finish(matches[active].code); }
});
chooser?.addEventListener("close", () => { settle?.(null); settle = null; });

const asking = document.getElementById("asking");
const answer = document.getElementById("answer");

/** Asks for words, below what was `written` before; what is typed is kept by `keep` at every letter. */
export function question(word, begun, keep = () => {}, written = null) {
  document.getElementById("question").textContent = words[word];
  document.getElementById("written")?.replaceChildren(...(written ? [written] : []));
  answer.value = begun;
  answer.oninput = () => keep(answer.value);
  asking.returnValue = "no";
  asking.showModal();
  answer.focus();
  return new Promise((resolve) => {
    asking.addEventListener("close", () => resolve(asking.returnValue === "yes" ? answer.value : null), { once: true });
  });
}
answer?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { asking.close("yes"); event.preventDefault(); }
});

const coining = document.getElementById("coining");
const [coinKey, coinName] = [document.getElementById("coin-key"), document.getElementById("coin-name")];

/** A key made of words: letters, digits and what else a key may hold, `-` for all other signs. */
const keyed = (letters) => letters.normalize("NFC").toLowerCase().split("/")
  .map((part) => part.trim().replace(/['’]/gu, "").replace(/[^\p{L}\p{N}_.+&]+/gu, "-").replace(/^-+|-+$/gu, ""))
  .filter(Boolean).join("/");

/** Whether a key can be one as it was typed. */
const fine = (key) => key.split("/").every((part) => /^[\p{Alphabetic}\p{N}_.+&'-]+$/u.test(part));

/** Asks for the key and the name of a new code. A key that is left out is made of the name. */
export function coin(begun, spoken, keep) {
  coinKey.value = begun;
  coinName.value = spoken;
  // As many whole words as make a short key.
  const hint = () => {
    const whole = keyed(coinName.value.replace(/[/.]/gu, " "));
    coinKey.placeholder = /^.{1,40}(?=-|$)/u.exec(whole)?.[0] ?? whole;
  };
  hint();
  coinName.oninput = hint;
  coinKey.oninput = () => keep(coinKey.value);
  coining.returnValue = "no";
  coining.showModal();
  coinKey.focus();
  return new Promise((resolve) => {
    coining.addEventListener("close", () => {
      const typed = coinKey.value.trim();
      const key = typed ? (fine(typed) ? typed : keyed(typed)) : coinKey.placeholder;
      resolve(coining.returnValue === "yes" && key ? { key, name: coinName.value.trim() || spoken } : null);
    }, { once: true });
  });
}

/** Shows what the keys do. */
export const help = () => document.getElementById("keys").showModal();
document.getElementById("help")?.addEventListener("click", help);

/** Whether a key is meant for the page, not for a field or a dialog. */
export const free = (event) => !event.ctrlKey && !event.metaKey
  && !document.querySelector("dialog[open]") && !event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
