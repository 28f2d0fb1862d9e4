"""Notes in the hands of the facilitator: whatever people typed is text there, and nothing else."""

import pytest

from pages._ui import markdown
from sok_core import meeting, note
from sok_core.clock import now
from sok_core.model import Meeting, Phase
from sok_core.store import Store
from tests.pages.conftest import Visit, texts
from tests.pages.test_regie import part, regie

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
        part(at, where)
    seen = [element.value for element in at.markdown if f"**{written.number}**&ensp;" in element.value]
    assert len(seen) == (2 if where == "Alle briefjes" else 1)
    for value in seen:
        assert markdown.escape(TYPED) in value
        assert markdown.escape(FOREIGN) in value
        assert TYPED not in value
        assert FOREIGN not in value


def test_signs_in_a_reason_stay_signs(visit: Visit, store: Store, written: note.Posted) -> None:
    note.hide(store, note_id=written.id, reason=WHY, now=now())
    said = texts(regie(visit, store))
    assert f"verborgen: {markdown.escape(WHY)}" in said
    assert WHY not in said


@pytest.mark.parametrize("sign", list(r"\`*_{}[]()<>#+-.!|$:~"))
def test_markdown_finds_nothing_to_do_in_what_was_escaped(sign: str) -> None:
    assert markdown.escape(f"a{sign}b") == f"a\\{sign}b"
    assert markdown.escape("é ü 12 gewoon") == "é ü 12 gewoon"
