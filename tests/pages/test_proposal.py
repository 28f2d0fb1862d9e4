"""The facilitator leads a proposal from the first text to a decision, in the control room."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import meeting, note, proposal
from sok_core.clock import now
from sok_core.model import AnswerKind, Channel, DecisionKind, Meeting, ProposalStatus, Round, ScreenView
from sok_core.store import Store
from tests.pages.conftest import Visit, open_part, press, tab, texts

TEXT, BETTER = "We eten elke maand samen.", "We eten elke maand samen, om de beurt."


def newest(store: Store, of: Meeting) -> Round:
    with store.read() as tables:
        return tables.round(tables.proposal.of(of.id)[-1].id)


def write(at: AppTest, text: str) -> None:
    (box,) = [
        one for one in at.text_area if one.label == "Voorstel" and (one.key or "").startswith("proposal_")
    ]
    box.set_value(text)
    press(at, "Bewaar het voorstel")


def answers(store: Store, of: Meeting, *, yes: int = 0, no: int = 0, text: str = "") -> None:
    asked = newest(store, of)
    for turn in range(yes + no):
        proposal.answer(
            store,
            meeting_id=of.id,
            proposal_id=asked.proposal.id,
            wording=asked.wording.version,
            kind=AnswerKind.YES if turn < yes else AnswerKind.OBJECTION,
            text=text,
            device=f"telefoon {turn}",
        )


def test_a_proposal_is_written_shown_closed_and_decided(visit: Visit, store: Store, begun: Meeting) -> None:
    at = tab(visit, store, "Voorstel")
    write(at, TEXT)
    press(at, "Zet op het scherm")
    with store.read() as tables:
        assert tables.meeting.get(begun.id).screen is ScreenView.PROPOSAL
    assert newest(store, begun).wording.is_open
    answers(store, begun, yes=6)
    at.run()
    assert "6 antwoorden, waarvan 0 bezwaren" in texts(at).replace("\\", "")
    press(at, "Sluit de ronde")
    assert "6 mensen kunnen hiermee leven" in texts(at)
    press(at, "Leg vast als besluit")
    assert newest(store, begun).proposal.status is ProposalStatus.DECIDED
    with store.read() as tables:
        assert [(d.kind, d.text) for d in tables.decision.of(begun.id)] == [(DecisionKind.DECISION, TEXT)]
    press(at, "Toch weer op tafel")
    assert newest(store, begun).proposal.status is ProposalStatus.ON_TABLE


def test_an_empty_proposal_says_so_and_a_long_one_stays_in_its_box(
    visit: Visit, store: Store, begun: Meeting
) -> None:
    at = tab(visit, store, "Voorstel")
    write(at, " ")
    assert "Er staat nog geen voorstel. Typ het eerst." in [one.value for one in at.warning]
    with store.read() as tables:
        assert tables.proposal.of(begun.id) == []


@pytest.fixture
def asked(store: Store, begun: Meeting) -> Meeting:
    written = proposal.write(store, meeting_id=begun.id, text=TEXT, now=now())
    proposal.show(store, proposal_id=written.id, now=now())
    return begun


def test_an_objection_is_shown_with_one_click_and_hidden_again(
    visit: Visit, store: Store, asked: Meeting
) -> None:
    answers(store, asked, no=1, text="Te vaak.")
    at = tab(visit, store, "Voorstel")
    assert "Te vaak" in texts(at)
    press(at, "Laat straks zien")
    assert len(proposal.shown(newest(store, asked).answers)) == 1
    press(at, "Sluit de ronde")
    press(at, "Verberg")
    assert proposal.shown(newest(store, asked).answers) == []
    press(at, "Laat zien")
    assert len(proposal.shown(newest(store, asked).answers)) == 1


def test_deciding_with_an_objection_left_asks_once(visit: Visit, store: Store, asked: Meeting) -> None:
    answers(store, asked, yes=5, no=1)
    proposal.close_round(store, proposal_id=newest(store, asked).proposal.id, now=now())
    at = tab(visit, store, "Voorstel")
    assert "Er is nog 1 bezwaar." in texts(at)
    assert "Leg vast als besluit" not in [button.label for button in at.button]
    press(at, "Toch vastleggen")
    assert newest(store, asked).proposal.status is ProposalStatus.DECIDED


def test_a_better_text_begins_a_new_round(visit: Visit, store: Store, asked: Meeting) -> None:
    answers(store, asked, yes=1, no=5, text="Om de beurt!")
    at = tab(visit, store, "Voorstel")
    (box,) = [one for one in at.text_area if one.label == "Betere tekst"]
    box.set_value(BETTER)
    press(at, "Begin een nieuwe ronde")
    round_ = newest(store, asked)
    assert (round_.wording.version, round_.wording.text, round_.answers) == (2, BETTER, [])
    assert "Tekst 1" in texts(at)
    assert "1 mens kan hiermee leven, 5 hebben een bezwaar" in texts(at)


def test_paper_is_counted_and_what_was_said_is_typed(visit: Visit, store: Store, asked: Meeting) -> None:
    at = tab(visit, store, "Voorstel")
    wording = newest(store, asked).wording.id
    at.number_input(key=f"answers_table_{wording}").set_value(4).run()
    at.number_input(key=f"answers_ja_{wording}_4_0").set_value(7)
    press(at, "Tel mee")
    at.text_input(key=f"objection_text_{wording}_4_0").set_value("Niet op woensdag.")
    press(at, "Schrijf het bezwaar op")
    counted = proposal.poll(newest(store, asked).answers)
    assert (counted.yes, counted.objections) == (7, 1)
    assert "Niet op woensdag" in texts(at)
    press(at, "Haal weg")
    assert proposal.poll(newest(store, asked).answers).objections == 0


def test_who_counts_one_answer_leaves_the_other_to_who_counted_it(
    visit: Visit, store: Store, asked: Meeting
) -> None:
    at = tab(visit, store, "Voorstel")
    now_asked = newest(store, asked)
    at.number_input(key=f"answers_table_{now_asked.wording.id}").set_value(4).run()
    proposal.count_paper(
        store,
        meeting_id=asked.id,
        proposal_id=now_asked.proposal.id,
        wording=1,
        counts={AnswerKind.OBJECTION: 2},
        table=4,
        channel=Channel.HELPER,
    )
    at.number_input(key=f"answers_ja_{now_asked.wording.id}_4_0").set_value(7)
    press(at, "Tel mee")
    counted = proposal.poll(newest(store, asked).answers)
    assert (counted.yes, counted.objections) == (7, 2)


def test_a_note_is_copied_into_a_new_proposal(visit: Visit, store: Store, begun: Meeting) -> None:
    with store.read() as tables:
        prompt = tables.prompt.of(begun.id)[0]
    meeting.show_question(store, prompt_id=prompt.id, phase=meeting.Phase.OPEN)
    note.post_from_paper(store, prompt_id=prompt.id, text="Samen eten", now=now(), table=None)
    at = tab(visit, store, "Voorstel")
    (choice,) = [one for one in at.selectbox if one.label == "Begin met een thema of briefje"]
    choice.select_index(0).run()
    press(at, "Bewaar het voorstel")
    assert newest(store, begun).wording.text == "Samen eten"


def test_after_a_pause_the_proposal_comes_back(visit: Visit, store: Store, asked: Meeting) -> None:
    meeting.show(store, meeting_id=asked.id, screen=ScreenView.PAUSE)
    at = tab(visit, store, "Voorstel")
    press(at, "Voorstel op scherm")
    with store.read() as tables:
        assert tables.meeting.get(asked.id).screen is ScreenView.PROPOSAL
    assert "Op het scherm staat een voorstel" in texts(at)


def test_after_the_meeting_a_proposal_can_only_be_settled(visit: Visit, store: Store, asked: Meeting) -> None:
    answers(store, asked, yes=6)
    meeting.close(store, meeting_id=asked.id, now=now())
    at = visit("regie.py", d=store.slug)
    at.query_params["m"] = str(asked.id)
    open_part(at, "Voorstel")
    offered = {button.label for button in at.button}
    assert not offered & {
        "Bewaar het voorstel",
        "Begin een nieuwe ronde",
        "Ronde weer open",
        "Weer op het scherm",
    }
    press(at, "Leg vast als besluit")
    assert newest(store, asked).proposal.status is ProposalStatus.DECIDED


def translated(at: AppTest, **texts: str) -> None:
    """Type translations of the newest proposal and keep them."""
    for language, text in texts.items():
        (box,) = [one for one in at.text_area if f"_{language}_" in (one.key or "")]
        box.set_value(text)
    press(at, "Bewaar de vertalingen")


def test_a_proposal_is_translated_before_anybody_saw_it(visit: Visit, store: Store, begun: Meeting) -> None:
    proposal.write(store, meeting_id=begun.id, text=TEXT, now=now())
    at = tab(visit, store, "Voorstel")
    translated(at, tr="Her ay yiyoruz.", ar="نأكل معًا")
    assert dict(newest(store, begun).wording.translations) == {"tr": "Her ay yiyoruz.", "ar": "نأكل معًا"}
    translated(at, tr="")
    assert dict(newest(store, begun).wording.translations) == {"ar": "نأكل معًا"}


def test_a_text_that_changes_before_it_is_seen_keeps_its_translations_and_says_so(
    visit: Visit, store: Store, begun: Meeting
) -> None:
    written = proposal.write(store, meeting_id=begun.id, text=TEXT, now=now())
    proposal.translate(store, proposal_id=written.id, language="tr", text="Her ay yiyoruz.")
    at = tab(visit, store, "Voorstel")
    (box,) = [one for one in at.text_area if (one.key or "").startswith("better_text_")]
    box.set_value(BETTER)
    press(at, "Bewaar")
    assert dict(newest(store, begun).wording.translations) == {"tr": "Her ay yiyoruz."}
    assert [toast.value for toast in at.toast] == ["Kijk of de vertalingen van het voorstel nog kloppen."]
