// What every page does: says where one is, switches the language, takes operations back, and tells
// when somebody has changed the project.

const status = document.getElementById("status");
let fading;

/** What the server said in English, since it has no words for it in the language of the page. */
const english = new Set();

/** Remembers what of an answer is in English. */
export function learn(answer) {
  for (const it of answer?.english ?? []) english.add(it);
  return answer;
}

/** The reason that an answer gives, whose text this is, for not doing something. */
export function reasonOf(text) {
  try {
    const { error, language } = JSON.parse(text);
    if (error && language === "en") english.add(error);
    return error ?? text;
  } catch { return text; }
}

/** Words as parts of an element: what of them is in English is marked as such. */
export function said(words) {
  const part = [...english].find((it) => it && words.endsWith(it));
  if (!part) return [words];
  const mark = document.createElement("span");
  mark.lang = "en";
  mark.dir = "auto";
  mark.textContent = part;
  const before = words.slice(0, -part.length) || `${document.documentElement.dataset.english ?? ""} `;
  return [before, mark];
}

/** Says something at the foot of the page, and to screen readers; errors stay until the next word. */
export function say(words, stays = false) {
  clearTimeout(fading);
  status.replaceChildren(...said(words));
  if (!stays) fading = setTimeout(() => { status.textContent = ""; }, 4000);
}

/** Asks the server; a change with a name is made once, however often it is sent. Throws `Refused` with
 *  its reason, or a `TypeError` where there is no connection. */
export async function ask(method, path, body, name) {
  const headers = body === undefined ? {} : { "Content-Type": "application/json" };
  if (name) headers["Idempotency-Key"] = name;
  const answer = await fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Refused(reasonOf(text), answer.status);
  }
  return learn(JSON.parse(text));
}

/** The server does not do it. */
export class Refused extends Error {
  constructor(reason, status) { super(reason); this.status = status; }
  /** Whether it would be refused again, whoever asks. */
  get forGood() { return [404, 409, 422].includes(this.status); }
}

/** Calls `changed` whenever the project has changed. A hidden page keeps no connection. */
export function listen(changed) {
  let events;
  const open = () => {
    if (document.hidden) { events?.close(); events = undefined; return; }
    if (events) return;
    events = new EventSource("/api/events");
    events.addEventListener("changed", changed);
    events.addEventListener("open", changed);
  };
  document.addEventListener("visibilitychange", open);
  open();
}

// A page that takes its time says so, until it is there.
let waiting;
const settle = () => {
  clearTimeout(waiting);
  if (!("working" in document.documentElement.dataset)) return;
  delete document.documentElement.dataset.working;
  say("");
};
const wait = (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (event.defaultPrevented) return;
    document.documentElement.dataset.working = "yes";
    say(status.dataset.working, true);
  }, 300);
};
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  if (!link || elsewhere || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname !== location.pathname || link.search !== location.search) wait(event);
});
addEventListener("submit", (event) => { if (!("download" in event.target.dataset) && event.target.method !== "dialog") wait(event); });
addEventListener("pageshow", settle);

/** Saves the file that the server answers with, under the name that it gives. */
export async function saveAs(answer) {
  if (!answer.ok) throw new Refused(reasonOf(await answer.text()), answer.status);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))?.[1] ?? "quotebook";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** A file that is posted for, so that nothing is recorded by looking at a link. */
async function download(form, address) {
  const buttons = [...form.querySelectorAll("button")];
  for (const it of buttons) it.disabled = true;
  const slow = setTimeout(() => say(status.dataset.working, true), 300);
  try {
    const answer = await fetch(address, { method: "POST" });
    await saveAs(answer);
    clearTimeout(slow);
    say("");
  } catch (error) {
    clearTimeout(slow);
    say(error.message, true);
  } finally {
    for (const it of buttons) it.disabled = false;
  }
}
document.addEventListener("submit", (event) => {
  if (!("download" in event.target.dataset)) return;
  event.preventDefault();
  void download(event.target, event.submitter.formAction);
});

