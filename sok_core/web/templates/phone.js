/* The phone page, live. Without this script the same page works with plain forms.
   What somebody writes is kept on the phone until the server has answered: first as a draft, then in the outbox. */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { code, words, limit, patterns, state: first } = JSON.parse($("d").textContent);
  const base = `/m/${code}`;
  const { lang } = document.documentElement;
  const form = $("f");
  const box = $("t");
  const ask = $("a");

  let state = first;
  state.notes = [...($("n")?.children ?? [])].map((item) => ({
    id: Number(item.dataset.id),
    number: Number(item.firstElementChild.textContent),
    text: item.children[1].textContent,
    translation: item.children[2]?.textContent,
  }));
  for (const target of state.vote?.targets ?? []) target.title = $(target.id)?.children[1].textContent;
  let ahead = state.now - Date.now(); // how far the server's clock is ahead of this phone's
  let editing = 0; // the id of the note that is in the box to be changed
  let stash = ""; // the draft that had to make room for it
  let isSending = false;
  let sendAgain = 0;
  let stream = null;
  let missed = 0; // how often in a row the stream was refused
  let turn = 0; // which reading is the last one
  let heard = 0; // the version that it must have at least
  const who = $("g");
  let wasAsking = who?.open;

  // ---- what stays on this phone (in private mode only as long as the page is open)

  const memory = {};
  let isStored = true;
  const recall = (name) => {
    try {
      return localStorage.getItem(`sok-${code}-${name}`);
    } catch {
      return memory[name];
    }
  };
  const remember = (name, text) => {
    memory[name] = text;
    try {
      if (text) localStorage.setItem(`sok-${code}-${name}`, text);
      else localStorage.removeItem(`sok-${code}-${name}`);
    } catch {
      isStored = false;
    }
  };
  const outbox = () => JSON.parse(recall("out") || "[]");
  const keep = (unsent) => {
    remember("out", unsent.length ? JSON.stringify(unsent) : "");
    showOutbox();
  };
  const drop = (key) => keep(outbox().filter((unsent) => unsent.key !== key));

  // ---- building blocks

  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (name) node.className = name;
    return node;
  };
  const link = (text, act) => {
    const button = make("button", text, "link");
    button.type = "button";
    button.onclick = act;
    return button;
  };
  const paper = (mark, text, acts, translation) => {
    const item = make("li", "", "n");
    const words = make("span", text);
    words.dir = "auto";
    item.append(make("b", mark), words);
    if (translation) {
      const dutch = make("i", translation);
      dutch.lang = "nl";
      dutch.dir = "auto";
      item.append(dutch);
    }
    if (acts.length) {
      const row = make("div");
      row.append(...acts);
      item.append(row);
    }
    return item;
  };
  const say = (text, isBad) => {
    const message = $("m");
    message.className = isBad ? "let" : "ok";
    message.textContent = text;
    message.hidden = !text;
  };
  const newKey = () => Date.now().toString(36) + Math.random().toString(36).slice(2);
  const fill = (text, ...values) => values.reduce((filled, value) => filled.replace("%s", value), text);

  function showOutbox() {
    $("u").replaceChildren(
      ...outbox().filter((unsent) => unsent.text).map((unsent) => {
        const acts = form ? [make("span", unsent.why || words.waiting, "soft")] : [];
        if (unsent.why && form) acts.push(link(words.put_back, () => putBack(unsent)));
        return paper("…", unsent.text, acts);
      }),
    );
  }

  function putBack(unsent) {
    box.value = box.value ? `${box.value}\n${unsent.text}` : unsent.text;
    typed();
    drop(unsent.key);
    render();
  }

  showOutbox();
  if (!form) {
    // the meeting is over, or there is none: only what was never sent is still shown
    const draft = (recall("draft") || "").trim();
    if (draft) $("u").append(paper("…", draft, []));
    if ($("u").children.length) {
      $("u").before(make("p", words.unsent, "let"));
      if ($("e")) $("e").textContent = words.gone;
    }
    return;
  }

  // ---- what the page shows

  const isUp = () => state.timer?.locks && state.timer.ends_at <= Date.now() + ahead;
  const isWriting = () => (state.phase === "open" || state.phase === "samen") && !isUp();
  const questionId = () => state.question?.id;

  function typed() {
    const left = limit - [...box.value.trim()].length;
    $("r").textContent = fill(left < 0 ? words.over : words.left, Math.abs(left));
    $("r").classList.toggle("too", left < 0);
    if (!editing) remember("draft", box.value);
  }

  function ownPaper(note) {
    const acts = [];
    if (!note.hidden && isWriting() && note.question === questionId()) {
      acts.push(link(words.change, () => edit(note)), link(words.take, () => takeBack(note)));
      acts.forEach((act) => act.append(make("span", ` ${note.number}`, "vh")));
    }
    return paper(note.number, note.hidden ? words.hidden : note.text, acts, note.translation);
  }

  /** Draw a list anew only when it changed, and leave the keyboard at the same button. */
  function list(id, papers, mark) {
    const place = $(id);
    if (place.dataset.mark === mark) return;
    place.dataset.mark = mark;
    const held = place.contains(document.activeElement) && document.activeElement.outerHTML;
    place.replaceChildren(...papers());
    [...place.querySelectorAll("button")].find((act) => act.outerHTML === held)?.focus();
  }

  /** Show a text in the language of this phone when somebody translated it, with the Dutch under it. */
  function inTwo(top, under, { text, translations }) {
    const translation = translations?.[lang];
    $(top).textContent = translation || text;
    $(top).lang = translation ? lang : "nl";
    $(under).firstChild.textContent = translation ? text : "";
    $(under).hidden = !translation;
  }

  function render() {
    const { question, phase, meeting } = state;
    const writing = isWriting();
    const isShared = phase === "samen" || phase === "klaar" || phase === "verzamelen";
    const own = [...state.own].sort((a, b) => b.number - a.number);
    const ownIds = new Set(own.map((note) => note.id));
    const others = isShared ? state.notes.filter((note) => !ownIds.has(note.id)).sort((a, b) => b.number - a.number) : [];

    inTwo("q", "s", question ?? { text: meeting.title });
    document.title = $("q").textContent;
    $("p").textContent = question ? fill(words.question, question.position, question.of) : "";
    document.querySelector("main").className = `k${question ? ((question.position - 1) % 5) + 1 : 1}`;
    $("w").textContent = !question ? words.none : ({ dicht: words.wait, verzamelen: words.gather, stemmen: words.vote, uitslag: words.result })[phase] ?? words.closed;
    $("w").hidden = writing;
    form.hidden = Boolean(asked()) || (!writing && !box.value);
    $("b").hidden = !writing || !ask.hidden;
    $("b").textContent = editing ? words.save : words.place;
    $("x").hidden = !editing || !ask.hidden;
    $("os").hidden = !own.length;
    $("ns").hidden = !isShared;
    const isAsking = writing && !own.length && !outbox().length && !("asked" in who.dataset);
    if (isAsking !== wasAsking) who.open = wasAsking = isAsking; // else it stays as somebody put it
    renderVote();
    renderChoice();
    renderProposal();
    list("o", () => own.map(ownPaper), JSON.stringify([own, writing, questionId()]));
    list("n", () => others.map((note) => paper(note.number, note.text, [], note.translation)), JSON.stringify(others));
  }

  // ---- dots

  const waitingDots = () => outbox().filter((one) => one.target && one.question === questionId());
  const sumOf = (dots) => dots.reduce((sum, one) => sum + one.dots, 0);

  function renderVote() {
    const { vote, phase } = state;
    $("vs").hidden = !vote;
    if (!vote) return;
    const isOver = phase === "uitslag";
    const isTable = vote.ballot === "tafel";
    const waits = waitingDots();
    const left = isUp() ? 0 : state.dots_left - sumOf(waits);
    const [one, more] = isTable ? [words.table_dot, words.table_dots] : [words.dot, words.dots];
    $("vl").textContent = isOver ? words.outcome : isUp() ? words.up : left === 1 ? one : fill(more, left);
    $("vt").hidden = isOver || !isTable;
    list("v", () => vote.targets.map((target) => choice(target, waits, left)), JSON.stringify([vote, left, phase, isUp(), waits]));
  }

  function choice(target, waits, left) {
    const item = paper(target.number, target.title || fill(words.pile, target.number), []);
    const row = make("div");
    const { mine, paper: onPaper } = state.vote;
    if (!mine || state.phase === "uitslag") row.append(make("b", target.dots === 1 ? words.got_one : fill(words.got, target.dots)));
    else {
      const dots = (mine[target.id] ?? 0) + sumOf(waits.filter((one) => one.target === target.id));
      const less = dot(target, -1, "−", words.less_dot, isUp() || dots <= (onPaper[target.id] ?? 0));
      row.append(less, make("b", "●".repeat(dots)), dot(target, 1, "+", words.more_dot, left < 1));
    }
    item.append(row);
    return item;
  }

  function dot(target, dots, sign, label, isOff) {
    const button = link(sign, () => cast(target.id, dots));
    button.setAttribute("aria-label", fill(label, target.number));
    button.disabled = isOff;
    return button;
  }

  /** A dot waits on the phone until the server has it, as a note does; the same key makes one tap one dot. */
  function cast(target, dots) {
    keep([...outbox(), { key: newKey(), target, dots, question: questionId() }]);
    render();
    flush();
  }

  // ---- who works with whom, and who does what: said by choosing from lists

  const asked = () => state.network ?? state.roles ?? state.scores;
  const choosing = () => (state.network ? "mentions" : state.roles ? "roles" : "scores");
  const byId = (entries, id) => entries.find((one) => one.id === id) ?? {};
  const nameOf = (id) => byId(asked().parties, id).name;
  const options = (place, entries, chosen) => {
    const mark = JSON.stringify(entries);
    if (place.dataset.mark === mark) return;
    const kept = place.dataset.mark ? place.value : chosen;
    place.dataset.mark = mark;
    place.replaceChildren(new Option(words.choose, ""), ...entries.map((one) => new Option(one.name ?? one.title, one.id)));
    place.value = kept ?? "";
  };

  function renderChoice() {
    const about = asked();
    $("ks").hidden = !about || $("ks").dataset.of !== choosing();
    if (!about) return;
    for (const id of ["f", "os", "ns"]) $(id).hidden = true;
    if ($("ks").hidden) return fetchLists();
    const isOpen = isWriting();
    if (state.scores) return renderScores(isOpen);
    const { said, party, parties, tasks } = about;
    $("kp").hidden = !isOpen || said;
    $("km").hidden = !isOpen || !said;
    $("kw").hidden = !said;
    $("kw").firstChild.textContent = party ? fill(words.for_party, nameOf(party)) : words.for_myself;
    options($("ka"), parties, party);
    const { us } = $("kt").dataset;
    const others = parties.filter((one) => one.id !== party);
    options($("kt"), us && party ? [{ id: party, name: us }, ...others] : others);
    if (tasks) options($("kx"), tasks);
    list("kl", () => [...about.mine].reverse().map((one) => choicePaper(one, isOpen)), JSON.stringify([about, isOpen]));
  }

  let scoring; // fetched when there are values to score

  async function renderScores(isOpen) {
    scoring ??= import($("ks").dataset.js);
    (await scoring).default($("ks"), state.scores, isOpen, tell, say);
  }

  function choicePaper({ id, task, target, kind, role }, isOpen) {
    const name = nameOf(target);
    const acts = isOpen ? [link(words.drop, () => tellChoice(choosing(), { delete: id }))] : [];
    const item = paper("–", task ? byId(asked().tasks, task).title : name, acts);
    const what = make("i", [...$("kk").options].find((one) => one.value === (kind ?? role)).text);
    if (task) what.append(" ", make("bdi", name));
    item.children[1].after(what);
    return item;
  }

  let isFetching = false;

  /** A page brings only the lists of the question that it came with; those of another one are asked for. */
  async function fetchLists() {
    if (isFetching) return;
    isFetching = true;
    try {
      const page = await (await fetch(base, { cache: "no-store" })).text();
      const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("ks");
      $("ks").replaceChildren(...fresh.children);
      Object.assign($("ks").dataset, fresh.dataset);
    } catch {}
    isFetching = false;
    if ($("ks").dataset.of === choosing()) render();
    else setTimeout(render, 3000);
  }

  async function tellChoice(path, body) {
    const value = await tell(`/${path}`, body);
    const about = asked();
    const isParty = path === "party";
    if (!value || !about || !(isParty || path === choosing())) return; // the question can be another by now
    say(isParty || body.delete ? "" : `✓ ${$("km").lastElementChild.dataset.done}`);
    if (isParty) Object.assign(about, { said: true, party: value.party });
    else {
      about.mine = about.mine.filter((one) => one.id !== (body.delete ?? value.id));
      if (!body.delete) about.mine.push(value);
      $("kt").value = "";
    }
    render();
    if (!body.delete) $("km").querySelector("select").focus();
  }

  $("ks").onsubmit = (event) => {
    if (state.scores) return;
    event.preventDefault();
    const { target, submitter } = event;
    const body = Object.fromEntries([...new FormData(target)].map(([name, value]) => [name, Number(value) || value]));
    if (target.id === "km") tellChoice(choosing(), { ...body, party: asked().party });
    else tellChoice("party", { party: submitter?.name ? null : body.party });
  };
  $("ks").onclick = (event) => {
    if (event.target.id !== "kc") return;
    event.preventDefault();
    asked().said = false;
    render();
    $("ka").focus();
  };

  // ---- a proposal

  const why = $("pr");
  const isUnsent = () => why.value.trim() && why.value !== why.defaultValue; // the default is what was sent

  function renderProposal() {
    const { proposal } = state;
    $("ps").hidden = !proposal;
    $("g").hidden = Boolean(proposal || state.network || state.roles);
    if (!proposal) return;
    for (const id of ["s", "w", "f", "vs", "os", "ns", "ks"]) $(id).hidden = true;
    const { open, status, outcome, mine, wording } = proposal;
    const isDecided = status === "besloten";
    document.title = $("q").textContent = isDecided ? words.decided : open ? words.live_with : words.round_over;
    $("q").lang = lang;
    $("p").textContent = wording > 1 ? fill(words.wording, wording) : words.proposal;
    inTwo("pt", "pd", proposal);
    const told = outcome && ("yes" in outcome ? fill(words.outcome_split, outcome.yes, outcome.objecting) : fill(words.outcome_whole, outcome.count));
    $("po").textContent = told ? `${told} ${isDecided ? words.good_enough : ""}` : words.answer;
    $("pf").hidden = $("pv").hidden = !open;
    document.querySelectorAll("#pf button").forEach((button) => button.setAttribute("aria-pressed", mine?.answer === button.value));
    if (!isUnsent()) why.value = why.defaultValue = mine?.text ?? "";
    const isLeft = !open && mine?.answer !== "ja" && isUnsent(); // typed, and too late to send
    $("pw").hidden = open ? mine?.answer !== "bezwaar" : !isLeft;
    if (isLeft) say(words.unsent, true);
  }

  async function answer(body) {
    const { id, wording } = state.proposal;
    const value = await tell("/answers", { proposal: id, wording, ...body });
    if (!value) return read(); // there may be another wording by now
    say(`✓ ${body.text ? words.objected : words.counted}`);
    if (state.proposal?.id === id && state.proposal.wording === wording) state.proposal = { ...state.proposal, mine: value };
    if ("text" in body) {
      why.value = why.defaultValue = value.text;
      remember("why", "");
    }
    render();
  }

  $("pf").onsubmit = (event) => {
    event.preventDefault();
    answer({ answer: event.submitter.value });
  };
  $("pw").onsubmit = (event) => {
    event.preventDefault();
    const text = why.value.trim();
    const ask = $("pv").textContent === words.sure ? "" : personal(text);
    $("pv").textContent = ask ? words.sure : words.send;
    if (ask) say(ask, true);
    else answer({ answer: "bezwaar", text });
  };
  why.oninput = () => {
    remember("why", why.value);
    $("pv").textContent = words.send;
  };

  function tick() {
    let text = "";
    if (state.timer) {
      const left = Math.ceil((state.timer.ends_at - Date.now() - ahead) / 1000);
      text = left > 60 ? fill(words.minutes, Math.ceil(left / 60)) : left > 0 ? fill(words.seconds, left) : words.up;
    }
    if ($("c").textContent === text) return;
    $("c").textContent = text;
    if (text === words.up) render();
  }

  // ---- sending

  async function post(path, body) {
    const answer = await fetch(base + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout?.(8000),
    });
    heard = Infinity; // no reading that is under way can know of this
    return [answer, await answer.json().catch(() => ({}))];
  }

  /** Send what is done at once, and return the answer; nothing when it was refused or never came, and say so. */
  async function tell(path, body) {
    try {
      const [answer, value] = await post(path, body);
      if (answer.ok) return value;
      say(value.message || words.failed, true);
    } catch {
      say(words.failed, true);
    }
  }

  const own = (note) => {
    if (note.text || note.hidden) state.own = state.own.filter((other) => other.id !== note.id).concat(note);
  };

  /** Send what waits, oldest first; each note has its own key, so that sending twice makes one note. */
  async function flush() {
    if (isSending) return;
    isSending = true;
    clearTimeout(sendAgain);
    let wait = 0;
    const tried = new Set();
    const isDue = ({ key, why, question }) => !tried.has(key) && (!why || (isWriting() && question === questionId()));
    for (let unsent; !wait && (unsent = outbox().find(isDue)); tried.add(unsent.key)) wait = await send(unsent);
    isSending = false;
    if (wait) sendAgain = setTimeout(flush, wait);
    render();
  }

  /** Send one note or dot; returns after how many milliseconds to try again, 0 when there is an answer. */
  async function send(unsent) {
    const { key, text, question, target, dots } = unsent;
    let answer;
    let value;
    if (target && question !== questionId()) {
      drop(key);
      say(words.closed, true);
      return 0;
    }
    try {
      [answer, value] = target ? await post("/votes", { target, dots, key }) : await post("/notes", { text, key, question });
    } catch {
      say(target ? words.offline_dot : words.offline, true);
      return 2500 + Math.random() * 1500;
    }
    if (answer.ok && target) {
      drop(key);
      if (state.vote?.mine) state.vote = { ...state.vote, mine: { ...state.vote.mine, [target]: value.dots } };
      state.dots_left = value.dots_left;
      if (!waitingDots().length) say("");
      render();
      return 0;
    }
    if (answer.ok) {
      drop(key);
      own({ id: value.id, number: value.number, question, hidden: false, text: value.text }); // as the stream tells it
      say(`✓ ${fill(words.placed, value.number)}`);
      return 0;
    }
    if (answer.status === 429 || answer.status >= 500) {
      say(answer.status === 507 || target ? value.message : words.busy, true);
      return 1000 * (answer.headers.get("retry-after") || 3);
    }
    const why = value.message || words.failed;
    say(why, true);
    if (target) drop(key);
    else keep(outbox().map((other) => (other.key === key ? { ...other, why } : other)));
    if (!box.value && !target) putBack(unsent);
    if (answer.status === 410 || (answer.status === 404 && !target)) leave();
    return 0;
  }

  function personal(text) {
    const kind = Object.keys(patterns).find((name) => new RegExp(patterns[name]).test(text));
    return kind ? words[kind] : "";
  }

  function emptyBox() {
    box.value = stash;
    stash = "";
    editing = 0;
    ask.hidden = true;
    typed();
    render();
  }

  function edit(note) {
    if (!editing) stash = box.value;
    editing = note.id;
    box.value = note.text;
    typed();
    render();
    box.focus();
  }

  async function change(id, text) {
    const value = await tell(`/notes/${id}`, { text });
    if (!value) return;
    own({ ...state.own.find((note) => note.id === id), text: value.text, translation: undefined }); // as the stream
    say(words.changed);
    emptyBox();
  }

  async function takeBack(note) {
    if (!(await tell(`/notes/${note.id}`, { delete: true }))) return;
    state.own = state.own.filter((other) => other.id !== note.id);
    say(words.taken);
    render();
  }

  form.onsubmit = (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return say(words.empty, true);
    if ([...text].length > limit) return box.focus();
    const why = event.submitter?.name === "sure" ? "" : personal(text);
    ask.hidden = !why;
    if (why) {
      say("");
      ask.firstElementChild.textContent = why;
      return render();
    }
    if (editing) return change(editing, text);
    const key = newKey();
    keep([...outbox(), { key, text, question: questionId() }]);
    emptyBox();
    flush();
  };
  ask.querySelector("a").onclick = (event) => {
    event.preventDefault();
    ask.hidden = true;
    render();
    box.focus();
  };
  $("x").onclick = (event) => {
    event.preventDefault();
    emptyBox();
  };
  box.oninput = typed;

  /** The meeting is over or gone. The page that says so shows what is left here, if this phone can keep it. */
  function leave() {
    if (editing) remember("draft", [stash, box.value].filter(Boolean).join("\n"));
    if (isStored || !(box.value || outbox().length)) location.reload();
    else say(words.unsent, true);
  }

  // ---- hearing

  async function read() {
    const mine = ++turn;
    heard = 0;
    try {
      const answer = await fetch(`${base}/state`, { cache: "no-store" });
      if (answer.status === 410 || answer.status === 404) return leave();
      if (!answer.ok) return;
      const fresh = await answer.json();
      if (mine !== turn) return;
      if (fresh.version < heard) return read(); // the stream was faster
      const before = questionId();
      const hadProposal = state.proposal;
      state = fresh;
      ahead = state.now - Date.now();
      const { proposal } = state;
      if (["id", "wording", "open"].some((one) => hadProposal?.[one] !== proposal?.[one])) say(""); // what was said is of before
      if (box.value && ((before && before !== questionId()) || (proposal && !hadProposal))) say(words.new_question, true);
      render();
      flush();
    } catch {}
  }

  function hear({ kind, ...change }) {
    const { id } = change;
    if (kind === "own") own(change);
    else if (kind === "meeting") Object.assign(state, { timer: change.timer, phase: change.phase, question: change.question });
    else if (kind === "note") state.notes = state.notes.filter((note) => note.id !== id).concat(change);
    else if (kind === "gone") {
      state.notes = state.notes.filter((note) => note.id !== id);
      state.own = state.own.filter((note) => note.id !== id);
    }
  }

  function listen() {
    stream?.close();
    stream = new EventSource(`${base}/events?since=${state.version}`);
    stream.onopen = () => {
      missed = 0;
      flush();
    };
    stream.onmessage = (event) => {
      const { now, version, changes } = JSON.parse(event.data);
      ahead = now - Date.now();
      state.version = version;
      heard = Math.max(heard, version);
      changes.forEach(hear);
      render();
      flush();
    };
    // a whole hall reads again at once: spread it over a third of a second
    stream.addEventListener("reset", () => setTimeout(read, Math.random() * 300));
    stream.onerror = () => {
      // refused: no place, or the server is starting; reading goes on meanwhile, less often each time
      if (stream.readyState === EventSource.CLOSED) setTimeout(wake, 2000 * (1 + Math.random()) * 2 ** Math.min(missed++, 2));
    };
  }

  /** After sleep, or when the stream ended for good: read what was missed, and listen again. */
  async function wake() {
    await read();
    if (stream.readyState === EventSource.CLOSED) listen();
  }

  document.addEventListener("visibilitychange", () => document.hidden || wake());
  addEventListener("online", flush);
  if (!box.value) box.value = recall("draft") || "";
  const reason = recall("why") || why.value;
  why.defaultValue = state.proposal?.mine?.text ?? "";
  why.value = reason;
  typed();
  render();
  tick();
  setInterval(tick, 500);
  flush();
  listen();
  if ($("nm")) read().then(() => $("nm").remove()); // a full wall comes after the page, so that writing need not wait
})();
