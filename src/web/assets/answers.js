// Settings of commands: names after a comma are completed too, and empty ones stay out of the address.

import "./complete.js";

for (const input of document.querySelectorAll("input[list]")) {
  const names = [...input.list.options].map((it) => it.value);
  const own = document.createElement("datalist");
  own.id = `of-${input.name}`;
  input.after(own);
  input.setAttribute("list", own.id);
  const offer = () => {
    const before = input.value.includes(",") ? input.value.slice(0, input.value.lastIndexOf(",") + 1) : "";
    const last = input.value.slice(before.length).trim().toLowerCase();
    const found = names.filter((it) => it.toLowerCase().includes(last)).slice(0, 50);
    own.replaceChildren(...found.map((it) => {
      const option = document.createElement("option");
      option.value = before + it;
      return option;
    }));
  };
  input.addEventListener("input", offer);
  offer();
}

document.querySelector("form.settings")?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});
