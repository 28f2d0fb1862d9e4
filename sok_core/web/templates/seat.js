/* What the live pages of tafelhulp and afstandsbediening share. Without a script they work with plain forms.
   The server makes every page; this sends a form without leaving it, and puts in place what changed.
   "own" says what one of the two does besides: see helper.js and remote.js. */
const seat = (own) => {
  "use strict";
  const main = () => document.querySelector("main");
  const base = main().dataset.path;
  const html = { cache: "no-store", headers: { accept: "text/html" } };
  const region = (id, from = document) => from.getElementById(id);
  const page = { base, main, region, here: location.href }; // here: the page that tells what happened last
  const marks = {};
  const markOf = (place) => place.outerHTML.replace(/name="key" value="[^"]*"/, "");
  const isSeated = (from = document) => from.querySelector("main")?.dataset.path === base;
  let stream = null;
  let isSending = false;
  let isMissed = false; // the bell rang while something was on its way

  page.say = (text) => {
    const line = document.createElement("p");
    line.className = "let";
    line.textContent = text;
    region("m").replaceChildren(line);
  };

  function put(fresh, isAct) {
    const focus = document.activeElement?.id;
    for (const place of document.querySelectorAll("[data-live]")) {
      const next = region(place.id, fresh)?.cloneNode(true);
      if (!next || !document.contains(place)) continue;
      const mark = markOf(next);
      const isNew = marks[place.id] !== mark;
      if (!isAct && (!isNew || own.isHeld(place, next))) continue;
      marks[place.id] = mark;
      place.replaceWith(next);
      own.put(place, next, { isAct, isNew });
    }
    const before = main().dataset.phase;
    main().className = fresh.querySelector("main").className;
    Object.assign(main().dataset, fresh.querySelector("main").dataset);
    document.title = fresh.title;
    if (isAct) region("m").replaceChildren(...[...region("m", fresh).childNodes].map((one) => one.cloneNode(true)));
    else own.heard(fresh, before !== main().dataset.phase);
    own.dress();
    if (focus && document.activeElement === document.body) region(focus)?.focus({ preventScroll: true });
  }

  /** Ask the server; null when it could not be reached. */
  async function ask(address, more = {}) {
    try {
      const answer = await fetch(address, { ...html, ...more });
      return { answer, fresh: new DOMParser().parseFromString(await answer.text(), "text/html") };
    } catch {
      return null;
    }
  }

  /** Show an answer; a page that is no seat any more (closed, withdrawn) takes the place of this one. */
  function show(found, isAct) {
    if (!found || found.answer.status === 429 || found.answer.status >= 500) {
      if (isAct) page.say(found ? own.busy : own.lost);
      return false;
    }
    const { answer, fresh } = found;
    if (!isSeated(fresh)) return leave(fresh);
    if (!isAct && Number(fresh.querySelector("main").dataset.version) < Number(main().dataset.version)) return false;
    if (answer.redirected && isAct) page.at(own.tells ? answer.url : base);
    put(fresh, isAct);
    return answer.ok;
  }

  function leave(fresh) {
    stream?.close();
    const body = document.body;
    document.title = fresh.title;
    body.replaceWith(document.adoptNode(fresh.body));
    history.replaceState(null, "", base);
    own.left(body);
    return false;
  }

  page.at = (address) => {
    page.here = address;
    history.replaceState(null, "", address);
  };

  async function send(form, button) {
    if (isSending) return;
    isSending = true;
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.set(button.name, button.value);
    const id = document.activeElement?.id;
    button?.classList.add("bezig");
    const found = await ask(form.action, { method: "POST", body: fields, signal: AbortSignal.timeout?.(8000) });
    button?.classList.remove("bezig");
    isSending = false;
    own.sent(form, show(found, true), id);
    if (isMissed) read();
  }

  async function read() {
    if (!isSeated()) return;
    const found = isSending ? null : await ask(page.here);
    isMissed = isSending;
    if (!isSending) show(found, false);
  }

  page.go = async (address) => {
    page.at(address);
    return show(await ask(address), true);
  };

  function listen() {
    stream?.close();
    stream = new EventSource(`${base}/events?since=${main().dataset.version}`);
    stream.onmessage = read;
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(wake, 1000 + Math.random() * 2000);
    };
  }

  async function wake() {
    await read();
    if (isSeated() && stream.readyState === EventSource.CLOSED) listen();
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.action.startsWith(location.origin + base)) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  for (const place of document.querySelectorAll("[data-live]")) marks[place.id] = markOf(place);
  page.begin = () => {
    own.dress();
    listen();
  };
  return page;
};
