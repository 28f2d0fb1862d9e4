"""The bell by itself in a real browser, at a real stream, where only Streamlit and the time are ours."""

from playwright.sync_api import Page, expect

from tests.house.tree import ROOT

# As Streamlit does it: what is set in one moment leaves as one batch, for the fragment that came first; what
# is set for the whole page leaves as such only when it is alone.
BEGIN = """async (source) => {
  const ids = ["arrived", "heard", "pulse", "refused"];
  document.body.innerHTML = ids.map((id) => `<output id="${id}"></output>`).join("");
  let refused = 0;
  const tell = (id, text) => { document.getElementById(id).textContent = text; };
  const Plain = EventSource;
  window.EventSource = class extends Plain {
    constructor(url) {
      super(url);
      const hear = (event) => {
        tell("heard", event.lastEventId);
        tell("pulse", JSON.parse(event.data).pulse);
      };
      for (const kind of ["message", "reset"]) this.addEventListener(kind, hear);
      this.addEventListener("error", () => tell("refused", (refused += 1)));
    }
  };
  let batch = [];
  const arrived = [];
  const send = () => {
    arrived.push(batch.find((key) => key !== "pagina") ?? "pagina");
    tell("arrived", arrived.join(" "));
    batch = [];
  };
  const set = (key) => {
    if (!batch.length) setTimeout(send, 0);
    batch.push(key);
  };
  window.press = (type) => {
    document.body.dispatchEvent(new Event(type, { bubbles: true }));
    set("pagina");
  };
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { default: bell } = await import(url);
  const places = new Map();
  window.cleanups = {};
  window.draw = (key, data) => {
    if (!places.has(key)) places.set(key, document.createElement("div"));
    const clean = bell({ data, parentElement: places.get(key), setTriggerValue: () => set(key) });
    window.cleanups[key] = [...(window.cleanups[key] ?? []), clean];
  };
}"""
GAP = 500
BATCH = 20  # a few turns of the browser


class Bells:
    """Bells on one page. ``arrived`` names the bells whose ring reached the server, in order."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        page.clock.install()
        page.goto("/deur")
        page.clock.pause_at("2040-01-01")
        page.evaluate(BEGIN, (ROOT / "pages/_ui/bell/bell.js").read_text(encoding="utf-8"))

    @property
    def arrived(self) -> list[str]:
        return self.page.locator("#arrived").inner_text().split()

    @property
    def pulse(self) -> int:
        """The pulse that was heard last."""
        return int(self.page.locator("#pulse").inner_text())

    def draw(self, key: str, version: int, *, pulse: int | None = None) -> None:
        """Draw the fragment around a bell, with what was known at that moment."""
        data = {"url": self.url, "gap": GAP, "version": version, "pulse": pulse}
        self.page.evaluate("([key, data]) => window.draw(key, data)", [key, data])

    def clean_up(self, key: str, *, drawing: int) -> None:
        """Let Streamlit end a drawing, counted from 0."""
        self.page.evaluate("([key, drawing]) => window.cleanups[key][drawing]()", [key, drawing])

    def hear(self, version: int) -> None:
        """Wait until the stream told a version."""
        expect(self.page.locator("#heard")).to_have_text(str(version))

    def hear_another_pulse(self, than: int) -> None:
        """Wait until the stream told of something that is not in the file."""
        expect(self.page.locator("#pulse")).not_to_have_text(str(than))

    def be_refused(self, times: int) -> None:
        """Wait until the stream was refused so many times in all."""
        expect(self.page.locator("#refused")).to_have_text(str(times))

    def press_in(self, milliseconds: int, *, kind: str = "pointerdown") -> None:
        """Let a hand press something that sets the whole page, at a moment to come."""
        later = "([wait, kind]) => setTimeout(() => window.press(kind), wait)"
        self.page.evaluate(later, [milliseconds, kind])

    def wait(self, milliseconds: float) -> None:
        """Let time go by, and what is due leave; nothing really waits."""
        self.page.clock.run_for(milliseconds + BATCH)

    def be_busy(self, milliseconds: int) -> None:
        """Let time go by in which the browser comes to nothing: all that was due is done after it."""
        self.page.clock.fast_forward(milliseconds)
