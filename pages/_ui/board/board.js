// The screen of the hall: first state as data, every later change straight from the event stream.
// What fits is measured, never guessed; what does not fit waits for the next sheet.
const boards = new WeakMap();

const el = (tag, className = "", text = "") => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

/** All that stands on a note; who measures or places it must know when that changes. */
const saysOf = (note) => JSON.stringify([note.text, note.translation]);

const bold = (text) => el("b", "", String(text));

class Board {
  constructor(root, data) {
    this.root = root;
    this.heights = new Map(); // note id → {says, width, height, isWide}
    this.shown = new Map(); // note id → element on the wall
    this.isLost = false;
    this.start(data);
    this.ticking = setInterval(() => this.tick(), 250);
    this.resizing = new ResizeObserver(() => this.again());
    this.resizing.observe(root);
    document.fonts?.ready.then(() => this.again());
  }

  start(data) {
    this.data = data;
    this.isGone = false;
    this.url = `/live/${data.code}`;
    this.take(data.state);
    this.fresh = new Set();
    this.draw();
    this.listen();
  }

  stop() {
    clearInterval(this.ticking);
    clearTimeout(this.telling);
    clearTimeout(this.coming);
    this.resizing.disconnect();
    this.source.close();
  }

  // ---- what happens

  take(state) {
    this.state = state;
    this.pictureAge = (this.pictureAge ?? 0) + 1;
    this.ahead = state.now - Date.now();
    this.notes = new Map(state.notes.map((note) => [note.id, note]));
    this.themes = new Map((state.themes ?? []).map((theme) => [theme.id, theme]));
  }

  listen() {
    this.source?.close();
    this.source = new EventSource(`${this.url}/events?view=scherm&since=${this.state.version}`);
    this.source.onopen = () => this.lost(false);
    this.source.onerror = () => {
      this.read(); // tells whether the server is away, or the dossier
      if (this.source.readyState === EventSource.CLOSED) this.coming = setTimeout(() => this.listen(), 2000);
    };
    this.source.onmessage = (event) => {
      const { now, version, changes } = JSON.parse(event.data);
      this.ahead = now - Date.now();
      this.state.version = this.heard = version;
      const arrived = new Set();
      for (const change of changes) this.hear(change, arrived);
      if (arrived.size) this.fresh = arrived;
      this.soon();
    };
    this.source.addEventListener("reset", () => this.read());
  }

  hear(change, arrived) {
    if (change.kind === "note") {
      if (!this.notes.has(change.id)) arrived.add(change.id);
      this.notes.set(change.id, change);
    } else if (change.kind === "gone") this.notes.delete(change.id);
    else if (change.kind === "theme") this.themes.set(change.id, change);
    else if (change.kind === "theme_gone") this.themes.delete(change.id);
    else if (change.kind === "votes") this.state.vote = { ...this.state.vote, cast: change.cast };
    else if (change.kind === "network") {
      const { kind, ...told } = change;
      this.state.network = { ...this.state.network, ...told };
      this.pictureAge = (this.pictureAge ?? 0) + 1;
    } else if (change.kind === "scores") this.state.scores = { ...this.state.scores, people: change.people };
    else if (change.kind === "roles") this.state.roles = { tasks: change.tasks };
    else if (change.kind === "proposal") this.state.proposal = change.proposal;
    else if (change.kind === "count") this.state.count = change.notes;
    else if (change.kind === "presence") this.state.phones = change.phones;
    else if (change.kind === "meeting") Object.assign(this.state, change);
  }

