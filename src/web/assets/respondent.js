// A respondent is classified because of words, and what register and notes differ about is settled. What
// is typed is kept until it is saved.

import { ask } from "./page.js";
import { again, attempt, keep, words } from "./form.js";

for (const form of document.querySelectorAll("form.classify")) {
  const { respondent, attribute } = form.dataset;
  const settles = "settle" in form.dataset;
  const note = form.elements[settles ? "settle" : "note"];
  const kept = keep(note, `${settles ? "settle" : "classify"}:${respondent}:${attribute}`);
  if (kept.restored) form.closest("details").open = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = new FormData(form);
    const value = typed.get("value");
    const reason = [...form.querySelectorAll("[data-reason]")].find((it) => it.dataset.reason === value)?.value;
    const body = { attribute, value, reason: reason || null };
    if (settles) Object.assign(body, { settle: note.value, again: typed.has("again") });
    else Object.assign(body, { note: note.value, because: typed.getAll("because") });
    if (!await attempt(() => ask("POST", `/api/respondents/${encodeURIComponent(respondent)}/classifications`, body), "")) return;
    kept.forget();
    again(words.saved);
  });
}

for (const form of document.querySelectorAll("form.ruling")) {
  const { contradiction } = form.dataset;
  const kept = keep(form.elements.because, `ruling:${contradiction}`);
  if (kept.restored) form.closest("details").open = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = new FormData(form);
    const body = { contradiction, ...Object.fromEntries(typed), again: typed.has("again") };
    const answer = await attempt(() => ask("POST", "/api/contradictions", body), "");
    if (!answer) return;
    kept.forget();
    again(answer.differs ? words["still-differ"] : words.saved);
  });
}
