// Scored values on the screen: while people score only how many did; when it is over every score as a dot.
const MOST_DOTS = 12; // at one score of one group; with more in any of them a number stands beside one dot

const Scoring = {
  scoresView() {
    const main = el("div", "cijfers");
    const { finding } = this.state.scores.result;
    const head = el("header", "kop hoog");
    const text = el("div");
    text.append(el("p", "oog", this.data.words.scores), el("h1", "", finding[0]), ...finding.slice(1).map((line) => el("p", "hoe", line)));
    head.append(text);
    this.list = el("ol", "waarden");
    main.append(head, this.scaleOf(), this.list);
    return main;
  },

  /** The shapes at the left, the scores above their columns. */
  scaleOf() {
    const { words } = this.data;
    const scale = el("div", "schaal");
    const shapes = el("span", "vormen");
    for (const crowd of this.crowds()) shapes.append(el("i", `stip ${crowd}`), ` ${words.crowds[crowd]} `);
    scale.append(shapes);
    for (const score of [1, 2, 3, 4, 5]) scale.append(el("b", "num", String(score)));
    scale.children[1].append(el("span", "", words.never));
    scale.children[5].append(el("span", "", words.always));
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
    const { words } = this.data;
    const item = el("li");
    const name = el("bdi", "naam", title);
    name.style.gridRow = `1 / span ${lanes.length}`;
    const unknown = lanes.reduce((sum, lane) => sum + lane.unknown, 0);
    if (unknown) name.append(" ", el("i", "", words.unknown.replace("%s", unknown)));
    item.append(name);
    for (const { crowd, scores } of lanes) scores.forEach((people, place) => item.append(this.dotsOf(crowd, people, place + 1, isFull)));
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
    const { people, result } = this.state.scores;
    const leftOut = Math.max(0, ...result.values.map((value) => value.left_out));
    left.append(bold(people), ` ${people === 1 ? words.person : words.people}`);
    if (leftOut) left.append(" · ", words.leftOut.replace("%s", leftOut));
  },
};
