// Completion in every field that takes a query (`data-query`): fields of the query language, their values, codes by any of their letters,
// and operators. A combobox with a list (WAI-ARIA): arrows choose, Enter or Tab takes, Escape closes.

import { ask } from "./page.js";
import { likeness } from "./likeness.js";

const SHOWN = 16;
let vocabulary;

/** A value as it stands in a query. */
const quoted = (value) => (/^[\p{L}\p{N}][\p{L}\p{N}_./-]*$/u.test(value) && !/^(AND|OR|NOT|TO)$/.test(value) ? value : `"${value.replaceAll('"', "")}"`);

/** What is being typed before the caret: its beginning, the field before a colon, and the letters. */
function typing(text, caret) {
  const before = text.slice(0, caret);
  const found = /(?:^|[\s(])(?:([\p{L}][\p{L}\p{N}_.-]*):)?("[^"]*|[^\s()":]*)$/u.exec(before);
  if (!found) return null;
  const [, field, raw] = found;
  const begin = caret - raw.length - (field === undefined ? 0 : field.length + 1);
  return { begin, field: field?.toLowerCase(), letters: raw.replace(/^"/, "") };
}

/** What may stand there, the likeliest first. */
function suggestions({ fields, operators }, text, { begin, field, letters }) {
  const typed = letters.toLowerCase();
  const begins = (title) => title.toLowerCase().split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed));
  // Words that begin so come first, then those that hold the letters.
  const rank = (...titles) => Math.min(...titles.map((title) => {
    const like = likeness(typed, title.toLowerCase());
    if (like < 0) return Infinity;
    return title.toLowerCase().startsWith(typed) ? 0 : begins(title) ? 1 : 2 + like;
  }));
  const found = [];
  for (const it of fields) {
    if (field !== undefined && it.field !== field) continue;
    if (field === undefined && rank(it.field, it.about) < 2) found.push({ rank: 0, insert: `${it.field}:`, title: `${it.field}:`, about: it.about });
    // Numbers of sources and respondents are offered behind their field only.
    if (field === undefined && (typed.length < 2 || ["source", "respondent"].includes(it.field))) continue;
    for (const { value, about } of it.values) {
      const like = it.field === "code" ? rank(value, about) : rank(value);
      if (like === Infinity || (field === undefined && like >= 1000)) continue;
      // Codes are what is looked for most.
      const behind = field === undefined && it.field !== "code" ? 2 : 0;
      found.push({ rank: like + behind, insert: `${it.field}:${quoted(value)} `, title: field === undefined ? `${it.field}:${value}` : value, about });
    }
  }
  // An operator stands behind something; `NOT` also at the beginning.
  const behind = text.slice(0, begin).trim();
  for (const it of field === undefined ? operators : []) {
    const fits = (behind && !/(^|[\s(])(AND|OR|NOT|OVERLAPS|WITHIN|BEFORE\/\d+)$/.test(behind)) || it.word === "NOT";
    if (fits && (!typed || it.word.toLowerCase().startsWith(typed))) found.push({ rank: typed ? 0 : -1, insert: `${it.word} `, title: it.word, about: it.about });
  }
  return found.sort((a, b) => a.rank - b.rank).slice(0, SHOWN);
}

/** Completes what is typed into `input`, in the list behind it. */
function complete(input) {
  const box = input.nextElementSibling;
  let offers = [], active = -1, at = null;

  const close = () => {
    box.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  function point(number) {
    active = number;
    for (const [n, option] of [...box.children].entries()) option.setAttribute("aria-selected", String(n === active));
    box.children[active]?.scrollIntoView({ block: "nearest" });
    if (active >= 0) input.setAttribute("aria-activedescendant", `${box.id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function take(number) {
    const { insert } = offers[number];
    const rest = input.value.slice(input.selectionStart);
    input.value = input.value.slice(0, at.begin) + insert + rest.replace(/^[^\s()]*/, "").replace(/^\s/, "");
    const caret = at.begin + insert.length;
    input.setSelectionRange(caret, caret);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function offer() {
    vocabulary ??= ask("GET", "/api/vocabulary").catch(() => { vocabulary = undefined; return null; });
    const known = await vocabulary;
    if (!known || document.activeElement !== input) return;
    at = typing(input.value, input.selectionStart);
    offers = at ? suggestions(known, input.value, at) : [];
    // What is typed whole needs no offer.
    if (offers.length === 1 && offers[0].insert.trim() === input.value.slice(at.begin, input.selectionStart)) offers = [];
    if (!offers.length) { close(); return; }
    box.replaceChildren(...offers.map((it, number) => {
      const option = document.createElement("li");
      option.id = `${box.id}-${number}`;
      option.role = "option";
      const title = document.createElement("bdi");
      title.textContent = it.title;
      const about = document.createElement("span");
      about.className = "quiet";
      about.textContent = it.about && `${it.about}:` !== it.title ? it.about : "";
      option.append(title, " ", about);
      // Not `click`: the field would lose the focus before it.
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(number); });
      return option;
    }));
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point(-1);
  }

  input.addEventListener("input", offer);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (box.hidden) { void offer(); return; }
      // Before the first and behind the last one stands what is typed.
      point((active + 1 + step + offers.length + 1) % (offers.length + 1) - 1);
    } else if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "Enter" || event.key === "Tab") && !box.hidden && active >= 0) {
      event.preventDefault();
      take(active);
    }
  });
}

// Parts of a page may be put in place of others: a field is met once somebody goes there.
const met = new WeakSet();
function meet(input) {
  if (!input?.matches?.("input[data-query]") || met.has(input)) return;
  met.add(input);
  complete(input);
}
document.addEventListener("focusin", (event) => meet(event.target));
meet(document.activeElement);
