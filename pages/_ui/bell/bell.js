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

// Two bells in one batch would cost one of them its ring. The batch leaves at a timeout of zero that begins with
// the ring, so one that begins just after it comes just after it, however busy the browser is.
const waiting = new Set();
let isRinging = false;

// A press that falls into that moment would leave for the bell's fragment, and be lost: a ring waits for the hand.
const HAND = 200;
let handUntil = 0;
const atWork = (event) => {
  if (event.type !== "keydown" || event.key === "Enter" || event.key === " ") handUntil = Date.now() + HAND;
};
for (const kind of ["pointerdown", "pointerup", "keydown"]) addEventListener(kind, atWork, { capture: true });
const isHandAtWork = () => Date.now() < handUntil || navigator.scheduling?.isInputPending?.();

function inTurn(bell) {
  waiting.add(bell);
  if (!isRinging) next();
}

function next() {
  const [bell] = waiting;
  isRinging = Boolean(bell);
  if (!bell) return;
  if (isHandAtWork()) {
    setTimeout(next, HAND);
    return;
  }
  waiting.delete(bell);
  bell.set("rung", Date.now());
  setTimeout(next, 0);
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
