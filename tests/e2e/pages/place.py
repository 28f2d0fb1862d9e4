"""Where something stands on a page."""

from playwright.sync_api import FloatRect, Locator


def place_of(what: Locator) -> FloatRect:
    """Return where one thing stands, as soon as it is there.

    A page that draws anew puts another in its place, and what was found just before has no place any more:
    then it is looked for again, until Playwright gives up waiting.
    """
    while True:
        what.wait_for()
        if found := what.bounding_box():
            return found
