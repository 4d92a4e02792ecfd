// Changes wait here until the server has them on its disk: in the browser's own store, so that a lost
// connection, a closed lid or a reload loses none. They are sent one after the other, in their order,
// by one page at a time; each has a name, under which the server makes it once.

import { Refused, ask, say } from "./page.js";

const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const begins = `quotebook:queue:${document.documentElement.dataset.mark}:`;
const results = new Map();
const awaited = new Set();
const hearers = [];
let count = 0;
let sending = null;
let again;

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

/** Makes a change. Gives the server's answer, or nothing while there is no connection: then it is
 *  tried again by itself. Throws where it is refused. */
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

/** The last change that has not been saved yet, which is forgotten; nothing where there is none. */
function drop() {
  const last = queued().at(-1);
  if (last) localStorage.removeItem(last.key);
  return last;
}

/** Takes the last change back: what still waits is not sent, else the server undoes it. Gives what
 *  there is to say. */
export async function undo() {
  if (drop()) return words["not-sent"];
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
      const refused = error instanceof Refused;
      if (!refused || !error.forGood) {
        // Not let in any more, for example: kept until the page is opened with a new link.
        if (refused) say(`${words["not-saved"]}: ${error.message}`, true);
        if (!refused || error.status >= 500) again = setTimeout(flush, 2000);
        return true;
      }
      result = { error };
    }
    localStorage.removeItem(key);
    if (awaited.has(id)) results.set(id, result);
    else for (const hear of hearers) hear({ method, path, body }, result);
  }
  return false;
}

addEventListener("online", flush);
heard((change, { error }) => {
  if (error) say(`${words["not-saved"]}: ${error.message}`, true);
  else if (!queued().length) say(words.saved);
});
