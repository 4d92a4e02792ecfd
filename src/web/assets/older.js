// Codings under an older definition: one after the other is confirmed, gets another code, or goes.

import { keyOf, say } from "./page.js";
import { flush, queued, send, undo, waits } from "./queue.js";
import { codebook, used } from "./book.js";
import { free, help, pick } from "./dialogs.js";

const words = JSON.parse(document.getElementById("words").textContent);
const items = () => [...document.querySelectorAll("#older > li")];
const current = () => document.querySelector("#older > li.current");

function show(item) {
  if (!item) return;
  current()?.classList.remove("current");
  item.classList.add("current");
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = items();
  show(all[Math.min(Math.max(all.indexOf(current()) + by, 0), all.length - 1)]);
}

/** Makes a change to a coding, which then leaves the queue. */
async function done(item, method, path, body, word) {
  const all = items();
  const next = all[all.indexOf(item) + 1] ?? all[all.indexOf(item) - 1];
  try {
    const answer = await send(method, path, body);
    if (answer !== undefined) say(answer === null ? waits() : word, answer === null);
    item.remove();
    if (next) show(next); else document.getElementById("left").textContent = words["all-confirmed"];
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
  }
}

const acts = {
  confirm: (item) => done(item, "POST", "/api/outdated", { codings: [item.dataset.coding] }, words.saved),
  remove: (item) => done(item, "DELETE", `/api/codings/${item.dataset.coding}`, {}, words.removed),
  recode: async (item) => {
    const key = await pick(await codebook());
    if (!key) return;
    used(key);
    await done(item, "PATCH", `/api/codings/${item.dataset.coding}`, { code: key }, words.saved);
  },
};
async function takeBack() {
  try {
    await undo();
    location.reload();
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
  }
}

const on = (act) => () => { const item = current(); if (item) return acts[act](item); };
const keys = {
  j: () => step(1), k: () => step(-1), y: on("confirm"), r: on("recode"), x: on("remove"), u: takeBack, "?": help,
  o: () => current()?.querySelector("a.source").click(),
};

document.addEventListener("keydown", (event) => {
  if (!free(event) || event.altKey || event.target.closest("button, a") && event.key === "Enter") return;
  const act = keys[keyOf(event)];
  if (act) { event.preventDefault(); void act(); }
});
document.getElementById("older").addEventListener("click", (event) => {
  const item = event.target.closest("li");
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (item && !event.target.closest("a")) show(item);
  if (act) void acts[act](item);
});

if (queued().length) flush().then((stalled) => { if (stalled) say(waits(), true); });
show(items()[0]);
document.documentElement.dataset.ready = "yes";
