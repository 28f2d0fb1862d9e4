// The agenda of a moment on the wall, one card at a time: a part of the evening, or one promise to speak of.
const Speaking = {
  card() {
    const { agenda, sheet } = this.state;
    return agenda[Math.min(Math.max(1, sheet), agenda.length) - 1];
  },

  agendaKey() {
    return this.state.agenda && JSON.stringify([this.card(), innerWidth, innerHeight]);
  },

  agendaView() {
    const { words } = this.data;
    const { title, above, lines, rows } = this.card();
    const main = el("div", rows.length || lines.length ? "spreken" : "spreken kaal");
    const text = el("section", "tekst");
    text.append(el("p", "oog", above), el("h1", "", title));
    if (rows.length) text.append(this.factsOf(rows));
    else if (lines.length) text.append(this.linesOf(lines));
    else text.append(el("p", "hoe", words.askRoom));
    main.append(text);
    return main;
  },

  /** Fact, need, help and day below each other; what nobody knows yet is a question to the room. */
  factsOf(rows) {
    const list = el("dl", "feiten");
    for (const [question, known] of rows) {
      const answer = el("dd", known ? "" : "open", known || this.data.words.askRoom);
      answer.dir = "auto";
      list.append(el("dt", "", question), answer);
    }
    return list;
  },

  linesOf(lines) {
    const list = el("ul", "regels");
    for (const line of lines) {
      const item = el("li", "", line);
      item.dir = "auto";
      list.append(item);
    }
    return list;
  },

  /** Make all of it smaller, step by step, until it fits; never under one line. */
  fitAgenda() {
    const text = this.root.querySelector(".spreken .tekst");
    for (const size of [1.6, 1.45, 1.3, 1.2, 1.1, 1]) {
      text.style.setProperty("--maat", size);
      if (text.scrollHeight <= text.clientHeight + 1) break;
    }
    this.sheets = this.state.agenda.length;
    this.sheet = Math.min(Math.max(1, this.state.sheet), this.sheets);
  },
};
