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

/** Asks for words; what is typed is kept by `keep` at every letter. `single` words end with Enter. */
export function question(word, begun, keep = () => {}, single = false) {
  document.getElementById("question").textContent = words[word];
  answer.value = begun;
  answer.rows = single ? 1 : 4;
  answer.oninput = () => keep(answer.value);
  asking.returnValue = "no";
  asking.showModal();
  answer.focus();
  return new Promise((resolve) => {
    asking.addEventListener("close", () => resolve(asking.returnValue === "yes" ? answer.value : null), { once: true });
  });
}
answer?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey || answer.rows === 1)) { asking.close("yes"); event.preventDefault(); }
});

/** Shows what the keys do. */
export const help = () => document.getElementById("keys").showModal();
document.getElementById("help")?.addEventListener("click", help);

/** Whether a key is meant for the page, not for a field or a dialog. */
export const free = (event) => !event.ctrlKey && !event.metaKey
  && !document.querySelector("dialog[open]") && !event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
