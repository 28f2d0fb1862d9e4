"""The screen of the hall."""

import re
from typing import Any

from playwright.sync_api import Page, expect

# Everything on the screen that shows text, with the size of its letters and whether it fits in its own box.
TEXTS = """(root) => { const letters = (e) => parseFloat(getComputedStyle(e).fontSize);
  return [...root.querySelectorAll('*')].filter((e) => !e.closest('svg') && e.checkVisibility()
  && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => {
    const box = e.getBoundingClientRect();
    return {text: e.textContent.slice(0, 40), size: letters(e), left: box.left,
      top: box.top, right: box.right, bottom: box.bottom,
      cut: getComputedStyle(e).display !== 'inline'
        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 0.35 * letters(e))};
  })}"""
NOTES = """(root) => {
  const box = (e) => { const b = e.getBoundingClientRect();
    return {number: +e.dataset.number, left: b.left, top: b.top, right: b.right, bottom: b.bottom}; };
  return {wall: box(root.querySelector('.wand')), notes: [...root.querySelectorAll('.briefje')].map(box)};
}"""
SLACK = 1.0  # half pixels of rounding


class Screen:
    """What hangs in the hall."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator(".scherm")
        self.question = self.root.get_by_role("heading", level=1)
        self.qr = self.root.get_by_role("img", name="QR-code")
        self.code = self.root.locator(".code")
        self.address = self.root.locator(".adres")
        self.counters = self.root.locator(".tel").get_by_role("listitem")
        self.notes = self.root.locator(".briefje")
        self.floor = self.root.locator("footer")

    def count(self, number: int) -> None:
        """See how many notes there are."""
        counted = re.compile(rf"^\s*{number} briefjes?$")
        expect(self.counters.filter(has_text=counted)).to_be_visible()

    def hangs(self, *texts: str) -> None:
        """See these notes on the wall, and no more."""
        expect(self.notes).to_have_count(len(texts))
        for text in texts:
            expect(self.notes.filter(has_text=text)).to_have_count(1)

    def texts(self) -> list[dict[str, Any]]:
        """Return every piece of text with its place and the size of its letters."""
        found: list[dict[str, Any]] = self.root.evaluate(TEXTS)
        return found

    def height(self) -> int:
        """Return the height of the window in pixels."""
        return int(self.page.evaluate("innerHeight"))

    def smallest(self) -> float:
        """Return the size of the smallest letters in lines of the projector (24 to a screen)."""
        return min(text["size"] for text in self.texts()) / (self.height() / 24)

    def misfits(self) -> list[str]:
        """Return what is cut off, or hangs over the edge of the window or the wall, or over another note."""
        size = self.page.evaluate("({left: 0, top: 0, right: innerWidth, bottom: innerHeight})")
        wrong = [
            f"tekst: {text['text']}" for text in self.texts() if text["cut"] or not is_inside(text, size)
        ]
        if self.notes.count():
            found = self.root.evaluate(NOTES)
            notes = found["notes"]
            wrong += [f"buiten de wand: {note}" for note in notes if not is_inside(note, found["wall"])]
            wrong += [
                f"over elkaar: {one['number']} en {other['number']}"
                for place, one in enumerate(notes)
                for other in notes[place + 1 :]
                if overlaps(one, other)
            ]
        return wrong


def is_inside(inner: dict[str, float], outer: dict[str, float]) -> bool:
    return (
        inner["left"] >= outer["left"] - SLACK
        and inner["top"] >= outer["top"] - SLACK
        and inner["right"] <= outer["right"] + SLACK
        and inner["bottom"] <= outer["bottom"] + SLACK
    )


def overlaps(one: dict[str, float], other: dict[str, float]) -> bool:
    is_beside = one["right"] <= other["left"] + SLACK or other["right"] <= one["left"] + SLACK
    is_above = one["bottom"] <= other["top"] + SLACK or other["bottom"] <= one["top"] + SLACK
    return not is_beside and not is_above
