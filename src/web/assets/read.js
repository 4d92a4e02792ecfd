// Read and code. The text stands in the page and is never cut into pieces: codings are highlights over
// it (CSS Custom Highlight API) and stripes beside it. Positions are UTF-16 units here and Unicode
// characters on the server; `units` and `characters` are the only two places that convert.

import { Refused, ask, listen, say } from "./page.js";

const article = document.getElementById("text");
const words = JSON.parse(document.getElementById("words").textContent);
const source = article.dataset.source;
const version = Number(article.dataset.version);
const here = document.getElementById("here");
const path = `/api/sources/${encodeURIComponent(source)}`;
const language = article.lang || undefined;

let text = "";
let astral = [];
let passages = [];
let codes = new Map();
let codings = [];
let current = 0;
let chosen = null;

// ---- positions

const units = (character) => {
  let low = 0, high = astral.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (astral[middle] - middle < character) low = middle + 1; else high = middle;
  }
  return character + low;
};
const characters = (unit) => {
  let low = 0, high = astral.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (astral[middle] < unit) low = middle + 1; else high = middle;
  }
  return unit - low;
};

/** The passage that a unit of the text lies in, or the last one before it. */
function passageAt(unit) {
  let low = 0, high = passages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passages[middle].start <= unit) low = middle + 1; else high = middle;
  }
  return Math.max(0, low - 1);
}

function point(unit) {
  const passage = passages[passageAt(unit)];
  let left = Math.min(Math.max(unit - passage.start, 0), passage.end - passage.start);
  const walker = document.createTreeWalker(passage.p, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && left > node.length) { left -= node.length; node = walker.nextNode() ?? node; }
  return [node ?? passage.p, node ? left : 0];
}

function inPassage(passage, node, offset) {
  const range = document.createRange();
  range.setStart(passage.p, 0);
  range.setEnd(node, offset);
  return passage.start + range.toString().length;
}

/** The selected words as units, without white space around them, at borders of whole letters. */
function selection() {
  const selected = getSelection();
  if (!selected.rangeCount || selected.isCollapsed) return null;
  const range = selected.getRangeAt(0);
  const touched = passages.filter((it) => range.intersectsNode(it.p));
  if (!touched.length) return null;
  const [first, last] = [touched[0], touched.at(-1)];
  let start = first.p.contains(range.startContainer) ? inPassage(first, range.startContainer, range.startOffset) : first.start;
  let end = last.p.contains(range.endContainer) ? inPassage(last, range.endContainer, range.endOffset) : last.end;
  while (start < end && /\s/u.test(text[start])) start += 1;
  while (end > start && /\s/u.test(text[end - 1])) end -= 1;
  if (start >= end) return null;
  const letters = new Intl.Segmenter(language, { granularity: "grapheme" });
  const from = Math.max(0, start - 64);
  const begin = letters.segment(text.slice(from, start + 64)).containing(start - from);
  if (begin) start = from + begin.index;
  const around = Math.max(0, end - 64);
  const stop = letters.segment(text.slice(around, end + 64)).containing(end - 1 - around);
  if (stop) end = around + stop.index + stop.segment.length;
  return { start, end };
}

function select(start, end) {
  getSelection().setBaseAndExtent(...point(start), ...point(end));
  show(passageAt(start));
}

function show(number) {
  passages[current]?.box.classList.remove("current");
  current = Math.min(Math.max(number, 0), passages.length - 1);
  passages[current].box.classList.add("current");
  passages[current].box.scrollIntoView({ block: "nearest" });
  list();
}

// ---- what is drawn

const hues = [210, 25, 145, 330, 265, 180, 50, 0, 95, 300];
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const color = (key) => codes.get(key)?.color || "#59626e";
const name = (key) => codes.get(key)?.name ?? key;

