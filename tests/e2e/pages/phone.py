"""The phone of a resident."""

from playwright.sync_api import Locator, Page, Response, expect


class Phone:
    """What somebody at the table can see and do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.question = page.get_by_role("heading", level=1)
        self.box = page.get_by_role("textbox")
        self.place = page.get_by_role("button", name="Plaats briefje")
        self.save = page.get_by_role("button", name="Bewaar wijziging")
        self.message = page.get_by_role("status")
        self.asks = page.locator("#a")
        self.left = page.locator("#r")
        self.time = page.locator("#c")
        self.own = page.locator("#o > .n")
        self.others = page.locator("#n > .n")
        self.waiting = page.locator("#u > .n")

    def write(self, text: str) -> None:
        """Type a note and place it."""
        self.box.fill(text)
        self.place.click()

    def placed(self, text: str) -> None:
        """Type a note, place it and see that it is on the wall."""
        self.write(text)
        expect(self.own.filter(has_text=text)).to_have_count(1)

    def change(self, text: str, into: str) -> None:
        """Change one's own note."""
        self.act("Wijzig", text).click()
        expect(self.box).to_have_value(text)
        self.box.fill(into)
        self.save.click()
        expect(self.own.filter(has_text=into)).to_have_count(1)

    def take_back(self, text: str) -> None:
        """Take one's own note from the wall."""
        self.act("Haal terug", text).click()
        expect(self.own.filter(has_text=text)).to_have_count(0)

    def act(self, name: str, text: str) -> Locator:
        """Return the button or link below one's own note."""
        row = self.own.filter(has_text=text)
        return row.get_by_role("button", name=name).or_(row.get_by_role("link", name=name))

    def look_again(self) -> Response | None:
        """Load the page anew, as a phone without JavaScript has to."""
        address = self.page.url.partition("?")[0].partition("#")[0]  # to a # alone a browser only scrolls
        return self.page.goto(address)

    def sees(self, *texts: str) -> None:
        """See these notes of others, and no more."""
        expect(self.others).to_have_count(len(texts))
        for text in texts:
            expect(self.others.filter(has_text=text)).to_have_count(1)


def weighed(page: Page) -> tuple[list[str], list[float]]:
    """Return what a page will ask for, and the bytes that come, headers included."""
    requests: list[str] = []
    weights: list[float] = []
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.requestWillBeSent", lambda event: requests.append(event["request"]["url"]))
    devtools.on(
        "Network.responseReceived", lambda event: weights.append(event["response"]["encodedDataLength"])
    )
    devtools.on("Network.dataReceived", lambda event: weights.append(event["encodedDataLength"]))
    return requests, weights


def check_light(requests: list[str], weights: list[float]) -> None:
    """See at most three requests and 15 kB, and that there was something to weigh."""
    real = [url for url in requests if not url.startswith("data:")]
    assert 1 <= len(real) <= 3, real
    assert 1_000 < sum(weights) < 15_000, sum(weights)
