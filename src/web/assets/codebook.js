// The codebook: the tree by keyboard, drag and drop, the forms of a code, live counts of its rules. The
// server writes the page; after a change its new state is put in place of the old one, and what is typed
// and not yet saved stays.

import "./complete.js";
import { ask, keyOf, listen, said, say } from "./page.js";
import { flush, queued, send, undo, waits } from "./queue.js";
import { codebook } from "./book.js";
import { free, help } from "./dialogs.js";

const words = JSON.parse(document.getElementById("words").textContent);
const kept = (name) => `quotebook:draft:${document.documentElement.dataset.mark}:${name}`;
const at = (key) => (key ? `/codebook?code=${encodeURIComponent(key)}` : "/codebook");
const opened = () => document.getElementById("panel")?.dataset.code ?? "";
let book = new Map();
let dragged = null;
let changing = 0;

// ---- the page in place of the page before it

/** Whether somebody is typing, so that nothing may be put in place of the page. */
const typing = () => document.activeElement?.closest("form, input") || document.querySelector("dialog[open], form.unsaved");

/** Shows a page of the codebook, and keeps the focus where it is. */
async function show(url, { push = true, focus, quietly = false } = {}) {
  const answer = await fetch(url);
  // Somebody may have removed the code that is open.
  if (!answer.ok) { if (quietly && !changing) await show("/codebook"); else if (!quietly) location.href = url; return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (quietly && (changing || typing() || dragged || url !== location.pathname + location.search)) return;
  const before = opened();
  const focused = focus ?? document.activeElement?.id;
  const typed = document.getElementById("narrow")?.value ?? "";
  const open = [...document.querySelectorAll("details[open][id]")].map((it) => it.id);
  if (push && url !== location.pathname + location.search) history.pushState(null, "", url);
  document.title = page.title;
  document.getElementById("main").replaceWith(document.adoptNode(page.getElementById("main")));
  const left = document.activeElement;
  const same = opened() === before;
  for (const id of open) if (same && document.getElementById(id)) document.getElementById(id).open = true;
  await dress();
  const filter = document.getElementById("narrow");
  filter.value = typed;
  narrow();
  // Somebody may have gone on meanwhile.
  if (document.activeElement !== left) return;
  // A field of another code is not the field that one was in.
  const target = document.getElementById(focused);
  if (same || focus || target?.closest(".side")) target?.focus({ preventScroll: true });
  else document.getElementById("panel")?.focus();
}

/** What the server cannot write: colours, drafts, counts. */
async function dress() {
  book = await codebook();
  for (const link of document.querySelectorAll("#tree [data-open]")) {
    link.style.borderColor = book.get(link.dataset.open)?.color ?? "transparent";
  }
  document.getElementById("help").addEventListener("click", help);
  for (const form of document.querySelectorAll("form[data-keep]")) restore(form);
  void tryRules();
}

// ---- what is typed is kept

const fields = (form) => [...form.elements].filter((it) => it.name && it.type !== "radio" && !it.closest("ul"));
const value = (it) => (it.type === "checkbox" ? it.checked : it.value);
const first = (it) => (it.type === "checkbox" ? it.defaultChecked : it.defaultValue);
/** What stood in a field when somebody began to change it, also where that was before a reload. */
const seen = (it) => it.dataset.seen ?? first(it);

function keep(form) {
  const drafted = Object.fromEntries(fields(form).filter((it) => value(it) !== first(it)).map((it) => [it.name, [value(it), seen(it)]]));
  if (Object.keys(drafted).length) localStorage.setItem(kept(form.dataset.keep), JSON.stringify(drafted));
  else localStorage.removeItem(kept(form.dataset.keep));
  form.classList.toggle("unsaved", Object.keys(drafted).length > 0);
}

function restore(form) {
  const drafted = JSON.parse(localStorage.getItem(kept(form.dataset.keep)) ?? "{}");
  for (const it of fields(form)) {
    if (!(it.name in drafted)) continue;
    const [typed, before] = [drafted[it.name]].flat();
    if (it.type === "checkbox") { it.checked = typed; continue; }
    it.value = typed;
    if (before !== undefined) it.dataset.seen = before;
  }
  // What was saved meanwhile is no draft any more.
  const open = fields(form).some((it) => value(it) !== first(it));
  if (!open) localStorage.removeItem(kept(form.dataset.keep));
  form.classList.toggle("unsaved", open);
  if (open && form.closest("details")) form.closest("details").open = true;
}

// ---- changes

/** Makes a change, and shows what became of it. */
async function change(method, path, body, { to = at(opened()), form, done = words.saved, beside } = {}) {
  changing += 1;
  try {
    const answer = await send(method, path, body);
    // Wording that waits may be refused yet: its draft stays until a page shows it as saved.
    if (form?.dataset.keep && (answer !== null || form.id !== "wording")) localStorage.removeItem(kept(form.dataset.keep));
    if (!answer) { if (answer === null) say(waits(), true); return null; }
    await show(to, { push: to !== at(opened()) });
    say(typeof done === "function" ? done(answer) : done);
    return answer;
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
    if (error.status === 409 && beside) return await beside(error.message);
    return null;
  } finally {
    changing -= 1;
  }
}

async function takeBack() {
  try {
    const done = await undo();
    // The code that is open may be the one that goes.
    const there = await fetch(location.href);
    await show(there.ok ? location.pathname + location.search : "/codebook");
    say(done);
  } catch (error) {
    say(`${words["not-saved"]}: ${error.message}`, true);
  }
}

const about = (key) => `/api/codes/${encodeURIComponent(key)}`;
const lines = (typed) => typed.split("\n").map((it) => it.trim()).filter(Boolean);
const hang = (key, place) => change("POST", `${about(key)}/move`, place);

const changes = {
  new: (form, it) => change("POST", "/api/codes", { code: it.code, ...(it.name && { name: it.name }), definition: it.definition }, { to: at(it.code.trim()), form }),
  wording: (form, it) => {
    const texts = ["name", "definition", "use_when", "not_when", "example"];
    const field = (name) => form.elements[name];
    const differs = (...names) => names.some((name) => value(field(name)) !== first(field(name)));
    // What nobody has touched is not said, so that it undoes nothing that somebody else has done.
    const told = texts.filter((name) => differs(name));
    const body = Object.fromEntries(told.map((name) => [name, it[name]]));
    if (differs("colored", "color")) body.color = it.colored ? it.color : "";
    if (differs("asked")) body.asked = it.asked;
    const before = Object.fromEntries(told.map((name) => [name, seen(field(name))]));
    // What is sent is what the next change begins with, should this one have to wait.
    for (const name of told) field(name).dataset.seen = it[name];
    return change("PATCH", about(opened()), { ...body, seen: before }, {
      form,
      // Somebody was faster: theirs or mine.
      beside: async (why) => {
        if (confirm(`${why}\n\n${words["take-mine"]}`)) return change("PATCH", about(opened()), body, { form });
        if (confirm(`${why}\n\n${words["take-theirs"]}`)) { localStorage.removeItem(kept(form.dataset.keep)); await show(at(opened()), { push: false }); }
        return null;
      },
    });
  },
  move: (form, it) => hang(opened(), { parent: it.parent }),
  rules: (form, it) => change("PATCH", about(opened()), { match: lines(it.match) }, { form }),
  apply: async () => {
    const code = opened();
    // The rules that are applied are those that are shown.
    const form = document.getElementById("rules");
    if (form?.classList.contains("unsaved") && !(await changes.rules(form, read(form)))) return;
    await change("POST", "/api/autocode", { codes: code ? [code] : [] }, {
      done: (it) => `${words["rules-applied"]}: +${it.n ?? 0} −${it.removed ?? 0}`,
    });
  },
  merge: (form, it) => {
    if (!it.into) { say(words["no-key"]); return; }
    return change("POST", `${about(it.into)}/merge`, { from: [opened()] }, { to: at(it.into) });
  },
  memo: (form, it) => change("POST", "/api/memos", { on: `code:${opened()}`, text: it.text }, { form }),
  split: (form, it) => {
    const boxes = [...form.querySelectorAll("ul input")];
    if (!boxes.some((box) => box.checked)) { say(`${words["n-to-split"]}: 0`); return; }
    // All that answer, also those that the list is too short for; else those that are ticked.
    const all = it.query.trim() && boxes.every((box) => box.checked);
    const which = all ? { query: it.query } : { codings: boxes.filter((box) => box.checked).map((box) => box.value) };
    return change("POST", `${about(opened())}/split`, { into: it.into, ...(it.name && { name: it.name }), ...which }, { to: at(it.into.trim()), form });
  },
  remove: (form, it) => {
    if (it.leaving === "recode" && !it.recode) { say(words["no-key"]); return; }
    const body = { uncode: it.leaving === "uncode", ...(it.leaving === "recode" && { recode: it.recode }) };
    return change("DELETE", about(opened()), body, { to: "/codebook" });
  },
};

const read = (form) => {
  const it = Object.fromEntries(new FormData(form));
  for (const box of form.querySelectorAll("input[type=checkbox][name]")) it[box.name] = box.checked;
  return it;
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.change) return;
  event.preventDefault();
  void changes[form.dataset.change](form, read(form));
});
document.addEventListener("click", (event) => {
  if (event.target.closest("button[type=button][data-change=apply]")) void changes.apply();
  const shifting = event.target.closest("button[data-shift]");
  if (shifting) void shift(treeLink(opened()), Number(shifting.dataset.shift));
  const link = event.target.closest("a[data-open]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    void show(at(link.dataset.open), { focus: link.id || "panel" });
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form[data-change]")?.requestSubmit();
});

// ---- counts while one types

let resting;
let asked = 0;

document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (event.target.id === "narrow") narrow();
  if (form?.dataset.keep) keep(form);
  if (event.target.name === "color") { event.target.form.elements.colored.checked = true; keep(form); }
  if (event.target.id === "match") rest(tryRules);
  if (event.target.id === "split-query") rest(splitting);
});

