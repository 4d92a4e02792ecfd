// What pages with fields have in common: what is typed is kept until it is saved, what was said before a
// page was loaded again is said after it, and a list is shown anew when somebody has changed the project.

import { Refused, listen, say } from "./page.js";

export const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

const mark = document.documentElement.dataset.mark;
const place = (name) => `quotebook:kept:${mark}:${name}`;
const beforeLoading = `quotebook:said:${mark}`;

/** Keeps what is typed into a field under a name, and puts it back. Tells what to do once it is saved. */
export function keep(field, name) {
  const kept = localStorage.getItem(place(name));
  const restored = kept !== null && kept !== field.value;
  if (restored) field.value = kept;
  field.addEventListener("input", () => localStorage.setItem(place(name), field.value));
  return { restored, forget: () => localStorage.removeItem(place(name)) };
}

/** Where something is kept under a name. */
export const keptAt = place;

/** Whether something is kept under a name. */
export const isKept = (name) => localStorage.getItem(place(name)) !== null;

/** Does a job; tells what is wrong, and that typed words are kept where there is no connection. */
export async function attempt(job, done = words.saved) {
  try {
    const answer = await job();
    if (done) say(done);
    return answer;
  } catch (error) {
    if (error instanceof Refused) say(`${words["not-saved"]}: ${error.message}`, true);
    else if (error instanceof TypeError) say(words["offline-kept"], true);
    else throw error;
    return undefined;
  }
}

/** Loads the page again and says something then. */
export function again(said, at = location.href) {
  sessionStorage.setItem(beforeLoading, said);
  if (at === location.href) location.reload(); else location.href = at;
}
const said = sessionStorage.getItem(beforeLoading);
if (said) { sessionStorage.removeItem(beforeLoading); say(said); }

/** Shows what stands in `#live` anew when somebody has changed the project, unless somebody is at it. */
export function live(ready = () => {}) {
  let first = true;
  let late = false;
  const renew = async () => {
    const old = document.getElementById("live");
    if (!old) return;
    const busy = () => old.contains(document.activeElement) && document.activeElement !== document.body;
    if (busy()) { late = true; return; }
    late = false;
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("live");
    // Somebody may have begun while the answer was on its way.
    if (busy()) { late = true; return; }
    if (fresh && fresh.innerHTML !== old.innerHTML) { old.replaceWith(document.adoptNode(fresh)); ready(); }
  };
  document.addEventListener("focusout", () => { if (late) setTimeout(() => renew().catch(() => {}), 100); });
  listen(() => {
    if (first) { first = false; return; }
    renew().catch(() => {});
  });
}
