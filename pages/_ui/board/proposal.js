// A proposal on the screen: the question while people answer, then how it came out, then the decision.
const Proposing = {
  /** Which of the three it is; while the round goes on only the number of answers is known here. */
  proposalView() {
    const { proposal } = this.state;
    if (proposal.status === "besloten") return "besluit";
    return proposal.open ? "voorstel" : "uitkomst";
  },

  askView() {
    const { words, address, code, qr } = this.data;
    const main = el("div", "vraag voorstel");
    const text = el("section", "tekst");
    text.append(this.proposalEye(), this.proposalText("h1"), el("p", "kunje", words.liveWith), el("p", "hoe", words.answerHow));
    this.counters = el("ul", "tel num");
    text.append(this.counters);
    main.append(text, this.codeCard(qr, address, code));
    return main;
  },

  outcomeView() {
    const { words } = this.data;
    const { proposal } = this.state;
    const main = el("div", "vraag alleen kiezen uitkomst");
    const text = el("section", "tekst");
    text.append(el("p", "oog", words.roundOver), el("h1", "", proposal.outcome.finding), this.proposalText("p"));
    if (proposal.objections.length) text.append(el("h2", "oog", words.objections));
    this.list = el("ol", "keuzes");
    text.append(this.list);
    main.append(text);
    return main;
  },

  decidedView() {
    const { words } = this.data;
    const main = el("div", "vraag alleen besluit");
    const text = el("section", "tekst");
    text.append(el("p", "oog", words.decided), this.proposalText("h1"), el("p", "hoe", words.goodEnough));
    main.append(text);
    return main;
  },

  proposalEye() {
    const { words } = this.data;
    const { wording } = this.state.proposal;
    return el("p", "oog", wording > 1 ? words.wording.replace("%s", wording) : words.proposal);
  },

  proposalText(tag) {
    const text = el(tag, "belofte", this.state.proposal.text);
    text.dir = "auto";
    return text;
  },

  /** Make the text smaller until all of it, and what stands below it, fits; never under one line. */
  fitProposal() {
    const text = this.root.querySelector(".belofte");
    const column = text?.closest(".tekst");
    const bottom = (element) => element.getBoundingClientRect().bottom;
    if (!text) return;
    for (const size of text.tagName === "H1" ? [2.5, 2.15, 1.95, 1.7, 1.5, 1.35, 1.2, 1.1, 1] : [1.2, 1.1, 1]) {
      text.style.setProperty("--size", size);
      if (bottom(column.lastElementChild) <= bottom(column) + 1) break;
    }
  },

  drawObjections() {
    this.fitProposal();
    this.drawSheets(this.state.proposal.objections, (one) => {
      const item = el("li", "bezwaar", one.text);
      item.dir = "auto";
      return item;
    });
  },
};
