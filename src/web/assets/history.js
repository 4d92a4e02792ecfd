// The history: looking at the project as it was on a day or after an operation, and doing again what was
// taken back last.

import { ask, lookAt } from "./page.js";
import { again, attempt, live, words } from "./form.js";

document.addEventListener("click", (event) => {
  const then = event.target.closest("[data-moment]");
  if (then) lookAt(then.dataset.moment);
});

document.getElementById("then").addEventListener("submit", (event) => {
  event.preventDefault();
  // The end of that day, where this computer is.
  const [year, month, day] = document.getElementById("day").value.split("-").map(Number);
  lookAt(new Date(year, month - 1, day, 23, 59, 59, 999).toISOString());
});

document.getElementById("redo")?.addEventListener("click", async () => {
  const answer = await attempt(() => ask("POST", "/api/redo", {}), "");
  if (answer) again(`${words.restored} ${answer.summary}`);
});

live();
