"""Notes in the hands of the facilitator: whatever people typed is text there, and nothing else."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import markdown
from pages._ui.note import HIDDEN
from sok_core import meeting, note, task
from sok_core.clock import now
from sok_core.model import Group, Meeting, Phase
from sok_core.store import Store
from tests.pages.conftest import Visit, back_in_box, open_part, press, texts
from tests.pages.test_regie import regie

TYPED = "**dik** [klik](http://voorbeeld.nl) :red[rood] $x^2$ `code` # kop"
FOREIGN, WHY = "![plaatje](http://voorbeeld.nl/x.png) _schuin_", "~~streep~~ <b>dik</b>"


@pytest.fixture
def written(store: Store, begun: Meeting) -> note.Posted:
    """A note full of signs, with a translation full of them."""
    with store.read() as tables:
        first = tables.prompt.of(begun.id)[0]
    meeting.show_question(store, prompt_id=first.id, phase=Phase.OPEN)
    posted = note.post(store, meeting_id=begun.id, text=TYPED, key="1", device="Fatma", now=now())
    note.translate(store, note_id=posted.id, text=FOREIGN)
    return posted


@pytest.mark.parametrize("where", ["Nieuwste briefjes", "Alle briefjes"])
def test_signs_in_a_note_stay_signs(visit: Visit, store: Store, written: note.Posted, where: str) -> None:
    at = regie(visit, store)
    if where == "Alle briefjes":
        open_part(at, where)
    seen = [element.value for element in at.markdown if f"**{written.number}**&ensp;" in element.value]
    assert len(seen) == (2 if where == "Alle briefjes" else 1)
    for value in seen:
        assert markdown.escape(TYPED) in value
        assert markdown.escape(FOREIGN) in value
        assert TYPED not in value
        assert FOREIGN not in value


def test_who_deletes_a_note_or_hides_it_reads_where_its_words_still_stand(
    visit: Visit, store: Store, begun: Meeting
) -> None:
    with store.read() as tables:
        first = tables.prompt.of(begun.id)[0]
    said = note.post_from_paper(store, prompt_id=first.id, text="Joke doet de post", now=now())
    assert "De woorden staan ook in" not in texts(open_part(regie(visit, store), "Alle briefjes"))
    task.from_offer(store, note_id=said.id)
    seen = texts(open_part(regie(visit, store), "Alle briefjes"))
    assert "De woorden staan ook in: taak ‘Joke doet de post’. Verander ze daar eerst." in seen
    note.hide(store, note_id=said.id, reason=note.PRIVATE, now=now())
    seen = texts(open_part(regie(visit, store), "Alle briefjes"))
    assert "De woorden van een verborgen briefje staan nog in: taak ‘Joke doet de post’." in seen


def test_signs_in_a_reason_stay_signs(visit: Visit, store: Store, written: note.Posted) -> None:
    note.hide(store, note_id=written.id, reason=WHY, now=now())
    said = texts(regie(visit, store))
    assert f"verborgen: {markdown.escape(WHY)}" in said
    assert WHY not in said


@pytest.mark.parametrize("sign", list(r"\`*_{}[]()<>#+-.!|$:~"))
def test_markdown_finds_nothing_to_do_in_what_was_escaped(sign: str) -> None:
    assert markdown.escape(f"a{sign}b") == f"a\\{sign}b"
    assert markdown.escape("é ü 12 gewoon") == "é ü 12 gewoon"


# ---------------------------------------------------------------- nothing that was typed is lost


@pytest.mark.parametrize("text", ["x" * 281, "bel 06-12345678"])
def test_a_paper_note_that_is_refused_or_asked_about_is_back_in_its_box(
    visit: Visit, store: Store, begun: Meeting, text: str
) -> None:
    at = press(regie(visit, store), "Eerste vraag")
    at.chat_input(key="paper_text").set_value(text).run()
    assert back_in_box(at, "paper_text") == text
    with store.read() as tables:
        assert tables.note.of(begun.id) == []


def test_a_paper_note_says_as_whom_it_was_written_and_so_does_the_next(
    visit: Visit, store: Store, begun: Meeting
) -> None:
    at = press(regie(visit, store), "Eerste vraag")
    at.chat_input(key="paper_text").set_value("a").run()
    at.selectbox(key="paper_group").select(Group.ORGANISATION).run()
    for text in ("b", "c"):
        at.chat_input(key="paper_text").set_value(text).run()
    with store.read() as tables:
        assert [one.group for one in tables.note.of(begun.id)] == [None, *[Group.ORGANISATION] * 2]


# ---------------------------------------------------------------- looking for a note


@pytest.fixture
def three(store: Store, begun: Meeting) -> list[int]:
    """Three notes from paper; the second is hidden, the third has a translation."""
    with store.read() as tables:
        prompt = tables.prompt.of(begun.id)[0]
    ids = [
        note.post_from_paper(store, prompt_id=prompt.id, text=text, now=now()).id
        for text in ("Groen 2", "Geheim", "Yeşil")
    ]
    note.hide(store, note_id=ids[1], reason="naam", now=now())
    note.translate(store, note_id=ids[2], text="Meer bomen")
    return ids


def listed(at: AppTest) -> list[int]:
    """Return the numbers of the notes in the list of all notes, by the button that only that list has."""
    keys = [str(button.key) for button in at.button if str(button.key).startswith("delete_")]
    return [int(key.removeprefix("delete_")) for key in keys]


@pytest.mark.parametrize(
    ("wanted", "found"), [("", [3, 1]), ("groen", [1]), ("bomen", [3]), ("1", [1]), ("2", []), ("geheim", [])]
)
def test_the_list_shows_what_was_asked_for_newest_first(
    visit: Visit, store: Store, three: list[int], wanted: str, found: list[int]
) -> None:
    at = open_part(regie(visit, store), "Alle briefjes")
    at.text_input(key="note_search").set_value(wanted).run()
    assert listed(at) == [three[number - 1] for number in found]


def test_hidden_notes_have_a_list_of_their_own(visit: Visit, store: Store, three: list[int]) -> None:
    at = open_part(regie(visit, store), "Alle briefjes")
    at.session_state["note_which"] = HIDDEN
    assert listed(at.run()) == [three[1]]


def test_a_note_is_deleted_for_good(visit: Visit, store: Store, begun: Meeting, three: list[int]) -> None:
    at = open_part(regie(visit, store), "Alle briefjes")
    press(at, "Verwijder briefje 1 voorgoed")
    with store.read() as tables:
        assert [one.id for one in tables.note.of(begun.id)] == three[1:]
