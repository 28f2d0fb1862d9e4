"""Nobody's words become markdown: a picture from elsewhere in a label would tell that place who looks."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from pages._ui import parts
from sok_core import decision, meeting, note, proposal, theme
from sok_core.clock import now
from sok_core.model import DecisionKind, Meeting, Phase
from sok_core.store import Store
from tests.pages.conftest import Visit, open_part, plan
from tests.pages.test_regie import regie

EVIL = "![x](https://elders.example/x.png)"
PLAIN = (
    "text_area",
    "text_input",
    "dataframe",
    "arrow_data_frame",
    "selectbox",
    "html",
)  # text stays text there


def hostile(store: Store, meeting_id: int) -> None:
    """Everybody types a picture: in a question, a note, themes, a proposal, an objection and a decision."""
    with store.write() as tables:
        prompt = tables.prompt.of(meeting_id)[0]
        tables.prompt.update(prompt.id, text=EVIL)
        tables.meeting.update(meeting_id, title=EVIL, place=EVIL)
        tables.agenda.replace(meeting_id, [(10, EVIL, EVIL), (10, EVIL, EVIL)])
    for text in (EVIL, f"{EVIL}!", "Een bank"):
        note.post_from_paper(store, prompt_id=prompt.id, text=text, now=now())
    for title, number in ((EVIL, 1), (f"{EVIL}!", 2)):
        theme.begin(store, meeting_id=meeting_id, numbers=[number], title=title, hand="Ria", now=now())
    asked = proposal.write(store, meeting_id=meeting_id, text=EVIL, now=now())
    proposal.show(store, proposal_id=asked.id, now=now())
    proposal.object_on_paper(
        store, meeting_id=meeting_id, proposal_id=asked.id, wording=1, text=EVIL, key="1", table=1
    )
    decision.write_down(store, meeting_id=meeting_id, kind=DecisionKind.DECISION, text=EVIL, now=now())
    meeting.show_question(store, prompt_id=prompt.id, phase=Phase.OPEN)


def elements(block: Block) -> Iterator[object]:
    """Yield everything on a page, in whatever it lies; what holds others too, for its own label."""
    yield block
    for child in block.children.values():
        yield from elements(child) if isinstance(child, Block) else [child]


def raw(at: AppTest) -> list[str]:
    """Return what a browser would read as markdown and holds the picture as it was typed."""
    found = []
    for one in elements(at._tree):
        proto = getattr(one, "proto", None)
        texts = [str(getattr(proto, name, "")) for name in ("label", "body", "help", "value")]
        if getattr(one, "type", "") in PLAIN:
            texts = texts[:1]
        texts += [option.content for option in getattr(proto, "options", []) if hasattr(option, "content")]
        texts += [str(getattr(getattr(proto, part, None), "label", "")) for part in ("expandable", "popover")]
        found += [f"{getattr(one, 'type', '')}: {text}" for text in texts if EVIL[:4] in text]
    return found


@pytest.fixture
def hall(store: Store, begun: Meeting) -> Meeting:
    hostile(store, begun.id)
    return begun


NAMES = [name for names in parts.TABS.values() for name in names if name not in ("Lijnen", "Proef de zaal")]


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.GATHER, Phase.VOTE, Phase.RESULT])
def test_no_part_of_the_control_room_reads_peoples_words_as_markdown(
    visit: Visit, store: Store, hall: Meeting, phase: Phase
) -> None:
    meeting.set_phase(store, meeting_id=hall.id, phase=phase, now=now())
    at = regie(visit, store)
    for name in NAMES:
        assert raw(open_part(at, name)) == [], name


def test_nor_does_what_appears_after_a_choice(visit: Visit, store: Store, hall: Meeting) -> None:
    at = open_part(regie(visit, store), "Thema's")
    with store.read() as tables:
        other = tables.theme.of(hall.id)[1]
    at.selectbox(key="theme_into_1").set_value(other).run()
    assert [button for button in at.button if button.key == "theme_merge_1"]
    assert raw(at) == []
    meeting.begin(store, meeting_id=plan(store).id, now=now())
    again = visit("regie.py", d=store.slug)
    assert raw(again) == []


@pytest.mark.parametrize("page", ["regie.py", "start.py", "stap_2_doelen_en_waarden.py"])
def test_nor_does_a_page_beside_it(visit: Visit, store: Store, hall: Meeting, page: str) -> None:
    meeting.close(store, meeting_id=hall.id, now=now())
    assert raw(visit(page, d=store.slug)) == []
