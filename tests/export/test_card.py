import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core.errors import Conflict, RuleBroken
from sok_core.export.card import deal, dot_cards, empty_notes, written
from sok_core.export.meeting import Material, gather
from sok_core.meeting import MAX_QUESTION
from sok_core.model import PromptKind
from sok_core.note import MAX_LENGTH, hide
from sok_core.words import LANGUAGES, OTHER_LANGUAGES, translation
from tests.evening import NOW, Evening
from tests.export import demo, read


def texts(content: bytes) -> list[str]:
    return [read.squeezed(page.extract_text()) for page in read.pdf(content).pages]


# Empty notes


def test_each_question_has_a_sheet_of_empty_notes() -> None:
    pages = texts(empty_notes(demo.material()))
    assert len(pages) == 3
    for number, (page, prompt) in enumerate(zip(pages, demo.prompts(), strict=True), 1):
        assert page.count(read.squeezed(prompt.text)) == 6
        assert f"Vraag{number}" in page
        assert page.count("Tafel") == page.count("Nummer(vultdezaalin)") == 6


def test_question_to_talk_about_has_no_empty_notes() -> None:
    pages = texts(empty_notes(demo.asking("Hoe was het?", kind=PromptKind.TALK)))
    assert len(pages) == 1
    assert "Hoewashet" not in pages[0]


def test_longest_question_fits_on_an_empty_note() -> None:
    pages = texts(empty_notes(demo.asking("Waarom zou je dit nou willen? " * 6 + "Vertel het ons.")))
    assert [page.count("(vultdezaalin)") for page in pages] == [6]


# Dot cards


def test_dot_card_names_every_theme_and_the_budget() -> None:
    (page,) = texts(dot_cards(demo.material()))
    assert [title for title in demo.material().themes if page.count(read.squeezed(title)) != 2] == []
    assert page.count("Jehebt5stippen.") == 2


def test_other_budget_is_told_too() -> None:
    assert "Jehebt1stip." in texts(dot_cards(with_budget(1)))[0]


def with_budget(dots: int) -> Material:
    prompts = tuple(replace(prompt, dots=dots) for prompt in demo.prompts())
    return demo.material(prompts=prompts)


def test_dot_cards_without_themes_leave_lines_to_write_on() -> None:
    (page,) = texts(dot_cards(demo.material(themes=())))
    assert page.count("Watvindjijhetbelangrijkst?") == 2


def test_many_long_themes_take_a_card_of_a_whole_page() -> None:
    many = tuple(f"{n}. Een thema met een lange naam die op twee regels komt te staan" for n in range(14))
    (page,) = texts(dot_cards(demo.material(themes=many)))
    assert page.count("Watvindjijhetbelangrijkst?") == 1
    assert [n for n in range(14) if f"{n}.Eenthema" not in page] == []


# In other languages

OTHERS = pytest.mark.parametrize("language", OTHER_LANGUAGES)
LONG = ("Wat vinden we belangrijk als we samen praten over de kosten van het warmtenet? " * 3)[:MAX_QUESTION]


def missing(content: bytes, text: str, page: int = 0) -> list[str]:
    """Return the words that are not on a page; Arabic is read back word by word, without its marks."""
    found = read.squeezed(read.pdf(content).pages[page].extract_text())
    return [word for word in text.split() if word.isascii() or word.isalpha() if word not in found]


def test_a_note_tells_who_would_rather_talk_that_we_write_it_down() -> None:
    (page, _) = texts(empty_notes(demo.translated()))
    assert page.count("Praatjeliever?Zeghet,wijschrijvenhetop.") == 6


@OTHERS
def test_a_note_has_the_translation_and_the_dutch_question_small_under_it(language: str) -> None:
    made = empty_notes(demo.translated(), language)
    assert missing(made, demo.TRANSLATIONS[language]) == []
    sizes, heights = read.sizes(made), dict(reversed(read.heights(made)))
    other = next(text for text in sizes if text.startswith(demo.TRANSLATIONS[language].split()[0]))
    assert sizes["Wat vind jij?"] == pytest.approx(9)
    assert sizes[other] == pytest.approx(10.5)
    assert heights["Wat vind jij?"] < heights[other]


@OTHERS
def test_a_question_without_a_translation_stays_dutch(language: str) -> None:
    made = empty_notes(demo.translated(), language)
    assert read.sizes(made, 1)["En jij daar?"] == pytest.approx(10.5)
    assert texts(made)[1].count("Enjijdaar?") == 6


@OTHERS
def test_all_on_a_card_is_in_its_language_but_the_line_for_who_cuts(language: str) -> None:
    _ = translation(language)
    made = empty_notes(demo.translated(), language)
    for text in ("Tafel", "Nummer", "Praat je liever? Zeg het, wij schrijven het op."):
        assert missing(made, _(text)) == []
        assert read.squeezed(text) not in texts(made)[0]
    assert texts(made)[0].startswith("Legekaartjesinhet")
    dots = dot_cards(demo.material(), language)
    assert missing(dots, _("Wat vind jij het belangrijkst?")) == []
    assert "belangrijkst?" not in texts(dots)[0]
    page = texts(dots)[0]
    assert [title for title in demo.material().themes if page.count(read.squeezed(title)) != 2] == []


