// Quiet highlights over the text (CSS Custom Highlight API). The text of a page never changes, so a
// highlight that is still wanted is left as it is: a new coding among thousands draws itself alone.

import { article, passageAt, passages, point, units } from "./text.js";

/** Whether the browser has highlights. */
export const able = Boolean(window.Highlight);

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const groups = new Map();
const drawn = new Map();

/** Ranges of a place, one for its words in each passage: numbers, labels and names between are none. */
function ranged(from, to) {
  const all = [];
  for (let at = passageAt(from); at < passages.length && passages[at].start < to; at += 1) {
    const { begin, end } = passages[at];
    const [first, last] = [to > begin ? Math.max(from, begin) : from, Math.min(to, end)];
    if (first >= last) continue;
    const [startContainer, startOffset] = point(first);
    const [endContainer, endOffset] = point(last);
    all.push(new StaticRange({ startContainer, startOffset, endContainer, endOffset }));
  }
  return all;
}

/** The highlight of everything that looks alike, with its rule. */
function group(style) {
  let found = groups.get(style);
  if (!found) {
    found = new Highlight();
    const name = `look-${groups.size}`;
    groups.set(style, found);
    CSS.highlights.set(name, found);
    sheet.insertRule(`::highlight(${name}) { ${style} }`, sheet.cssRules.length);
  }
  return found;
}

let told = false;

/** Marks what is not printed; the page shows it to coders only. */
function redacted() {
  if (!passages.length) return;
  told = true;
  const places = (article.dataset.redacted ?? "").split(" ").filter(Boolean).map((it) => it.split("-").map((at) => units(Number(at))));
  if (places.length) CSS.highlights.set("redacted", new Highlight(...places.flatMap(([from, to]) => ranged(from, to))));
}

/** Highlights these places (`from`, `to` in units) and no others; `look` gives the style of each. */
export function mark(places, look) {
  if (!told) redacted();
  const wanted = new Map();
  for (const it of places) {
    const style = look(it);
    wanted.set(`${it.from} ${it.to} ${style}`, { ...it, style });
  }
  for (const [key, { highlight, ranges }] of drawn) {
    if (wanted.has(key)) continue;
    for (const range of ranges) highlight.delete(range);
    drawn.delete(key);
  }
  for (const [key, { from, to, style }] of wanted) {
    if (drawn.has(key)) continue;
    const highlight = group(style);
    const ranges = ranged(from, to);
    for (const range of ranges) highlight.add(range);
    drawn.set(key, { highlight, ranges });
  }
}

/** Highlights the hits of a search, over everything else. */
export function found(hits) {
  if (!hits.length) { CSS.highlights.delete("hit"); return; }
  const all = new Highlight(...hits.flatMap((it) => ranged(it.start, it.end)));
  all.priority = 1;
  CSS.highlights.set("hit", all);
}
