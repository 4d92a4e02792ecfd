// Read and code. Codings are highlights over the text (CSS Custom Highlight API, or boxes behind the
// words where a browser has none) and stripes beside it. Every change goes through the queue.

import { ask, keyOf, listen, say } from "./page.js";
import { flush, heard, queued, refusedMemo, send, undo, unsaved, waits } from "./queue.js";
import { codebook, recent, used } from "./book.js";
import { coin, free, help, pick, question } from "./dialogs.js";
import { able, found, mark } from "./marks.js";
import { watch } from "./reading.js";
import {
  article, before, load, next, passageAt, passages, point, select, selection, sent, source, text, unitAt, units, version, whole,
} from "./text.js";

const words = JSON.parse(document.getElementById("words").textContent);
const here = document.getElementById("here");
const path = `/api/sources/${encodeURIComponent(source)}`;
const asked = new URLSearchParams(location.search);

let codes = new Map();
let saved = [];
let memos = [];
let codings = [];
let current = 0;
let chosen = null;
let hits = [];
let hit = -1;
let reading = null;
let shown = "";

function show(number) {
  passages[current]?.box.classList.remove("current");
  current = Math.min(Math.max(number, 0), passages.length - 1);
  passages[current].box.classList.add("current");
  passages[current].box.scrollIntoView({ block: "nearest" });
  list();
}

/** Selects words and goes where they begin, or where they end. */
function take(place, end = false) {
  if (!place) return;
  select(place.start, place.end);
  show(passageAt(end ? place.end - 1 : place.start));
}

// ---- what is drawn

const color = (key) => codes.get(key)?.color || "#59626e";
const name = (key) => codes.get(key)?.name ?? key;

const look = (it) => (it.own
  ? `background-color: color-mix(in srgb, ${color(it.code)} 22%, transparent);`
  : `text-decoration: underline dotted ${color(it.code)} 2px;`);

