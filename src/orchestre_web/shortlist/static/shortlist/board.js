// The sliders say their points while they move; rows slide to their new place. The page works without this file.
"use strict";

const MOVE = 260; // milliseconds
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

// On a narrow screen the sliders wait behind their title, so that the list is near.
if (window.matchMedia("(width <= 60rem)").matches) {
  for (const box of document.querySelectorAll("[data-narrow-closed]")) box.open = false;
}

// The share follows when the answer comes; the bold figure at once.
document.addEventListener("input", (event) => {
  if (!event.target.matches("#tuning input[type=range]")) return;
  const said = document.querySelector(`#share-${CSS.escape(event.target.name.slice(2))} strong`);
  if (said) said.textContent = said.textContent.replace(/\d+/, event.target.value);
});

let before = null;
let picked = new Set(); // offers ticked to be compared stay ticked when the rows come anew

function places() {
  const found = new Map();
  for (const row of document.querySelectorAll("#list .offer")) {
    found.set(row.dataset.offer, row.getBoundingClientRect().top);
  }
  return found;
}

// What comes for a list that is gone (the chances of its rows) has no place any more. An element that left the page
// tells only itself.
document.addEventListener("htmx:beforeRequest", (event) => {
  const asker = event.target;
  if (!asker.classList.contains("chances")) return;
  asker.addEventListener("htmx:beforeOnLoad", (answer) => {
    if (!asker.isConnected) answer.preventDefault();
  });
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "list") return;
  before = places();
  picked = new Set([...document.querySelectorAll("#list .offer .pick input:checked")].map((box) => box.value));
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "list" || !before) return;
  const was = before;
  before = null; // the parts swapped along with the list say the same once more
  for (const box of document.querySelectorAll("#list .offer .pick input")) box.checked = picked.has(box.value);
  if (calm.matches) return;
  for (const row of document.querySelectorAll("#list .offer")) {
    const top = was.get(row.dataset.offer);
    const now = row.getBoundingClientRect().top;
    if (top === undefined) {
      row.animate([{ opacity: 0 }, { opacity: 1 }], { duration: MOVE });
    } else if (top !== now) {
      row.animate([{ transform: `translateY(${top - now}px)` }, { transform: "none" }], {
        duration: MOVE,
        easing: "ease-out",
      });
    }
  }
});
