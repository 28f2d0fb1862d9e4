// Streamlit gives no setting for its own English words and for the language of the page; this says them in Dutch.
const WORDS = {
  "Skip to main content": "Naar de inhoud",
  "Connection error": "De verbinding is even weg",
  "Streamlit server is not responding. Are you connected to the internet?":
    "Alles wat al geplaatst is, is bewaard. Deze pagina gaat vanzelf verder.",
  "Add row": "Rij erbij",
  "Delete row(s)": "Rij weg",
  "Delete row": "Rij weg",
  "Show/hide columns": "Kolommen",
  "Download as CSV": "Download als CSV",
  Search: "Zoek",
  Fullscreen: "Groot",
  "Exit fullscreen": "Kleiner",
  Upload: "Kies een bestand",
  "Clear selection": "Wis",
  "Please fill out this field.": "Vul dit in.",
  "No results": "Niets gevonden",
  "Choose date": "Kies een dag",
};
const BEGINNINGS = [
  [/^Add: ?/, "Nieuw: "],
  [/^day, /, "dag, "],
  [/^month, /, "maand, "],
  [/^year, /, "jaar, "],
];
const LABELS = ["aria-label", "title", "placeholder"];

const begun = (text) => BEGINNINGS.reduce((said, [english, dutch]) => said.replace(english, dutch), text);

function say(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.data.trim();
    const dutch = WORDS[text];
    if (dutch) node.data = node.data.replace(text, dutch);
    else if (/^\d+MB per file/.test(text)) node.data = node.data.replace("per file", "per bestand");
    else if (begun(text) !== text && node.parentElement?.closest("[role=option]")) node.data = begun(node.data.trimStart());
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    for (const name of LABELS) {
      const text = node.getAttribute(name);
      const dutch = text && (WORDS[text] ?? begun(text));
      if (dutch && dutch !== text) node.setAttribute(name, dutch);
    }
  }
}

function sayAll(root) {
  say(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) say(walker.currentNode);
}

export default function () {
  document.documentElement.lang = "nl";
  if (window.sokSpeaksDutch) return;
  window.sokSpeaksDutch = true;
  sayAll(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") say(change.target);
      else change.addedNodes.forEach(sayAll);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}
