// The codebook as scripts see it: names, paths and colours, and the codes that were used last.

import { ask } from "./page.js";

const hues = [210, 25, 145, 330, 265, 180, 50, 0, 95, 300];
const kept = `quotebook:recent:${document.documentElement.dataset.mark}`;

/** All codes by their keys, each with a colour: its own, or one of its family. */
export async function codebook() {
  const book = await ask("GET", "/api/codes");
  const families = [...new Set(book.map((it) => it.path[0]))];
  return new Map(book.map((it, number) => {
    const own = /^#[0-9a-f]{6}$/i.test(it.color ?? "") ? it.color : null;
    const hue = hues[families.indexOf(it.path[0]) % hues.length];
    return [it.code, { ...it, number, color: own ?? `hsl(${hue} 60% ${38 + (number % 4) * 5}%)` }];
  }));
}

/** The codes that were used last, the last one first. */
export const recent = () => JSON.parse(localStorage.getItem(kept) ?? "[]");

/** Remembers that a code was used. */
export function used(key) {
  localStorage.setItem(kept, JSON.stringify([key, ...recent().filter((it) => it !== key)].slice(0, 9)));
}
