// The roll call on the wall: one party, its own promise in large type, and who signed; at the end who did.
const Signing = {
  /** Before the first turn the list, with a turn the promise, and the thanks once it was ended. */
  signingView() {
    const { signing } = this.state;
    if (this.turnOf(signing.party)) return "tekenen";
    return signing.turns.some((turn) => turn.signed) ? "getekend" : "begin";
  },

  turnOf(party) {
    return this.state.signing.turns.find((turn) => turn.id === party);
  },

  signingKey() {
    const { signing } = this.state;
    return signing && JSON.stringify([signing.party, signing.turns, innerWidth, innerHeight]);
  },

  /** One party: its name, what it promises, who reads that aloud, and everybody at the side. */
  turnView() {
    const { words } = this.data;
    const { signing } = this.state;
    const turn = this.turnOf(signing.party);
    const main = el("div", "tekenen");
    const text = el("section", "tekst");
    const place = words.turn.replace("%s", signing.turns.indexOf(turn) + 1).replace("%s", signing.turns.length);
    text.append(el("p", "oog num", place), el("h1", "", turn.name));
    if (!turn.refused) text.append(el("p", "wij", words.wePromise));
    this.list = el("ul", "beloften");
    text.append(this.list);
    for (const said of turn.hangs_on) {
      const line = el("p", "mits", said);
      line.dir = "auto";
      text.append(line);
    }
    if (!turn.refused) text.append(el("p", "wie", this.whoOf(turn)));
    main.append(text, this.rollList());
    return main;
  },

  whoOf(turn) {
    const { words } = this.data;
    if (turn.signed) return turn.function ? words.signedBy.replace("%s", turn.function) : words.signedNow;
    if (turn.substitute) return words.readsFor.replace("%s", turn.function).replace("%s", turn.substitute);
    return turn.function ? words.reads.replace("%s", turn.function) : words.readsAny;
  },

  rollList() {
    const { words } = this.data;
    const { signing } = this.state;
    const list = el("ol", "rol");
    const done = signing.turns.filter((turn) => turn.signed).length;
    for (const [sign, word, count] of [["✓", words.signed, done], ["○", words.notYet, signing.turns.length - done]]) {
      if (!count) continue;
      const item = el("li", sign === "✓" ? "stand klaar" : "stand");
      item.append(this.glyph(sign, ""), el("span", "num", `${count} ${word}`));
      list.append(item);
    }
    for (const turn of signing.turns) {
      const isNow = turn.id === signing.party;
      const item = el("li", turn.signed ? "klaar" : isNow ? "nu" : "");
      if (isNow) item.setAttribute("aria-current", "step");
      const [sign, word] = turn.signed ? ["✓", words.signed] : isNow ? ["▶", words.turnNow] : ["○", words.notYet];
      item.append(this.glyph(sign, word), el("span", "", turn.short));
      if (isNow) item.classList.add("nu");
      list.append(item);
    }
    return list;
  },

  glyph(sign, word) {
    const mark = el("i", "", sign);
    if (word) mark.setAttribute("aria-label", word);
    if (word) mark.setAttribute("role", "img");
    else mark.setAttribute("aria-hidden", "true");
    return mark;
  },

  /** The list alone, before the first turn; and afterwards with how many signed. */
  listView(view) {
    const { words } = this.data;
    const { signing, meeting } = this.state;
    const main = el("div", `tekenen lijst ${view}`);
    const text = el("section", "tekst");
    if (view === "begin") text.append(el("p", "oog", meeting.neighbourhood), el("h1", "", words.signingSoon), el("p", "hoe", words.signingHow));
    else {
      const later = signing.turns.filter((turn) => !turn.signed).map((turn) => turn.short);
      text.append(el("p", "oog", `${meeting.neighbourhood}, ${this.data.day}`), el("h1", "", signing.finding), el("p", "wij", words.congratulations));
      if (later.length) text.append(el("p", "hoe", words.signsLater.replace("%s", later.join(", "))));
    }
    main.append(text, this.rollList());
    return main;
  },

  /** Make the promise smaller until all of it fits, never under one line; what is left waits for the next sheet. */
  drawPromises() {
    const turn = this.turnOf(this.state.signing.party);
    const key = JSON.stringify([turn.promises, innerWidth, innerHeight]);
    const build = (text) => {
      const item = el("li", "", text);
      item.dir = "auto";
      return item;
    };
    if (this.promiseKey !== key || !this.list.childElementCount) {
      this.promiseKey = key;
      const items = turn.promises.map(build);
      const least = turn.hangs_on.length ? [0.9, 0.8] : []; // only where the lines below leave no room
      for (const size of [1.95, 1.7, 1.5, 1.35, 1.2, 1.1, 1, ...least]) {
        this.list.parentElement.classList.toggle("krap", size < 1);
        this.list.style.setProperty("--size", size);
        this.list.replaceChildren(...items);
        if (this.list.scrollHeight <= this.list.clientHeight + 2) break;
      }
      if (this.list.scrollHeight > this.list.clientHeight + 2) this.list.style.setProperty("--size", 1.2);
      this.listKey = "";
    }
    this.drawSheets(turn.promises, build);
    if (this.sheets > 1 && this.list.scrollHeight > this.list.clientHeight + 2) this.list.style.setProperty("--size", 1);
    this.fitRoll();
  },

  /** Let the names share the height of the wall; many parties stand in two columns. */
  fitRoll() {
    const list = this.root.querySelector(".rol");
    list.classList.toggle("smal", list.childElementCount > 16);
  },

  footOfSigning(left, right) {
    const { words } = this.data;
    const { signing } = this.state;
    const isTight = innerWidth / innerHeight <= 1.5 && this.view() === "tekenen"; // who is next matters more than the day
    left.textContent = [this.state.meeting.neighbourhood, isTight ? "" : this.data.day].filter(Boolean).join(" · ");
    const place = signing.turns.findIndex((turn) => turn.id === signing.party);
    const round = [...signing.turns.slice(place + 1), ...signing.turns.slice(0, Math.max(0, place))];
    const next = round.find((turn) => !turn.signed && turn.id !== signing.party);
    if (next) {
      const after = el("span", "hierna", words.next);
      after.append(" ", bold(next.short));
      right.append(after);
    }
    const seal = el("span", "zegel num", `${words.version} `);
    seal.append(bold(signing.version), " · ", bold(signing.code));
    right.append(seal);
  },
};