for (const link of document.querySelectorAll("nav a")) {
  const at = link.getAttribute("href");
  const here = at === "/" ? location.pathname === "/" : location.pathname.startsWith(at);
  if (!here) continue;
  link.setAttribute("aria-current", "page");
  // A menu that has no room for all shows where one is.
  const menu = link.closest("nav");
  if (menu.scrollWidth > menu.clientWidth) menu.scrollLeft = link.offsetLeft - menu.offsetLeft;
}

document.getElementById("language").addEventListener("change", (event) => {
  document.cookie = `quotebook-language=${event.target.value}; path=/; max-age=31536000; samesite=strict`;
  location.reload();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-undo]");
  if (!button) return;
  button.disabled = true;
  try {
    await ask("POST", "/api/undo", { operation: button.dataset.undo });
    location.reload();
  } catch (error) {
    button.disabled = false;
    say(error.message, true);
  }
});

/** Looks at the project as it was at a moment, or as it is now. Two projects have two ports. */
export function lookAt(moment, at = "/") {
  const until = moment ? "" : "; max-age=0";
  document.cookie = `quotebook-as-of-${location.port}=${moment ?? ""}; path=/; samesite=strict${until}`;
  if (at) location.href = at; else location.reload();
}
document.querySelector("[data-today]")?.addEventListener("click", () => lookAt(null, ""));

/** Warns where an earlier day is looked at in another window, since that holds for this one too. */
export function warn() {
  const past = document.cookie.includes(`quotebook-as-of-${location.port}=`) && !document.querySelector("main[data-past]");
  const old = document.getElementById("elsewhere");
  if (!past) { old?.remove(); return; }
  if (old) return;
  const note = document.createElement("p");
  note.id = "elsewhere";
  note.className = "past";
  note.role = "note";
  const back = document.createElement("button");
  back.type = "button";
  back.textContent = status.dataset.now;
  back.addEventListener("click", () => lookAt(null, ""));
  note.append(`${status.dataset.past} `, back);
  document.getElementById("main").before(note);
}
document.addEventListener("visibilitychange", warn);
addEventListener("focus", warn);
warn();

// ---- keys

const keysOff = "quotebook:keys-off";
let latin = !["ru", "kk"].includes(document.documentElement.lang);

/** What a key means, also on a layout without Latin letters (Russian, Kazakh): there the place of the key
 *  counts. Nothing for a single letter or sign where such keys are switched off. */
export function keyOf(event) {
  const { key, code } = event;
  if (key.length !== 1 || event.ctrlKey || event.metaKey) return key;
  if (localStorage.getItem(keysOff) === "yes") return "";
  const letter = /^Key([A-Z])$/.exec(code ?? "")?.[1];
  // A sign with an accent is a letter of a Latin layout.
  if (letter && /\p{L}/u.test(key)) latin = /\p{Script=Latin}/u.test(key);
  if (latin && key <= "~") return key;
  if (letter) return latin ? key : event.shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit([0-9])$/.exec(code ?? "")?.[1];
  if (digit) return event.shiftKey ? ({ 9: "(", 0: ")" }[digit] ?? key) : digit;
  const signs = { Period: ".>", Comma: ",<", Slash: "/?", BracketLeft: "[{", BracketRight: "]}", Equal: "=+" }[code];
  return signs?.[event.shiftKey ? 1 : 0] ?? key;
}

const shortcuts = document.getElementById("shortcuts");
if (shortcuts) {
  shortcuts.checked = localStorage.getItem(keysOff) !== "yes";
  shortcuts.addEventListener("change", () => localStorage.setItem(keysOff, shortcuts.checked ? "no" : "yes"));
}

// What waits to be saved is sent from every page, also from one that itself changes nothing.
addEventListener("load", async () => {
  const { dataset } = document.documentElement;
  if (dataset.queue || !Object.keys(localStorage).some((it) => it.startsWith(`quotebook:queue:${dataset.mark}:`))) return;
  const { flush, waits } = await import("./queue.js");
  if (await flush()) say(waits(), true);
});
