// The network on the screen: the server says where everything stands and in which shape; here it is drawn.
const PICTURE_GAP = 300; // a burst of lines is one picture

const svg = (tag, attributes = {}, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

const around = (count, radius, turn) =>
  Array.from({ length: count }, (_, i) => {
    const angle = ((turn + (360 / count) * i) * Math.PI) / 180;
    return `${(radius * Math.cos(angle)).toFixed(1)},${(radius * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");

/** An empty chair around a point: strokes in a square of two by two, dashed. */
const chair = (strokes, radius) => {
  const d = strokes.map((spots) => `M${spots.map((spot) => spot.map((one) => one * radius)).join("L")}`).join("");
  return svg("path", { d, fill: "none", stroke: "#2a2420", "stroke-width": radius / 6, "stroke-dasharray": `${radius / 5} ${radius / 6}`, "stroke-linecap": "round" });
};

/** The shape of a family around a point. */
const shape = ({ symbol, fill }, radius) => {
  const look = { fill, stroke: "#2a2420", "stroke-width": radius / 7, "stroke-linejoin": "round" };
  if (symbol === "circle") return svg("circle", { ...look, r: radius });
  if (symbol === "square") return svg("rect", { ...look, x: -0.9 * radius, y: -0.9 * radius, width: 1.8 * radius, height: 1.8 * radius });
  if (symbol === "cross") {
    const [a, b] = [radius, radius * 0.36];
    return svg("polygon", { ...look, points: `${-b},${-a} ${b},${-a} ${b},${-b} ${a},${-b} ${a},${b} ${b},${b} ${b},${a} ${-b},${a} ${-b},${b} ${-a},${b} ${-a},${-b} ${-b},${-b}` });
  }
  const corners = { pentagon: [5, 1.1, -90], "triangle-up": [3, 1.25, -90], "triangle-down": [3, 1.25, 90], diamond: [4, 1.2, -90], hexagon: [6, 1.15, 0] }[symbol];
  return svg("polygon", { ...look, points: around(corners[0], corners[1] * radius, corners[2]) });
};

const Networking = {
  networkView() {
    const { words } = this.data;
    const main = el("div", "netwerk");
    this.networkEye = el("p", "oog", words.network);
    this.canvas = svg("svg", { class: "net", role: "img" });
    this.legend = el("ul", "legenda");
    main.append(this.head(this.networkEye), this.canvas, this.legend);
    this.picture = null;
    this.pictureOf = "";
    return main;
  },

  /** Ask for the picture when there is something new in it, or when the window has another size. */
  drawNetwork() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const wanted = `${width} ${height} ${this.state.network.lines} ${this.pictureAge ?? 0}`;
    if (wanted === this.pictureOf || this.asking) return;
    this.asking = setTimeout(() => this.askPicture(width, height, wanted), this.picture ? PICTURE_GAP : 0);
  },

  async askPicture(width, height, wanted) {
    try {
      const letter = Math.round(innerHeight / 24);
      const answer = await fetch(`${this.url}/network?view=scherm&width=${width}&height=${height}&letter=${letter}`, { cache: "no-store" });
      if (answer.ok && this.view() === "kaart") {
        this.picture = await answer.json();
        this.paint(width, height);
      }
    } catch {
      // the stream tells when the server is there again, and then everything is read anew
    }
    this.asking = 0;
    this.pictureOf = wanted;
    this.soon();
  },

  paint(width, height) {
    const { nodes, lines, families, strip, parties, chair: strokes, letter, remarks } = this.picture;
    const shapes = Object.fromEntries(families.map((family) => [family.name, family]));
    const { words } = this.data;
    const fresh = lines.filter((line) => line.fresh).length;
    this.networkEye.textContent = words.networkCount.replace("%s", parties).replace("%s", lines.length);
    this.canvas.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.canvas.setAttribute("aria-label", this.networkEye.textContent);
    const parts = [...lines].sort((a, b) => a.fresh - b.fresh).map((line) => this.line(line));
    if (strip) parts.push(svg("rect", { class: "strook", x: strip[0] + 3, y: strip[1] + 3, width: strip[2] - 6, height: strip[3] - 6, rx: letter * 0.4 }));
    for (const { x, y, lead } of nodes) if (lead) parts.push(svg("path", { d: `M${x} ${y}L${lead}`, class: "naar", "stroke-width": letter * 0.06 }));
    for (const node of nodes) {
      const drawn = node.empty ? chair(strokes, node.radius) : shape(shapes[node.family], node.radius);
      parts.push(svg("g", { transform: `translate(${node.x} ${node.y})` }, svg("title", {}, node.name), drawn));
    }
    for (const node of nodes) if (node.label) parts.push(this.nameOnMap(node.label, letter));
    for (const { text, box: [x, y, , high] } of remarks) parts.push(svg("text", { class: "rest", x, y: (y + high * 0.7).toFixed(1), "font-size": letter }, text));
    this.canvas.replaceChildren(...parts);
    const items = families.map((family) => {
      const item = el("li");
      item.append(svg("svg", { viewBox: "-14 -14 28 28", "aria-hidden": "true" }, shape(family, 10)), family.name);
      return item;
    });
    if (fresh) {
      const item = el("li");
      item.append(svg("svg", { viewBox: "-14 -14 28 28", "aria-hidden": "true" }, svg("line", { x1: -13, x2: 13, y1: 0, y2: 0, class: "vers", "stroke-width": 5 })), words.fresh);
      items.push(item);
    }
    const alone = this.picture.alone.slice(0, 3).map(({ name, people }) => `${name} (${people})`);
    const chairs = this.picture.chairs;
    const more = chairs.length > 3 ? [words.andMore.replace("%s", chairs.length - 3)] : [];
    if (chairs.length) items.push(el("li", "zelf", words.chairs.replace("%s", [...chairs.slice(0, 3), ...more].join("; "))));
    if (alone.length) items.push(el("li", "zelf", words.alone.replace("%s", alone.join(", "))));
    this.legend.replaceChildren(...items);
  },

  line({ from, to, width, fresh, known, directed }) {
    const [[x1, y1], [x2, y2]] = [from, to];
    const line = svg("line", { x1, y1, x2, y2, "stroke-width": fresh ? Math.max(width, innerHeight / 170) : width, class: fresh ? "vers" : width > innerHeight / 140 ? "sterk" : "" });
    // a line that the dossier has already and that the room said more of: in a pale edge
    const edge = fresh && known ? svg("path", { d: `M${from}L${to}`, "stroke-width": Math.max(width, innerHeight / 170) + innerHeight / 100, class: "rand" }) : null;
    if (!directed) return edge ? svg("g", {}, edge, line) : line;
    const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
    const size = innerHeight / 90;
    const head = svg("path", { d: `M${-size} ${-size * 0.8}L${size * 0.6} 0L${-size} ${size * 0.8}Z`, class: "pijl", transform: `translate(${(x1 + x2) / 2} ${(y1 + y2) / 2}) rotate(${angle})` });
    return svg("g", {}, ...(edge ? [edge] : []), line, head);
  },

  nameOnMap({ lines, side, box }, letter) {
    const [x, y, width, height] = box;
    const anchor = { left: "end", right: "start" }[side] ?? "middle";
    const at = { left: x + width, right: x }[side] ?? x + width / 2;
    const high = height / lines.length;
    const name = svg("text", { "text-anchor": anchor, "font-size": letter });
    lines.forEach((text, i) => name.append(svg("tspan", { x: at, y: (y + high * (i + 0.78)).toFixed(1) }, text)));
    return name;
  },

  footOfNetwork(left) {
    const { words } = this.data;
    const { lines, people, cards } = this.state.network;
    const by = [
      people && `${people} ${people === 1 ? words.person : words.people}`,
      cards && `${cards} ${cards === 1 ? words.card : words.cards}`,
    ].filter(Boolean);
    const more = by.length ? `${words.toldBy}${by.join(words.and)}` : "";
    left.append(bold(lines), ` ${lines === 1 ? words.toldLine : words.toldLines}${more}`);
  },
};
