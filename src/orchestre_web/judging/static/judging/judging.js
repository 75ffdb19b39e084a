// An order moved by hand, by keys or by its buttons; sliders that say their figure; printing. The pages work without it.
"use strict";

const list = document.querySelector("[data-order] .order");

function rows() {
  return [...list.querySelectorAll("[data-row]")];
}

// The first has nobody before it to be equal to.
function settle(row) {
  rows().forEach((each, at) => {
    const tie = each.querySelector(".tie");
    if (tie) tie.hidden = at === 0;
  });
  const said = document.querySelector("[data-said]");
  const name = row.querySelector("strong").textContent.trim();
  const place = rows().indexOf(row) + 1;
  said.textContent = said.dataset.words.replace("{label}", name).replace("{place}", place);
}

function move(row, up) {
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (up) other.before(row);
  else other.after(row);
  settle(row);
}

if (list && list.querySelector("[draggable]")) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row]");
    move(row, button.dataset.move === "up");
    button.focus();
  });
  let dragged = null;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-row]");
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-row]");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    settle(dragged);
    dragged = null;
  });
}

document.addEventListener("input", (event) => {
  if (!event.target.matches(".sliders input[type=range]")) return;
  const said = document.querySelector(`output[for="${CSS.escape(event.target.id)}"] strong`);
  if (said) said.textContent = event.target.value;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