/** Codings as they will be once everything that waits is saved. */
function expected() {
  let all = saved.map((it) => ({ ...it }));
  for (const { id, method, path: to, body } of queued()) {
    const about = /^\/api\/codings\/([^/]+)$/.exec(to)?.[1];
    if (method === "POST" && to === "/api/codings" && body.source === source) {
      for (const code of body.codes) all.push({ coding: `${id}-${code}`, code, coder: "", own: true, pending: true, start: body.start, end: body.end });
    } else if (method === "DELETE") {
      all = all.filter((it) => it.coding !== about);
    } else if (method === "PATCH" && about) {
      const it = all.find((one) => one.coding === about);
      if (it) Object.assign(it, { pending: true, code: body.code ?? it.code, start: body.start ?? it.start, end: body.end ?? it.end });
    }
  }
  if (!others()) all = all.filter((it) => it.own);
  return all.map((it) => ({ ...it, from: units(it.start), to: units(it.end) })).sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Everything that is drawn, as one word to compare. */
const state = () => JSON.stringify([saved, memos, [...codes], queued(), others()]);

function paint() {
  shown = state();
  codings = expected();
  chosen = codings.find((it) => it.coding === chosen?.coding) ?? null;
  if (able) { mark(codings, look); found(hits); }
  for (const passage of passages) { passage.codings = []; passage.drawn = false; }
  for (const it of codings) {
    for (let at = passageAt(it.from); at < passages.length && passages[at].start < it.to; at += 1) passages[at].codings.push(it);
  }
  draw(passages.filter((it) => it.visible));
  progress();
  list();
  lasts();
  notes();
  grip();
}

function progress() {
  const coded = passages.filter((it) => it.codings.some((coding) => coding.own));
  reading?.coded(coded.map((it) => it.number));
  const all = passages.length;
  // How much was read is asked for last.
  const read = reading ? `${reading.read()} / ${all} ${words["progress-read"]} · ` : "";
  document.getElementById("progress").textContent = `${read}${coded.length} / ${all} ${words["progress-coded"]}`;
}

const little = matchMedia("(max-width: 68rem)");

/** How much room a name needs beside its stripe: a long one takes up to three lines. Reckoned, since to
 *  lay it out or to measure it would keep the page from scrolling smoothly. */
function tall(words) {
  // So many letters have room in a line that ends at a word.
  const lines = Math.ceil(words.length / (little.matches ? 14 : 20));
  return 20 + 15.4 * (Math.min(Math.max(lines, 1), 3) - 1);
}

/** Draws the stripes beside passages. All are measured before any is put into the page, so that the
 *  browser lays it out once. */
function draw(some) {
  const stripes = some.map(measured);
  some.forEach((passage, at) => stripe(passage, stripes[at]));
}

/** Where the stripes of a passage stand: each as high as its words, side by side where they overlap. */
function measured(passage) {
  if (!passage.codings.length) return [];
  const origin = passage.margin.getBoundingClientRect().top;
  const columns = [];
  return passage.codings.map((it) => {
    const range = document.createRange();
    range.setStart(...point(Math.max(it.from, passage.start)));
    range.setEnd(...point(Math.min(it.to, passage.end)));
    const box = range.getBoundingClientRect();
    let column = columns.findIndex((end) => end <= box.top + 1);
    if (column < 0) column = columns.length;
    columns[column] = box.bottom;
    return { it, column, top: box.top - origin, height: box.height };
  });
}

/** Puts stripes and names beside a passage. */
function stripe(passage, stripes) {
  passage.drawn = true;
  const parts = [];
  let below = 0;
  for (const { it, column, top, height } of stripes) {
    const bar = document.createElement("i");
    bar.className = it.own ? "own" : "other";
    bar.classList.toggle("pending", Boolean(it.pending));
    bar.style.top = `${top}px`;
    bar.style.height = `${Math.max(height, 4)}px`;
    bar.style.insetInlineStart = `${Math.min(column, 5) * 6}px`;
    bar.style.backgroundColor = color(it.code);
    parts.push(bar);
    if (it.from < passage.start) continue;
    const label = document.createElement("button");
    label.type = "button";
    label.tabIndex = -1;
    label.textContent = (it.own ? name(it.code) : `${name(it.code)} · ${it.coder}`) + (it.pending ? " …" : "");
    label.title = label.textContent;
    const at = Math.max(top, below);
    below = at + tall(label.textContent);
    label.style.top = `${at}px`;
    label.addEventListener("click", () => choose(it));
    parts.push(label);
  }
  passage.margin.replaceChildren(...parts);
  passage.margin.style.minHeight = `${below}px`;
  if (!able) wash(passage);
}

/** Boxes behind the words of one passage, for a browser without highlights. */
function wash(passage) {
  passage.box.querySelector(".washes")?.remove();
  const layer = document.createElement("div");
  layer.className = "washes";
  const origin = passage.box.getBoundingClientRect();
  const put = (from, to, className, tint) => {
    if (from >= passage.end || to <= passage.start) return;
    const range = document.createRange();
    range.setStart(...point(Math.max(from, to > passage.begin ? passage.begin : passage.start)));
    range.setEnd(...point(Math.min(to, passage.end)));
    for (const box of range.getClientRects()) {
      const mark = document.createElement("i");
      mark.className = className;
      mark.style.setProperty("--tint", tint);
      Object.assign(mark.style, {
        left: `${box.left - origin.left - passage.box.clientLeft}px`, top: `${box.top - origin.top}px`, width: `${box.width}px`, height: `${box.height}px`,
      });
      layer.append(mark);
    }
  };
  for (const it of passage.codings) put(it.from, it.to, it.own ? "own" : "other", color(it.code));
  for (const it of hits) put(it.start, it.end, "hit", "var(--mark)");
  passage.box.prepend(layer);
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
    about.textContent = it.pending ? waits() || words.offline : `${words.by} ${it.coder}`;
    item.append(title, about);
    const acts = it.own ? [["recode", recode], ["resize", resize], ["divide", divide], ["join", join], ["remove", remove]] : [];
    for (const [word, act] of acts) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words[word];
      button.setAttribute("aria-label", `${words[word]}: ${name(it.code)}`);
      // The selected words stay selected.
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => { if (act !== resize) rest(); void act(it); });
      button.disabled = it.pending;
      item.append(button, " ");
    }
    const written = memosOn(it.coding);
    if (written.length) item.append(notesOf(written));
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

// ---- memos

const memosOn = (thing) => memos.filter((it) => it.on === thing);

/** Memos as a list: the words, who wrote them and when. */
function notesOf(written) {
  const all = document.createElement("ul");
  all.className = "notes";
  for (const it of written) {
    const item = document.createElement("li");
    const note = document.createElement("div");
    note.dir = "auto";
    note.textContent = it.text;
    const about = document.createElement("div");
    about.className = "quiet";
    const when = document.createElement("time");
    when.dateTime = it.at;
    when.textContent = new Date(it.at).toLocaleDateString(document.documentElement.lang);
    const author = document.createElement("bdi");
    author.textContent = it.author;
    about.append(author, " · ", when);
    item.append(note, about);
    all.append(item);
  }
  return all;
}