function paint() {
  const groups = new Map();
  for (const it of codings) {
    const group = `${it.own ? "own" : "other"}-${codes.get(it.code)?.number ?? 0}`;
    if (!groups.has(group)) groups.set(group, { color: color(it.code), own: it.own, ranges: [] });
    const [startContainer, startOffset] = point(it.from);
    const [endContainer, endOffset] = point(it.to);
    groups.get(group).ranges.push(new StaticRange({ startContainer, startOffset, endContainer, endOffset }));
  }
  if (window.Highlight && CSS.highlights) {
    CSS.highlights.clear();
    let rules = "";
    for (const [group, it] of groups) {
      CSS.highlights.set(group, new Highlight(...it.ranges));
      rules += it.own
        ? `::highlight(${group}) { background-color: color-mix(in srgb, ${it.color} 22%, transparent); }\n`
        : `::highlight(${group}) { text-decoration: underline dotted ${it.color} 2px; }\n`;
    }
    sheet.replaceSync(rules);
  }
  for (const passage of passages) { passage.codings = []; passage.drawn = false; }
  for (const it of codings) {
    for (let at = passageAt(it.from); at < passages.length && passages[at].start < it.to; at += 1) passages[at].codings.push(it);
  }
  for (const passage of passages) if (passage.visible) draw(passage);
  const coded = passages.filter((it) => it.codings.some((coding) => coding.own)).length;
  document.getElementById("progress").textContent = `${coded} / ${passages.length}`;
  list();
}

/** Stripes beside one passage, each as high as its words, side by side where they overlap. */
function draw(passage) {
  passage.drawn = true;
  const origin = passage.margin.getBoundingClientRect().top;
  const columns = [];
  const parts = [];
  let below = 0;
  for (const it of passage.codings) {
    const range = document.createRange();
    range.setStart(...point(Math.max(it.from, passage.start)));
    range.setEnd(...point(Math.min(it.to, passage.end)));
    const box = range.getBoundingClientRect();
    let column = columns.findIndex((end) => end <= box.top + 1);
    if (column < 0) column = columns.length;
    columns[column] = box.bottom;
    const bar = document.createElement("i");
    bar.className = it.own ? "own" : "other";
    bar.style.top = `${box.top - origin}px`;
    bar.style.height = `${Math.max(box.height, 4)}px`;
    bar.style.insetInlineStart = `${Math.min(column, 5) * 6}px`;
    bar.style.backgroundColor = color(it.code);
    parts.push(bar);
    if (it.from < passage.start) continue;
    const label = document.createElement("button");
    label.type = "button";
    label.tabIndex = -1;
    label.textContent = it.own ? name(it.code) : `${name(it.code)} · ${it.coder}`;
    label.title = label.textContent;
    const at = Math.max(box.top - origin, below);
    below = at + 20;
    label.style.top = `${at}px`;
    label.addEventListener("click", () => choose(it));
    parts.push(label);
  }
  passage.margin.replaceChildren(...parts);
  passage.margin.style.minHeight = `${below}px`;
}