function rest(job) { clearTimeout(resting); resting = setTimeout(() => void job(), 250); }

/** What the rules would find, each by itself and all together. */
async function tryRules() {
  const area = document.getElementById("match");
  const found = document.getElementById("found");
  if (!area) return;
  const rules = lines(area.value);
  const mine = asked += 1;
  const together = document.getElementById("together");
  if (!rules.length) { found.replaceChildren(); together.textContent = ""; return; }
  const answer = await ask("POST", "/api/rules", { code: opened(), match: rules }).catch((error) => ({ failed: error.message }));
  // Of answers that overtake each other the last question counts.
  if (mine !== asked || !found.isConnected) return;
  if (answer.failed) { together.textContent = answer.failed; return; }
  found.replaceChildren(...answer.rules.map((it, number) => {
    const item = document.createElement("li");
    const rule = document.createElement("code");
    rule.textContent = rules[number];
    const says = document.createElement("span");
    says.className = it.error ? "error" : "quiet";
    says.replaceChildren(...(it.error ? said(it.error) : [`${words["count-sentences"]}: ${it.n}, ${words["count-respondents"]}: ${it.respondents}`]));
    item.append(rule, " ", says);
    return item;
  }));
  const it = answer.together;
  together.textContent = `${words["rule-together"]}: ${it.n} · ${words["count-respondents"]}: ${it.respondents} · +${it.added} −${it.removed}`;
}

