// The quote bank, and one quote edited beside its source. The server makes the preview with the same job
// as the command; here is only what is typed, and when to ask.

import "./complete.js";
import { Refused, ask, said, saveAs, say } from "./page.js";
import { again, attempt, keep, keptAt, live, words } from "./form.js";

const codings = (element) => element.closest("[data-codings]").dataset.codings.split(" ");

// ---- how quotes stand

document.addEventListener("click", async (event) => {
  const star = event.target.closest("[data-star]");
  if (!star) return;
  const starred = star.getAttribute("aria-pressed") !== "true";
  // One coding carries the star; all of them let it go.
  const of = starred ? codings(star).slice(0, 1) : codings(star);
  if (await attempt(() => ask("PATCH", "/api/quotes", { codings: of, starred }))) {
    star.setAttribute("aria-pressed", String(starred));
    star.textContent = starred ? "★" : "☆";
    star.title = words[starred ? "star-on" : "star-off"];
  }
});

document.addEventListener("change", (event) => {
  const status = event.target.closest("[data-status]");
  if (status) void attempt(() => ask("PATCH", "/api/quotes", { codings: codings(status), status: status.value }));
});

const notes = new WeakMap();
function keepNotes() {
  for (const note of document.querySelectorAll("[data-note]")) {
    const kept = keep(note, `note:${codings(note)[0]}`);
    if (kept.restored) note.closest("details").open = true;
    notes.set(note, kept);
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-save-note]");
  if (!button) return;
  const note = button.parentElement.querySelector("[data-note]");
  const body = { codings: codings(note), note: note.value };
  if (await attempt(() => ask("PATCH", "/api/quotes", body))) notes.get(note)?.forget();
});

// ---- copying

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const quote = button.closest("li").querySelector("blockquote");
  const plain = quote.textContent.replace(/\s+/gu, " ").trim();
  // The words as the server escaped them, without what only this page needs.
  const rich = document.createElement("p");
  if (quote.lang) rich.lang = quote.lang;
  for (const node of quote.childNodes) rich.append(node.cloneNode(true));
  try {
    if (button.dataset.copy === "plain" || !window.ClipboardItem) await navigator.clipboard.writeText(plain);
    else {
      await navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob([plain], { type: "text/plain" }),
        "text/html": new Blob([rich.outerHTML], { type: "text/html" }),
      })]);
    }
    say(words.copied);
  } catch (error) {
    say(error.message, true);
  }
});

// ---- as a file

const file = document.getElementById("export");
file?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const which = Object.fromEntries(new URL(location.href).searchParams);
  const how = Object.fromEntries(new FormData(file));
  await attempt(async () => {
    const answer = await fetch("/api/quotes/export", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...which, ...how, positions: "positions" in how }),
    });
    await saveAs(answer);
  }, words.exported);
});

// ---- one quote

const edit = document.getElementById("edit");
if (edit) {
  const printed = document.getElementById("printed");
  const refusal = document.getElementById("refusal");
  const marked = document.getElementById("marked");
  const why = document.getElementById("why");
  const because = document.getElementById("because");
  const afresh = document.getElementById("afresh");
  const ids = codings(edit);
  const asItIs = printed.defaultValue;
  const kept = keep(printed, `edit:${ids.join(" ")}`);
  // What stood there when the words were begun, also where that was before a reload.
  const seenAt = keptAt(`seen:${ids.join(" ")}`);
  if (!kept.restored) localStorage.removeItem(seenAt);
  const seen = localStorage.getItem(seenAt) ?? edit.dataset.seen;
  printed.addEventListener("input", () => localStorage.setItem(seenAt, seen));
  const reason = keep(because, `because:${ids.join(" ")}`);
  let asked = 0;
  let waiting;

  const show = (preview) => {
    refusal.textContent = preview.denials
      .map((it) => `${words["quote-has"]} “${it.text}”, ${words["source-has"]} “${it.source_text}”`)
      .join("; ");
    why.hidden = !preview.denials.length;
    because.required = preview.denials.length > 0;
    document.getElementById("unlisted").hidden = !preview.unlisted;
    document.getElementById("as-printed").textContent = preview.text;
    marked.replaceChildren(...preview.marked.map(([mark, text]) => {
      if (!mark) return document.createTextNode(text);
      const element = document.createElement(mark);
      element.textContent = text;
      return element;
    }));
  };

  const preview = async () => {
    const number = asked += 1;
    try {
      const answer = await ask("POST", "/api/quotes/preview", { codings: ids, text: printed.value });
      // An answer to older words may come late.
      if (number === asked) show(answer);
    } catch (error) {
      if (number !== asked) return;
      refusal.replaceChildren(...(error instanceof Refused ? said(error.message) : [words["offline-kept"]]));
      why.hidden = true;
      // What is required and hidden would keep the form from being sent without a word.
      because.required = false;
    }
    if (number === asked) document.documentElement.dataset.ready = "yes";
  };

  printed.addEventListener("input", () => {
    afresh.hidden = printed.value === asItIs;
    delete document.documentElement.dataset.ready;
    // Whether these words ask for a reason the server says.
    because.required = false;
    clearTimeout(waiting);
    waiting = setTimeout(preview, 200);
  });
  if (kept.restored) { afresh.hidden = false; say(words["kept-words"]); }
  void preview();

  afresh.addEventListener("click", () => {
    printed.value = asItIs;
    kept.forget();
    afresh.hidden = true;
    void preview();
    printed.focus();
  });

  edit.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = { codings: ids, text: printed.value, because: because.value || null };
    const mine = async (why) => {
      if (confirm(`${why}\n\n${words["take-mine"]}`)) { await ask("POST", "/api/quotes/edit", body); return true; }
      return confirm(`${why}\n\n${words["take-theirs"]}`);
    };
    try {
      try {
        await ask("POST", "/api/quotes/edit", { ...body, seen });
      } catch (error) {
        // Somebody was faster: theirs or mine.
        if (error.status !== 409 || !await mine(error.message)) throw error;
      }
      kept.forget();
      reason.forget();
      localStorage.removeItem(seenAt);
      again(words.saved, new URL(location.pathname, location.href).href);
    } catch (error) {
      if (error instanceof TypeError) { say(words["offline-kept"], true); return; }
      await preview();
      if (!refusal.textContent) refusal.replaceChildren(...said(error.message));
      say(`${words["not-saved"]}: ${error.message}`, true);
    }
  });

  document.getElementById("plain")?.addEventListener("click", async () => {
    if (await attempt(() => ask("DELETE", `/api/quotes/edit/${ids[0]}`), "")) {
      kept.forget();
      again(words.undone.replace(/:$/u, ""), new URL(location.pathname, location.href).href);
    }
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-untranslate]");
    if (!button) return;
    const body = { coding: button.dataset.untranslate, language: button.dataset.language };
    if (await attempt(() => ask("POST", "/api/quotes/translations", body), "")) again(words.saved);
  });

  const translation = document.getElementById("translation");
  const fields = [...translation.elements].filter((it) => it.name);
  const typed = fields.map((it) => keep(it, `translation:${translation.dataset.coding}:${it.name}`));
  translation.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = { coding: translation.dataset.coding, ...Object.fromEntries(new FormData(translation)) };
    if (!await attempt(() => ask("POST", "/api/quotes/translations", body), "")) return;
    for (const it of typed) it.forget();
    again(words.saved);
  });
} else {
  keepNotes();
  live(keepNotes);
}
