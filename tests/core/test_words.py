"""What people read: every error has its sentence, in good Dutch."""

import datetime as dt
import re
import string

import pytest

from sok_core import errors, words
from tests.house.tree import ROOT, python_files

RAISED = re.compile(r"(?:RuleBroken|NotFound|Conflict|Forbidden|Gone|TooMany|StoreBusy)\(\s*\"([a-z_.]+)\"")
VALUES = {"length": 281, "limit": 280, "least": 10, "retry_after": 3}
VALUES |= {"slug": "de-spil", "title": "Rollen", "phones": "2 telefoons"}


def codes_in_the_code() -> dict[str, str]:
    found = {}
    for path in python_files(ROOT, "sok_core", "pages"):
        for code in RAISED.findall(path.read_text("utf-8")):
            found[code] = path.name
    return found


def test_moments_are_told_with_no_more_than_tells_them_apart() -> None:
    seconds = (0, 7, 7, 90)
    found = [dt.datetime(2026, 7, 1, 17, 0, tzinfo=dt.UTC) + dt.timedelta(seconds=s) for s in seconds]
    day = "woensdag 1 juli 2026"
    assert words.moments(found) == [
        f"{day}, 19:00:00",
        f"{day}, 19:00:07",
        f"{day}, 19:00:07 (2)",
        f"{day}, 19:01",
    ]
    assert words.moments([]) == []


def test_every_error_that_is_raised_has_its_sentence() -> None:
    raised = codes_in_the_code()
    assert len(raised) > 30
    assert {code: where for code, where in raised.items() if code not in words.ERRORS} == {}


@pytest.mark.parametrize("code", words.ERRORS)
def test_every_sentence_can_be_said(code: str) -> None:
    sentence = words.sentence(errors.SokError(code, **VALUES))
    fields = {name for _, name, _, _ in string.Formatter().parse(words.ERRORS[code]) if name}
    assert fields <= VALUES.keys()
    assert sentence.endswith((".", "?"))
    assert "{" not in sentence


def test_an_unknown_code_gives_one_calm_sentence() -> None:
    assert words.sentence(errors.SokError("nooit.gezien")) == "Dit lukte niet. Er is niets veranderd."


def test_an_unknown_language_is_dutch() -> None:
    assert words.translation("xx")("Plaats briefje") == "Plaats briefje"


def test_everything_on_a_phone_is_there_in_english() -> None:
    """Whatever a page or a script of a phone says through ``_`` has its English."""
    web = ROOT / "sok_core" / "web"
    sources = [*web.glob("templates/*.html"), *web.glob("*.py")]
    said = {text for path in sources for text in re.findall(r'\b_\("([^"]+)"\)', path.read_text("utf-8"))}
    english = words.translation("en")
    assert len(said) > 40
    assert {text for text in said if english(text) == text} <= {"Code"}