/** The codings that a query would split off, each with a tick. */
async function splitting() {
  const panel = opened();
  const query = document.getElementById("split-query").value;
  const says = document.getElementById("split-count");
  const list = document.getElementById("split-list");
  try {
    const answer = await ask("GET", `${about(panel)}/codings?query=${encodeURIComponent(query)}`);
    says.textContent = `${words["n-to-split"]}: ${answer.n}`;
    list.replaceChildren(...answer.codings.slice(0, 500).map((it) => {
      const item = document.createElement("li");
      const label = document.createElement("label");
      label.className = "line";
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = it.coding;
      // All are shown while nothing is asked for; none of them is meant yet.
      box.checked = Boolean(query.trim());
      const said = document.createElement("bdi");
      said.textContent = it.text.length > 200 ? `${it.text.slice(0, 200)}…` : it.text;
      const where = document.createElement("span");
      where.className = "quiet";
      where.textContent = `${it.source} · ${it.coder}`;
      label.append(box, " ", said, " ", where);
      item.append(label);
      return item;
    }));
  } catch (error) {
    says.replaceChildren(...said(error.message));
    list.replaceChildren();
  }
}
document.addEventListener("toggle", (event) => { if (event.target.id === "split" && event.target.open) void splitting(); }, true);

// ---- the tree

const links = () => [...document.querySelectorAll("#tree [role=treeitem]")].filter((it) => !it.parentElement.hidden);

function narrow() {
  const typed = document.getElementById("narrow").value.trim().toLowerCase();
  for (const link of document.querySelectorAll("#tree [role=treeitem]")) {
    const it = book.get(link.dataset.open);
    link.parentElement.hidden = Boolean(typed) && !`${it?.code} ${it?.path.join(" ")}`.toLowerCase().includes(typed);
  }
}

function stand(link) {
  if (!link) return;
  for (const other of document.querySelectorAll("#tree [role=treeitem]")) other.tabIndex = other === link ? 0 : -1;
  link.focus();
}

