// Gathering on the wall: loose notes on the left, themes on the right. Drag with a mouse or a finger, or choose
// notes and press a theme; the keyboard does the same. The server has the last word, and the stream brings it.
const FAR = 6; // px: less is a tap, more is a drag
const TIGHT = ["", "bijeen", "krap", "krapst"]; // closer together first, then more of the screen; numbers stay in sight

const Gathering = {
  gatherView() {
    const { words } = this.data;
    const main = el("div", "tafel");
    const head = el("header", "kop");
    this.tools = this.newTools();
    head.append(el("h1", "", this.state.question.text), this.tools);
    this.wall = el("section", "wand");
    this.wall.setAttribute("aria-label", words.loose);
    this.wall.dataset.theme = "";
    this.piles = el("section", "themas");
    this.piles.setAttribute("aria-label", words.themes);
    this.halves = el("div", "verzamel");
    this.halves.append(this.wall, this.piles);
    this.sizeOfPiles = "";
    main.append(head, this.halves);
    this.chosen = new Set();
    this.parts = new Map(); // theme id → {says, part}
    main.addEventListener("pointerdown", (event) => this.grab(event));
    main.addEventListener("keydown", (event) => this.key_(event));
    return main;
  },

  drawGathering() {
    this.drawPiles();
    this.drawWall();
    if (this.isCut && this.halves.classList.contains("krapst")) {
      this.tighten(["krap"]); // the words of a loose note come before all themes at once: those scroll then
      this.drawWall();
    }
    const stacks = new Map();
    for (const note of this.notes.values()) if (note.under) stacks.set(note.under, (stacks.get(note.under) ?? 0) + 1);
    for (const [id, paper] of this.shown) this.mark(paper, this.notes.get(id), stacks.get(id));
    this.drawTools(stacks);
  },

  /** What can always be done stands beside the question: in sight however many themes there are. */
  newTools() {
    const { words } = this.data;
    const tools = el("div", "gereedschap");
    const button = (name, says, act, label = says) => {
      const one = el("button", "terug", label);
      one.type = "button";
      one.onclick = act;
      one.setAttribute("aria-label", says);
      this[`tool_${name}`] = one;
      return one;
    };
    const fresh = button("fresh", words.newTheme);
    fresh.className = "thema nieuwthema";
    fresh.dataset.theme = "nieuw";
    const turn = (by) => () => this.act({ act: "sheet", to: this.sheet + by });
    tools.append(
      button("unstack", words.unstack, () => this.unstack()),
      button("loose", words.layLoose, () => this.lay([...this.chosen], "")),
      button("back", words.sheetBack, turn(-1), "‹"),
      button("on", words.sheetOn, turn(1), "›"),
      button("undo", words.undo, () => this.act({ act: "undo" })),
      fresh,
    );
    return tools;
  },

  drawTools(stacks) {
    const chosen = [...this.notes.values()].filter((note) => this.chosen.has(note.number));
    this.tool_back.hidden = this.tool_on.hidden = !(this.sheets > 1);
    this.tool_back.disabled = this.sheet <= 1;
    this.tool_on.disabled = this.sheet >= this.sheets;
    const show = (tool, isOn) => (tool.style.visibility = isOn ? "" : "hidden"); // it keeps its room: nothing jumps
    show(this.tool_loose, chosen.some((note) => note.theme || note.under));
    show(this.tool_unstack, chosen.some((note) => stacks.has(note.id)));
  },

  unstack() {
    const tops = new Set([...this.notes.values()].map((note) => note.under));
    for (const note of this.notes.values()) {
      if (!this.chosen.has(note.number) || !tops.has(note.id)) continue;
      this.chosen.delete(note.number);
      this.act({ act: "unstack", numbers: [note.number] });
    }
  },

  /** Give the themes more room, step by step, until all of them fit; what still does not fit scrolls. */
  tighten(steps = TIGHT) {
    for (const step of steps) {
      this.halves.className = `verzamel ${step}`;
      if (this.piles.scrollHeight <= this.piles.clientHeight + 2) break;
    }
  },

  mark(paper, note, under) {
    paper.tabIndex = 0;
    paper.setAttribute("role", "button");
    paper.setAttribute("aria-pressed", String(this.chosen.has(note.number)));
    paper.dataset.number = note.number;
    paper.classList.toggle("gekozen", this.chosen.has(note.number));
    paper.dataset.under = under ? `+${under}` : "";
  },

  /** Only what changed is made anew: what a hand holds or hovers over stays, and 300 notes cost no new layout. */
  drawPiles() {
    const active = this.root.getRootNode().activeElement; // inside a shadow the document knows only its host
    if (this.piles.contains(active) && active.tagName === "INPUT") return;
    const members = new Map();
    for (const note of [...this.notes.values()].sort((a, b) => a.number - b.number)) {
      if (note.theme) members.set(note.theme, [...(members.get(note.theme) ?? []), note]);
    }
    const focused = active?.closest("[data-focus]")?.dataset.focus;
    const themes = [...this.themes.values()].sort((a, b) => a.position - b.position);
    const parts = themes.map((theme) => this.pile(theme, members.get(theme.id) ?? []));
    const there = [...this.piles.children];
    const size = `${innerWidth} ${innerHeight}`;
    const isSame = size === this.sizeOfPiles;
    this.sizeOfPiles = size;
    if (isSame && parts.length === there.length && parts.every((part, place) => part === there[place])) return;
    for (const old of there) if (!parts.includes(old)) old.remove();
    parts.forEach((part, place) => {
      if (this.piles.children[place] !== part) this.piles.insertBefore(part, this.piles.children[place] ?? null);
    });
    this.tighten();
    if (focused) this.piles.querySelector(`[data-focus="${focused}"]`)?.focus();
  },

  /** Return the part that stands there, or a new one when it must say something else. */
  kept(name, says, make) {
    const old = this.parts.get(name);
    if (old?.says === says) return old.part;
    const part = make();
    part.classList.toggle("boven", Boolean(old?.part.classList.contains("boven")));
    if (old && this.overPlace === old.part) this.overPlace = part;
    this.parts.set(name, { says, part });
    return part;
  },

  pile(theme, members) {
    const says = JSON.stringify([theme.title, theme.position, members.map((n) => [n.number, n.text, this.chosen.has(n.number)]), this.chosen.size > 0, this.naming === theme.id]);
    return this.kept(theme.id, says, () => this.newPile(theme, members));
  },

  newPile(theme, members) {
    const { words } = this.data;
    const card = el("section", "thema");
    card.dataset.theme = theme.id;
    const title = el("span", "naam", theme.title || words.pile.replace("%s", theme.position)); // flows on into its numbers
    title.setAttribute("role", "button");
    title.tabIndex = 0;
    title.dir = "auto";
    title.dataset.focus = `naam-${theme.id}`;
    title.setAttribute("aria-label", `${title.textContent}, ${members.length} ${words.notes}. ${this.chosen.size ? words.layHere : words.rename}`);
    const chips = el("p", "nummers num");
    for (const note of members) {
      const chip = el("span", "nr", String(note.number));
      chip.dataset.number = note.number;
      chip.dataset.focus = `nr-${note.number}`;
      chip.title = note.text;
      chip.tabIndex = 0;
      chip.setAttribute("role", "button");
      chip.setAttribute("aria-label", `${note.number} ${note.text}`);
      chip.setAttribute("aria-pressed", String(this.chosen.has(note.number)));
      chip.classList.toggle("gekozen", this.chosen.has(note.number));
      chips.append(chip);
    }
    card.append(title, el("span", "aantal num", String(members.length)), chips);
    if (this.naming === theme.id) title.replaceWith(this.nameBox(theme));
    return card;
  },

  nameBox(theme) {
    const box = el("input", "naam");
    box.value = theme.title;
    box.maxLength = 60;
    box.setAttribute("aria-label", this.data.words.rename);
    const save = () => {
      if (this.naming !== theme.id) return;
      this.naming = 0;
      if (box.value.trim() !== theme.title) this.act({ act: "name", theme: theme.id, title: box.value });
      box.blur();
      this.soon();
    };
    box.onblur = save;
    box.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "Enter") save();
      if (event.key === "Escape") {
        box.value = theme.title;
        save();
      }
    };
    requestAnimationFrame(() => box.focus());
    return box;
  },

  // ---- hands

  grab(event) {
    const held = event.target.closest?.("[data-number]");
    const start = { x: event.clientX, y: event.clientY };
    if (!held) {
      this.press(event);
      return;
    }
    if (event.button) return;
    event.preventDefault();
    let ghost = null;
    const isMine = (at) => at.pointerId === event.pointerId; // other hands have fingers of their own
    const move = (at) => {
      if (!isMine(at)) return;
      const [dx, dy] = [at.clientX - start.x, at.clientY - start.y];
      if (!ghost && Math.hypot(dx, dy) > FAR) ghost = this.lift(held);
      if (ghost) ghost.style.transform = `translate(${dx}px, ${dy}px)`;
      if (ghost) this.over(at);
      if (ghost) this.scroll(at);
    };
    const drop = (at) => {
      if (!isMine(at)) return;
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", drop);
      ghost?.remove();
      this.over(null);
      if (at.type !== "pointerup") return;
      const number = Number(held.dataset.number);
      if (!ghost) return this.choose(number);
      const place = this.placeAt(at);
      if (!place) return;
      const numbers = this.chosen.has(number) ? [...this.chosen] : [number];
      this.lay(numbers, place.dataset.theme);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", drop);
  },

  lift(held) {
    const box = held.getBoundingClientRect();
    const ghost = held.cloneNode(true);
    ghost.classList.add("zweeft");
    ghost.removeAttribute("data-number");
    Object.assign(ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
    this.root.append(ghost);
    return ghost;
  },

  placeAt(at) {
    const root = this.root.getRootNode();
    return (root.elementFromPoint ? root : document).elementFromPoint(at.clientX, at.clientY)?.closest("[data-theme]");
  },

  /** A hand that holds a note near the edge of the themes brings what is further on into sight. */
  scroll(at) {
    const box = this.piles.getBoundingClientRect();
    if (at.clientX < box.left) return;
    const near = innerHeight / 24;
    if (at.clientY > box.bottom - near) this.piles.scrollTop += near / 2;
    else if (at.clientY < box.top + near) this.piles.scrollTop -= near / 2;
  },

  over(at) {
    const place = at && this.placeAt(at);
    if (place === this.overPlace) return;
    this.overPlace?.classList.remove("boven");
    place?.classList.add("boven");
    this.overPlace = place;
  },

  /** A press on a theme lays what was chosen there; without a choice it asks for its name. */
  press(event) {
    const place = event.target.closest?.("[data-theme]");
    if (!place || place === this.wall || event.target.tagName === "INPUT" || event.button) return;
    event.preventDefault();
    this.pressed(place.dataset.theme);
  },

  pressed(theme) {
    if (this.chosen.size || theme === "nieuw") return this.lay([...this.chosen], theme);
    this.naming = Number(theme);
    this.soon();
  },

  key_(event) {
    if (event.key === "Escape") {
      this.chosen.clear();
      this.soon();
    }
    if (event.key !== "Enter" && event.key !== " ") return;
    const held = event.target.closest?.("[data-number]");
    const place = event.target.closest?.(".thema");
    if (!held && !place) return;
    event.preventDefault();
    if (held) this.choose(Number(held.dataset.number));
    else this.pressed(place.dataset.theme);
  },

  choose(number) {
    if (!this.chosen.delete(number)) this.chosen.add(number);
    this.soon();
  },

  lay(numbers, theme) {
    for (const number of numbers) this.chosen.delete(number); // what another hand chose stays chosen
    if (theme === "nieuw") return this.act({ act: "begin", numbers });
    return this.act({ act: "gather", numbers, theme: theme ? Number(theme) : null });
  },

  async act(body) {
    try {
      const answer = await fetch(`${this.url}/themes`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const value = await answer.json();
      if (!answer.ok) this.tell(value.message);
      else if (body.act === "begin" && value.theme && !this.naming) this.naming = value.theme;
    } catch {
      this.tell(this.data.words.lost);
    }
    this.soon();
  },

  tell(text) {
    this.said = text;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      this.said = "";
      this.soon();
    }, 6000);
    this.soon();
  },
};
