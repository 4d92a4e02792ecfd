// How far one has read. A passage counts as read once it has been on the screen, of a page that is
// looked at, for as long as a quick reader needs for it; passages on the screen together share that
// time, from the top. What is coded has been read. It is kept with the project, for each coder.

import { ask } from "./page.js";
import { passages } from "./text.js";

/** Characters in a second: twice what most people read. */
const PACE = 45;

/** Watches what is read; calls `changed` when more is. Gives what has been read so far. */
export async function watch(path, changed) {
  const known = new Set((await ask("GET", `${path}/read`)).passages);
  const unsent = new Set();
  const spent = new Map();
  const shown = new Set();
  for (const number of known) mark(number);

  function mark(number) { passages[number]?.box.classList.add("read"); }
  function note(number) {
    if (known.has(number)) return false;
    known.add(number);
    unsent.add(number);
    mark(number);
    return true;
  }

  const screen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const number = Number(entry.target.dataset.number);
      const most = entry.intersectionRatio > 0.6 || entry.intersectionRect.height > innerHeight * 0.5;
      if (most) shown.add(number); else shown.delete(number);
    }
  }, { threshold: [0, 0.3, 0.6, 0.9] });
  for (const passage of passages) screen.observe(passage.box);

  setInterval(() => {
    if (document.hidden || !document.hasFocus()) return;
    let left = PACE;
    let more = false;
    for (const number of [...shown].filter((it) => !known.has(it)).sort((a, b) => a - b)) {
      const passage = passages[number];
      const needs = Math.max(20, passage.end - passage.start) - (spent.get(number) ?? 0);
      const given = Math.min(left, needs);
      spent.set(number, (spent.get(number) ?? 0) + given);
      left -= given;
      if (given === needs) more = note(number) || more;
      if (left <= 0) break;
    }
    if (more) changed();
  }, 1000);

  async function tell() {
    if (!unsent.size) return;
    const telling = [...unsent];
    unsent.clear();
    try {
      await fetch(`${path}/read`, {
        method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ passages: telling }),
      });
    } catch {
      for (const number of telling) unsent.add(number);
    }
  }
  setInterval(tell, 5000);
  document.addEventListener("visibilitychange", () => { if (document.hidden) void tell(); });
  addEventListener("pagehide", () => void tell());

  return {
    read: () => known.size,
    has: (number) => known.has(number),
    coded: (numbers) => { for (const number of numbers) note(number); },
  };
}
