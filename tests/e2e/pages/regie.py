"""The control room of the facilitator."""

import io
import re
import zipfile

from playwright.sync_api import Locator, Page, expect

from pages._ui import parts


class Regie:
    """What the facilitator sees and does during an evening."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.title = page.get_by_role("heading", level=1)
        self.newest = page.locator("[class*='st-key-row_newest_']")
        self.time = page.get_by_role("timer")
        self.paper_box = page.get_by_test_id("stChatInputTextArea")

    def press(self, name: str) -> None:
        """Press a button by what stands on it; while a page draws anew, the old one may stand there too."""
        expect(self.page.locator("[data-stale=true]")).to_have_count(0)
        self.page.get_by_role("button", name=name, exact=True).click()

    def metric(self, name: str) -> Locator:
        """Return a number on the card of what is on now."""
        return self.page.get_by_test_id("stMetric").filter(has_text=name)

    def begin(self) -> None:
        self.press("Begin de avond")
        expect(self.page.get_by_text("Kies de eerste vraag")).to_be_visible()

    def question(self, button: str, number: int) -> None:
        """Put the next question on the screen."""
        self.press(button)
        expect(self.page.get_by_text(re.compile(f"Nu op het scherm · vraag {number} van"))).to_be_visible()

    def phase(self, name: str) -> None:
        """Choose who may write and who may read."""
        self.page.get_by_role("radio", name=name, exact=True).click()
        expect(self.page.get_by_text(re.compile(f"^{name}: "))).to_be_visible()

    def row(self, text: str) -> Locator:
        """Return the row of one of the newest notes."""
        return self.newest.filter(has_text=text)

    def hide(self, text: str) -> None:
        """Hide a note: one click."""
        self.row(text).get_by_role("button", name="Verberg").click()

    def put_back(self, text: str) -> None:
        self.row(text).get_by_role("button", name="Zet terug").click()

    def paper(self, text: str, *, table: int | None = None) -> None:
        """Type in a note from paper; Enter places it."""
        if table is not None:
            self.page.get_by_role("combobox", name="Tafel").click()
            self.page.get_by_role("option", name=str(table), exact=True).click()
        self.paper_box.fill(text)
        self.paper_box.press("Enter")
        expect(self.row(text)).to_have_count(1)
        expect(self.paper_box).to_have_value("")

    def on_screen(self, name: str) -> None:
        """Open "Scherm" and press what is in there."""
        self.press("Scherm")
        self.press(name)
        self.page.keyboard.press("Escape")

    def time_button(self, name: str) -> None:
        """Open "Tijd" and press what is in there."""
        self.press("Tijd")
        self.press(name)
        self.page.keyboard.press("Escape")

    def tab(self, name: str) -> Locator:
        """Open a part, in its own tab, and return what is in there."""
        (tab,) = [tab for tab, names in parts.TABS.items() if name in names]
        self.page.get_by_role("tab", name=tab, exact=True).click()
        panel = self.page.get_by_role("tabpanel", name=tab)
        if len(parts.TABS[tab]) > 1:
            panel.get_by_role("radio", name=name, exact=True).click()
        return panel

    def write_down(self, kind: str, text: str, *, who: str = "") -> None:
        """Write down a decision, an action or a parked point."""
        panel = self.tab("Besluiten en acties")
        panel.get_by_role("radio", name=kind, exact=True).click()
        labels = {"Besluit": "spreken jullie af", "Actie": "gaat iemand doen", "Parkeren": "bewaren jullie"}
        box = panel.get_by_role("textbox", name=re.compile(labels[kind]))
        box.fill(text)
        if who:
            panel.get_by_role("textbox", name="Wie?").fill(who)
        panel.get_by_role("button", name="Schrijf op").click()
        expect(panel.get_by_text(text)).to_be_visible()

    def count_people(self, *, residents: int, organisations: int) -> None:
        """Write down how many are here."""
        panel = self.tab("Wie zijn er")
        panel.get_by_role("spinbutton", name="Bewoners").fill(str(residents))
        panel.get_by_role("spinbutton", name="Organisaties").fill(str(organisations))
        panel.get_by_role("button", name="Bewaar wie er zijn").click()
        expect(panel.get_by_text("Bewaard.")).to_be_visible()

    def close(self) -> None:
        """End the evening; asks once."""
        self.tab("Afsluiten")
        self.press("Sluit de avond")
        self.press("Ja, sluit de avond")
        expect(self.page.get_by_text("Deze bijeenkomst is afgelopen.")).to_be_visible()

    def summary(self) -> dict[str, bytes]:
        """Download the summary and return the files in it; in mid-meeting the link is under "Afsluiten"."""
        if self.page.get_by_role("radiogroup", name="Fase").is_visible():
            self.tab("Afsluiten")
        link = self.page.get_by_role("link", name="Download de samenvatting").first
        answer = self.page.context.request.get(link.get_attribute("href") or "")
        assert answer.ok, answer.status
        with zipfile.ZipFile(io.BytesIO(answer.body())) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
