// The form of an offer: the total over the years, while one writes. Without scripts a button asks the server for it.
"use strict";

// On paper the folds are open, also where a browser does not know the style that opens them.
window.addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll(".unfolds")) each.open = true;
});

for (const form of document.querySelectorAll(".offer-form")) {
  const shown = form.querySelector("[data-total]");
  const years = Number(form.dataset.years);
  const french = document.documentElement.lang === "fr";

  // Reads 12 000, 1 350,50 and 1,350.50 as the server does; null for what it would refuse.
  const figure = (written) => {
    let plain = written.replace(/[\s€]/g, "");
    if (!plain) return undefined;
    const last = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
    if (last >= 0) {
      const whole = plain.slice(0, last).replace(/[.,]/g, "");
      const rest = plain.slice(last + 1);
      const marks = new Set(plain.match(/[.,]/g));
      plain = rest.length === 3 && marks.size === 1 && whole !== "" && whole !== "0" ? whole + rest : `${whole}.${rest}`;
    }
    return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
  };
  const sum = () => {
    const [setup, run] = [figure(form.elements.setup.value), figure(form.elements.run.value)];
    const nothing = setup === undefined && run === undefined;
    if (nothing || setup === null || run === null) {
      shown.textContent = "";
      return;
    }
    const total = (setup ?? 0) + (run ?? 0) * (form.elements.per.value === "month" ? 12 : 1) * years;
    const money = new Intl.NumberFormat(french ? "fr-FR" : "en-GB", { style: "currency", currency: "EUR", minimumFractionDigits: Number.isInteger(total) ? 0 : 2 });
    const tax = form.elements.tax.selectedOptions[0]?.textContent ?? "";
    shown.textContent = shown.dataset.words.replace("{total}", money.format(total)) + (tax ? ` (${tax})` : "");
  };
  if (shown) {
    for (const name of ["setup", "run", "per", "tax"]) form.elements[name].addEventListener("input", sum);
    for (const each of form.querySelectorAll("[data-no-script]")) each.hidden = true;
    sum();
  }

  // An offer that is being sent is not sent twice.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}