/** The codings of the current passage, to act on. */
function list() {
  const items = (passages[current]?.codings ?? []).map((it) => {
    const item = document.createElement("li");
    item.className = it.coding === chosen?.coding ? "current" : "";
    item.style.borderColor = color(it.code);
    const title = document.createElement("div");
    title.textContent = name(it.code);
    const about = document.createElement("div");
    about.className = "quiet";
    about.textContent = `${words.by} ${it.coder}`;
    item.append(title, about);
    for (const [word, act] of [["recode", recode], ["remove", remove]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words[word];
      button.setAttribute("aria-label", `${words[word]}: ${name(it.code)}`);
      button.addEventListener("click", () => act(it));
      item.append(button, " ");
    }
    return item;
  });
  if (!items.length) {
    const none = document.createElement("li");
    none.className = "quiet";
    none.textContent = words["nothing-here"];
    items.push(none);
  }
  here.replaceChildren(...items);
}

function choose(it) {
  chosen = it;
  select(it.from, it.to);
}

// ---- what is saved

const waiting = `quotebook:waiting:${source}`;
const unsaved = () => JSON.parse(localStorage.getItem(waiting) ?? "[]");

/** Saves codings that were made without a connection, oldest first. Repeating one changes nothing. */
async function flush() {
  for (let left = unsaved(); left.length; left = unsaved()) {
    try {
      await ask("POST", "/api/codings", left[0]);
    } catch (error) {
      if (!(error instanceof Refused)) { setTimeout(flush, 2000); return false; }
      say(`${words["not-saved"]}: ${error.message}`, true);
      // Not let in any more, for example: kept until the page is opened with a new link.
      if (!error.forGood) return false;
      localStorage.setItem(waiting, JSON.stringify(left.slice(1)));
      return false;
    }
    localStorage.setItem(waiting, JSON.stringify(left.slice(1)));
  }
  return true;
}

async function code(key, place = selection()) {
  if (!place) { say(words["no-selection"]); return; }
  const body = {
    source, codes: [key],
    start: characters(place.start), end: characters(place.end), text: text.slice(place.start, place.end),
  };
  localStorage.setItem(waiting, JSON.stringify([...unsaved(), body]));
  localStorage.setItem("quotebook:recent", JSON.stringify([key, ...recent().filter((it) => it !== key)].slice(0, 9)));
  if (await flush()) { await refresh(); say(`${words.saved}: ${name(key)}`); }
  else if (unsaved().length && !document.getElementById("status").textContent) say(words.offline, true);
}

const recent = () => JSON.parse(localStorage.getItem("quotebook:recent") ?? "[]");

async function attempt(job, done) {
  try {
    const answer = await job();
    await refresh();
    say(done(answer));
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
  }
}

const remove = (it) => attempt(() => ask("DELETE", `/api/codings/${it.coding}`), () => `${words.removed}: ${name(it.code)}`);
const undo = () => attempt(() => ask("POST", "/api/undo", {}), (answer) => `${words.undone} ${answer.summary}`);
async function recode(it) {
  const key = await pick();
  if (key) await attempt(() => ask("PATCH", `/api/codings/${it.coding}`, { code: key }), () => `${words.saved}: ${name(key)}`);
}

async function fresh() {
  const place = selection();
  if (!place) { say(words["no-selection"]); return; }
  const key = await question("new-code", "");
  if (!key?.trim()) return;
  // In vivo: the selected words are the name.
  const spoken = text.slice(place.start, place.end).replace(/\s+/gu, " ");
  await attempt(() => ask("POST", "/api/codes", { code: key.trim(), name: spoken.slice(0, 80) }), () => words.saved);
  if (codes.has(key.trim())) await code(key.trim(), place);
}

async function memo() {
  const on = chosen && codings.find((it) => it.coding === chosen.coding) ? chosen.coding : source;
  const kept = `quotebook:memo:${on}`;
  const typed = await question("memo", localStorage.getItem(kept) ?? "", (letters) => localStorage.setItem(kept, letters));
  if (!typed?.trim()) return;
  await attempt(async () => {
    await ask("POST", "/api/memos", { on, text: typed });
    localStorage.removeItem(kept);
  }, () => words.saved);
}

async function refresh() {
  const answer = await ask("GET", `${path}/codings`);
  if (answer.version !== version) { say(words["new-version"], true); return; }
  const book = await ask("GET", "/api/codes");
  const families = [...new Set(book.map((it) => it.path[0]))];
  codes = new Map(book.map((it, number) => {
    const own = /^#[0-9a-f]{6}$/i.test(it.color ?? "") ? it.color : null;
    const hue = hues[families.indexOf(it.path[0]) % hues.length];
    return [it.code, { ...it, number, color: own ?? `hsl(${hue} 60% ${38 + (number % 4) * 5}%)` }];
  }));
  codings = answer.codings.map((it) => ({ ...it, from: units(it.start), to: units(it.end) }));
  paint();
}

// ---- dialogs

const chooser = document.getElementById("chooser");
const filter = document.getElementById("filter");
const options = document.getElementById("codes");
const meaning = document.getElementById("meaning");
let matches = [], active = 0, settle = null;

/** Lets a code be chosen; gives its key, or nothing. */
function pick() {
  filter.value = "";
  narrow();
  chooser.showModal();
  filter.focus();
  return new Promise((resolve) => { settle = resolve; });
}

/** Letters of `typed` in their order, as close together as can be; less is better, -1 is none. */
function likeness(typed, title) {
  const at = title.indexOf(typed);
  if (at >= 0) return at;
  let from = -1, first = -1;
  for (const letter of typed) {
    from = title.indexOf(letter, from + 1);
    if (from < 0) return -1;
    if (first < 0) first = from;
  }
  return 1000 + from - first;
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

filter.addEventListener("input", narrow);
filter.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && matches.length) { active = (active + step + matches.length) % matches.length; pointOut(); event.preventDefault(); }
  if (event.key === "Enter" && matches[active]) { event.preventDefault(); finish(matches[active].code); }
});
chooser.addEventListener("close", () => { settle?.(null); settle = null; article.focus({ preventScroll: true }); });

const asking = document.getElementById("asking");
const answer = document.getElementById("answer");

/** Asks for words; what is typed is kept by `keep` at every letter. */
function question(word, begun, keep = () => {}) {
  document.getElementById("question").textContent = words[word];
  answer.value = begun;
  answer.oninput = () => keep(answer.value);
  asking.returnValue = "no";
  asking.showModal();
  answer.focus();
  return new Promise((resolve) => {
    asking.addEventListener("close", () => {
      article.focus({ preventScroll: true });
      resolve(asking.returnValue === "yes" ? answer.value : null);
    }, { once: true });
  });
}
answer.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { asking.close("yes"); event.preventDefault(); }
});

