// Files come in: read once as if, with what the import would do, then for real. And whose a source is,
// said in the list.

import { Refused, ask, learn, reasonOf, said, say } from "./page.js";
import { attempt, live, words } from "./form.js";

const form = document.getElementById("import");
const drop = document.getElementById("drop");
const input = document.getElementById("files");
const report = document.getElementById("report");
let chosen = [];

function made(name, attributes = {}, ...children) {
  const it = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) it.setAttribute(key, value);
  it.append(...children);
  return it;
}

/** Sends the files: a line that lists them, then their bytes. */
async function send(files, dry) {
  const how = new URLSearchParams();
  if (dry) how.set("dry_run", "on");
  if (document.getElementById("map").value.trim()) how.set("map", document.getElementById("map").value);
  if (document.getElementById("no-new").checked) how.set("no_new", "on");
  const listed = files.map((it) => ({ name: it.name, size: it.size }));
  const answer = await fetch(`/api/import?${how}`, {
    method: "POST", body: new Blob([`${JSON.stringify(listed)}\n`, ...files]),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Refused(reasonOf(text), answer.status);
  }
  return learn(JSON.parse(text));
}

function line(file) {
  const told = [
    ...file.remarks.map((it) => made("li", { dir: "auto" }, ...said(it))),
    ...file.changed.map((it) => made("li", { dir: "auto" }, ...said(`${words["told-changed"]} ${it}`))),
    ...file.left_out.map((it) => made("li", { dir: "auto" }, ...said(`${words["told-left-out"]} ${it}`))),
    ...file.refused.map((it) => made("li", { dir: "auto", class: "few" }, ...said(`${words["told-refused"]} ${it}`))),
  ];
  const name = file.file.split("/").pop();
  return made("li", { class: file.outcome === "refused" ? "few" : "" },
    made("strong", {}, words[`outcome-${file.outcome}`] ?? file.outcome), " ", made("bdi", {}, name),
    ...(file.what ? said(`: ${file.what}`) : []), ...(told.length ? [made("ul", {}, ...told)] : []));
}

function show(answer) {
  const parts = [made("ul", {}, ...answer.files.map(line))];
  if (answer.remarks.length) parts.push(made("ul", {}, ...answer.remarks.map((it) => made("li", { dir: "auto" }, ...said(it)))));
  if (answer.dry_run && answer.news) {
    const button = made("button", { type: "button" }, words["would-import"]);
    button.addEventListener("click", () => run(false));
    parts.push(made("p", {}, button));
  } else {
    parts.push(made("p", {}, answer.news ? words.imported : words["nothing-new"]));
    chosen = [];
    input.value = "";
  }
  report.replaceChildren(...parts);
}

async function run(dry) {
  if (!chosen.length) return;
  if (chosen.reduce((sum, it) => sum + it.size, 0) > Number(form.dataset.largest) - 65536) { say(words["too-large"], true); return; }
  report.replaceChildren(made("p", {}, words["reading-files"]));
  const answer = await attempt(() => send(chosen, dry), "");
  if (answer) { show(answer); if (!dry) say(words.imported); } else report.replaceChildren();
  document.documentElement.dataset.ready = "yes";
}

const take = (files) => { chosen = [...files]; delete document.documentElement.dataset.ready; void run(true); };
input.addEventListener("change", () => take(input.files));
form.addEventListener("submit", (event) => { event.preventDefault(); void run(true); });
for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));

/** The files of what was dropped, those of folders too. */
async function within(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => { entry.file(done, failed); })];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => { reader.readEntries(done, failed); });
    if (!some.length) return found;
    for (const it of some) found.push(...await within(it));
  }
}
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  const entries = [...event.dataTransfer.items].map((it) => it.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...event.dataTransfer.files];
  const found = (await Promise.all(entries.map(within)).catch(() => [plain])).flat();
  // Hidden files lie in folders unasked.
  take((found.length ? found : plain).filter((it) => !it.name.startsWith(".")));
});

document.addEventListener("change", async (event) => {
  const field = event.target.closest("[data-set]");
  if (!field) return;
  const source = field.closest("[data-source]").dataset.source;
  const body = { [field.dataset.set]: field.value };
  if (await attempt(() => ask("PATCH", `/api/sources/${encodeURIComponent(source)}`, body))) field.defaultValue = field.value;
  else field.value = field.defaultValue;
});

live();