/** The memos on the source itself. */
function notes() {
  const written = memosOn(`source:${source}`);
  const place = document.getElementById("memos");
  place.hidden = !written.length;
  place.lastElementChild.replaceWith(notesOf(written));
}

// ---- codes that were used last, and the codings of others

const shift = "quotebook:others";
/** Whether codings of others are shown. */
function others() { return localStorage.getItem(shift) !== "no"; }
const switching = document.getElementById("others");
function toggle(shows) {
  localStorage.setItem(shift, shows ? "yes" : "no");
  switching.checked = shows;
  paint();
}
switching.checked = others();
switching.addEventListener("change", () => toggle(switching.checked));

/** A button for the selected words, which stay selected. */
function acting(title, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...title);
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => act());
  return button;
}

/** The codes that were used last, each with its digit. */
function lasts() {
  const known = recent().filter((key) => codes.has(key));
  const place = document.getElementById("lasts");
  place.hidden = !known.length;
  place.lastElementChild.replaceChildren(...recent().flatMap((key, at) => {
    if (!codes.has(key)) return [];
    const item = document.createElement("li");
    const digit = document.createElement("kbd");
    digit.textContent = at + 1;
    item.append(acting([digit, ` ${name(key)}`], () => code(key)));
    return [item];
  }));
}

// ---- with the mouse or a finger: what can be done with the selected words stands beside them

const tools = document.getElementById("tools");
let pointing = false;
document.addEventListener("pointerdown", (event) => { if (!tools.contains(event.target)) { pointing = true; tools.hidden = true; } }, true);
document.addEventListener("keydown", (event) => { if (!tools.contains(event.target)) { pointing = false; tools.hidden = true; } }, true);
document.addEventListener("pointerup", () => setTimeout(offer, 0));
document.addEventListener("selectionchange", () => { clearTimeout(offering); offering = setTimeout(offer, 250); });
document.addEventListener("scroll", () => { if (!tools.hidden) offer(); }, { passive: true });
let offering;

/** Shows the tools near the selected words. */
function offer() {
  const place = pointing && !document.querySelector("dialog[open]") ? selection() : null;
  if (!place) { tools.hidden = true; return; }
  const known = recent().slice(0, 4).filter((key) => codes.has(key));
  // Buttons stay as they are while they are pressed.
  const titles = JSON.stringify(known.map((key) => [key, name(key)]));
  if (tools.dataset.titles !== titles) tools.replaceChildren(
    ...known.map((key) => acting([name(key)], () => { tools.hidden = true; void code(key); })),
    ...[["tool-code", "c"], ["tool-new", "n"], ["tool-memo", "m"]].map(([word, act]) => acting([words[word]], () => { tools.hidden = true; void acts[act](); })),
  );
  tools.dataset.titles = titles;
  tools.hidden = false;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tools;
  const below = box.bottom + 8 + height < innerHeight ? box.bottom + 8 : Math.max(8, Math.min(box.top, innerHeight) - height - 8);
  Object.assign(tools.style, { top: `${below}px`, left: `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8))}px` });
}

function choose(it) {
  rest();
  chosen = it;
  take({ start: it.from, end: it.to });
  grip();
}

// ---- the ends of a coding

const grips = ["start", "end"].map((side) => {
  const grip = document.createElement("i");
  grip.className = `grip ${side}`;
  grip.addEventListener("mousedown", (event) => event.preventDefault());
  grip.addEventListener("pointerdown", (event) => drag(event, side));
  return grip;
});

/** Puts the grips to the ends of the chosen coding. */
function grip() {
  if (!chosen?.own || chosen.pending) { for (const it of grips) it.remove(); return; }
  for (const [it, unit, at] of [[grips[0], chosen.from, chosen.from], [grips[1], chosen.to, chosen.to - 1]]) {
    const { box } = passages[passageAt(at)];
    if (it.parentElement !== box) box.append(it);
    const range = document.createRange();
    range.setStart(...point(at));
    range.setEnd(...point(at + 1));
    const [letter, origin] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
    const rightward = getComputedStyle(passages[passageAt(at)].p).direction === "ltr";
    const edge = (unit === at) === rightward ? letter.left : letter.right;
    Object.assign(it.style, { left: `${edge - origin.left - box.clientLeft}px`, top: `${letter.top - origin.top}px`, height: `${letter.height}px` });
  }
}