// ---- keys

function pieces(granularity, passage) {
  const begin = passage.start + (passage.p.querySelector("b")?.textContent.length ?? 0);
  const segments = new Intl.Segmenter(language, { granularity }).segment(text.slice(begin, passage.end));
  return [...segments]
    .filter((it) => it.isWordLike ?? it.segment.trim())
    .map((it) => ({ start: begin + it.index, end: begin + it.index + it.segment.trimEnd().length }));
}

function sentence() {
  const place = selection();
  for (let at = place ? passageAt(place.end - 1) : current; at < passages.length; at += 1) {
    const next = pieces("sentence", passages[at]).find((it) => !place || it.start >= place.end || at > passageAt(place.end - 1));
    if (next) { select(next.start, next.end); return; }
  }
}

function word(step) {
  const place = selection();
  if (!place) return;
  const ends = pieces("word", passages[passageAt(place.end - 1)]).map((it) => it.end);
  const end = step > 0 ? ends.find((it) => it > place.end) : ends.findLast((it) => it < place.end && it > place.start);
  if (end) select(place.start, end);
}

function nextCoding(step) {
  if (!codings.length) return;
  const at = codings.findIndex((it) => it.coding === chosen?.coding);
  const near = codings.findIndex((it) => it.from >= passages[current].start);
  const next = at >= 0 ? at + step : step > 0 ? near : near - 1;
  choose(codings[(next + codings.length) % codings.length]);
}

function uncoded() {
  const next = passages.findIndex((it, number) => number > current && !it.codings.some((coding) => coding.own));
  if (next >= 0) show(next);
}

const keys = {
  j: () => show(current + 1), k: () => show(current - 1),
  s: sentence, p: () => { const it = passages[current]; select(it.start + (it.p.querySelector("b")?.textContent.length ?? 0), it.end); },
  "]": () => word(1), "[": () => word(-1),
  c: async () => { const place = selection(); if (!place) { say(words["no-selection"]); return; } const key = await pick(); if (key) { select(place.start, place.end); await code(key, place); } },
  n: fresh, m: memo, u: undo, g: uncoded,
  ".": () => nextCoding(1), ",": () => nextCoding(-1),
  r: () => { if (chosen) return recode(chosen); }, x: () => { if (chosen) return remove(chosen); },
  "/": () => { location.href = "/search"; },
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select")) return;
  if (/^[1-9]$/.test(event.key)) {
    const key = recent()[Number(event.key) - 1];
    if (key) { event.preventDefault(); void code(key); }
    return;
  }
  const act = keys[event.key];
  if (act) { event.preventDefault(); void act(); }
});
document.getElementById("help").addEventListener("click", keys["?"]);

article.addEventListener("click", (event) => {
  const box = event.target.closest(".passage");
  const at = passages.findIndex((it) => it.box === box);
  if (at >= 0 && at !== current) { chosen = null; show(at); }
});

// ---- begin

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const passage = passages[Number(entry.target.dataset.number)];
    passage.visible = entry.isIntersecting;
    if (passage.visible && !passage.drawn) draw(passage);
  }
}, { rootMargin: "200px" });

async function begin() {
  const answer = await ask("GET", path);
  if (answer.version !== version) { say(words["new-version"], true); return; }
  text = answer.text;
  astral = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00) { astral.push(at); at += 1; }
  }
  passages = [...article.querySelectorAll(".passage")].map((box, number) => {
    box.dataset.number = number;
    const p = box.querySelector("p");
    const start = units(Number(p.dataset.start));
    return { box, p, margin: box.querySelector(".margin"), start, end: start + p.textContent.length, codings: [], drawn: false, visible: false };
  });
  await refresh();
  for (const passage of passages) seen.observe(passage.box);
  const asked = /^#p(\d+)$/.exec(location.hash);
  if (passages.length) show(asked ? Number(asked[1]) - 1 : 0);
  article.focus({ preventScroll: true });
  await flush();
  listen(() => { refresh().catch(() => {}); });
  addEventListener("resize", () => { for (const it of passages) { it.drawn = false; if (it.visible) draw(it); } });
  document.documentElement.dataset.ready = "yes";
}

begin().catch((error) => say(error.message, true));
