"""Lines from the room in the hands of the facilitator."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import meeting, mention, party
from sok_core.clock import now
from sok_core.errors import Conflict
from sok_core.model import Meeting, MeetingStatus, Mention, Phase, Prompt, PromptKind, Relation
from sok_core.store import Store
from tests.pages.conftest import Visit, open_part, press, texts
from tests.pages.test_regie import regie

SPIL, GEMEENTE = 1, 2


@pytest.fixture
def asked(store: Store, begun: Meeting) -> Prompt:
    """The room says who works with whom; Fatma of De Spil works with the **Gemeente**, and Henk knows it."""
    for name in ("De Spil", "**Gemeente**", "Woonstichting"):
        party.add(store, name=name)
    prompt = meeting.add_question(
        store, meeting_id=begun.id, text=meeting.NETWORK_QUESTION, kind=PromptKind.NETWORK
    )
    meeting.show_question(store, prompt_id=prompt.id, phase=Phase.OPEN)
    for device, party_id in (("Fatma", SPIL), ("Henk", None)):
        mention.say(
            store,
            meeting_id=begun.id,
            party_id=party_id,
            target=GEMEENTE,
            kind="samenwerking",
            device=device,
            now=now(),
        )
    return prompt


def lines(store: Store) -> list[Relation]:
    with store.read() as tables:
        return tables.relation.all()


def said(store: Store, prompt: Prompt) -> list[Mention]:
    with store.read() as tables:
        return tables.mention.of(prompt.id)


def button(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def test_a_line_is_kept_or_left_out(visit: Visit, store: Store, asked: Prompt) -> None:
    at = regie(visit, store)
    shown = texts(at)
    assert "2 lijnen genoemd namens 1 partij, door 2 mensen op een telefoon. Nog te beslissen: 1." in shown
    assert "samenwerking · 1 mens namens 1 partij" in shown
    assert "door mensen voor zichzelf" in shown
    line = f"newest_{SPIL}_{GEMEENTE}_samenwerking"
    button(at, f"drop_{line}")
    assert "× weggelaten" in texts(at)
    assert said(store, asked)[0].dropped_at is not None
    button(at, f"drop_{line}")
    button(at, f"keep_{line}")
    assert [(one.source_id, one.target_id, one.asserted_by) for one in lines(store)] == [(1, 2, "de zaal")]
    assert "✓ staat in het dossier" in texts(at)


def test_all_lines_are_kept_at_once(visit: Visit, store: Store, asked: Prompt) -> None:
    at = open_part(regie(visit, store), "Lijnen")
    button(at, "keep_all_part")
    assert [one.meeting_id for one in lines(store)] == [asked.meeting_id]


def test_closing_warns_of_lines_that_wait_and_leads_there(visit: Visit, store: Store, asked: Prompt) -> None:
    at = button(open_part(regie(visit, store), "Afsluiten"), "end")
    warning = "Over één genoemde lijn is nog niet beslist. Sluit je nu, dan komt hij niet in het dossier."
    assert [one.value for one in at.warning] == [warning]
    at = press(at, "Beslis over de lijnen")
    button(at, "keep_all_part")
    assert len(lines(store)) == 1
    at = open_part(at, "Afsluiten")
    assert not at.warning
    press(at, "Ja, sluit de avond")
    with store.read() as tables:
        assert tables.meeting.get(asked.meeting_id).status is MeetingStatus.CLOSED


def test_closing_goes_on_while_lines_wait(visit: Visit, store: Store, asked: Prompt) -> None:
    press(button(open_part(regie(visit, store), "Afsluiten"), "end"), "Ja, sluit de avond")
    with store.read() as tables:
        assert tables.meeting.get(asked.meeting_id).status is MeetingStatus.CLOSED
    assert lines(store) == []


def test_lines_wait_also_when_another_question_is_on_the_screen(
    visit: Visit, store: Store, asked: Prompt
) -> None:
    with store.read() as tables:
        first, *_ = tables.prompt.of(asked.meeting_id)
    meeting.show_question(store, prompt_id=first.id, phase=Phase.OPEN)
    at = open_part(regie(visit, store), "Lijnen")
    button(at, "keep_all_part")
    assert "Over alles is beslist." in texts(at)
    assert len(lines(store)) == 1


def test_a_card_of_paper_is_typed(visit: Visit, store: Store, asked: Prompt) -> None:
    at = regie(visit, store)
    at.selectbox(key="card_party").set_value(3)
    at.selectbox(key="card_target_0").set_value(SPIL)
    at.selectbox(key="card_kind").set_value("geld")
    press(at, "Zet op de kaart")
    typed = said(store, asked)[-1]
    assert (typed.party_id, typed.target_id, typed.kind, typed.channel) == (3, SPIL, "geld", "begeleider")


def test_a_card_without_a_party_is_refused_and_keeps_the_rest(
    visit: Visit, store: Store, asked: Prompt
) -> None:
    at = regie(visit, store)
    at.selectbox(key="card_party").set_value(3)
    press(at, "Zet op de kaart")
    assert "Kies een partij uit de lijst." in texts(at)
    assert at.selectbox(key="card_party").value == 3
    assert len(said(store, asked)) == 2


def test_the_plan_offers_the_question_once(visit: Visit, store: Store, begun: Meeting) -> None:
    at = open_part(regie(visit, store), "Plan")
    button(at, "add_network_question")
    with store.read() as tables:
        assert [one.kind for one in tables.prompt.of(begun.id)][-1] is PromptKind.NETWORK
    assert "add_network_question" not in [one.key for one in at.button]


def test_lines_are_not_gathered_or_voted_on(visit: Visit, store: Store, asked: Prompt) -> None:
    with pytest.raises(Conflict, match=r"question\.no_phase"):
        meeting.set_phase(store, meeting_id=asked.meeting_id, phase=Phase.VOTE, now=now())
    labels = [one.label for one in regie(visit, store).get("button_group")]
    assert "Fase" in labels
    assert "Wat vinden we?" not in labels
