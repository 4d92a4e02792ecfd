// The register as a grid: arrows go from answer to answer, Enter or typing changes one, Escape leaves it
// as it was. An answer that could not be saved is kept and shown as not saved.

import "./complete.js";
import { Refused, ask, say } from "./page.js";
import { again, attempt, isKept, keep, keptAt, live, words } from "./form.js";

const nameOf = (cell) => `cell:${cell.parentElement.dataset.respondent}:${cell.dataset.attribute}`;
const cells = (row) => [...row.querySelectorAll("[role=gridcell]")];

function enter() {
  const first = document.querySelector("#register [role=gridcell]");
  if (first && !document.querySelector("#register [tabindex='0']")) first.tabIndex = 0;
  for (const cell of document.querySelectorAll("#register [data-attribute]")) {
    if (isKept(nameOf(cell))) { edit(cell); break; }
  }
}

function go(cell) {
  if (!cell) return;
  for (const it of document.querySelectorAll("#register [tabindex='0']")) it.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
}

function neighbour(cell, down, along) {
  const row = cell.parentElement;
  const at = cells(row).indexOf(cell);
  if (along) return cells(row)[at + along];
  const other = down > 0 ? row.nextElementSibling : row.previousElementSibling;
  return other && cells(other)[at];
}

/** Sets an answer; one that can hardly be, only if somebody says that it is meant. */
async function set(cell, value) {
  const path = `/api/respondents/${encodeURIComponent(cell.parentElement.dataset.respondent)}`;
  const body = { attribute: cell.dataset.attribute, value };
  try {
    return await ask("PATCH", path, body);
  } catch (error) {
    if (error.status !== 409) throw error;
    return confirm(`${error.message}\n\n${words["take-anyway"]}`) ? ask("PATCH", path, { ...body, anyway: true }) : null;
  }
}

/** A cell holds what was typed and not taken, or no more. */
function unsaved(cell, before, why) {
  if (before === null) { delete cell.dataset.before; cell.classList.remove("unsaved"); cell.removeAttribute("title"); return; }
  cell.dataset.before = before;
  cell.classList.add("unsaved");
  cell.title = why;
}

async function save(cell, before, value, move) {
  cell.textContent = value;
  unsaved(cell, null);
  if (move) go(neighbour(cell, move, 0) ?? cell); else go(cell);
  if (value === before) { localStorage.removeItem(keptAt(nameOf(cell))); return; }
  // Kept until the server has it.
  localStorage.setItem(keptAt(nameOf(cell)), value);
  try {
    const answer = await set(cell, value);
    if (!answer) { unsaved(cell, before, words["not-saved"]); say(words["not-saved"]); return; }
    localStorage.removeItem(keptAt(nameOf(cell)));
    cell.textContent = answer.shown ?? answer.value ?? "";
    if (cell.textContent === value) delete cell.dataset.concealed;
    if (answer.remarks.length) say(`${words.saved}. ${answer.remarks.join("; ")}`, true);
    else say(words.saved);
  } catch (error) {
    // Refused: what was typed stays, marked as not saved, until somebody mends it or leaves it with Escape.
    if (error instanceof Refused && error.forGood) { unsaved(cell, before, error.message); say(`${words["not-saved"]}: ${error.message}`, true); }
    else { cell.textContent = before; edit(cell, value); say(error instanceof Refused ? `${words["not-saved"]}: ${error.message}` : words["offline-kept"], true); }
  }
}

function edit(cell, typed) {
  if (!cell?.dataset.attribute || cell.querySelector("input")) return;
  const before = cell.dataset.before ?? cell.textContent;
  const standing = cell.textContent;
  const input = document.createElement("input");
  // What is hidden is not typed over by chance: it stays unless something is typed in its place.
  const hidden = "concealed" in cell.dataset;
  input.value = typed ?? (hidden && standing === before ? "" : standing);
  if (hidden) input.placeholder = words["concealed-answer"];
  input.dir = "auto";
  input.autocomplete = "off";
  if (cell.dataset.kind === "number") input.inputMode = "decimal";
  if (cell.dataset.kind === "date") input.placeholder = document.getElementById("register").dataset.day;
  input.setAttribute("aria-label", `${cell.dataset.attribute}: ${cell.parentElement.dataset.respondent}`);
  cell.replaceChildren(input);
  input.focus();
  // What is typed survives a reload, too; what is typed now comes before what was refused.
  if (typed !== undefined) localStorage.setItem(keptAt(nameOf(cell)), typed);
  const kept = keep(input, nameOf(cell));
  if (typed === undefined) input.select();
  let done = false;
  const finish = (value, move) => { if (!done) { done = true; void save(cell, before, value, move); } };
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const typed = hidden && !input.value.trim() ? before : input.value.trim();
    if (event.key === "Enter") { event.preventDefault(); finish(typed, event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { event.preventDefault(); finish(before, 0); }
  });
  input.addEventListener("blur", () => {
    if (done) return;
    done = true;
    const value = hidden && !input.value.trim() ? before : input.value.trim();
    const active = document.activeElement;
    cell.textContent = value;
    if (value === before) { kept.forget(); return; }
    void save(cell, before, value, 0).then(() => active?.focus?.());
  });
}

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("#register [role=gridcell]");
  if (!cell || event.target !== cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
  if (step) {
    const along = document.dir === "rtl" ? -step[1] : step[1];
    go(neighbour(cell, step[0], along));
    event.preventDefault();
  } else if (event.key === "Home" || event.key === "End") {
    go(cells(cell.parentElement).at(event.key === "Home" ? 0 : -1));
    event.preventDefault();
  } else if (event.key === "Enter" || event.key === "F2") {
    edit(cell);
    event.preventDefault();
  } else if (event.key === "Delete" && cell.dataset.attribute) {
    void save(cell, cell.dataset.before ?? cell.textContent, "", 0);
    event.preventDefault();
  } else if (event.key.length === 1 && event.key !== " ") {
    edit(cell, event.key);
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  const cell = event.target.closest("#register [role=gridcell]");
  if (!cell || event.target.closest("input")) return;
  if (cell === document.activeElement) edit(cell); else go(cell);
});
document.addEventListener("dblclick", (event) => { edit(event.target.closest("#register [role=gridcell]")); });

const fresh = document.getElementById("new-respondent");
const name = document.getElementById("new-name");
const kept = keep(name, "respondent");
fresh.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!await attempt(() => ask("POST", "/api/respondents", { respondent: name.value }), "")) return;
  kept.forget();
  again(words.saved);
});

enter();
live(enter);
