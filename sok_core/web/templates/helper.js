/* The helper's page, live. Without this script the same page works with plain forms.
   The server makes every page; this sends a form without leaving it, and puts in place what changed.
   What somebody types stays in its box until the server has taken it. */
(() => {
  "use strict";
  const main = () => document.querySelector("main");
  const base = main().dataset.path;
  const draft = `sok-hulp-${base}`;
  const LOST = "Geen wifi. Wat je typte staat er nog. Druk zo nog een keer.";
  let here = location.href; // the page that tells what happened last
  let stream = null;
  let isSending = false;

  const region = (id, from = document) => from.getElementById(id);
  const say = (text) => {
    const line = document.createElement("p");
    line.className = "let";
    line.textContent = text;
    region("m").replaceChildren(line);
  };
  const keep = (text) => {
    try {
      if (text) sessionStorage.setItem(draft, text);
      else sessionStorage.removeItem(draft);
    } catch {}
  };
  const kept = () => {
    try {
      return sessionStorage.getItem(draft) || "";
    } catch {
      return "";
    }
  };

  /** Somebody is busy here: something was typed that is not sent yet, or it has the cursor and goes on. */
  const isBusy = (place, fresh) =>
    (place.contains(document.activeElement) && !fresh.hidden) ||
    [...place.querySelectorAll("input:not([type=hidden]),textarea")].some((box) => box.value !== box.defaultValue);

  const marks = {};
  function put(page, isAct) {
    for (const place of document.querySelectorAll("[data-live]")) {
      const fresh = region(place.id, page);
      if (!fresh || !document.contains(place)) continue;
      const mark = fresh.outerHTML.replace(/name="key" value="[^"]*"/, "");
      if (!isAct && (marks[place.id] === mark || isBusy(place, fresh))) continue;
      marks[place.id] = mark;
      const chosen = place.tagName === "SELECT" && !isAct ? place.value : null;
      place.replaceWith(fresh.cloneNode(true));
      if (chosen && [...region(place.id).options].some((one) => one.value === chosen)) region(place.id).value = chosen;
    }
    const fresh = page.querySelector("main");
    if (!isAct && main().dataset.phase !== fresh.dataset.phase) {
      document.querySelectorAll("#m .ok").forEach((line) => line.remove()); // what was said is of before
      here = base;
      history.replaceState(null, "", here);
    }
    main().className = fresh.className;
    Object.assign(main().dataset, { version: fresh.dataset.version, phase: fresh.dataset.phase });
    document.title = page.title;
    if (isAct) region("m").replaceChildren(...[...region("m", page).childNodes].map((one) => one.cloneNode(true)));
    else if (!page.querySelector(".big")) document.querySelector(".big")?.remove(); // hidden, or taken away
    dress();
  }

  /** A name is asked for a new theme only. */
  function dress() {
    region("nt").hidden = region("to").value !== "nieuw";
  }

  /** Show an answer; a page that is no table any more (closed, withdrawn) takes the place of this one. */
  async function show(answer, isAct) {
    if (answer.status === 410 || answer.status === 403 || answer.status === 404) return leave(answer, isAct);
    if (answer.status === 429 || answer.status >= 500) {
      if (isAct) say("Even wachten, het is druk. Wat je typte staat er nog. Druk zo nog een keer.");
      return false;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("main")?.dataset.path !== base) return leave(answer, isAct);
    if (answer.redirected && isAct) {
      here = answer.url;
      history.replaceState(null, "", here);
    }
    put(page, isAct);
    return answer.ok;
  }

  /** Refused, and still her table; or she helps here no more, and what she typed stays in sight. */
  async function leave(answer, isAct) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("main")?.dataset.path === base) {
      put(page, isAct);
      return false;
    }
    stream?.close();
    const text = region("t")?.value.trim() || region("y")?.value.trim();
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    history.replaceState(null, "", base);
    if (text && !region("t")) {
      const [why, box] = [document.createElement("p"), document.createElement("textarea")];
      why.className = "let";
      why.textContent = "Dit is niet geplaatst. Lees het voor aan de begeleider.";
      box.readOnly = true;
      box.value = text;
      box.setAttribute("aria-label", "Niet geplaatst");
      document.querySelector("h1").after(why, box);
    }
    return false;
  }

  async function send(form, button) {
    if (isSending) return;
    isSending = true;
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.set(button.name, button.value);
    const id = document.activeElement?.id;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: fields,
        headers: { accept: "text/html" },
        signal: AbortSignal.timeout?.(8000),
      });
      const isDone = await show(answer, true);
      if (isDone && form.querySelector("textarea")) keep("");
      const next = region(id) ?? region(form.querySelector("textarea,input:not([type=hidden])")?.id);
      if (next?.checkVisibility?.()) next.focus();
    } catch {
      say(LOST);
    }
    isSending = false;
  }

  async function read() {
    if (isSending) return;
    try {
      await show(await fetch(here, { cache: "no-store", headers: { accept: "text/html" } }), false);
    } catch {}
  }

  function listen() {
    stream?.close();
    stream = new EventSource(`${base}/events?since=${main().dataset.version}`);
    stream.onmessage = read;
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(wake, 2000 + Math.random() * 2000);
    };
  }

  async function wake() {
    await read();
    if (stream.readyState === EventSource.CLOSED) listen();
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.action.startsWith(location.origin + base)) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("main a");
    if (!link?.href.startsWith(location.origin + base)) return;
    event.preventDefault();
    here = link.href;
    history.replaceState(null, "", here);
    fetch(here, { cache: "no-store", headers: { accept: "text/html" } })
      .then((answer) => show(answer, true))
      .then((isDone) => isDone && here.includes("wijzig") && region("t").focus())
      .catch(() => say(LOST));
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "t" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (event.target.value.trim()) event.target.form.requestSubmit();
  });
  document.addEventListener("input", (event) => event.target.id === "t" && keep(event.target.value));
  document.addEventListener("change", (event) => event.target.id === "to" && dress());
  document.addEventListener("visibilitychange", () => document.hidden || wake());

  const box = region("t");
  if (box && !box.value && kept()) {
    box.value = kept();
    region("f").hidden = false;
    region("f").open = true;
  }
  dress();
  listen();
})();