@OTHERS
def test_the_budget_and_the_number_of_a_question_have_the_digits_of_the_screen(language: str) -> None:
    budget = read.pdf_text(dot_cards(with_budget(7), language))
    assert budget.count("7") == 2
    assert read.pdf_text(empty_notes(demo.translated(), language)).count("2") == 7
    assert re.findall(r"[^\D0-9]", budget) == []


def test_arabic_runs_from_right_to_left_and_dutch_does_not() -> None:
    note, dutch = empty_notes(demo.translated(), "ar"), empty_notes(demo.translated())
    assert read.places(note)["السؤال"] > read.places(note)["Wat vind jij?"]
    assert read.places(dutch)["Vraag 1"] < read.places(dutch)["Wat vind jij?"]
    title = demo.material().themes[0]
    middle = 105 / 25.4 * 72
    assert read.places(dot_cards(demo.material(), "ar"))[title] > middle
    assert read.places(dot_cards(demo.material()))[title] < middle


@OTHERS
def test_the_longest_question_in_two_languages_leaves_room_to_write(language: str) -> None:
    made = empty_notes(demo.translated(LONG, MAX_QUESTION), language)
    first = texts(made)[0]
    assert first.count(read.squeezed(LONG)) == 4  # larger cards, fewer on a sheet
    assert missing(made, demo.TRANSLATIONS[language]) == []
    foot = translation(language)("Zet geen namen op je kaartje.").split()[0]
    heights = [height for text, height in read.heights(made) if text.startswith(foot)]
    dutch = [height for text, height in read.heights(made) if text and LONG.endswith(text)]
    assert max(dutch) - max(heights) > 5 * 9.5 / 25.4 * 72


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [empty_notes, dot_cards])
def test_a_card_says_in_which_language_it_is(make: type, language: str) -> None:
    made = make(demo.translated(), language)
    assert read.is_accessible(made, "nl-NL" if language == "nl" else language)
    assert read.painted_outside_artifacts(made) == []
    spoken = read.languages(made)
    assert set(spoken.values()) == (set() if language == "nl" else {"nl-NL"})


@settings(max_examples=10, deadline=None)
@given(st.text(min_size=1, max_size=MAX_QUESTION), st.text(min_size=1, max_size=MAX_QUESTION))
def test_cards_are_made_of_whatever_is_asked_in_arabic(dutch: str, other: str) -> None:
    prompt = replace(demo.prompts()[0], text=dutch, translations=(("ar", other),))
    assert read.is_accessible(empty_notes(demo.material(prompts=(prompt,)), "ar"), "ar")


# The notes of a meeting


def test_every_note_is_there_in_its_own_words_with_its_number() -> None:
    text = "".join(texts(written(demo.material())))
    assert [words for words in demo.wordings() if read.squeezed(words) not in text] == []
    assert len(re.findall("Vraag[123]", text)) == len(demo.wordings())


def test_number_is_twenty_points_and_never_smaller_than_the_words() -> None:
    sizes = read.sizes(written(demo.written("respect")))
    assert sizes["1"] == pytest.approx(20)
    assert 11 <= sizes["respect"] < 20


def test_hidden_note_is_never_on_a_card(evening: Evening) -> None:
    evening.ask()
    evening.post("groen")
    hide(evening.store, note_id=evening.post(demo.HIDDEN).id, reason="grof", now=NOW)
    text = read.squeezed(read.pdf_text(written(gather(evening.store, evening.id, now=NOW))))
    assert "groen" in text
    assert read.squeezed(demo.HIDDEN) not in text


def test_nothing_about_who_wrote_a_note_is_on_its_card() -> None:
    about = demo.written("groen")
    same = replace(about.notes[0], table=7, device="Fatma")
    assert read.pdf_text(written(about)) == read.pdf_text(written(replace(about, notes=(same,))))


def test_tables_get_their_own_sheets_and_their_share_of_every_question() -> None:
    made = written(demo.material(), tables=4)
    pages = texts(made)
    assert {page.split("·")[0] for page in pages} == {f"Tafel{n}van4" for n in (1, 2, 3, 4)}
    shares = [[page for page in pages if page.startswith(f"Tafel{n}van4")] for n in (1, 2, 3, 4)]
    for question in ("Vraag1", "Vraag2", "Vraag3"):
        found = ["".join(share).count(question) for share in shares]
        assert max(found) - min(found) <= 1
    assert read.tags(made).count("H1") == 4


