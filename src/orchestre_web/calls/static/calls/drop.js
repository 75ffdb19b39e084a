// Files dropped on the zone fill its field; the list says what was chosen. Without it the field works alone.
"use strict";

const MOST = 200 * 1024 * 1024;

for (const zone of document.querySelectorAll("[data-drop]")) {
  const field = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-chosen]");
  const size = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const fr = document.documentElement.lang === "fr";

  const written = (bytes) =>
    bytes < 1024 * 1024
      ? `${size.format(Math.max(1, Math.round(bytes / 1024)))}\u202f${fr ? "Ko" : "kB"}`
      : `${size.format(bytes / 1024 / 1024)}\u202f${fr ? "Mo" : "MB"}`;

  const show = () => {
    list.replaceChildren(
      ...Array.from(field.files, (file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} · ${written(file.size)}`;
        if (file.size > MOST) {
          line.textContent += ` · ${zone.dataset.tooLarge}`;
          line.className = "too-large";
        }
        return line;
      }),
    );
    list.hidden = field.files.length === 0;
  };

  field.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      show();
    }
  });
  show();
}

// A page pasted whole also comes as HTML, where links and boxes are: it goes along while the text stays as pasted.
const MOST_HTML = 8_000_000;

for (const field of document.querySelectorAll("[data-paste]")) {
  const html = field.form.elements.pasted_html;
  let pasted = "";
  field.addEventListener("paste", (event) => {
    const given = event.clipboardData?.getData("text/html") ?? "";
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    html.value = whole && given.length <= MOST_HTML ? given : "";
    setTimeout(() => {
      pasted = field.value;
    });
  });
  field.addEventListener("input", () => {
    setTimeout(() => {
      if (field.value !== pasted) html.value = "";
    });
  });
}
