"""The phone of the facilitator, as a remote."""

from playwright.sync_api import Locator, Page, expect


class Remote:
    """What the one who steers sees and does; a part that has just changed takes no tap for a moment."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.on_screen = page.locator("#q .eye")
        self.question = page.get_by_role("heading", level=1)
        self.next = page.locator("#b1")
        self.said = page.locator("#m")
        self.notes = page.locator("#n .n")
        self.phase = page.locator("#d1 summary b")
        self.time = page.locator("#d2 summary b")
        self.speaking = page.locator("#sp")
        self.clock = self.speaking.get_by_role("timer")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def go_on(self, question: str) -> None:
        """Tap for the next question, and see it."""
        self.next.click()
        expect(self.question).to_have_text(question)

    def set_phase(self, name: str) -> None:
        """Open the phases, choose one, and see it."""
        self.page.locator("#d1 summary").click()
        self.press(name)
        expect(self.phase).to_have_text(name)

    def set_time(self, name: str) -> None:
        """Open the times and choose one."""
        self.page.locator("#d2 summary").click()
        self.press(name)

    def more(self, name: str) -> None:
        """Open "Meer" and press what is in there."""
        self.page.locator("#d3 summary").click()
        self.press(name)

    def row(self, text: str) -> Locator:
        """Return one of the newest notes, by its words or its number."""
        return self.notes.filter(has_text=text)

    def speak(self, minutes: int) -> None:
        """Start the speaking time."""
        self.page.locator("#b3").click()
        self.press(f"{minutes} min")
