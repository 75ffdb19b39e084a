// The button becomes a link to be dragged. Clicked here it does nothing: our own pages run no code of an address.
"use strict";

for (const link of document.querySelectorAll("[data-bookmark]")) {
  link.href = `javascript:${link.dataset.bookmark}`;
  link.addEventListener("click", (event) => event.preventDefault());
}
