// Bells on one page share an event stream per address: a browser allows only six connections to one host.
const streams = new Map();
const bells = new WeakMap();

// Streamlit sends what happens in one moment as one batch, for one fragment only: two bells must not ring at once.
const APART = 120;
let lastRing = 0;

function inTurn(ring, gap) {
  const at = Math.max(Date.now() + gap, lastRing + APART);
  lastRing = at;
  return setTimeout(ring, at - Date.now());
}

function listen(url, ring) {
  let stream = streams.get(url);
  if (!stream) {
    stream = { rings: new Set() };
    connect(stream, url);
    streams.set(url, stream);
  }
  stream.rings.add(ring);
  return () => {
    stream.rings.delete(ring);
    if (stream.rings.size) return;
    clearTimeout(stream.coming);
    stream.source.close();
    streams.delete(url);
  };
}

/** Listen; a refused stream does not come back by itself, and whatever happened meanwhile rings once. */
function connect(stream, url, wasRefused) {
  const source = new EventSource(url);
  const all = (event) => stream.rings.forEach((one) => one(event));
  stream.source = source;
  source.onmessage = all;
  source.addEventListener("reset", all);
  source.onopen = (event) => wasRefused && all(event);
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    stream.coming = setTimeout(() => connect(stream, url, true), 4000 + Math.random() * 4000);
  };
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let bell = bells.get(parentElement);
  if (bell && bell.url !== data.url) {
    bell.stop();
    bell = null;
  }
  if (!bell) {
    bell = { timer: 0, url: data.url };
    bells.set(parentElement, bell);
    bell.stop = listen(data.url, (event) => {
      if (bell.timer) return; // a burst rings once
      bell.timer = inTurn(() => {
        bell.timer = 0;
        bell.set("rung", event.lastEventId || String(Date.now()));
      }, data.gap);
    });
  }
  bell.set = setTriggerValue;
  return () => {
    clearTimeout(bell.timer);
    bell.stop();
    bells.delete(parentElement);
  };
}
