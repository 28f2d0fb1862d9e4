// Voting on the screen: what you can choose from while dots are placed, and the bars when it is over.
const Voting = {
  voteView() {
    const { words, address, code, qr } = this.data;
    const main = el("div", "vraag kiezen");
    const text = el("section", "tekst");
    const { vote } = this.state;
    const budget = (vote.ballot === "tafel" ? words.dotsTable : words.dotsPerson).replace("%s", vote.budget);
    text.append(el("p", "oog", budget), el("h1", "", this.state.question.text));
    this.list = el("ol", "keuzes");
    text.append(this.list);
    main.append(text, this.codeCard(qr, address, code));
    return main;
  },

  resultView() {
    const main = el("div", "uitslag");
    const head = el("header", "kop hoog");
    const words = el("div");
    words.append(el("p", "oog", this.data.words.result), el("h1", "", this.state.vote.finding));
    head.append(words);
    this.list = el("ol", "staven");
    main.append(head, this.list);
    return main;
  },

  drawChoices() {
    this.drawSheets(this.state.vote.targets, (target) => {
      const item = el("li");
      item.append(bold(target.number), this.nameOf(target));
      return item;
    });
  },

  drawBars() {
    const { targets } = this.state.vote;
    const most = Math.max(1, ...targets.map((target) => target.dots));
    this.drawSheets(targets, (target) => {
      const item = el("li");
      const bar = el("span", "staaf");
      const fill = el("i", target.dots === most ? "meest" : "");
      fill.style.width = `${(100 * target.dots) / most}%`;
      bar.append(fill);
      item.append(this.nameOf(target), bar, bold(target.dots));
      return item;
    });
  },

  nameOf(target) {
    const name = el("span", "keuze", target.title || this.data.words.pile.replace("%s", target.number));
    name.dir = "auto";
    return name;
  },

  sheetKey(targets) {
    return JSON.stringify([targets, innerWidth, innerHeight, this.state.sheet]);
  },

  /** Fill sheet after sheet; what fits is measured. */
  drawSheets(targets, build) {
    const key = this.sheetKey(targets);
    if (key === this.listKey && this.list.childElementCount) return;
    this.listKey = key;
    const sheets = [[]];
    this.list.replaceChildren();
    for (const target of targets) {
      const item = build(target);
      this.list.append(item);
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = this.list;
      if ((scrollHeight > clientHeight + 2 || scrollWidth > clientWidth + 2) && sheets.at(-1).length) {
        sheets.push([]);
        this.list.replaceChildren(item);
      }
      sheets.at(-1).push(item);
    }
    this.sheets = sheets.length;
    this.sheet = Math.min(Math.max(1, this.state.sheet), this.sheets);
    const before = sheets.slice(0, this.sheet - 1).reduce((sum, sheet) => sum + sheet.length, 0);
    const shown = sheets[this.sheet - 1];
    this.from = before + 1;
    this.to = before + shown.length;
    this.list.replaceChildren(...shown);
    this.tellSheets();
  },
};
