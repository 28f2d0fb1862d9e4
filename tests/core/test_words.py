"""What people read: every error has its sentence, in good Dutch."""

import datetime as dt
import re
import string

import pytest
from babel.messages.pofile import read_po

from sok_core import errors, words
from tests.house.tree import ROOT, python_files

RAISED = re.compile(
    r"(?:RuleBroken|NotFound|Conflict|Forbidden|Gone|TooMany|Full|StoreBusy|StoreFailed)\(\s*\"([a-z_.]+)\""
)
VALUES = {"length": 281, "limit": 280, "least": 10, "retry_after": 3, "number": 3, "phase": "Samen"}
VALUES |= {"slug": "de-spil", "title": "Rollen", "phones": "2 telefoons", "path": "data/huis.sqlite"}
VALUES |= {"name": "De Spil", "names": "De Spil en School", "value": "veel", "field": "kleur"}
VALUES |= {"near": "vaak", "choices": "vaak, soms", "row": 3, "line": 3, "column": "Naam", "count": "12.000"}
VALUES |= {"name": "De Spil", "value": "veel", "field": "kleur", "count": 2, "there": "gesproken"}
VALUES |= {"theme": "Samen", "day": "9 oktober 2025", "start": "1 oktober 2025"}
VALUES |= {"kind": "telefoonnummer", "control": "7F3A-91C2", "answer": "overgenomen"}


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


def catalogue(language: str) -> dict[str, str]:
    path = words.LOCALES / language / "LC_MESSAGES" / "sok.po"
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def said_on_a_phone() -> set[str]:
    """Whatever a page or a script of a phone says through ``_``, and every error that it can meet."""
    web = ROOT / "sok_core" / "web"
    sources = [*web.glob("templates/*.html"), *web.glob("*.py")]
    said = {text for path in sources for text in re.findall(r'\b_\(\s*"([^"]+)"', path.read_text("utf-8"))}
    rows = re.findall(
        r"^\| \d{3} \|.*\| (.+) \|$", (ROOT / "docs/protocol.md").read_text("utf-8"), re.MULTILINE
    )
    codes = {code for row in rows for code in re.findall(r"`([a-z_.]+)`", row)}
    return said | {words.ERRORS[code] for code in codes if not code.startswith("theme.")}


def said_on_paper() -> set[str]:
    """Whatever a paper says through ``_``."""
    sources = (ROOT / "sok_core" / "export").glob("*.py")
    return {text for path in sources for text in re.findall(r'\b_\(\s*"([^"]+)"', path.read_text("utf-8"))}


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert {path.name for path in words.LOCALES.iterdir()} == words.OTHER_LANGUAGES.keys()


@pytest.mark.parametrize("language", words.OTHER_LANGUAGES)
def test_everything_on_a_phone_and_on_paper_is_there_in_each_language(language: str) -> None:
    texts = catalogue(language)
    said = said_on_a_phone()
    assert len(said) > 80
    assert said - texts.keys() == set()
    assert len(said_on_paper()) > 12
    assert said_on_paper() - texts.keys() == set()
    assert texts.keys() == catalogue("en").keys()
    assert [text for text, translated in texts.items() if not translated.strip()] == []
    assert {text for text, translated in texts.items() if translated == text} <= {"Code"}


@pytest.mark.parametrize("language", words.OTHER_LANGUAGES)
def test_a_translation_has_the_same_places_to_fill_in(language: str) -> None:
    def places(text: str) -> list[str]:
        return sorted(re.findall(r"%.|\{\w*\}", text))

    texts = catalogue(language)
    assert [text for text, translated in texts.items() if places(text) != places(translated)] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_numbers_are_those_on_the_screen(language: str) -> None:
    """Western digits everywhere: note 27 is note 27 on the wall, on paper and on each phone."""
    said = [*catalogue(language).values()] if language != "nl" else []
    said.append(words.sentence(errors.SokError("note.too_long", length=281, limit=280), language))
    assert "281" in said[-1]
    assert [text for text in said if re.search(r"[^\D0-9]", text)] == []


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ("", "nl"),
        ("tr-TR,tr;q=0.9,en-US;q=0.8,en;q=0.7", "tr"),
        ("ar", "ar"),
        ("AR-eg", "ar"),
        ("fr-FR,fr;q=0.9", "nl"),
        ("de,en;q=0.5,tr;q=0.6", "tr"),
        ("en;q=0,tr;q=0.1", "tr"),
        ("en;q=0", "nl"),
        ("tr;q=1.0, ar;q=1.0", "tr"),
        ("*", "nl"),
        ("árabe, ;;q=x,,", "nl"),
        ("en;q=abc", "nl"),
        ("tr" * 5000, "nl"),
    ],
)
def test_a_browser_gets_the_language_it_likes_best(wishes: str, language: str) -> None:
    assert words.preferred(wishes) == language


def test_only_arabic_is_written_from_right_to_left() -> None:
    assert [id for id in words.LANGUAGES if words.direction(id) == "rtl"] == ["ar"]


def test_the_manual_says_who_checked_each_language() -> None:
    manual = (ROOT / "docs" / "talen.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| (\S+) \| `(\w+)` \|", manual, re.MULTILINE))
    assert {id: name for name, id in rows.items()} == words.LANGUAGES


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Molenboys", "De Spil", "Welzijn"], "Molenboys, De Spil en Welzijn"),
        (["De Spil", "Welzijn"], "De Spil en Welzijn"),
        (["De Spil"], "De Spil"),
        ([], ""),
    ],
)
def test_names_are_told_as_a_sentence_has_them(names: list[str], said: str) -> None:
    assert words.enumerated(names) == words.enumerated(iter(names)) == said


def test_a_refusal_that_ends_in_a_name_has_one_full_stop() -> None:
    error = errors.RuleBroken("consent.waiting", names="De Spil en MolenStroom U.A.")
    assert "De Spil en MolenStroom U.A. Wil je" in words.sentence(error)
