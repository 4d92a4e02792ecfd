// A draft is dropped, read once, and shown claim by claim against the sources. The file stays in the
// browser; it is sent again for the copy with comments.

import { learn, reasonOf, said, say } from "./page.js";

const words = JSON.parse(document.getElementById("words").textContent);
const form = document.getElementById("draft");
const drop = document.getElementById("drop");
const input = document.getElementById("file");
const found = document.getElementById("audited");

function made(name, attributes = {}, ...children) {
  const it = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) it.setAttribute(key, value);
  it.append(...children);
  return it;
}

/** Asks the audit about the draft; the answer of the server as it is. */
async function audit(file, format, told = false) {
  const settings = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string" && value !== ""));
  settings.set("format", format);
  settings.set("file", file.name);
  if (told) settings.set("told", "on");
  const answer = await fetch(`/api/answers/audit?${settings}`, { method: "POST", body: file });
  if (!answer.ok) {
    throw new Error(reasonOf(await answer.text()));
  }
  return answer;
}

function claim(it) {
  const who = [it.respondent, it.category, it.gender, it.age].filter((it) => it !== null && it !== undefined && it !== "").join(", ");
  const findings = it.findings.map((one) => made("li", {},
    made("strong", {}, words[`finding-${one.finding}`] ?? one.finding), ": ", made("span", { dir: "auto" }, ...said(one.detail)),
    ...(one.expected ? [made("p", { class: "mend" }, made("span", { class: "quiet" }, `${words.mend}: `), made("q", { dir: "auto" }, one.expected))] : [])));
  const source = it.source ? [" · ", made("a", { href: `/sources/${encodeURIComponent(it.source)}` }, it.source)] : [];
  return made("li", { class: it.findings.length ? "claim wrong" : "claim" },
    made("p", { class: "quiet" }, `${it.claim} · ${it.place} · `, made("strong", {}, words[`verdict-${it.verdict}`] ?? it.verdict), ...source),
    made("blockquote", { dir: "auto" }, it.quote, who ? ` (${who})` : ""),
    ...(findings.length ? [made("ul", {}, ...findings)] : []));
}

function files(file) {
  const names = [["html", ".html"], ["csv", ".csv"], ["xlsx", ".xlsx"], ["json", ".json"]];
  if (/\.docx$/i.test(file.name)) names.unshift(["docx", words["commented-copy"]]);
  return made("p", { class: "files" }, `${words["take-along"]}: `, ...names.flatMap(([format, name]) => {
    const button = made("button", { type: "button" }, name);
    button.addEventListener("click", async () => {
      try {
        const url = URL.createObjectURL(await (await audit(file, format)).blob());
        const stem = file.name.replace(/\.[^.]*$/, "");
        made("a", { href: url, download: `${stem}-audit.${format}` }).click();
        setTimeout(() => URL.revokeObjectURL(url), 60000);
      } catch (error) { say(error.message, true); }
    });
    return [button, " "];
  }));
}

/** Numbers that a table of the project answers, those that differ first; of the others how many. */
function numbers(all) {
  if (!all.length) return [];
  const tied = all.filter((it) => it.what !== null).sort((a, b) => (b.verdict === "differs") - (a.verdict === "differs"));
  const percent = (it) => it.percent === null ? "" : ` (${it.percent.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} %)`;
  const row = (it) => made("tr", { class: it.verdict },
    made("td", {}, it.place), made("td", { dir: "auto" }, it.printed), made("td", { dir: "auto" }, it.what),
    made("td", {}, `${it.n} / ${it.base}${percent(it)}`), made("td", {}, words[`verdict-${it.verdict}`]));
  const heads = ["number-place", "number-printed", "number-of", "number-today", "number-verdict"].map((name) => made("th", { scope: "col" }, words[name]));
  return [made("h2", {}, words.number), made("p", {}, `${words["verdict-untied"]}: ${all.length - tied.length}`),
    made("div", { class: "wide", tabindex: "0" }, made("table", {}, made("thead", {}, made("tr", {}, ...heads)), made("tbody", {}, ...tied.map(row))))];
}

async function show(file) {
  found.replaceChildren(made("p", {}, words.looking));
  try {
    const { answer } = learn(await (await audit(file, "json", true)).json());
    const wrong = answer.summary.claims_with_findings;
    const claims = [...answer.claims].sort((a, b) => (b.findings.length > 0) - (a.findings.length > 0));
    found.replaceChildren(
      made("h2", {}, words["claims-of"].replace("{0}", answer.summary.claims).replace("{1}", wrong)),
      files(file),
      ...(wrong ? [] : [made("p", { class: "done" }, words["nothing-wrong"])]),
      made("ol", { class: "claims" }, ...claims.map(claim)),
      ...numbers(answer.numbers ?? []));
  } catch (error) {
    found.replaceChildren(made("pre", { class: "error", role: "alert" }, ...said(error.message)));
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (input.files[0]) show(input.files[0]);
});
for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) {
    input.files = event.dataTransfer.files;
    show(input.files[0]);
  }
});
