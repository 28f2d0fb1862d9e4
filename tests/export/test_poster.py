import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core.errors import Conflict
from sok_core.export.poster import pdf
from sok_core.meeting import MAX_QUESTION
from sok_core.model import PromptKind
from sok_core.words import OTHER_LANGUAGES, translation
from tests.export import demo, read

READABLE = 34
LONG = (
    "Wat vinden we belangrijk als we straks samen met de woningcorporatie, de gemeente en het warmtebedrijf "
    "praten over de kosten en de planning van het nieuwe warmtenet in onze eigen buurt, en waarom?"
).ljust(MAX_QUESTION, "?")


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(demo.material(), demo.WAY)


def test_every_question_has_a_page_of_its_own(made: bytes) -> None:
    pages = [read.squeezed(page.extract_text()) for page in read.pdf(made).pages]
    assert len(pages) == len(demo.prompts())
    for number, (page, prompt) in enumerate(zip(pages, demo.prompts(), strict=True), 1):
        assert f"Vraag{number}" in page
        assert read.squeezed(prompt.text) in page


def test_it_tells_how_to_answer_on_a_phone_and_on_paper(made: bytes) -> None:
    text = read.pdf_text(made)
    for part in ("tafel.example/m", "K7QF", "of schrijf op papier"):
        assert text.count(part) == len(demo.prompts())


def test_question_and_code_are_large(made: bytes) -> None:
    sizes = read.sizes(made)
    assert sizes["samen doen?"] == pytest.approx(72)
    assert sizes["K7QF"] == pytest.approx(60)


def test_it_is_accessible_and_the_picture_has_its_text(made: bytes) -> None:
    assert read.is_accessible(made)
    assert read.alternatives(made) == ["QR-code naar tafel.example/m, code K7QF"] * 3
    assert read.tags(made).count("H1") == 3
    assert len(read.painted_outside_artifacts(made)) == 3  # the QR codes, each inside its figure


def test_longest_question_stays_on_its_page_and_readable() -> None:
    assert len(LONG) == MAX_QUESTION
    made = pdf(demo.asking(LONG), demo.WAY)
    assert len(read.pdf(made).pages) == 1
    sizes = read.sizes(made)
    question = min(size for text, size in sizes.items() if text in LONG and len(text) > 12)
    assert READABLE <= question < 72
    pieces = read.heights(made)
    lowest = min(height for text, height in pieces if text in LONG and len(text) > 12)
    assert lowest > next(height for text, height in pieces if text.startswith("Schrijf op"))


@pytest.mark.parametrize(
    "text",
    ["W" * MAX_QUESTION, "👍🏽" * 100, ("水 a" * 67)[:MAX_QUESTION], "Aansprakelijkheidsverzekeraar " * 6],
)
def test_odd_question_takes_one_page(text: str) -> None:
    made = pdf(demo.asking(text), demo.WAY)
    assert len(read.pdf(made).pages) == 1
    assert "of schrijf op papier" in read.pdf_text(made)


def test_without_phones_it_asks_for_paper_alone() -> None:
    text = read.pdf_text(pdf(demo.material(), None))
    assert "Schrijf je antwoord op papier." in text
    assert "Code" not in text


def test_question_to_talk_about_asks_for_no_writing() -> None:
    made = pdf(demo.asking("Hoe was het?", kind=PromptKind.TALK), demo.WAY)
    assert "Praat hierover aan je tafel." in read.pdf_text(made)
    assert "K7QF" not in read.pdf_text(made)
    assert read.alternatives(made) == []


def test_question_about_values_asks_for_scores() -> None:
    asked = demo.asking("Merkte jij dit?", kind=PromptKind.VALUES)
    with_phones, on_paper = (read.pdf_text(pdf(asked, way)) for way in (demo.WAY, None))
    assert "Geef een cijfer op je telefoon:" in with_phones
    assert "of op de waardenkaart." in with_phones
    assert "Geefeencijferopdewaardenkaart." in read.squeezed(on_paper)
    assert "Schrijf" not in with_phones + on_paper
    assert "1 is almost never" in read.pdf_text(pdf(asked, demo.WAY, "en"))


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_poster_in_two_languages_has_the_translation_under_the_dutch_question(language: str) -> None:
    made = pdf(demo.translated(), demo.WAY, language)
    sizes = read.sizes(made)
    word = demo.TRANSLATIONS[language].split()[0]
    other = next(text for text in sizes if text.startswith(word))
    assert READABLE < sizes[other] < sizes["Wat vind jij?"]
    heights = dict(reversed(read.heights(made)))
    assert heights["Wat vind jij?"] > heights[other] > heights["Schrijf op je telefoon:"]
    assert read.is_accessible(made)
    assert language in read.languages(made).values()
    assert read.tags(made).count("H1") == 2


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_poster_tells_in_both_languages_how_to_answer(language: str) -> None:
    _ = translation(language)
    ways = {"Schrijf op je telefoon of op papier.": demo.WAY, "Schrijf je antwoord op papier.": None}
    for text, way in ways.items():
        made = read.squeezed(read.pdf_text(pdf(demo.translated(), way, language)))
        assert [word for word in _(text).strip(".").split() if word.isalpha() and word not in made] == []
    talk = pdf(demo.asking("Hoe was het?", kind=PromptKind.TALK), None, language)
    assert "Praat hierover aan je tafel." in read.pdf_text(talk)
    last = _("Praat hierover aan je tafel.").strip(".").split()[-1]
    assert last in read.squeezed(read.pdf_text(talk))


def test_question_without_a_translation_is_as_large_as_ever() -> None:
    made = pdf(demo.translated(), demo.WAY, "tr")
    assert read.sizes(made, 1)["En jij daar?"] == pytest.approx(72)


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_longest_question_in_two_languages_stays_on_its_page(language: str) -> None:
    made = pdf(demo.translated(LONG, MAX_QUESTION), demo.WAY, language)
    assert len(read.pdf(made).pages) == 2
    pieces = read.heights(made)
    foot = next(height for text, height in pieces if text.startswith("Schrijf op"))
    word = demo.TRANSLATIONS[language].split()[0]
    assert min(height for text, height in pieces if text.startswith(word)) > foot
    sizes = read.sizes(made)
    assert min(size for text, size in sizes.items() if text in LONG and len(text) > 12) >= 22


def test_plan_without_questions_gives_no_poster() -> None:
    with pytest.raises(Conflict, match=r"paper\.no_questions"):
        pdf(demo.material(prompts=()), demo.WAY)


@pytest.mark.parametrize("text", ["\x00", "\ufeff", "\u200b", "\u2028"])
def test_question_that_shows_nothing_does_not_stop_it(text: str) -> None:
    assert "Vraag 1" in read.pdf_text(pdf(demo.asking(text), demo.WAY))


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1, max_size=MAX_QUESTION))
def test_poster_is_made_of_whatever_is_asked(text: str) -> None:
    assert len(read.pdf(pdf(demo.asking(text), demo.WAY)).pages) == 1
