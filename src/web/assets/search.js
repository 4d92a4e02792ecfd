// Search: completion of the query, and coding what is ticked, all of it in one operation.

import { keyOf, say } from "./page.js";
import { flush, queued, send, undo, waits } from "./queue.js";
import { codebook, recent, used } from "./book.js";
import { free, help, pick } from "./dialogs.js";
import "./complete.js";

const words = JSON.parse(document.getElementById("words").textContent);
const query = document.getElementById("query");
const hits = [...document.querySelectorAll("#hits > li")];
const all = document.getElementById("all");
const unit = document.getElementById("unit");
let current = -1;

const box = (hit) => hit.querySelector("input[type=checkbox]");
const ticked = () => hits.filter((hit) => box(hit).checked);

function count() {
  const n = ticked().length;
  document.getElementById("count").textContent = n ? `${words["n-ticked"]}: ${n}` : "";
  if (all) { all.checked = n > 0 && n === hits.length; all.indeterminate = n > 0 && n < hits.length; }
}

/** The places of a hit that are coded, with their words. */
function places(hit) {
  const begin = Number(hit.dataset.start);
  const letters = [...hit.querySelector(".said").textContent];
  return JSON.parse(hit.dataset.places)[unit.value]
    .map(([start, end]) => ({ source: hit.dataset.source, start, end, text: letters.slice(start - begin, end - begin).join("") }));
}

async function code(key) {
  const chosen = ticked();
  if (!chosen.length) { say(words["nothing-ticked"]); return; }
  const book = await codebook();
  key ??= await pick(book);
  if (!key) return;
  used(key);
  try {
    const answer = await send("POST", "/api/places", { places: chosen.flatMap(places), codes: [key] });
    if (!answer) { if (answer === null) say(waits(), true); return; }
    for (const hit of chosen) { box(hit).checked = false; hit.classList.add("coded"); }
    count();
    say(`${words["coded-places"]}: ${answer.n} · ${book.get(key)?.name ?? key}`);
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
  }
}

async function takeBack() {
  try {
    say(await undo());
    for (const hit of hits) hit.classList.remove("coded");
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
  }
}

function show(number) {
  if (!hits.length) return;
  hits[current]?.classList.remove("current");
  current = Math.min(Math.max(number, 0), hits.length - 1);
  hits[current].classList.add("current");
  box(hits[current]).focus({ preventScroll: true });
  hits[current].scrollIntoView({ block: "nearest" });
}

const tickAll = (checked) => { for (const hit of hits) box(hit).checked = checked; count(); };
const acts = {
  "/": () => { query.focus(); query.select(); },
  j: () => show(current + 1), k: () => show(current - 1),
  x: () => { if (hits[current]) { box(hits[current]).checked = !box(hits[current]).checked; count(); } },
  a: () => tickAll(ticked().length < hits.length),
  c: () => code(), u: takeBack, "?": help,
  o: () => hits[current]?.querySelector("a").click(),
};

document.addEventListener("keydown", (event) => {
  if (!free(event) || event.altKey) return;
  const struck = keyOf(event);
  if (/^[1-9]$/.test(struck)) {
    const key = recent()[Number(struck) - 1];
    if (key) { event.preventDefault(); void code(key); }
    return;
  }
  const act = acts[struck];
  if (act) { event.preventDefault(); void act(); }
});
for (const [number, hit] of hits.entries()) box(hit).addEventListener("focus", () => { if (current !== number) show(number); });
document.getElementById("hits")?.addEventListener("change", count);
all?.addEventListener("change", () => tickAll(all.checked));
document.getElementById("code")?.addEventListener("click", () => code());

if (queued().length) flush().then((stalled) => { if (stalled) say(waits(), true); });
if (!query.value) query.focus();
document.documentElement.dataset.ready = "yes";
