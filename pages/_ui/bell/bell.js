// A ring can get lost: Streamlit sends what happens in one moment as one batch, for one fragment only, and sends
// nothing while its connection is away. So the server says with which version it drew, the stream says which
// version there is, and a bell rings until what is drawn has caught up. When it has, nothing ticks.
const streams = new Map();
const bells = new WeakMap();
const FIRST_AGAIN = 1000;
const LAST_AGAIN = 16000;
const COME_BACK = 2000;
const LAST_COME_BACK = 60000;

const longer = (first, times, last) => Math.min(first * 2 ** times, last);

// What the hand sets has left, at a timeout of zero, before this timer ends, however busy the browser is.
const HAND = 200;
let hands = 0;
const atWork = (event) => {
  if (event.type === "keydown" && event.key.length === 1 && event.key !== " ") return; // typing sets nothing yet
  hands += 1;
  setTimeout(() => (hands -= 1), HAND);
};
for (const kind of ["pointerdown", "pointerup", "click", "keydown", "change"]) {
  addEventListener(kind, atWork, { capture: true });
}

/** Ring, and let the batch of this ring leave now: a press that came before its timeout would be lost in it. */
function ring(bell) {
  const later = window.setTimeout;
  const leaving = [];
  window.setTimeout = (run, wait, ...rest) => {
    if (wait) return later(run, wait, ...rest);
    leaving.push(() => run(...rest));
    return 0;
  };
  try {
    bell.set("rung", Date.now());
  } finally {
    window.setTimeout = later;
  }
  for (const leave of leaving) leave();
}

// A ring waits for the hand: in the batch of a press for the whole page, the press would be lost.
const waiting = new Set();
let isWaiting = false;

function inTurn(bell) {
  waiting.add(bell);
  if (!isWaiting) next();
}

function next() {
  isWaiting = hands > 0;
  if (isWaiting) {
    setTimeout(next, HAND);
    return;
  }
  const turn = [...waiting];
  waiting.clear();
  turn.forEach(ring);
}

/** Bells on one page share an event stream per address: a browser allows only six connections to one host. */
class Stream {
  constructor(url, version) {
    this.url = url;
    this.version = version; // what happened between drawing and listening is told too
    this.pulse = 0;
    this.bells = new Set();
    this.failures = 0;
    this.open();
  }

  open() {
    this.source = new EventSource(`${this.url}?since=${this.version}`);
    const hear = (event) => this.hear(event);
    this.source.onmessage = hear;
    this.source.addEventListener("reset", hear);
    this.source.onopen = () => (this.failures = 0);
    this.source.onerror = () => {
      if (this.source.readyState === EventSource.CLOSED) this.refused();
    };
  }

  hear(event) {
    this.version = Math.max(this.version, Number(event.lastEventId));
    this.pulse = JSON.parse(event.data).pulse ?? this.pulse;
    this.bells.forEach((bell) => bell.look());
  }

  /** The browser gives up at an answer that is no stream. The page may know why: another name, a login that ended. */
  refused() {
    this.bells.forEach(inTurn);
    this.coming = setTimeout(() => this.open(), longer(COME_BACK, this.failures, LAST_COME_BACK));
    this.failures += 1;
  }

  add(bell) {
    this.bells.add(bell);
  }

  drop(bell) {
    this.bells.delete(bell);
    if (this.bells.size) return;
    clearTimeout(this.coming);
    this.source.close();
    streams.delete(this.url);
  }
}

class Bell {
  /** Its fragment was drawn anew, whatever for. */
  take(data, set) {
    this.set = set;
    this.data = data;
    if (this.stream?.url !== data.url) {
      this.stream?.drop(this);
      if (!streams.has(data.url)) streams.set(data.url, new Stream(data.url, data.version));
      this.stream = streams.get(data.url);
      this.stream.add(this);
    }
    this.rings = 0;
    this.rest();
    this.look();
  }

  isBehind() {
    const { version, pulse } = this.data;
    return version < this.stream.version || (pulse !== null && pulse < this.stream.pulse);
  }

  /** Ring soon when there is something to draw; a burst rings once, and what does not help is done ever less. */
  look() {
    if (this.timer || !this.isBehind()) return;
    const wait = this.rings ? longer(FIRST_AGAIN, this.rings - 1, LAST_AGAIN) : this.data.gap;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.rings += 1;
      inTurn(this);
      this.look();
    }, wait);
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = 0;
    waiting.delete(this);
  }

  stop() {
    this.rest();
    this.stream.drop(this);
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const bell = bells.get(parentElement) ?? new Bell();
  bells.set(parentElement, bell);
  bell.take(data, setTriggerValue);
  return () => {
    if (bell.set !== setTriggerValue) return; // Streamlit may clean up an earlier drawing after it made the next
    bell.stop();
    bells.delete(parentElement);
  };
}
