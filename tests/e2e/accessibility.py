"""What axe says about a page, and which of it is Streamlit's own and cannot be mended natively."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

# (rule, part of the place where Streamlit breaks it): why it stays. Everything else is ours.
OF_STREAMLIT: dict[tuple[str, str], str] = {
    (
        "presentation-role-conflict",
        "stFileUploaderDropzone",
    ): "its own box for files, unreachable",
}
# What was pale comes back in a moment; what turns for ever, such as a clock, is not waited for.
AT_REST = """() => document.getAnimations().every((one) =>
    one.playState !== "running" || one.effect.getComputedTiming().iterations === Infinity)"""
LOOKS = 4
OPTIONS = {"resultTypes": ["violations"]}


def problems(page: Page) -> list[str]:
    """Return what breaks a rule on a page that has come to rest, one line per place.

    While Streamlit draws anew, what waits is pale, and pale text would break the rule on contrast. That can
    begin in the middle of a look too, so only what is wrong in every look counts.
    """
    found: list[str] = []
    for _ in range(LOOKS):
        found = look(page)
        if not found:
            break
    return found


def at_rest(page: Page) -> Page:
    """Return a page on which nothing is being drawn: what is pressed then is not replaced under the hand."""
    expect(page.locator("[data-test-script-state=running], [data-stale=true]")).to_have_count(0)
    return page


def is_whole(page: Page) -> None:
    """See that all of a page came: Streamlit reads its code in pieces, and shows a bar until one is there."""
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def look(page: Page) -> list[str]:
    """Return what breaks a rule right now, once the page rests."""
    is_whole(page)
    at_rest(page)
    page.wait_for_function(AT_REST)
    found = []
    for violation in Axe().run(page, options=OPTIONS).response["violations"]:
        for node in violation["nodes"]:
            place, html = flat(node["target"]), node["html"]
            if not any(rule == violation["id"] and part in place + html for rule, part in OF_STREAMLIT):
                found.append(f"{violation['id']} ({violation['impact']}): {place} · {html[:160]}")
    return found


def flat(target: object) -> str:
    """Return a place in one line; inside a shadow root it is a list of lists."""
    return " > ".join(flat(part) for part in target) if isinstance(target, list) else str(target)
