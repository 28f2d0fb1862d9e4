"""The device of the helper at a table."""

from playwright.sync_api import Locator, Page, Response, expect


class Helper:
    """What the helper sees and does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.question = page.get_by_role("heading", level=1)
        self.box = page.get_by_role("textbox", name="Briefje")
        self.number = page.locator(".big > b")
        self.said = page.get_by_role("status")
        self.own = page.locator("#o .n")
        self.numbers = page.get_by_role("textbox", name="Typ nummers")
        self.where = page.get_by_role("combobox", name="Waarheen?")
        self.as_whom = page.get_by_role("combobox", name="Wie zegt het?")
        self.name = page.get_by_role("textbox", name="Hoe noemt de groep het?")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def placed(self, text: str, number: int) -> None:
        """Type a note, place it, and see its number and its words."""
        self.box.fill(text)
        self.press("Plaats briefje")
        expect(self.number).to_have_text(str(number))
        expect(self.said).to_contain_text(f"Lees voor: {text}")
        expect(self.own.filter(has_text=text)).to_have_count(1)

    def act(self, name: str, text: str) -> Locator:
        """Return the link or button below a note of her table."""
        row = self.own.filter(has_text=text)
        return row.get_by_role("button", name=name).or_(row.get_by_role("link", name=name))

    def lay(self, numbers: str, *, where: str = "+ Nieuw thema", name: str = "") -> None:
        """Lay notes together by their numbers."""
        self.where.select_option(where)
        if name:
            self.name.fill(name)
        self.numbers.fill(numbers)
        self.press("Leg bij elkaar")

    def look_again(self) -> Response | None:
        """Load the page anew, as a device without JavaScript has to."""
        return self.page.goto(self.page.url.partition("?")[0])
