"""A proposal in the hall: one answer for each phone, paper beside it, a better wording after an objection."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sok_core import decision, meeting, proposal
from sok_core.errors import Conflict, Forbidden, Gone, NotFound, RuleBroken
from sok_core.model import (
    AnswerKind,
    Channel,
    DecisionKind,
    DecisionStatus,
    Phase,
    Poll,
    Proposal,
    ProposalStatus,
    Round,
    ScreenView,
    Wording,
)
from tests.evening import NOW, Evening

YES, NO = AnswerKind.YES, AnswerKind.OBJECTION
TEXT, BETTER = "We eten elke maand samen in De Spil.", "We eten elke maand samen, om de beurt in De Spil."


@pytest.fixture
def asked(evening: Evening) -> Proposal:
    """A proposal on the screen, in its first round."""
    evening.ask()
    written = proposal.write(evening.store, meeting_id=evening.id, text=TEXT, now=NOW)
    proposal.show(evening.store, proposal_id=written.id, now=NOW)
    return written


def now_round(evening: Evening, asked: Proposal) -> Round:
    with evening.store.read() as tables:
        return tables.round(asked.id)


def poll(evening: Evening, asked: Proposal) -> Poll:
    return proposal.poll(now_round(evening, asked).answers)


def say(evening: Evening, asked: Proposal, kind: object = YES, device: str = "Fatma", **more: Any) -> Any:
    values: dict[str, Any] = {"wording": 1} | more
    return proposal.answer(
        evening.store, meeting_id=evening.id, proposal_id=asked.id, kind=kind, device=device, **values
    )


def close(evening: Evening, asked: Proposal) -> None:
    proposal.close_round(evening.store, proposal_id=asked.id, now=NOW)


def test_a_point_that_waits_reads_as_the_proposal_does_when_the_meeting_ends_again(
    evening: Evening, asked: Proposal
) -> None:
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    meeting.begin(evening.store, meeting_id=evening.id, now=NOW)
    proposal.reword(evening.store, proposal_id=asked.id, text=BETTER, now=NOW)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    with evening.store.read() as tables:
        assert [(one.kind, one.text) for one in tables.decision.of(evening.id)] == [
            (DecisionKind.PARKED, f"Nog op tafel: ‘{BETTER}’")
        ]


def wordings(evening: Evening, asked: Proposal) -> list[Wording]:
    with evening.store.read() as tables:
        return tables.wording.of(asked.id)


def decisions(evening: Evening) -> list[tuple[DecisionKind, str]]:
    with evening.store.read() as tables:
        return [(one.kind, one.text) for one in tables.decision.of(evening.id)]


# ---------------------------------------------------------------- writing and showing


def test_a_proposal_that_is_only_written_is_seen_by_nobody(evening: Evening) -> None:
    written = proposal.write(evening.store, meeting_id=evening.id, text=f"  {TEXT} ", now=NOW)
    assert evening.situation.round is None
    assert [(one.text, one.is_open) for one in wordings(evening, written)] == [(TEXT, False)]
    with pytest.raises(Conflict, match=r"proposal\.closed"):
        say(evening, written)


def test_showing_it_opens_the_round_once(evening: Evening, asked: Proposal) -> None:
    shown = evening.situation
    assert (shown.meeting.screen, shown.round) == (ScreenView.PROPOSAL, now_round(evening, asked))
    close(evening, asked)
    evening.ask()
    proposal.show(evening.store, proposal_id=asked.id, now=NOW)
    assert not now_round(evening, asked).wording.is_open


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "proposal.empty"), (" \n", "proposal.empty"), ("x" * 281, "proposal.too_long")],
)
def test_a_proposal_without_words_or_with_too_many_is_refused(evening: Evening, text: str, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        proposal.write(evening.store, meeting_id=evening.id, text=text, now=NOW)
    with evening.store.read() as tables:
        assert tables.proposal.of(evening.id) == []


def test_the_question_comes_back_when_it_is_put_on_the_screen(evening: Evening, asked: Proposal) -> None:
    for back in (
        lambda: evening.ask(2),
        lambda: meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.TOGETHER, now=NOW),
        lambda: meeting.show(evening.store, meeting_id=evening.id, screen=ScreenView.WELCOME),
    ):
        proposal.show(evening.store, proposal_id=asked.id, now=NOW)
        back()
        assert evening.situation.round is None
        with pytest.raises(Conflict, match=r"proposal\.closed"):
            say(evening, asked)


def test_a_pause_leaves_the_proposal_on_the_phones(evening: Evening, asked: Proposal) -> None:
    meeting.show(evening.store, meeting_id=evening.id, screen=ScreenView.PAUSE)
    assert say(evening, asked).is_new


def test_a_screen_without_a_proposal_cannot_show_one(evening: Evening) -> None:
    with pytest.raises(Conflict):
        meeting.show(evening.store, meeting_id=evening.id, screen=ScreenView.PROPOSAL)
    assert evening.meeting.screen is ScreenView.WELCOME


def test_a_meeting_that_is_closed_shows_no_proposal(evening: Evening, asked: Proposal) -> None:
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    with pytest.raises(Gone):
        proposal.show(evening.store, proposal_id=asked.id, now=NOW)
    with pytest.raises(Gone):
        say(evening, asked)
    with pytest.raises(Gone):
        proposal.reword(evening.store, proposal_id=asked.id, text=BETTER, now=NOW)
    with pytest.raises(Gone):
        proposal.write(evening.store, meeting_id=evening.id, text=TEXT, now=NOW)


# ---------------------------------------------------------------- answering


def test_a_phone_has_one_answer_and_may_change_it(evening: Evening, asked: Proposal) -> None:
    assert say(evening, asked).is_new
    assert say(evening, asked, NO, text=" Te vaak. ") == proposal.Answered(NO, "Te vaak.", is_new=False)
    assert poll(evening, asked) == Poll(0, 1)
    say(evening, asked, YES)
    assert poll(evening, asked) == Poll(1, 0)
    assert proposal.objections(now_round(evening, asked).answers) == []


def test_no_again_keeps_the_reason_and_an_empty_box_takes_it_away(evening: Evening, asked: Proposal) -> None:
    say(evening, asked, NO, text="Te vaak.")
    assert say(evening, asked, NO).text == "Te vaak."
    assert say(evening, asked, NO, text="  ").text == ""


@pytest.mark.parametrize(
    ("more", "error", "code"),
    [
        ({"kind": "misschien"}, RuleBroken, "answer.kind"),
        ({"kind": None}, RuleBroken, "answer.kind"),
        ({"kind": NO, "text": "x" * 281}, RuleBroken, "answer.too_long"),
        ({"kind": NO, "text": 5}, RuleBroken, "answer.no_text"),
        ({"wording": 2}, NotFound, "proposal.unknown"),
        ({"wording": None}, NotFound, "proposal.unknown"),
    ],
)
def test_a_wrong_answer_is_refused(
    evening: Evening, asked: Proposal, more: dict[str, Any], error: type[Exception], code: str
) -> None:
    with pytest.raises(error, match=code):
        say(evening, asked, **more)
    assert poll(evening, asked) == Poll(0, 0)


def test_a_proposal_of_another_evening_is_not_here(evening: Evening, asked: Proposal) -> None:
    with pytest.raises(NotFound):
        say(evening, Proposal(asked.id + 1, evening.id))
    with pytest.raises(NotFound):
        proposal.answer(
            evening.store, meeting_id=99, proposal_id=asked.id, wording=1, kind=YES, device="Fatma"
        )


def test_forty_taps_at_once_of_ten_phones_are_ten_answers(evening: Evening, asked: Proposal) -> None:
    def tap(turn: int) -> bool:
        return bool(say(evening, asked, NO if turn % 3 else YES, device=f"telefoon {turn % 10}").is_new)

    with ThreadPoolExecutor(16) as pool:
        first = list(pool.map(tap, range(40)))
    assert sum(first) == 10
    assert poll(evening, asked).people == 10


# ---------------------------------------------------------------- paper


def paper(evening: Evening, asked: Proposal, table: int = 3, **counts: int) -> None:
    proposal.count_paper(
        evening.store,
        meeting_id=evening.id,
        proposal_id=asked.id,
        wording=1,
        counts={AnswerKind(name): people for name, people in counts.items()},
        table=table,
    )


def typed(
    evening: Evening, asked: Proposal, text: str = "Te vaak.", *, key: str = "k", table: int = 3
) -> None:
    proposal.object_on_paper(
        evening.store,
        meeting_id=evening.id,
        proposal_id=asked.id,
        wording=1,
        text=text,
        key=key,
        table=table,
        channel=Channel.HELPER,
    )


def test_paper_comes_on_top_of_phones(evening: Evening, asked: Proposal) -> None:
    say(evening, asked)
    say(evening, asked, NO, device="Henk")
    paper(evening, asked, ja=4, bezwaar=1)
    paper(evening, asked, table=0, ja=2)
    paper(evening, asked, ja=5)
    assert poll(evening, asked) == Poll(8, 2, 7, 1)
    assert proposal.on_paper(now_round(evening, asked).answers, table=3) == {YES: 5, NO: 1}


def test_an_objection_from_paper_is_typed_once_and_counts_once(evening: Evening, asked: Proposal) -> None:
    for key in ("a", "a", "b"):
        typed(evening, asked, key=key)
    assert poll(evening, asked) == Poll(0, 2, 0, 2)
    paper(evening, asked, bezwaar=2)
    assert poll(evening, asked) == Poll(0, 2, 0, 2)
    paper(evening, asked, bezwaar=3)
    assert poll(evening, asked).objections == 3


def test_a_helper_takes_back_only_what_her_table_typed(evening: Evening, asked: Proposal) -> None:
    typed(evening, asked)
    say(evening, asked, NO, text="Van een telefoon")
    mine, phones = proposal.objections(now_round(evening, asked).answers)
    for answer_id, table in ((mine.id, 4), (phones.id, 3), (phones.id, None)):
        with pytest.raises(Forbidden):
            proposal.take_back(evening.store, meeting_id=evening.id, answer_id=answer_id, table=table)
    proposal.take_back(evening.store, meeting_id=evening.id, answer_id=mine.id, table=3)
    assert poll(evening, asked) == Poll(0, 1)


@pytest.mark.parametrize("wrong", [{"ja": 1000}, {"ja": -1}, {"table": 100}, {"table": -1}])
def test_a_wrong_number_on_paper_is_refused(evening: Evening, asked: Proposal, wrong: dict[str, int]) -> None:
    with pytest.raises(RuleBroken):
        paper(evening, asked, **({"ja": 1} | wrong))
    assert poll(evening, asked) == Poll(0, 0)


# ---------------------------------------------------------------- the round


def test_a_closed_round_takes_nothing_until_it_goes_on(evening: Evening, asked: Proposal) -> None:
    say(evening, asked)
    close(evening, asked)
    for late in (
        lambda: say(evening, asked, NO),
        lambda: paper(evening, asked, ja=1),
        lambda: typed(evening, asked),
        lambda: close(evening, asked),
    ):
        with pytest.raises(Conflict, match=r"proposal\.closed"):
            late()
    proposal.reopen_round(evening.store, proposal_id=asked.id)
    say(evening, asked, device="Henk")
    assert poll(evening, asked) == Poll(2, 0)


def test_a_better_wording_begins_empty_and_keeps_the_old_one(evening: Evening, asked: Proposal) -> None:
    say(evening, asked, NO, text="Altijd De Spil is niet eerlijk.")
    proposal.reword(evening.store, proposal_id=asked.id, text=BETTER, now=NOW)
    assert [(one.version, one.text, one.is_open) for one in wordings(evening, asked)] == [
        (1, TEXT, False),
        (2, BETTER, True),
    ]
    assert poll(evening, asked) == Poll(0, 0)
    with pytest.raises(Conflict, match=r"proposal\.passed"):
        say(evening, asked, wording=1)
    assert say(evening, asked, wording=2).is_new
    with evening.store.read() as tables:
        before, _ = proposal.rounds(tables, asked.id)
    assert [one.text for one in before.answers] == ["Altijd De Spil is niet eerlijk."]


def test_a_wording_that_nobody_saw_is_only_changed(evening: Evening) -> None:
    written = proposal.write(evening.store, meeting_id=evening.id, text="We etn", now=NOW)
    proposal.reword(evening.store, proposal_id=written.id, text=TEXT, now=NOW)
    assert [(one.version, one.text) for one in wordings(evening, written)] == [(1, TEXT)]


def test_the_same_wording_again_is_no_better_one(evening: Evening, asked: Proposal) -> None:
    with pytest.raises(RuleBroken, match=r"proposal\.same"):
        proposal.reword(evening.store, proposal_id=asked.id, text=TEXT, now=NOW)


def test_an_objection_that_changes_is_no_longer_shown(evening: Evening, asked: Proposal) -> None:
    say(evening, asked, NO, text="Te vaak.")
    (one,) = now_round(evening, asked).answers
    proposal.show_objection(evening.store, answer_id=one.id, is_shown=True, now=NOW)
    say(evening, asked, NO)
    assert [each.text for each in proposal.shown(now_round(evening, asked).answers)] == ["Te vaak."]
    say(evening, asked, NO, text="Iets lelijks")
    assert proposal.shown(now_round(evening, asked).answers) == []


# ---------------------------------------------------------------- deciding


def test_a_decision_takes_the_newest_wording(evening: Evening, asked: Proposal) -> None:
    proposal.reword(evening.store, proposal_id=asked.id, text=BETTER, now=NOW)
    with pytest.raises(Conflict, match=r"proposal\.open"):
        proposal.decide(evening.store, proposal_id=asked.id, now=NOW)
    close(evening, asked)
    proposal.decide(evening.store, proposal_id=asked.id, now=NOW)
    assert decisions(evening) == [(DecisionKind.DECISION, BETTER)]
    assert now_round(evening, asked).proposal.status is ProposalStatus.DECIDED
    with pytest.raises(Conflict, match=r"proposal\.settled"):
        proposal.decide(evening.store, proposal_id=asked.id, now=NOW)


def test_a_decision_by_mistake_goes_and_the_proposal_lies_there_again(
    evening: Evening, asked: Proposal
) -> None:
    close(evening, asked)
    proposal.decide(evening.store, proposal_id=asked.id, now=NOW)
    proposal.put_back(evening.store, proposal_id=asked.id)
    assert (decisions(evening), now_round(evening, asked).proposal) == ([], asked)
    proposal.decide(evening.store, proposal_id=asked.id, now=NOW)
    with evening.store.read() as tables:
        (made,) = tables.decision.of(evening.id)
    decision.take_away(evening.store, decision_id=made.id, now=NOW)
    assert (decisions(evening), now_round(evening, asked).proposal) == ([], asked)


def test_what_is_taken_off_the_table_leaves_the_screen_and_can_come_back(
    evening: Evening, asked: Proposal
) -> None:
    proposal.withdraw(evening.store, proposal_id=asked.id, now=NOW)
    assert (evening.meeting.screen, evening.meeting.proposal_id) == (ScreenView.QUESTION, None)
    with pytest.raises(Conflict, match=r"proposal\.settled"):
        proposal.show(evening.store, proposal_id=asked.id, now=NOW)
    proposal.put_back(evening.store, proposal_id=asked.id)
    proposal.show(evening.store, proposal_id=asked.id, now=NOW)
    assert evening.situation.round is not None


def test_what_lies_on_the_table_at_the_end_waits_for_the_next_meeting(
    evening: Evening, asked: Proposal
) -> None:
    say(evening, asked)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert not now_round(evening, asked).wording.is_open
    with evening.store.read() as tables:
        waiting = tables.decision.waiting()
    assert decision.looking_back(waiting) == [(10, f"Geparkeerd: Nog op tafel: ‘{TEXT}’", "plenair")]
    assert [one.status for one in waiting] == [DecisionStatus.OPEN]
    meeting.begin(evening.store, meeting_id=evening.id, now=NOW)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert len(decisions(evening)) == 1
    proposal.decide(evening.store, proposal_id=asked.id, now=NOW)
    assert decisions(evening) == [(DecisionKind.DECISION, TEXT)]


def test_after_the_meeting_no_answer_leads_to_a_phone(evening: Evening, asked: Proposal) -> None:
    say(evening, asked)
    paper(evening, asked, ja=2)
    before = poll(evening, asked)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    answers = now_round(evening, asked).answers
    assert all(" " in one.voter for one in answers)
    assert proposal.of_phone(answers, owner=evening.owner("Fatma")) is None
    assert proposal.poll(answers) == before


def test_a_round_from_before_the_end_stays_closed_so_that_nobody_answers_twice(
    evening: Evening, asked: Proposal
) -> None:
    say(evening, asked)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    meeting.begin(evening.store, meeting_id=evening.id, now=NOW)
    proposal.show(evening.store, proposal_id=asked.id, now=NOW)
    with pytest.raises(Conflict, match=r"proposal\.forgotten"):
        proposal.reopen_round(evening.store, proposal_id=asked.id)
    proposal.reword(evening.store, proposal_id=asked.id, text=BETTER, now=NOW)
    assert say(evening, asked, wording=2).is_new


def test_a_meeting_that_is_removed_takes_its_proposals_along(evening: Evening, asked: Proposal) -> None:
    say(evening, asked)
    close(evening, asked)
    proposal.decide(evening.store, proposal_id=asked.id, now=NOW)
    with evening.store.write() as tables:
        tables.meeting.remove(evening.id)
    with evening.store.read() as tables:
        left = (tables.proposal.where(), tables.wording.where(), tables.answer.where())
    assert left == ([], [], [])


# ---------------------------------------------------------------- how it came out


@pytest.mark.parametrize(
    ("counted", "sentence"),
    [
        (Poll(0, 0), "Niemand gaf antwoord."),
        (Poll(1, 0), "1 antwoord. Dat is te weinig om apart te tellen."),
        (Poll(2, 2), "4 antwoorden. Dat is te weinig om apart te tellen."),
        (Poll(5, 0), "5 mensen kunnen hiermee leven. Niemand heeft een bezwaar."),
        (Poll(4, 1), "4 mensen kunnen hiermee leven, 1 heeft een bezwaar."),
        (Poll(1, 4), "1 mens kan hiermee leven, 4 hebben een bezwaar."),
        (Poll(0, 6), "6 mensen hebben een bezwaar."),
    ],
)
def test_the_outcome_is_one_sentence(counted: Poll, sentence: str) -> None:
    assert proposal.finding(counted) == sentence


# ---------------------------------------------------------------- other languages


def translate(evening: Evening, asked: Proposal, language: str = "tr", text: str = "Her ay yiyoruz.") -> None:
    proposal.translate(evening.store, proposal_id=asked.id, language=language, text=text)


def test_a_text_has_translations_that_are_changed_and_taken_away(evening: Evening, asked: Proposal) -> None:
    translate(evening, asked, "ar", "نأكل معًا")
    translate(evening, asked, "tr", " Her ay yiyoruz. ")
    assert wordings(evening, asked)[0].translations == (("tr", "Her ay yiyoruz."), ("ar", "نأكل معًا"))
    translate(evening, asked, "ar", " ")
    assert wordings(evening, asked)[0].translations == (("tr", "Her ay yiyoruz."),)
    assert wordings(evening, asked)[0].text == TEXT


def test_a_better_text_begins_without_the_translations_of_the_last(evening: Evening, asked: Proposal) -> None:
    translate(evening, asked)
    proposal.reword(evening.store, proposal_id=asked.id, text=BETTER, now=NOW)
    assert [dict(one.translations) for one in wordings(evening, asked)] == [{"tr": "Her ay yiyoruz."}, {}]


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("fr", "Oui", "language.unknown"),
        ("nl", "Ja", "language.unknown"),
        ("tr", "x" * 281, "proposal.too_long"),
    ],
)
def test_a_translation_that_no_phone_could_show_is_refused(
    evening: Evening, asked: Proposal, language: str, text: str, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        translate(evening, asked, language, text)
    assert wordings(evening, asked)[0].translations == ()


def test_a_translation_lets_everybody_read_anew(evening: Evening, asked: Proposal) -> None:
    heard: list[str] = []
    evening.store.listeners.append(lambda _, changes, __: heard.extend(change.kind for change in changes))
    translate(evening, asked)
    assert "reset" in heard
