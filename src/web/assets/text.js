// The text of a source and places in it. The text stands in the page and is never cut into pieces.
// Positions are UTF-16 units here and Unicode characters on the server; `units` and `characters` are
// the only two places that convert.

export const article = document.getElementById("text");
export const source = article.dataset.source;
export const version = Number(article.dataset.version);
const language = article.lang || undefined;

export let text = "";
export let passages = [];
let astral = [];

/** Takes the text as the server sent it, and finds its passages in the page. */
export function load(whole) {
  text = whole;
  astral = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00) { astral.push(at); at += 1; }
  }
  passages = [...article.querySelectorAll(".passage")].map((box, number) => {
    box.dataset.number = number;
    const p = box.querySelector("p");
    const start = units(Number(p.dataset.start));
    const label = p.querySelector("b")?.textContent.length ?? 0;
    return {
      box, p, number, margin: box.querySelector(".margin"),
      start, begin: start + label, end: start + p.textContent.length,
      codings: [], drawn: false, visible: false,
    };
  });
}

/** Units before a character. */
export function units(character) {
  let low = 0, high = astral.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (astral[middle] - middle < character) low = middle + 1; else high = middle;
  }
  return character + low;
}

/** Characters before a unit. */
export function characters(unit) {
  let low = 0, high = astral.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (astral[middle] < unit) low = middle + 1; else high = middle;
  }
  return unit - low;
}

/** A place as the server takes it. */
export const sent = (place) => ({
  start: characters(place.start), end: characters(place.end), text: text.slice(place.start, place.end),
});

/** The number of the passage that a unit of the text lies in, or of the last one before it. */
export function passageAt(unit) {
  let low = 0, high = passages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passages[middle].start <= unit) low = middle + 1; else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Where a unit stands in the page: a text node and an offset in it. */
export function point(unit) {
  const passage = passages[passageAt(unit)];
  let left = Math.min(Math.max(unit - passage.start, 0), passage.end - passage.start);
  const walker = document.createTreeWalker(passage.p, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && left > node.length) { left -= node.length; node = walker.nextNode() ?? node; }
  return [node ?? passage.p, node ? left : 0];
}

/** The unit that stands at a place in the page. */
function inPassage(passage, node, offset) {
  const range = document.createRange();
  range.setStart(passage.p, 0);
  range.setEnd(node, offset);
  return passage.start + range.toString().length;
}

/** The unit nearest to a point of the screen; nothing outside the text. */
export function unitAt(x, y) {
  let node, offset;
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    [node, offset] = [caret?.offsetNode, caret?.offset];
  } else {
    const caret = document.caretRangeFromPoint(x, y);
    [node, offset] = [caret?.startContainer, caret?.startOffset];
  }
  const box = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(".passage");
  const passage = box && passages[Number(box.dataset.number)];
  return passage?.p.contains(node) ? inPassage(passage, node, offset) : null;
}

/** A place without white space around it, at borders of whole letters; nothing where it is empty. */
export function whole(start, end) {
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

/** The selected words. */
export function selection() {
  const selected = getSelection();
  if (!selected.rangeCount || selected.isCollapsed) return null;
  const range = selected.getRangeAt(0);
  const touched = passages.filter((it) => range.intersectsNode(it.p));
  if (!touched.length) return null;
  const [first, last] = [touched[0], touched.at(-1)];
  const start = first.p.contains(range.startContainer) ? inPassage(first, range.startContainer, range.startOffset) : first.start;
  const end = last.p.contains(range.endContainer) ? inPassage(last, range.endContainer, range.endOffset) : last.end;
  return whole(start, end);
}

/** Selects words. */
export function select(start, end) { getSelection().setBaseAndExtent(...point(start), ...point(end)); }

/** The words or sentences of a passage. */
function pieces(granularity, passage) {
  const segments = new Intl.Segmenter(language, { granularity }).segment(text.slice(passage.begin, passage.end));
  return [...segments]
    .filter((it) => it.isWordLike ?? it.segment.trim())
    .map((it) => ({ start: passage.begin + it.index, end: passage.begin + it.index + it.segment.trimEnd().length }));
}

/** The first piece behind a unit, in whatever passage that is. */
export function next(granularity, unit) {
  for (let at = passageAt(unit); at < passages.length; at += 1) {
    const found = granularity === "passage"
      ? [{ start: passages[at].begin, end: passages[at].end }].find((it) => it.end > unit)
      : pieces(granularity, passages[at]).find((it) => it.end > unit);
    if (found) return found;
  }
  return null;
}

/** The last piece before a unit. */
export function before(granularity, unit) {
  for (let at = passageAt(Math.max(0, unit - 1)); at >= 0; at -= 1) {
    const found = granularity === "passage"
      ? [{ start: passages[at].begin, end: passages[at].end }].findLast((it) => it.start < unit)
      : pieces(granularity, passages[at]).findLast((it) => it.start < unit);
    if (found) return found;
  }
  return null;
}