function drag(event, side) {
  const it = chosen;
  let place = { start: it.from, end: it.to };
  const move = (moved) => {
    const unit = unitAt(moved.clientX, moved.clientY);
    if (unit === null) return;
    const to = side === "start" ? { start: Math.min(unit, it.to - 1), end: it.to } : { start: it.from, end: Math.max(unit, it.from + 1) };
    const grown = whole(to.start, to.end);
    if (grown) { place = grown; select(place.start, place.end); }
  };
  const up = () => {
    document.removeEventListener("pointermove", move);
    for (const one of grips) one.classList.remove("dragged");
    void resize(it, place);
  };
  for (const one of grips) one.classList.add("dragged");
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", up, { once: true });
  event.preventDefault();
}

let resting;
/** A coding whose end is being moved, and where it is to stand; saved when the keys rest. */
let ends = null;

/** Saves at once what waits for the keys to rest. */
function rest() {
  const moved = ends;
  clearTimeout(resting);
  ends = null;
  if (moved) void resize(moved.it, moved.place);
}
addEventListener("pagehide", rest);

/** Moves one end of the chosen coding by a word; saved when the keys rest. */
function nudge(side, step) {
  const it = chosen;
  const place = ends?.place ?? { start: it.from, end: it.to };
  const moved = side === "end"
    ? { start: place.start, end: step > 0 ? next("word", place.end)?.end : shorter("word", place) }
    : { start: later("word", place, step), end: place.end };
  if (!(moved.start < moved.end)) return;
  ends = { it, place: moved };
  take(moved, side === "end");
  clearTimeout(resting);
  resting = setTimeout(rest, 700);
}

// ---- what is saved

/** Makes a change and shows it, also while it waits for a connection. */
async function change(method, to, body, done) {
  try {
    const answer = await send(method, to, body);
    if (!answer) { paint(); if (answer === null) say(waits(), true); return answer; }
    await refresh();
    say(done);
    return answer;
  } catch (error) {
    paint();
    say(unsaved(error), true);
    return null;
  }
}

async function code(key, place = selection()) {
  if (!place) { say(words["no-selection"]); return; }
  used(key);
  await change("POST", "/api/codings", { source, codes: [key], ...sent(place) }, `${words.saved}: ${name(key)}`);
}

const remove = (it) => change("DELETE", `/api/codings/${it.coding}`, {}, `${words.removed}: ${name(it.code)}`);

async function recode(it) {
  const place = selection();
  const key = await pick(codes);
  if (place) select(place.start, place.end);
  if (key) await change("PATCH", `/api/codings/${it.coding}`, { code: key }, `${words.saved}: ${name(key)}`);
}

/** Gives a coding the selected ends. */
async function resize(it, place = selection()) {
  if (ends) { clearTimeout(resting); ends = null; }
  if (!place || (place.start === it.from && place.end === it.to)) return;
  await change("PATCH", `/api/codings/${it.coding}`, sent(place), `${words.resized}: ${name(it.code)}`);
}

/** The chosen coding if it holds the selected words, or else the shortest own one that does. */
function meant(place) {
  const around = codings.filter((it) => it.own && !it.pending && place && it.from <= place.start && place.end <= it.to);
  if (around.some((it) => it.coding === chosen?.coding)) return chosen;
  return around.sort((a, b) => (a.to - a.from) - (b.to - b.from))[0];
}

async function divide(it, place = selection()) {
  if (!it || !place) { say(words["no-coding"]); return; }
  await change("POST", `/api/codings/${it.coding}/divide`, sent(place), `${words.divided}: ${name(it.code)}`);
}

async function join(it) {
  const alike = codings.filter((other) => other.own && !other.pending && other.code === it.code && other.coding !== it.coding);
  const near = alike.find((other) => other.from >= it.from) ?? alike.at(-1);
  if (!near) { say(words["nothing-to-join"]); return; }
  await change("POST", `/api/codings/${it.coding}/join`, { with: [near.coding] }, `${words.joined}: ${name(it.code)}`);
}

async function takeBack() {
  if (ends) {
    const { it } = ends;
    clearTimeout(resting);
    ends = null;
    take({ start: it.from, end: it.to });
    say(words["not-sent"]);
    return;
  }
  try {
    const done = await undo();
    await refresh().catch(() => paint());
    say(done);
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
  }
}