  /** Read all anew; what the stream told meanwhile is newer than an answer that was already on its way. */
  async read() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    this.heard = 0;
    try {
      const answer = await fetch(`${this.url}/state?view=scherm`, { cache: "no-store" });
      const state = answer.ok ? await answer.json() : null;
      if (turn !== this.turn) return;
      if (answer.status === 404) return this.gone();
      if (!state) return this.lost(true);
      if (state.version < this.heard) return this.read();
      this.isGone = false;
      this.lost(false);
      this.take(state);
      this.fresh = new Set();
      this.soon();
    } catch {
      this.lost(true);
    }
  }

  lost(isLost) {
    if (this.isLost === isLost) return;
    this.isLost = isLost;
    this.soon();
  }

  /** The dossier was deleted: nothing of it stays on the screen. It may only have been away for a moment. */
  gone() {
    this.isGone = true;
    this.notes.clear();
    this.soon();
  }

  soon() {
    if (this.drawing) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.draw();
    });
  }

  again() {
    this.heights.clear();
    this.soon();
  }

  // ---- what stands there

  view() {
    const { meeting, screen, phase, question } = this.state;
    if (this.isGone) return "weg";
    if (meeting.status === "gesloten") return "dank";
    if (screen === "pauze" || screen === "wifi") return screen;
    if (screen === "voorstel" && this.state.proposal) return this.proposalView();
    if (screen === "tekenen" && this.state.signing) return this.signingView();
    if (screen === "agenda" && this.state.agenda) return "agenda";
    if (screen === "welkom" || !question) return "welkom";
    if (phase === "verzamelen") return "tafel";
    if (phase === "stemmen" && this.state.vote) return "kiezen";
    if (phase === "uitslag" && this.state.vote) return "uitslag";
    if (this.state.scores) return this.state.scores.result ? "cijfers" : "vraag";
    if (this.state.roles) return phase === "samen" || phase === "klaar" ? "taken" : "vraag";
    if (this.state.network) return phase === "samen" || phase === "klaar" ? "kaart" : "vraag";
    return phase === "samen" || phase === "klaar" ? "muur" : "vraag";
  }

  draw() {
    const view = this.view();
    const { question } = this.state;
    const { phase, meeting, vote, proposal, scores } = this.state;
    const asked = proposal && [proposal.id, proposal.wording, proposal.text, proposal.outcome?.finding, !proposal.objections.length];
    const key = [view, this.data.code, question?.id, question?.text, phase, meeting.title, vote?.finding, scores?.result?.finding, asked, this.signingKey(), view === "agenda" && this.agendaKey()].join("|");
    if (key !== this.key) {
      this.key = key;
      this.shown.clear();
      this.listKey = "";
      this.root.className = `scherm k${question ? ((question.position - 1) % 5) + 1 : 1}`;
      const small = el("p", "klein", this.data.words.small);
      this.foot = el("footer", "voet");
      this.bar = el("div", "balk");
      this.foot.append(this.bar);
      if (view === "muur") this.foot.append(this.joinView());
      this.root.replaceChildren(this.viewOf(view), this.foot, small);
      if (!["voorstel", "uitkomst", "besluit", "tekenen", "agenda"].includes(view)) this.fit();
    }
    this.root.classList.toggle("veel", this.isDense());
    if (view === "muur") this.drawWall();
    else if (view === "kaart") this.drawNetwork();
    else if (view === "taken") this.drawTasks();
    else if (view === "cijfers") this.drawScores();
    else if (view === "tafel") this.drawGathering();
    else if (view === "kiezen") this.drawChoices();
    else if (view === "uitslag") this.drawBars();
    else if (view === "uitkomst") this.drawObjections();
    else if (view === "tekenen") this.drawPromises();
    else if (view === "agenda") this.fitAgenda();
    else if (view === "begin" || view === "getekend") this.fitRoll();
    else {
      if (view !== "besluit") this.drawCounters();
      this.fitProposal();
    }
    this.drawFoot(view);
    this.tick();
  }

  viewOf(view) {
    const views = { muur: "wallView", kaart: "networkView", taken: "tasksView", cijfers: "scoresView", tafel: "gatherView", kiezen: "voteView", uitslag: "resultView", voorstel: "askView", uitkomst: "outcomeView", besluit: "decidedView", tekenen: "turnView", agenda: "agendaView" };
    if (view === "begin" || view === "getekend") return this.listView(view);
    return view in views ? this[views[view]]() : this.cardView(view);
  }

  isDense() {
    return this.state.dense && innerHeight >= 1080;
  }

  qr(svg, label) {
    const box = el("div", "qr");
    box.innerHTML = svg; // made by our own server from an address, never from what people type
    box.firstElementChild?.setAttribute("role", "img");
    box.firstElementChild?.setAttribute("aria-label", label);
    return box;
  }

  cardView(view) {
    const { words, address, code, qr, wifi } = this.data;
    const { question, meeting, phase } = this.state;
    const texts = {
      vraag: [words.question.replace("%s", question?.position).replace("%s", question?.of), question?.text, phase === "dicht" ? words.soon : this.howOf()],
      welkom: [meeting.neighbourhood, meeting.title, words.welcome],
      pauze: ["", words.pause, words.pauseHow],
      weg: ["", words.gone, words.goneHow],
      wifi: [words.wifiEye, wifi.name || words.noWifi, wifi.name ? words.wifiHow : ""],
      dank: [meeting.neighbourhood, words.thanks, words.thanksHow],
    }[view];
    const main = el("div", "vraag");
    const text = el("section", "tekst");
    text.append(el("p", "oog", texts[0]), el("h1", "", texts[1]), el("p", "hoe", texts[2]));
    this.counters = el("ul", "tel num");
    text.append(this.counters);
    main.append(text);
    const hasCard = view === "vraag" || view === "welkom" || (view === "wifi" && wifi.name);
    main.classList.toggle("alleen", !hasCard);
    if (hasCard) main.append(view === "wifi" ? this.wifiCard() : this.codeCard(qr, address, code));
    return main;
  }

  howOf() {
    const { words } = this.data;
    const { roles, network, scores } = this.state;
    return scores ? words.howScores : roles ? words.howRoles : network ? words.howNetwork : words.how;
  }

  codeCard(qr, address, code) {
    const card = el("section", "kaart");
    card.append(this.qr(qr, this.data.words.qr), el("p", "of", this.data.words.orType), el("p", "adres", address));
    const big = el("p", "code", code);
    big.setAttribute("aria-label", [...code].join(" "));
    card.append(big);
    return card;
  }

  wifiCard() {
    const { wifi, words } = this.data;
    const card = el("section", "kaart");
    card.append(this.qr(wifi.qr, words.wifiEye));
    if (wifi.password) card.append(el("p", "of", words.password), el("p", "adres", wifi.password));
    return card;
  }

  /** The question at the top, under what is said of it, and a small way in for who comes late. */
  head(...above) {
    const head = el("header", "kop");
    const text = el("div");
    text.append(...above, el("h1", "", this.state.question.text));
    const mini = el("div", "mini");
    mini.append(this.qr(this.data.qr, this.data.words.qr), el("p", "code", this.data.code));
    head.append(text, mini);
    return head;
  }

  wallView() {
    const main = el("div", "muur");
    this.wall = el("section", "wand");
    this.wall.setAttribute("aria-label", this.data.words.wall);
    main.append(this.head(), this.wall);
    return main;
  }

  /** Who comes late still finds the way in; it stands there before the wall is measured. */
  joinView() {
    const { words, address, code } = this.data;
    const [before, between, after] = words.join.split("%s");
    const line = el("p", "meedoen", before);
    line.append(bold(address), between, bold(code), after);
    return line;
  }

  /** Make a long question smaller, step by step, until it fits; never below one and a bit line units. */
  fit() {
    const title = this.root.querySelector("h1");
    if (!title) return;
    const isWall = Boolean(title.closest(".kop"));
    const most = isWall ? 4.2 : 11.5;
    const unit = innerHeight / 24;
    for (const size of isWall ? [1.5, 1.25, 1.1, 1] : [2.5, 2.15, 1.9, 1.7, 1.5, 1.3]) {
      title.style.setProperty("--size", size);
      if (title.getBoundingClientRect().height <= most * unit) break;
    }
  }

  drawCounters() {
    const { words } = this.data;
    const items = [];
    const view = this.view();
    const add = (value, label) => {
      const item = el("li");
      item.append(bold(value), ` ${label}`);
      items.push(item);
    };
    if (view === "vraag" && this.state.network) add(this.state.network.lines, words.lines);
    else if (view === "vraag" && this.state.scores) add(this.state.scores.people, this.state.scores.people === 1 ? words.scorer : words.scorers);
    else if (view === "vraag" && this.state.phase === "open" && !this.state.roles) add(this.state.count, this.state.count === 1 ? words.note : words.notes);
    if (view === "voorstel") add(this.state.proposal.count, this.state.proposal.count === 1 ? words.answer : words.answers);
    if (["vraag", "welkom", "voorstel"].includes(view)) add(this.state.phones ?? 0, this.state.phones === 1 ? words.phone : words.phones);
    if (this.state.timer && !["dank", "wifi", "weg", "besluit"].includes(view)) {
      const item = el("li", "klok");
      this.clock = bold("");
      this.clockLabel = document.createTextNode(` ${words.left}`);
      item.append(this.clock, this.clockLabel);
      items.push(item);
    } else this.clock = null;
    this.counters.replaceChildren(...items);
  }

  drawFoot(view) {
    const { words } = this.data;
    const { meeting, residents, organisations } = this.state;
    const hasSheets = ["muur", "kaart", "taken", "cijfers", "tafel", "kiezen", "uitslag", "uitkomst", "tekenen", "agenda"].includes(view);
    const isSigning = ["tekenen", "begin", "getekend"].includes(view);
    this.foot.classList.toggle("licht", view === "muur" || view === "tafel");
    const left = el("span");
    const right = el("span", "num");
    if (view === "weg") left.textContent = "";
    else if (this.isLost) left.textContent = words.lost;
    else if (this.said) left.textContent = this.said;
    else if (view === "muur") this.footOfWall(left);
    else if (view === "kaart") this.footOfNetwork(left);
    else if (view === "taken") this.footOfTasks(left);
    else if (view === "cijfers") this.footOfScores(left);
    else if (view === "tafel") this.footOfGathering(left);
    else if (view === "kiezen") left.append(bold(this.state.vote.cast), ` ${this.state.vote.cast === 1 ? words.dot : words.dots}`);
    else if (view === "uitslag") left.append(bold(this.state.vote.cast), ` ${words.dotsInAll}`);
    else if (isSigning) this.footOfSigning(left, right);
    else if (view === "uitkomst") left.append(bold(this.state.proposal.count), ` ${this.state.proposal.count === 1 ? words.answer : words.answers}`);
    else left.textContent = [meeting.place, this.data.day].filter(Boolean).join(" · ");
    const middle = el("span", "bladen");
    if (hasSheets && this.sheets > 1) this.sheetMarks(middle);
    if (hasSheets && this.state.timer && !isSigning) {
      this.clock = bold("");
      this.clockLabel = document.createTextNode(` ${words.left}`);
      right.append(this.clock, this.clockLabel);
    } else if (!hasSheets && !isSigning && view !== "weg") {
      const counts = [[residents, words.residents], [organisations, words.organisations]].filter(([n]) => n !== null && n !== undefined);
      counts.forEach(([n, word], i) => right.append(i ? " · " : "", bold(n), ` ${word}`));
    } else {
      this.clock = null;
      if (view === "uitslag") right.append(bold(words.notice));
    }
    this.bar.replaceChildren(left, middle, right);
  }

  footOfGathering(left) {
    const { words } = this.data;
    const loose = [...this.notes.values()].filter((note) => !note.theme && !note.under).length;
    if (this.chosen.size) left.append(bold(this.chosen.size), ` ${words.chosen}`);
    else left.append(bold(loose), ` ${words.stillLoose}`);
  }

  footOfWall(left) {
    const { words } = this.data;
    if (!this.notes.size) left.textContent = words.notesOf.replace("%s", 0);
    else if (this.sheets === 1) left.append(bold(this.notes.size), ` ${this.notes.size === 1 ? words.note : words.notes}`);
    else left.append(bold(`${this.from}–${this.to}`), ` ${words.of} `, bold(this.notes.size), ` ${words.notes}`);
  }

  sheetMarks(middle) {
    middle.append(this.data.words.sheet);
    const around = this.sheets > 9 ? 1 : 2; // numbers of two signs leave less room for what stands on the left
    const near = (n) => n === 1 || n === this.sheets || Math.abs(n - this.sheet) <= around;
    let gap = false;
    for (let n = 1; n <= this.sheets; n += 1) {
      if (near(n)) middle.append(el(n === this.sheet ? "b" : "i", "num", String(n)));
      else if (!gap) middle.append("…");
      gap = !near(n);
    }
  }

  tick() {
    if (!this.clock || !this.state.timer) return;
    const left = Math.max(0, Math.ceil((this.state.timer.ends_at - Date.now() - this.ahead) / 1000));
    const text = left ? `${String(Math.floor(left / 60)).padStart(2, "0")}:${String(left % 60).padStart(2, "0")}` : "00:00";
    if (this.clock.textContent !== text) this.clock.textContent = text;
    const label = ` ${left ? this.data.words.left : this.data.words.up}`;
    if (this.clockLabel.data !== label) this.clockLabel.data = label;
  }

  // ---- the wall: newest first, shortest column first

  columns() {
    const most = (innerWidth / innerHeight > 1.5 ? 4 : 3) + (this.isDense() ? 1 : 0);
    if (this.view() !== "tafel") return most;
    return this.halves.matches(".krap, .krapst") ? 1 : most - 2; // the themes take the other columns
  }

  drawWall() {
    const unit = innerHeight / 24;
    const side = (innerWidth / innerHeight > 1.5 ? 1.25 : 0.8) * unit;
    const gap = 0.42 * unit;
    const columns = this.columns();
    const width = Math.floor((this.wall.clientWidth - 2 * side - (columns - 1) * gap) / columns);
    const room = this.wall.clientHeight - 2 * gap;
    const isLoose = (note) => this.view() !== "tafel" || (!note.theme && !note.under);
    const notes = [...this.notes.values()].filter(isLoose).sort((a, b) => b.number - a.number);
    this.measure(notes, width, gap, room);
    this.isCut = columns === 1 && notes.some((note) => this.heights.get(note.id).height > room);
    const sheets = this.layOut(notes, { columns, width, gap, room, side });
    this.sheets = Math.max(1, sheets.length);
    this.sheet = Math.min(Math.max(1, this.state.sheet), this.sheets);
    const before = sheets.slice(0, this.sheet - 1).reduce((sum, sheet) => sum + sheet.length, 0);
    const places = sheets[this.sheet - 1] ?? [];
    this.from = before + 1;
    this.to = before + places.length;
    this.place(places);
    this.tellSheets();
  }

  /** Measure in one go what was not measured yet, so that 300 notes cost one layout. */
  measure(notes, width, gap, room) {
    const unknown = notes.filter((note) => {
      const known = this.heights.get(note.id);
      return !known || known.says !== saysOf(note) || known.width !== width;
    });
    if (!unknown.length) return;
    const wide = 2 * width + gap;
    for (const isWide of this.columns() > 1 ? [false, true] : [false]) {
      const elements = unknown
        .filter((note) => !isWide || this.heights.get(note.id).height > room)
        .map((note) => {
          const paper = this.paper(note);
          paper.classList.add("meet");
          paper.style.width = `${isWide ? wide : width}px`;
          return [note, paper];
        });
      this.wall.append(...elements.map(([, paper]) => paper));
      for (const [note, paper] of elements) this.heights.set(note.id, { says: saysOf(note), width, height: paper.offsetHeight, isWide });
      for (const [, paper] of elements) paper.remove();
    }
  }

  /** Fill sheet after sheet, newest first; a note that is too tall for what is left lets a smaller one go before. */
  layOut(notes, { columns, width, gap, room, side }) {
    const sheets = [];
    let waiting = notes;
    while (waiting.length) {
      const ends = Array(columns).fill(0);
      const sheet = [];
      const later = [];
      for (const note of waiting) {
        const { height, isWide } = this.heights.get(note.id);
        const spot = this.spot(ends, isWide, height, sheet.length ? room : Infinity);
        if (!spot) {
          later.push(note);
          continue;
        }
        const { column, top } = spot;
        for (let i = column; i < column + (isWide ? 2 : 1); i += 1) ends[i] = top + height + gap;
        sheet.push({ note, left: side + column * (width + gap), top: gap + top, width: isWide ? 2 * width + gap : width });
      }
      sheets.push(sheet);
      waiting = later;
    }
    return sheets;
  }

  /** Return the place nearest to the top where a note fits, or null. */
  spot(ends, isWide, height, room) {
    let best = null;
    for (let column = 0; column + (isWide ? 1 : 0) < ends.length; column += 1) {
      const top = isWide ? Math.max(ends[column], ends[column + 1]) : ends[column];
      if (top + height <= room && (!best || top < best.top)) best = { column, top };
    }
    return best;
  }

  paper(note) {
    const paper = el("p", "briefje");
    const text = el("span", "", note.text);
    paper.dir = "auto"; // the note has the direction of its own words, not of the Dutch under it
    paper.append(bold(note.number), text);
    if (note.translation) {
      const dutch = el("i", "vertaling", note.translation);
      dutch.lang = "nl";
      dutch.dir = "auto";
      paper.append(dutch);
    }
    paper.dataset.says = saysOf(note);
    return paper;
  }

  place(places) {
    const keep = new Set(places.map(({ note }) => note.id));
    for (const [id, paper] of this.shown) {
      if (!keep.has(id)) {
        paper.remove();
        this.shown.delete(id);
      }
    }
    for (const { note, left, top, width } of places) {
      let paper = this.shown.get(note.id);
      if (!paper || paper.dataset.says !== saysOf(note)) {
        paper?.remove();
        paper = this.paper(note);
        paper.dataset.number = note.number;
        if (this.fresh.has(note.id)) paper.classList.add("komt");
        this.shown.set(note.id, paper);
        this.wall.append(paper);
      }
      paper.classList.toggle("nieuw", this.fresh.has(note.id));
      Object.assign(paper.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
    }
    this.emptyText ??= el("p", "leeg", this.data.words.empty);
    if (places.length) this.emptyText.remove();
    else this.wall.append(this.emptyText);
  }

  tellSheets() {
    if (this.told === this.sheets) return;
    this.told = this.sheets;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      fetch(`${this.url}/sheets`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ sheets: this.sheets }) }).catch(() => {});
    }, 300);
  }
}

Object.assign(Board.prototype, Gathering, Voting, Proposing, Networking, Dividing, Scoring, Signing, Speaking);

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".scherm");
  let board = boards.get(parentElement);
  if (data.isGone) {
    board?.gone();
  } else if (!board) {
    board = new Board(root, data);
    boards.set(parentElement, board);
  } else if (board.data.code !== data.code || board.data.mark !== data.mark) {
    board.key = "";
    board.start(data);
  }
  return () => {
    board?.stop();
    boards.delete(parentElement);
  };
}
