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
  let stream = null;
  let isSending = false;

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

  /** Show an answer; a page that is no seat any more (closed, withdrawn) takes the place of this one. */
  async function show(answer, isAct) {
    if (answer.status === 429 || answer.status >= 500) {
      if (isAct) page.say(own.busy);
      return false;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (fresh.querySelector("main")?.dataset.path !== base) return leave(fresh);
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
    try {
      const request = { ...html, method: "POST", body: fields, signal: AbortSignal.timeout?.(8000) };
      own.sent(form, await show(await fetch(form.action, request), true), id);
    } catch {
      page.say(own.lost);
    }
    button?.classList.remove("bezig");
    isSending = false;
  }

  async function read() {
    if (isSending) return;
    try {
      await show(await fetch(page.here, html), false);
    } catch {}
  }

  page.go = (address) => {
    page.at(address);
    return fetch(address, html)
      .then((answer) => show(answer, true))
      .catch(() => page.say(own.lost));
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
    if (main()?.dataset.path === base && stream.readyState === EventSource.CLOSED) listen();
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
