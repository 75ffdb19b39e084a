// A change swaps the page in place: what was unfolded stays unfolded, and the keyboard stays where it was.
"use strict";

let unfolded = [];
let near = "";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "main") return;
  unfolded = [...document.querySelectorAll("details.part[open]")].map((each) => each.id);
  near = document.activeElement?.closest("details.part, section[aria-labelledby]")?.id || "";
});

document.addEventListener("htmx:afterSettle", () => {
  for (const id of unfolded) {
    const part = document.getElementById(id);
    if (part) part.open = true;
  }
  unfolded = [];
  if (near && document.activeElement === document.body) {
    document.getElementById(near)?.querySelector("summary, h2")?.focus({ preventScroll: true });
  }
  near = "";
});
