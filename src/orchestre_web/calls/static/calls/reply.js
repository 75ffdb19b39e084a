// The arrow keys go to the reply above and below. The links do it without this file.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], [role=slider]")) return;
  const towards = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = towards && document.querySelector(`.around [rel=${towards}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