async function fresh() {
  const place = selection();
  if (!place) { say(words["no-selection"]); return; }
  const kept = `quotebook:new-code:${document.documentElement.dataset.mark}`;
  // In vivo: the selected words are the name, unless another one is typed.
  const spoken = [...text.slice(place.start, place.end).replace(/\s+/gu, " ")].slice(0, 80).join("").trim();
  const typed = await coin(localStorage.getItem(kept) ?? "", spoken, (letters) => localStorage.setItem(kept, letters));
  select(place.start, place.end);
  if (!typed) return;
  const { key, name: called } = typed;
  const making = send("POST", "/api/codes", { code: key, name: called, in_vivo: called === spoken });
  try {
    if (await making) await refresh();
    localStorage.removeItem(kept);
    await code(key, place);
  } catch (error) {
    say(unsaved(error), true);
  }
}

async function memo() {
  const thing = chosen && !chosen.pending ? chosen.coding : `source:${source}`;
  const kept = `quotebook:memo:${document.documentElement.dataset.mark}:${thing}`;
  const offered = localStorage.getItem(kept) ? null : localStorage.getItem(refusedMemo);
  const begun = localStorage.getItem(kept) || offered || "";
  const written = memosOn(thing);
  const typed = await question("memo", begun, (letters) => localStorage.setItem(kept, letters), written.length ? notesOf(written) : null);
  if (!typed?.trim()) return;
  if (offered && localStorage.getItem(refusedMemo) === offered) localStorage.removeItem(refusedMemo);
  const writing = change("POST", "/api/memos", { on: thing, text: typed }, words.saved);
  // It stands in the queue from here on, and is kept if it is refused.
  localStorage.removeItem(kept);
  await writing;
}

const news = () => Promise.all([ask("GET", `${path}/codings`), codebook(), ask("GET", `/api/memos?source=${encodeURIComponent(source)}`)]);

async function refresh(asking = news()) {
  const [answer, book, written] = await asking;
  if (answer.version !== version) { say(words["new-version"], true); return; }
  codes = book;
  saved = answer.codings;
  memos = written;
  // News of one's own change, for example, is none.
  if (state() !== shown) paint();
}

// ---- keys

function sentence() {
  const place = selection();
  take(next("sentence", place ? place.end : passages[current].begin));
}

/** The selection with its end moved by one piece; without one, the next piece. */
function extend(granularity, step) {
  const place = selection();
  if (!place) { if (step > 0) take(next(granularity, passages[current].begin)); return; }
  if (step > 0) { const more = next(granularity, place.end); if (more) take({ start: place.start, end: more.end }, true); return; }
  const end = shorter(granularity, place);
  if (end > place.start) take({ start: place.start, end }, true);
}

/** Where a place ends with one piece less; half a piece is left out before a whole one is. */
function shorter(granularity, place) {
  const last = before(granularity, place.end);
  return last && last.end < place.end ? last.end : before(granularity, last?.start ?? 0)?.end;
}

/** Where a place begins with one piece less (a step forward) or more. */
const later = (granularity, place, step) => (step < 0
  ? before(granularity, place.start)
  : next(granularity, next(granularity, place.start)?.end ?? place.end))?.start;

/** The selection with its beginning moved by a word. */
function begin(step) {
  const place = selection();
  const start = place && later("word", place, step);
  if (start < place?.end) take({ start, end: place.end });
}

function nextCoding(step) {
  if (!codings.length) return;
  const at = codings.findIndex((it) => it.coding === chosen?.coding);
  const near = codings.findIndex((it) => it.from >= passages[current].start);
  const to = at >= 0 ? at + step : step > 0 ? near : near - 1;
  choose(codings[(to + codings.length) % codings.length]);
}

function nextHit(step) {
  if (!hits.length) return;
  const near = hits.findIndex((it) => it.start >= passages[current].start);
  hit = hit >= 0 ? (hit + step + hits.length) % hits.length : Math.max(0, near);
  chosen = null;
  grip();
  take(hits[hit]);
  document.getElementById("hit-at").textContent = `${hit + 1} / ${hits.length}`;
}

function first(wanted) {
  const to = passages.find((it) => it.number > current && wanted(it)) ?? passages.find(wanted);
  if (to) show(to.number);
}

