// Disagreements one after the other: what each coder said side by side, decided with one key and a
// reason. A reason that is being typed survives a reload. A case that somebody is at stays, whatever others
// do meanwhile; then it says what they did.

import { ask, keyOf, listen, said, say } from "./page.js";
import { undo } from "./queue.js";

const place = document.getElementById("settling");
const words = JSON.parse(document.getElementById("words").textContent);
const kept = (key) => `quotebook:settle:${document.documentElement.dataset.mark}:${key}`;
const coders = new URL(location.href).searchParams.get("coders") ?? "";
let cases = [];
let saving = false;
let at = 0;
let last = "";

/** An element with what is in it. */
function made(name, attributes = {}, ...children) {
  const it = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") it.addEventListener("click", value); else it.setAttribute(key, value);
  }
  it.append(...children);
  return it;
}

/** Whether somebody has begun to decide about the case that is shown. */
const begun = () => ["decision", "reason"].some((id) => document.getElementById(id)?.value.trim());

async function load() {
  const { answer: all } = await ask("GET", `/api/answers/settle?list=on&all=on&format=json&told=on&coders=${encodeURIComponent(coders)}`);
  const before = cases[at];
  const fresh = all.filter((it) => it.decision === null);
  const found = fresh.findIndex((it) => it.case === before?.case);
  at = found >= 0 ? found : Math.min(at, Math.max(fresh.length - 1, 0));
  if (before && found < 0 && place.dataset.case === before.case && begun()) {
    const now = all.find((it) => it.case === before.case);
    at = Math.min(cases.indexOf(before), fresh.length);
    fresh.splice(at, 0, { ...before, meanwhile: now ?? "changed" });
  }
  cases = fresh;
  document.getElementById("decided").replaceChildren(...all.filter((it) => it.decision !== null).map((it) =>
    made("li", {}, made("a", { href: `/sources/${encodeURIComponent(it.source)}` }, it.source), ` ${it.start}–${it.end}: ${it.decision} (${it.reason})`)));
  show();
}

/** The words around a case with those that anybody marked set apart. */
function around(it) {
  const whole = it.around.join("\n");
  const begin = whole.indexOf(it.text);
  const text = made("p", { dir: "auto", class: "case-words" });
  if (begin < 0) text.append(whole);
  else text.append(whole.slice(0, begin), made("mark", {}, it.text), whole.slice(begin + it.text.length));
  return text;
}

/** What became of a case while somebody was at it. */
function tellMeanwhile(it) {
  const now = it.meanwhile;
  document.getElementById("meanwhile").textContent = !now ? "" : now === "changed" ? words["case-changed"]
    : ["by", "decision", "reason"].reduce((text, name, at) => text.replace(`{${at}}`, () => now[name]), words["settled-meanwhile"]);
}

function show() {
  const it = cases[at];
  // What is being written is not taken from under the hand.
  if (it && place.dataset.case === it.case) { tellMeanwhile(it); return; }
  if (!it) {
    delete place.dataset.case;
    place.replaceChildren(made("p", { class: "done" }, words["settled-all"]));
    return;
  }
  place.dataset.case = it.case;
  const options = it.options.map((option) => made("button",
    { type: "button", class: "option", "data-decision": String(option.option), onclick: () => choose(String(option.option)) },
    made("kbd", {}, String(option.option)), " ", made("strong", {}, option.coders.join(", ")), " ",
    made("span", { class: "code", title: option.definition ?? "" }, option.name ?? option.code ?? ""),
    made("span", { dir: "auto", class: "words" }, option.text)));
  const silent = it.silent.map((coder) => made("p", { class: "option silent" }, made("strong", {}, coder), ` ${words["said-nothing"]}`));
  const decision = made("input", { id: "decision", autocomplete: "off", value: "" });
  const reason = made("textarea", { id: "reason", rows: "2", dir: "auto" });
  reason.value = localStorage.getItem(kept(it.case)) ?? "";
  reason.addEventListener("input", () => localStorage.setItem(kept(it.case), reason.value));
  const form = made("form", { class: "decide" },
    made("label", {}, made("span", {}, words.decision), decision),
    made("label", {}, made("span", {}, words.reason), reason),
    made("p", {}, made("button", {}, words.save), " ",
      ...[["both", "b"], ["neither", "n"], ["pass", "s"]].map(([name, key]) => made("button",
        { type: "button", onclick: () => name === "pass" ? step(1) : choose(name) }, words[name], " ", made("kbd", {}, key)))));
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  reason.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("input, textarea")) { event.preventDefault(); event.target.blur(); }
  });
  place.replaceChildren(
    made("h2", {}, words["case-of"].replace("{0}", at + 1).replace("{1}", cases.length), " · ",
      made("a", { href: `/sources/${encodeURIComponent(it.source)}` }, it.source), ...said(` · ${it.kind}`)),
    made("p", { id: "meanwhile", class: "told", role: "status" }),
    around(it), made("div", { class: "options" }, ...options, ...silent), form);
}

function choose(decision) {
  document.getElementById("decision").value = decision;
  for (const it of place.querySelectorAll("[data-decision]")) it.setAttribute("aria-pressed", decision === "both" || decision.split("+").includes(it.dataset.decision));
  const reason = document.getElementById("reason");
  if (reason.value === "") reason.placeholder = last;
  reason.focus();
}

function step(by) {
  if (!cases.length) return;
  if (cases[at].meanwhile) {
    cases.splice(at, 1);
    if (by > 0) at -= 1;
    if (!cases.length) { at = 0; show(); return; }
  }
  at = (at + by + cases.length) % cases.length;
  delete place.dataset.case;
  show();
}

async function save() {
  // Two presses of a key are one decision.
  if (saving) return;
  const it = cases[at];
  const decision = document.getElementById("decision");
  const reason = document.getElementById("reason");
  for (const [field, word] of [[decision, "choose-first"], [reason, "reason-first"]]) {
    if (!field.value.trim()) { say(words[word], true); field.focus(); return; }
  }
  const again = typeof it.meanwhile === "object";
  saving = true;
  try {
    const answer = await ask("POST", "/api/settle", { case: it.case, decision: decision.value, reason: reason.value, coders, again });
    last = reason.value;
    localStorage.removeItem(kept(it.case));
    delete place.dataset.case;
    say(`${words.saved}: ${answer.summary}`);
    await load();
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
    if (error.status === 409) await load();
  } finally {
    saving = false;
  }
}

/** Takes the last decision back, or whatever was done last. */
async function takeBack() {
  try {
    const done = await undo();
    delete place.dataset.case;
    await load();
    say(done);
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = keyOf(event);
  if (!cases.length && key !== "u") return;
  const number = Number(key);
  if (number >= 1 && number <= cases[at].options.length) choose(key);
  else if (key === "b") choose("both");
  else if (key === "n") choose("neither");
  else if (key === "s" || key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "u") void takeBack();
  else return;
  event.preventDefault();
});

if (place) {
  listen(() => load().catch((error) => say(error.message, true)));
  load().catch((error) => say(error.message, true));
}