const level = (link) => Number(link.getAttribute("aria-level"));
const treeLink = (key) => [...document.querySelectorAll("#tree [role=treeitem]")].find((it) => it.dataset.open === key);

/** The sibling before (-1) or behind (1) a code in the tree. */
function sibling(link, by) {
  const all = [...document.querySelectorAll("#tree [role=treeitem]")];
  const beside = by < 0 ? all.slice(0, all.indexOf(link)).reverse() : all.slice(all.indexOf(link) + 1);
  const end = beside.findIndex((it) => level(it) < level(link));
  return (end < 0 ? beside : beside.slice(0, end)).find((it) => level(it) === level(link));
}

/** Puts a code one place further up or down among its siblings. */
async function shift(link, by) {
  const other = link && sibling(link, by);
  if (!other) return;
  const focus = document.activeElement === link ? link.id : undefined;
  await hang(link.dataset.open, by < 0 ? { before: other.dataset.open } : { after: other.dataset.open });
  if (focus) stand(document.getElementById(focus));
}

document.addEventListener("keydown", (event) => {
  const item = event.target.closest?.("#tree [role=treeitem]");
  if (item && event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    void shift(item, event.key === "ArrowUp" ? -1 : 1);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const link = event.target.closest("#tree [role=treeitem]");
  if (link) {
    const all = links();
    const number = all.indexOf(link);
    const to = {
      ArrowDown: () => all[number + 1], ArrowUp: () => all[number - 1], Home: () => all[0], End: () => all.at(-1),
      ArrowLeft: () => all.slice(0, number).findLast((it) => level(it) < level(link)),
      ArrowRight: () => (all[number + 1] && level(all[number + 1]) > level(link) ? all[number + 1] : null),
    }[event.key];
    if (to) { event.preventDefault(); stand(to()); return; }
    const struck = keyOf(event);
    if (struck === "m" || struck === "e") {
      event.preventDefault();
      const id = struck === "m" ? "parent" : "name";
      if (link.dataset.open === opened()) document.getElementById(id).focus();
      else void show(at(link.dataset.open), { focus: id });
      return;
    }
  }
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    stand(document.querySelector("#tree [aria-selected=true]") ?? links()[0]);
    return;
  }
  if (!free(event)) return;
  const act = {
    "?": help,
    f: () => document.getElementById("narrow").focus(),
    n: () => { document.getElementById("new").open = true; document.getElementById("new-key").focus(); },
    e: () => document.getElementById("name")?.focus(),
    m: () => document.getElementById("parent")?.focus(),
    u: takeBack,
  }[keyOf(event)];
  if (act) { event.preventDefault(); act(); }
});

// ---- moving with the mouse

const target = (event) => event.target.closest?.("[data-drop]");

/** Where in a code something is dropped: near its upper edge before it, near its lower edge behind it,
 *  in its middle below it. */
function where(event, to) {
  if (!to.dataset.drop) return "parent";
  const box = to.getBoundingClientRect();
  const share = (event.clientY - box.top) / box.height;
  return share < 0.3 ? "before" : share > 0.7 ? "after" : "parent";
}

document.addEventListener("dragstart", (event) => {
  const link = event.target.closest?.("#tree [data-open]");
  if (!link) return;
  dragged = link.dataset.open;
  event.dataTransfer.setData("text/plain", dragged);
  event.dataTransfer.effectAllowed = "move";
  document.body.classList.add("dragging");
});
document.addEventListener("dragover", (event) => {
  const to = target(event);
  for (const it of document.querySelectorAll(".target")) it.classList.remove("target", "before", "after");
  if (!dragged || !to || to.dataset.drop === dragged) return;
  event.preventDefault();
  to.classList.add("target", where(event, to));
});
document.addEventListener("drop", (event) => {
  const to = target(event);
  if (!dragged || !to) return;
  event.preventDefault();
  void hang(dragged, { [where(event, to)]: to.dataset.drop });
});
document.addEventListener("dragend", () => {
  dragged = null;
  document.body.classList.remove("dragging");
  for (const it of document.querySelectorAll(".target")) it.classList.remove("target", "before", "after");
});

// ---- begin

addEventListener("popstate", () => void show(location.pathname + location.search, { push: false }));
await dress();
if (queued().length && await flush()) say(waits(), true);
let began = false;
listen(() => {
  // The page has just come from the server.
  if (!began) { began = true; return; }
  if (!changing) void show(location.pathname + location.search, { push: false, quietly: true });
});
document.documentElement.dataset.ready = "yes";