def test_dealing_loses_nothing_and_doubles_nothing() -> None:
    notes = demo.material().notes
    piles = deal(notes, 7)
    assert sorted(note.number for pile in piles for note in pile) == [note.number for note in notes]
    assert {len(pile) for pile in piles} == {len(notes) // 7, len(notes) // 7 + 1}


def test_more_tables_than_notes_gives_no_empty_sheets() -> None:
    assert len(texts(written(demo.written("een", "twee"), tables=5))) == 2


@pytest.mark.parametrize("tables", [0, -1, 31])
def test_number_of_tables_that_cannot_be_is_refused(tables: int) -> None:
    with pytest.raises(RuleBroken, match=r"paper\.tables"):
        written(demo.material(), tables=tables)


def test_meeting_without_notes_gives_no_cards() -> None:
    with pytest.raises(Conflict, match=r"paper\.no_notes"):
        written(demo.material(notes=()))


@pytest.mark.parametrize(
    "text",
    [
        "x" * MAX_LENGTH,
        "W" * MAX_LENGTH,
        "👍" * MAX_LENGTH,
        "Dit is een lange zin over warmte en huur. " * 6,
        "regel\n" * 46,
    ],
)
def test_note_of_280_signs_fits(text: str) -> None:
    (page,) = texts(written(demo.written(text)))
    assert read.squeezed(text) in page


@pytest.mark.parametrize(
    "text", ["أريد بيتا دافئا وفاتورة أقل", "אני רוצה בית חם", "👨‍👩‍👧 ❤️ 🇳🇱", "çok güzel"]
)
def test_other_scripts_and_emoji_are_drawn_as_they_are(text: str) -> None:
    made = read.pdf_text(written(demo.written(text)))
    assert [word for word in text.split() if read.squeezed(word) not in read.squeezed(made)] == []


def test_note_that_is_too_long_for_a_card_takes_the_whole_width() -> None:
    made = written(demo.written("kort", ("水 en nog wat " * 25)[:MAX_LENGTH]))
    first, second = texts(made)
    assert "kort" in first
    assert second.count("CJKUNIFIEDIDEOGRAPH-6C34") > 15
    assert read.tags(made).count("H1") == 1


def test_words_stay_above_the_card_below_them() -> None:
    long = ("Wij willen een warm huis. " * 11)[:MAX_LENGTH]
    pieces = read.heights(written(demo.written(long, "twee", "drie")))
    below = next(height for text, height in pieces if text == "3")
    lines = [height for text, height in pieces if text in long and len(text) > 8]
    assert len(lines) > 4
    assert min(lines) > below + 20


def with_dutch(text: str, dutch: str) -> Material:
    """Return what the papers are made of with this note and the Dutch that a helper put under it."""
    about = demo.written(text)
    return replace(about, notes=(replace(about.notes[0], translation=dutch),))


@pytest.mark.parametrize("text", ["Güzel bir ev istiyoruz", "أريد بيتا دافئا"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dutch_stands_small_under_the_words_of_a_note(text: str, language: str) -> None:
    made = written(with_dutch(text, "Warmte"), language)
    sizes = read.sizes(made)
    assert sizes["Warmte"] == pytest.approx(10)
    assert missing(made, text) == []
    heights = dict(read.heights(made))
    assert heights["Warmte"] < heights["1"] - 15


@OTHERS
def test_what_we_say_on_a_card_is_in_its_language_but_the_line_for_who_cuts(language: str) -> None:
    made = written(demo.written("groen"), language)
    assert missing(made, translation(language)("Vraag %s") % 1) == []
    (page,) = texts(made)
    assert "Vraag1" not in page
    assert "kniplangsdelijnen" in page
    assert "groen" in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("Güzel bir ev istiyoruz. " * 11, "Ik wil een warm huis. " * 12),
        ("W" * MAX_LENGTH, "W" * MAX_LENGTH),
        ("kort", "n\n" * 139 + "n"),
        ("م" * MAX_LENGTH, "kort"),
    ],
)
def test_the_longest_note_fits_with_its_dutch(text: str, dutch: str, language: str) -> None:
    text, dutch = text[:MAX_LENGTH].strip(), dutch[:MAX_LENGTH].strip()
    made = written(with_dutch(text, dutch), language)
    assert len(read.pdf(made).pages) == 1
    assert missing(made, dutch) == []
    assert missing(made, text) == []
    assert read.is_accessible(made, "nl-NL" if language == "nl" else language)
    assert read.painted_outside_artifacts(made) == []


# All of them

KINDS = [empty_notes, dot_cards, written]


@pytest.mark.parametrize("make", KINDS)
def test_cards_are_accessible(make: type) -> None:
    made = make(demo.material())
    assert read.is_accessible(made)
    assert read.painted_outside_artifacts(made) == []
    assert "Figure" not in read.tags(made)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=MAX_LENGTH), min_size=1, max_size=12))
def test_cards_are_made_of_whatever_people_write(found: list[str]) -> None:
    material: Material = demo.written(*found)
    assert read.is_accessible(written(material))
    assert read.is_accessible(dot_cards(replace(material, themes=tuple(found))))
