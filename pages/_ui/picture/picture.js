// The server drew both pictures and escaped every word in them; the list is made of text here.
const el = (tag, className, text) => {
  const node = document.createElement(tag);
  node.className = className;
  if (text) node.textContent = text;
  return node;
};

const item = (step) => {
  const row = el("li", step.now ? "nu" : "");
  const glyph = el("span", "teken", step.glyph);
  glyph.setAttribute("aria-hidden", "true");
  glyph.style.setProperty("--tint", step.tint);
  glyph.style.setProperty("--text", step.text);
  const words = el("div", "hoe");
  words.append(el("span", "naam", step.name), el("br", ""), el("span", "", step.line));
  row.append(glyph, words);
  return row;
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".tafel");
  root.querySelector(".rij").innerHTML = data.row;
  root.querySelector(".blok").innerHTML = data.block;
  root.querySelector(".lijst").replaceChildren(...data.steps.map(item));
}
