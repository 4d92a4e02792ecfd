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

/** Settles a contradiction; by an answer that can hardly be, only if somebody says that it is meant. */
async function rule(body) {
  try {
    return await ask("POST", "/api/contradictions", body);
  } catch (error) {
    if (error.status !== 409) throw error;
    if (!confirm(`${error.message}\n\n${words["take-anyway"]}`)) return null;
    return ask("POST", "/api/contradictions", { ...body, anyway: true });
  }
}

for (const form of document.querySelectorAll("form.ruling")) {
  const { contradiction } = form.dataset;
  const kept = keep(form.elements.because, `ruling:${contradiction}`);
  if (kept.restored) form.closest("details").open = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = new FormData(form);
    const body = { contradiction, ...Object.fromEntries(typed), again: typed.has("again") };
    const answer = await attempt(() => rule(body), "");
    if (!answer) return;
    kept.forget();
    again(answer.differs ? words["still-differ"] : words.saved);
  });
}
