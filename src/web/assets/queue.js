// Changes wait here until the server has them on its disk: in the browser's own store, so that a lost
// connection, a closed lid or a reload loses none. They are sent one after the other, in their order,
// by one page at a time; each has a name, under which the server makes it once.

import { Refused, ask, say, warn } from "./page.js";

const page = document.documentElement;
const told = document.getElementById("status").dataset;
const words = { ...JSON.parse(document.getElementById("words")?.textContent ?? "{}"), ...told, "not-saved": told.notSaved };
const begins = `quotebook:queue:${page.dataset.mark}:`;
const results = new Map();
const refused = new Set();
const dropped = new Set();
const awaited = new Set();
const hearers = [];
let count = 0;
let sending = null;
let again;
let why = "";
page.dataset.queue = "yes";

/** What has not been saved yet, oldest first. */
export function queued() {
  const all = [];
  for (let at = 0; at < localStorage.length; at += 1) {
    const key = localStorage.key(at);
    if (key.startsWith(begins)) all.push({ ...JSON.parse(localStorage.getItem(key)), key });
  }
  return all.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Calls `hear` with every change that was sent after nobody waited for it any more, and its answer or
 *  error. */
export function heard(hear) { hearers.push(hear); }

/** Why something waits, for people. */
export const waits = () => why;

/** What to say of a change that was not made. */
export const unsaved = (error) => `${words["not-saved"]}${error.kept ? ` (${words.kept})` : ""}: ${error.message}`;

/** Where the words of memos are kept that were refused. */
export const refusedMemo = `quotebook:refused-memo:${page.dataset.mark}`;

/** Makes a change. Gives the server's answer, `null` while it has to wait (then it is tried again by
 *  itself; `waits` says why), or `undefined` if it was taken back. Throws where it is refused. */
export async function send(method, path, body = {}) {
  const id = crypto.randomUUID();
  const key = `${begins}${String(Date.now()).padStart(15, "0")}-${String(count += 1).padStart(6, "0")}-${id}`;
  localStorage.setItem(key, JSON.stringify({ id, method, path, body }));
  awaited.add(id);
  try {
    for (;;) {
      const stalled = await flush();
      const result = results.get(id);
      if (result?.error) throw result.error;
      if (result) return result.answer;
      if (dropped.delete(id)) return undefined;
      // Another page at the same project has sent it.
      if (localStorage.getItem(key) === null) return {};
      if (stalled) return null;
    }
  } finally {
    awaited.delete(id);
    results.delete(id);
  }
}

/** Sends what is waiting. Whether something had to stay. */
export function flush() {
  const locked = () => (navigator.locks ? navigator.locks.request(begins, run) : run());
  sending ??= locked().finally(() => { sending = null; });
  return sending;
}

/** Takes the last change back: what still waits is not sent, else the server undoes it. Gives what
 *  there is to say. */
export async function undo() {
  const all = queued();
  const last = all.at(-1);
  if (last) {
    // Only the oldest can be on its way; what then became of it is waited for.
    if (all.length === 1) await flush();
    if (localStorage.getItem(last.key) !== null) {
      localStorage.removeItem(last.key);
      dropped.add(last.id);
      return words["not-sent"];
    }
    if (refused.has(last.id)) return words["not-sent"];
  }
  const answer = await ask("POST", "/api/undo", {});
  return `${words.undone} ${answer.summary}`;
}

async function run() {
  clearTimeout(again);
  for (let all = queued(); all.length; all = queued()) {
    const { key, id, method, path, body } = all[0];
    let result;
    try {
      result = { answer: await ask(method, path, body, id) };
    } catch (error) {
      const isRefused = error instanceof Refused;
      if (!isRefused || !error.forGood) {
        // Not let in any more, for example: kept until the page is opened with a new link.
        const past = isRefused && error.status === 423;
        const before = why;
        why = past ? words.past : isRefused ? `${words["not-saved"]}: ${error.message}` : words.offline;
        if (isRefused && why !== before) say(why, true);
        if (past) warn();
        if (!isRefused || past || error.status >= 500) again = setTimeout(flush, 2000);
        return true;
      }
      refused.add(id);
      if (path === "/api/memos") {
        // Typed words are kept for the next memo.
        error.kept = true;
        localStorage.setItem(refusedMemo, [localStorage.getItem(refusedMemo), body.text].filter(Boolean).join("\n\n"));
      }
      result = { error };
    }
    why = "";
    localStorage.removeItem(key);
    if (awaited.has(id)) results.set(id, result);
    else for (const hear of hearers) hear({ method, path, body }, result);
  }
  return false;
}

addEventListener("online", flush);
heard((change, { error }) => {
  if (error) say(unsaved(error), true);
  else if (!queued().length) say(words.saved);
});
