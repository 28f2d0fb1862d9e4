// Scored values on the screen: while people score only how many did; when it is over every score as a dot.
const MOST_DOTS = 12; // at one score of one group; with more in any of them a number stands beside one dot

const Scoring = {
  scoresView() {
    const main = el("div", "cijfers");
    const { finding } = this.state.scores.result;
    const head = el("header", "kop hoog");
    const text = el("div");
    text.append(el("h1", "", finding[0]), ...finding.slice(1).map((line) => el("p", "hoe", line)));
    head.append(text);
    this.list = el("ol", "waarden");
    main.append(head, this.scaleOf(), this.list);
    return main;
  },

  /** The scores above their columns, and at the left who is not shown. */
  scaleOf() {
    const { words } = this.data;
    const leftOut = Math.max(0, ...this.state.scores.result.values.map((value) => value.left_out));
    const scale = el("div", "schaal");
    scale.append(el("span", "weg", leftOut ? words.leftOut.replace("%s", leftOut) : ""));
    for (const score of [1, 2, 3, 4, 5]) scale.append(el("b", "num", String(score)));
    scale.children[1].append(el("span", "", words.never));
    scale.children[5].append(el("span", "", words.always));
    scale.append(el("span", "weg", words.unknown));
    return scale;
  },

  crowds() {
    const there = new Set(this.state.scores.result.values.flatMap((value) => value.lanes.map((lane) => lane.crowd)));
    return Object.keys(this.data.words.crowds).filter((crowd) => there.has(crowd));
  },

  drawScores() {
    const shown = this.state.scores.result.values.filter((value) => value.lanes.length);
    const isFull = shown.some(({ lanes }) => lanes.some(({ scores }) => Math.max(...scores) > MOST_DOTS));
    this.drawSheets(shown, (value) => this.valueOf(value, isFull));
  },

  valueOf({ title, lanes }, isFull) {
    const item = el("li");
    const name = el("bdi", "naam", title);
    name.style.gridRow = `1 / span ${lanes.length}`;
    item.append(name);
    for (const { crowd, scores, unknown } of lanes) {
      scores.forEach((people, place) => item.append(this.dotsOf(crowd, people, place + 1, isFull)));
      const open = el("span", "weg num", unknown ? String(unknown) : "");
      open.style.gridColumn = 7;
      item.append(open);
    }
    return item;
  },

  dotsOf(crowd, people, score, isFull) {
    const cell = el("span", "stippen");
    cell.style.gridColumn = score + 1;
    const { words } = this.data;
    cell.setAttribute("role", "img");
    cell.setAttribute("aria-label", words.given.replace("%s", people).replace("%s", words.crowds[crowd]).replace("%s", score));
    for (let dot = 0; dot < (isFull ? Math.min(people, 1) : people); dot += 1) cell.append(el("i", `stip ${crowd}`));
    if (isFull && people) cell.append(bold(people));
    return cell;
  },

  footOfScores(left) {
    const { words } = this.data;
    const { people } = this.state.scores;
    left.append(bold(people), ` ${people === 1 ? words.person : words.people} · `);
    for (const crowd of this.crowds()) left.append(el("i", `stip ${crowd}`), ` ${words.crowds[crowd]} `);
  },
};
