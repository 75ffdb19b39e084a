// What a page of somewhere else sends is shown here; only the button of this page receives it.
"use strict";

{
  const place = document.querySelector("[data-from-page]");
  const key = `orchestre:${place.dataset.fromPage}`;
  const most = Number(place.dataset.most);
  const form = place.querySelector("form[data-receive]");
  const say = (name) => {
    for (const each of place.querySelectorAll("[data-state]")) each.hidden = each.dataset.state !== name;
  };

  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const keep = (sent) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(sent));
    } catch {
      // Too long for the browser to keep: it is lost by leaving the page, and the page says where it came from.
    }
  };

  const fits = (sent) =>
    sent !== null && typeof sent === "object" && sent.orchestre === 1 &&
    ["title", "address", "html"].every((name) => typeof sent[name] === "string") && sent.html.length <= most + 1000;

  // The page that opened this one chose its place and its moment: a click meant for that page receives nothing.
  const READABLE_AFTER = 1000;
  const visible = async () => {
    while (document.hidden) await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
    await new Promise((done) => setTimeout(done, READABLE_AFTER));
  };

  const show = async (sent) => {
    say("here");
    for (const each of place.querySelectorAll("[data-title]")) each.textContent = sent.title || sent.address;
    for (const each of place.querySelectorAll("[data-address]")) each.textContent = sent.address;
    if (!form) return;
    form.elements.pasted_html.value = sent.html;
    form.elements.page_name.value = sent.title || sent.address;
    const button = form.querySelector("button");
    button.disabled = true;
    const seen = place.querySelector("[data-seen]");
    seen.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(place.dataset.look, { method: "POST", body: new FormData(form), redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      seen.innerHTML = await answer.text();
    } catch {
      seen.textContent = seen.dataset.unseen;
    }
    seen.removeAttribute("aria-busy");
    await visible();
    button.disabled = false;
  };

  const take = (sent) => {
    if (!fits(sent)) return false;
    keep(sent);
    show(sent);
    return true;
  };

  const byAddress = () => {
    if (location.hash.length < 2) return false;
    const written = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    try {
      return take(JSON.parse(decodeURIComponent(written)));
    } catch {
      return false;
    }
  };

  const listen = () => {
    let asked = 0;
    const heard = new AbortController();
    const ask = setInterval(() => {
      asked += 1;
      if (asked > 40) {
        clearInterval(ask);
        heard.abort();
        if (!kept()) say("nothing");
      } else if (window.opener) {
        window.opener.postMessage("orchestre:pret", "*");
      }
    }, 250);
    const hear = (event) => {
      if (event.source !== window.opener || event.source === null || !take(event.data)) return;
      clearInterval(ask);
      heard.abort(); // once: what is looked at is not changed before the button
    };
    addEventListener("message", hear, { signal: heard.signal });
  };

  const forget = () => {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  };
  form?.addEventListener("submit", forget);
  form?.querySelector("a").addEventListener("click", forget);

  if (!byAddress()) {
    const before = kept();
    if (fits(before)) show(before);
    else if (window.opener) {
      say("waiting");
      listen();
    } else say("nothing");
  }
}