const on = (act, ownOnly = false) => () => {
  if (chosen && !chosen.pending && (chosen.own || !ownOnly)) return act(chosen);
  say(chosen && !chosen.own ? words["not-own"] : words["no-coding"]);
};
const acts = {
  j: () => show(current + 1), k: () => show(current - 1),
  s: sentence, p: () => take({ start: passages[current].begin, end: passages[current].end }),
  "]": () => extend("word", 1), "[": () => extend("word", -1),
  ")": () => extend("sentence", 1), "(": () => extend("sentence", -1),
  J: () => extend("passage", 1), K: () => extend("passage", -1),
  "{": () => begin(-1), "}": () => begin(1),
  c: async () => { const place = selection(); if (!place) { say(words["no-selection"]); return; } const key = await pick(codes); select(place.start, place.end); if (key) await code(key, place); },
  n: fresh, m: memo, u: takeBack,
  g: () => first((it) => !it.codings.some((coding) => coding.own)), v: () => first((it) => !reading?.has(it.number)),
  ".": () => nextCoding(1), ",": () => nextCoding(-1), h: () => nextHit(1), H: () => nextHit(-1),
  r: on(recode, true), x: on(remove, true), e: on((it) => resize(it), true), "+": on(join, true),
  d: () => { const place = selection(); return divide(meant(place), place); },
  "/": () => { location.href = "/search"; },
  o: () => toggle(!others()),
  "?": help,
  Escape: () => { chosen = null; grip(); list(); getSelection().removeAllRanges(); },
};

document.addEventListener("keydown", (event) => {
  if (!free(event)) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.altKey) {
    if (!step || !chosen?.own || chosen.pending) return;
    event.preventDefault();
    const rightward = getComputedStyle(passages[current].p).direction === "ltr";
    nudge(event.shiftKey ? "start" : "end", rightward ? step : -step);
    return;
  }
  const struck = keyOf(event);
  if (struck !== "u" && (acts[struck] || /^[1-9]$/.test(struck))) rest();
  if (/^[1-9]$/.test(struck)) {
    const key = recent()[Number(struck) - 1];
    if (key) { event.preventDefault(); void code(key); }
    return;
  }
  const act = acts[struck];
  if (act) { event.preventDefault(); void act(); }
});

article.addEventListener("click", (event) => {
  const box = event.target.closest(".passage");
  if (!box || event.target.closest("button")) return;
  const at = Number(box.dataset.number);
  if (at !== current) { chosen = null; grip(); show(at); }
});

for (const dialog of document.querySelectorAll("dialog")) dialog.addEventListener("close", () => article.focus({ preventScroll: true }));
document.getElementById("hit-after").addEventListener("click", () => nextHit(1));
document.getElementById("hit-before").addEventListener("click", () => nextHit(-1));

// ---- begin

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) passages[Number(entry.target.dataset.number)].visible = entry.isIntersecting;
  draw(entries.map((entry) => passages[Number(entry.target.dataset.number)]).filter((it) => it.visible && !it.drawn));
}, { rootMargin: "200px" });

/** The hits of the search that led here. */
async function find(query) {
  const found = await ask("GET", `/api/search?query=${encodeURIComponent(query)}&source=${encodeURIComponent(source)}`);
  hits = found.hits.flatMap((it) => (it.marks.length ? it.marks : [{ start: it.start, end: it.start + [...it.text].length }]))
    .map((it) => ({ start: units(it.start), end: units(it.end) }));
  const bar = document.getElementById("hitting");
  bar.hidden = false;
  document.getElementById("hit-at").textContent = `${hits.length ? 1 : 0} / ${hits.length}`;
  document.getElementById("hit-search").href = `/search?query=${encodeURIComponent(query)}`;
}

async function start() {
  const asking = news();
  asking.catch(() => {});
  const answer = await ask("GET", path);
  if (answer.version !== version) { say(words["new-version"], true); return; }
  load(answer.text);
  const query = asked.get("q");
  if (query) await find(query).catch((error) => say(error.message, true));
  await refresh(asking);
  for (const passage of passages) seen.observe(passage.box);
  const number = /^#p(\d+)$/.exec(location.hash)?.[1];
  if (passages.length) show(asked.has("at") ? passageAt(units(Number(asked.get("at")))) : number ? Number(number) - 1 : 0);
  article.focus({ preventScroll: true });
  if (hits.length) nextHit(1);
  document.documentElement.dataset.ready = "yes";
  // Changes that were made without a connection, perhaps before a reload.
  heard(() => { refresh().catch(() => {}); });
  if (queued().length && await flush()) say(waits(), true);
  listen(() => { refresh().catch(() => {}); });
  reading = await watch(path, progress);
  progress();
  addEventListener("resize", () => { for (const it of passages) it.drawn = false; draw(passages.filter((it) => it.visible)); grip(); });
}

start().catch((error) => say(error.message, true));
