// Suggestions under "Which council are you?": a listbox by the ARIA combobox pattern. Without it the form just submits.
const WAIT = 90;

export function councilSearch(form) {
  const field = form.querySelector("input");
  const box = field.parentElement;
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let chosen = -1;
  let timer = 0;
  let asked = "";

  list.className = "suggestions";
  list.id = `${field.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Councils");
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  box.append(list, said);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
  ]) field.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    const rows = [...list.children];
    chosen = (index + rows.length) % rows.length;
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === chosen)));
    field.setAttribute("aria-activedescendant", rows[chosen].id);
  };
  const go = (row) => window.location.assign(row.dataset.url);

  const show = (councils, words) => {
    list.replaceChildren(...councils.map((council, at) => row(council, words, `${list.id}-${at}`)));
    said.textContent = councils.length === 1 ? "1 council" : `${councils.length} councils`;
    if (!councils.length) return close();
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    choose(0);
  };
  const ask = async () => {
    const words = field.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < 2) return close();
    const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null);
    if (answer?.ok && words === field.value.trim()) show((await answer.json()).councils, words);
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") go(list.children[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    const row = event.target.closest("li");
    if (row) go(row);
    event.preventDefault();
  });
}

function row(council, words, id) {
  const line = document.createElement("li");
  line.id = id;
  line.className = "suggestions__row";
  line.dataset.url = council.url;
  line.setAttribute("role", "option");
  const name = document.createElement("span");
  const at = council.name.toLowerCase().indexOf(words.toLowerCase());
  if (at < 0) name.textContent = council.name;
  else {
    const strong = document.createElement("b");
    strong.textContent = council.name.slice(at, at + words.length);
    name.append(council.name.slice(0, at), strong, council.name.slice(at + words.length));
  }
  const note = document.createElement("span");
  note.className = "suggestions__note";
  note.textContent = council.note;
  line.append(name, note);
  return line;
}
