// Grading by keyboard, and without a flash between two replies. The page works without this file.
"use strict";

let going = false; // one key, one grade: the next one waits for its reply

async function go(address, sent) {
  if (going) return;
  going = true;
  try {
    const answer = await fetch(address, sent ? { method: "POST", body: sent } : {});
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("#main");
    if (!answer.ok || !next) {
      window.location.assign(answer.url);
      return;
    }
    document.querySelector("#main").replaceWith(next);
    document.title = page.title;
    history.replaceState(null, "", answer.url);
    ready(true);
  } catch {
    window.location.reload(); // the connection is lost: the browser says so
  } finally {
    going = false;
  }
}

function sent(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  return data;
}

// After the first reply a narrow screen begins at the words: the rest of the page has been read.
function ready(again) {
  const text = document.querySelector("#a-lire");
  if (again && text && window.matchMedia("(width <= 40rem)").matches) text.scrollIntoView();
  else if (again) window.scrollTo(0, 0);
  text?.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  if (!event.target.closest("[data-grading]")) return;
  event.preventDefault();
  go(event.target.action, sent(event.target, event.submitter));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-grading] :is([data-after], [data-before])");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.href);
});

// The keys are heard while the reply or its buttons have the focus, and nowhere else.
document.addEventListener("keydown", (event) => {
  const bench = event.target.closest?.("[data-grading]");
  if (!bench || event.ctrlKey || event.metaKey || event.altKey) return;
  const onButton = event.target.closest("button, a, input, select, summary");
  const follow = (selector) => {
    const link = bench.querySelector(selector);
    if (!link) return;
    event.preventDefault();
    go(link.href);
  };
  if (event.key === "ArrowRight" || (event.key === "Enter" && !onButton)) follow("[data-after]");
  else if (event.key === "ArrowLeft") follow("[data-before]");
  else if (event.key.toLowerCase() === "u" && bench.querySelector("[data-undo]")) {
    const form = bench.querySelector("[data-undo]");
    event.preventDefault();
    go(form.action, sent(form));
  } else {
    const level = bench.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!level || event.repeat) return;
    event.preventDefault();
    level.classList.add("pressed");
    go(level.form.action, sent(level.form, level));
  }
});

ready();
