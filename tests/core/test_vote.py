"""Dots: the budget holds, phones and paper add up, and nobody sees a count before the end."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from sok_core import meeting, note, sight, theme, vote
from sok_core.errors import Conflict, Gone, NotFound, RuleBroken, SokError
from sok_core.model import Ballot, Channel, Phase, Tally, TargetKind
from sok_core.sight import Audience
from tests.core.conftest import Told
from tests.evening import NOW, Evening


@pytest.fixture
def ballot(evening: Evening) -> Evening:
    """Four notes, two themes, and a vote that goes on."""
    evening.ask()
    for text in ("a", "b", "c", "d"):
        evening.post(text)
    for title, numbers in (("Groen", (1, 2)), ("Samen", (3,))):
        theme.begin(evening.store, meeting_id=evening.id, numbers=numbers, title=title, hand="Ria", now=NOW)
    phase(evening, Phase.VOTE)
    return evening


def phase(evening: Evening, phase: Phase) -> None:
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)


def targets(evening: Evening) -> list[Tally]:
    with evening.store.read() as tables:
        return vote.targets(
            tables.note.of(evening.id),
            tables.theme.of(evening.id),
            tables.vote.of_prompt(prompt_id(evening)),
            prompt_id=prompt_id(evening),
        )


def prompt_id(evening: Evening) -> int:
    return evening.prompts[0].id


def name(evening: Evening, place: int) -> str:
    one = targets(evening)[place]
    return vote.target_id(one.target, one.target_id)


def cast(
    evening: Evening,
    place: int = 0,
    dots: object = 1,
    *,
    device: str = "Fatma",
    key: str = "",
    **more: object,
) -> vote.Cast:
    return vote.cast(
        evening.store,
        meeting_id=evening.id,
        target=name(evening, place),
        dots=dots,
        key=key or f"{device} {place} {dots} {count(evening)}",
        device=device,
        now=NOW,
        **more,  # type: ignore[arg-type]
    )


def paper(evening: Evening, dots: int, *, place: int = 0, table: int | None = None) -> None:
    vote.from_paper(
        evening.store, prompt_id=prompt_id(evening), target=name(evening, place), dots=dots, table=table
    )


def count(evening: Evening) -> int:
    with evening.store.read() as tables:
        return tables.vote.count(prompt_id(evening))


def result(evening: Evening) -> list[tuple[str, int, int]]:
    with evening.store.read() as tables:
        votes = tables.vote.of_prompt(prompt_id(evening))
    return [(one.title, one.dots, one.on_paper) for one in vote.result(targets(evening), votes)]


def test_themes_get_the_dots_when_there_are_any(ballot: Evening) -> None:
    assert [(one.target, one.title) for one in targets(ballot)] == [
        (TargetKind.THEME, "Groen"),
        (TargetKind.THEME, "Samen"),
    ]


def test_without_themes_the_notes_get_the_dots_and_a_stack_counts_once(evening: Evening) -> None:
    evening.ask()
    for text in ("a", "b", "c"):
        evening.post(text)
    note.hide(evening.store, note_id=evening.notes[2].id, reason="", now=NOW)
    theme.stack(evening.store, meeting_id=evening.id, numbers=[1, 2], hand="Ria", now=NOW)
    assert [(one.target, one.title) for one in targets(evening)] == [(TargetKind.NOTE, "a")]


def test_a_theme_with_only_hidden_notes_gets_no_dots(ballot: Evening) -> None:
    note.hide(ballot.store, note_id=ballot.notes[2].id, reason="", now=NOW)
    assert [one.title for one in targets(ballot)] == ["Groen"]


def test_a_question_is_voted_on_with_its_own_notes_and_themes_only(ballot: Evening) -> None:
    ballot.ask(2)
    ballot.post("e", device="Henk")
    ballot.ask(2, phase=Phase.VOTE)
    second = ballot.prompts[1].id

    def offered() -> list[str]:
        with ballot.store.read() as tables:
            notes, themes = tables.note.of(ballot.id), tables.theme.of(ballot.id)
        return [one.title for one in vote.targets(notes, themes, [], prompt_id=second)]

    assert offered() == ["e"]
    on_groen: dict[str, Any] = {
        "meeting_id": ballot.id,
        "target": "thema-1",
        "dots": 1,
        "device": "Fatma",
        "now": NOW,
    }
    with pytest.raises(NotFound, match=r"vote\.target"):
        vote.cast(ballot.store, key="1", **on_groen)
    theme.gather(ballot.store, meeting_id=ballot.id, numbers=[5], to=1, hand="Ria", now=NOW)
    assert offered() == ["Groen"]
    assert vote.cast(ballot.store, key="2", **on_groen).dots == 1


def test_nobody_votes_on_a_hidden_note_or_on_one_that_lies_under_another(evening: Evening) -> None:
    evening.ask()
    ids = [evening.post(text).id for text in ("a", "b", "c")]
    theme.stack(evening.store, meeting_id=evening.id, numbers=[1, 2], hand="Ria", now=NOW)
    note.hide(evening.store, note_id=ids[2], reason="naam", now=NOW)
    phase(evening, Phase.VOTE)
    assert [one.target_id for one in targets(evening)] == [ids[0]]
    for number, row_id in enumerate(ids[1:]):
        with pytest.raises(NotFound, match=r"vote\.target"):
            vote.cast(
                evening.store,
                meeting_id=evening.id,
                target=vote.target_id(TargetKind.NOTE, row_id),
                dots=1,
                key=f"{number}",
                device="Fatma",
                now=NOW,
            )
    assert count(evening) == 0


def test_paper_of_an_earlier_question_is_not_counted_under_this_one(ballot: Evening) -> None:
    target, earlier = name(ballot, 0), prompt_id(ballot)
    ballot.ask(2, Phase.VOTE)
    with pytest.raises(Conflict, match=r"question\.passed"):
        vote.from_paper(ballot.store, prompt_id=earlier, target=target, dots=3, table=None)
    with ballot.store.read() as tables:
        assert [tables.vote.count(prompt.id) for prompt in ballot.prompts] == [0, 0, 0]


def test_a_theme_that_changes_during_the_vote_lets_everybody_read_anew(ballot: Evening) -> None:
    """What people choose from is another list then; a phone that kept the old one would vote on nothing."""
    heard: list[str] = []
    ballot.store.listeners.append(lambda _, changes, __: heard.extend(change.kind for change in changes))
    theme.name(ballot.store, meeting_id=ballot.id, theme_id=1, title="Groener", hand="Ria", now=NOW)
    assert "reset" in heard
    heard.clear()
    phase(ballot, Phase.GATHER)
    heard.clear()
    theme.name(ballot.store, meeting_id=ballot.id, theme_id=1, title="Groenst", hand="Ria", now=NOW)
    assert "reset" not in heard


def test_a_dot_is_placed_and_taken_back(ballot: Evening) -> None:
    assert cast(ballot) == vote.Cast(name(ballot, 0), 1, 4)
    assert cast(ballot).dots == 2
    assert cast(ballot, dots=-1) == vote.Cast(name(ballot, 0), 1, 4)


def test_the_same_key_is_one_dot(ballot: Evening) -> None:
    first, again = cast(ballot, key="k"), cast(ballot, key="k")
    assert (first.dots, again.dots, first.is_new, again.is_new) == (1, 1, True, False)
    assert cast(ballot, key="k", device="Henk").is_new


def test_the_budget_holds(ballot: Evening) -> None:
    for _ in range(5):
        cast(ballot)
    with pytest.raises(Conflict, match="none_left"):
        cast(ballot, 1)
    assert count(ballot) == 5


def test_the_budget_holds_when_forty_dots_come_at_once(ballot: Evening) -> None:
    def one(number: int) -> int:
        try:
            return cast(ballot, number % 2, key=f"{number}").dots
        except SokError:
            return 0

    with ThreadPoolExecutor(20) as pool:
        placed = list(pool.map(one, range(40)))
    assert sum(dots > 0 for dots in placed) == 5
    assert count(ballot) == 5


def test_a_dot_that_is_not_there_is_not_taken_back(ballot: Evening) -> None:
    with pytest.raises(Conflict, match="none_there"):
        cast(ballot, dots=-1)


@pytest.mark.parametrize("dots", [0, 2, True, "1", 1.5, None])
def test_a_vote_is_one_dot_on_or_off(ballot: Evening, dots: object) -> None:
    with pytest.raises(RuleBroken, match="dots"):
        cast(ballot, dots=dots)


@pytest.mark.parametrize("target", ["thema-99", "thema", "", None, 3])
def test_an_unknown_target_is_refused(ballot: Evening, target: object) -> None:
    with pytest.raises(NotFound, match="target"):
        vote.cast(ballot.store, meeting_id=ballot.id, target=target, dots=1, key="k", device="Fatma", now=NOW)


@pytest.mark.parametrize("other", [one for one in Phase if one is not Phase.VOTE])
def test_outside_voting_nobody_votes(ballot: Evening, other: Phase) -> None:
    phase(ballot, other)
    with pytest.raises(Conflict, match="closed"):
        cast(ballot)
    with pytest.raises(Conflict, match="closed"):
        paper(ballot, 3)


def test_the_end_of_the_time_ends_the_vote_on_phones_only(ballot: Evening) -> None:
    meeting.set_timer(ballot.store, meeting_id=ballot.id, minutes=1, now=NOW, locks=True)
    with ballot.store.write() as tables:
        tables.meeting.update(ballot.id, timer_ends_at=NOW)
    with pytest.raises(Conflict, match="closed"):
        cast(ballot)
    paper(ballot, 3)
    assert count(ballot) == 3


def test_time_that_ran_out_before_the_vote_keeps_no_phone_from_voting(ballot: Evening) -> None:
    phase(ballot, Phase.OPEN)
    meeting.set_timer(
        ballot.store, meeting_id=ballot.id, minutes=5, now=NOW - dt.timedelta(hours=1), locks=True
    )
    phase(ballot, Phase.VOTE)
    assert cast(ballot).dots_left == 4


def test_time_that_still_runs_goes_on_into_the_vote(ballot: Evening) -> None:
    phase(ballot, Phase.OPEN)
    meeting.set_timer(ballot.store, meeting_id=ballot.id, minutes=5, now=NOW, locks=True)
    phase(ballot, Phase.VOTE)
    assert ballot.meeting.timer_ends_at == NOW + dt.timedelta(minutes=5)


def test_paper_comes_on_top_of_phones(ballot: Evening) -> None:
    cast(ballot, 0)
    cast(ballot, 1, device="Henk")
    paper(ballot, 7, place=1, table=2)
    paper(ballot, 4, place=1, table=3)
    assert result(ballot) == [("Samen", 12, 11), ("Groen", 1, 0)]


def test_paper_is_set_anew_when_somebody_mistyped(ballot: Evening) -> None:
    paper(ballot, 70, table=2)
    paper(ballot, 7, table=2)
    assert result(ballot)[0] == ("Groen", 7, 7)


@pytest.mark.parametrize("dots", [-1, 1000])
def test_paper_has_a_sensible_number(ballot: Evening, dots: int) -> None:
    with pytest.raises(RuleBroken, match="paper"):
        paper(ballot, dots)


def test_a_table_shares_its_budget_between_its_phones_and_paper(ballot: Evening) -> None:
    vote.set_rules(ballot.store, prompt_id=prompt_id(ballot), dots=3, ballot=Ballot.TABLE)
    with pytest.raises(RuleBroken, match="table"):
        cast(ballot)
    cast(ballot, 0, table=4)
    assert cast(ballot, 0, device="Henk", table=4).dots_left == 1
    with pytest.raises(Conflict, match="none_left"):
        paper(ballot, 2, place=1, table=4)
    with pytest.raises(Conflict, match="none_left"):
        paper(ballot, 2, place=0, table=4)
    paper(ballot, 1, place=0, table=4)
    assert result(ballot)[0] == ("Groen", 3, 1)
    with pytest.raises(Conflict, match="none_left"):
        cast(ballot, 1, table=4)
    assert cast(ballot, 1, table=5).dots_left == 2


def test_a_phone_hears_in_its_answer_what_it_sees_in_its_state(ballot: Evening) -> None:
    vote.set_rules(ballot.store, prompt_id=prompt_id(ballot), dots=5, ballot=Ballot.TABLE)
    paper(ballot, 2, table=4)
    cast(ballot, device="Henk", table=4)

    def seen() -> tuple[int, int, dict[str, int]]:
        with ballot.store.read() as tables:
            state = sight.state_for(
                Audience.PHONE, tables.wall(ballot.id), now=NOW, owner=ballot.owner("Fatma"), table=4
            )
        return state["vote"]["mine"]["thema-1"], state["dots_left"], state["vote"]["paper"]

    for dots, lies in ((1, 4), (-1, 3), (-1, 2)):
        answer = cast(ballot, dots=dots, table=4)
        assert (answer.dots, answer.dots_left) == (lies, 5 - lies)
        assert seen() == (lies, 5 - lies, {"thema-1": 2})
    again = cast(ballot, dots=1, table=4, key="twice")
    assert again == replace(cast(ballot, dots=1, table=4, key="twice"), is_new=True)
    cast(ballot, dots=-1, table=4, key="back")
    with pytest.raises(Conflict, match="none_there"):  # what is left lies on paper
        cast(ballot, dots=-1, table=4, key="back again")


def test_a_phone_sees_all_dots_of_its_own_table_and_of_no_other(evening: Evening) -> None:
    evening.ask()
    evening.post("a")
    vote.set_rules(evening.store, prompt_id=prompt_id(evening), dots=5, ballot=Ballot.TABLE)
    phase(evening, Phase.VOTE)
    cast(evening, table=3)
    cast(evening, device="Henk", table=4)
    paper(evening, 2, table=3)
    with evening.store.read() as tables:
        votes = tables.vote.of_prompt(prompt_id(evening))
    seen = [vote.mine(votes, evening.prompts[0], owner=evening.owner("Fatma"), table=n) for n in (3, 4, 5)]
    assert seen == [{"briefje-1": 3}, {"briefje-1": 1}, {}]


@pytest.mark.parametrize("audience", list(Audience))
def test_not_even_the_order_of_the_choices_tells_who_leads(ballot: Evening, audience: Audience) -> None:
    cast(ballot, 1)
    shown = ballot.state(audience)["vote"]["targets"]
    assert [one["number"] for one in shown] == [1, 2]
    assert not any(one.keys() & {"dots", "on_paper"} for one in shown)
    phase(ballot, Phase.RESULT)
    assert [one["number"] for one in ballot.state(audience)["vote"]["targets"]] == [2, 1]


def test_the_rules_stay_once_dots_lie_there(ballot: Evening) -> None:
    cast(ballot)
    with pytest.raises(Conflict, match="begun"):
        vote.set_rules(ballot.store, prompt_id=prompt_id(ballot), dots=3, ballot=Ballot.PERSON)


def test_dots_that_are_wiped_let_everybody_begin_anew(ballot: Evening, told: Told) -> None:
    cast(ballot, 0, key="first")
    cast(ballot, 1, device="Henk")
    paper(ballot, 4)
    told.clear()
    assert vote.wipe(ballot.store, prompt_id=prompt_id(ballot)) == 6
    assert {change.kind for _, changes, _ in told for change in changes} == {"reset", "vote"}
    assert result(ballot) == [("Groen", 0, 0), ("Samen", 0, 0)]
    assert not cast(ballot, 0, key="first").is_new  # a tap that is sent again stays one tap of before
    for left in (4, 3, 2, 1, 0):
        assert cast(ballot).dots_left == left
    vote.wipe(ballot.store, prompt_id=prompt_id(ballot))
    vote.set_rules(ballot.store, prompt_id=prompt_id(ballot), dots=3, ballot=Ballot.PERSON)
    theme.take_apart(ballot.store, meeting_id=ballot.id, theme_id=2, hand="Ria", now=NOW)
    assert [one.title for one in targets(ballot)] == ["Groen"]


def test_dots_of_a_merge_that_is_undone_after_wiping_stay_away(ballot: Evening) -> None:
    cast(ballot, 0)
    merge(ballot, 1, into=2)
    vote.wipe(ballot.store, prompt_id=prompt_id(ballot))
    theme.undo(ballot.store, meeting_id=ballot.id, now=NOW)
    assert count(ballot) == 0


def test_a_forgotten_vote_that_is_wiped_can_begin_anew(ballot: Evening) -> None:
    cast(ballot)
    reopen(ballot)
    vote.wipe(ballot.store, prompt_id=prompt_id(ballot))
    ballot.ask(phase=Phase.VOTE)
    assert cast(ballot).dots_left == 4


def test_after_the_meeting_the_dots_stay(ballot: Evening) -> None:
    cast(ballot)
    meeting.close(ballot.store, meeting_id=ballot.id, now=NOW)
    with pytest.raises(Gone, match="closed"):
        vote.wipe(ballot.store, prompt_id=prompt_id(ballot))
    assert count(ballot) == 1


@pytest.mark.parametrize("dots", [0, 21])
def test_a_budget_is_sensible(ballot: Evening, dots: int) -> None:
    with pytest.raises(RuleBroken, match="budget"):
        vote.set_rules(ballot.store, prompt_id=prompt_id(ballot), dots=dots, ballot=Ballot.PERSON)


def test_closing_the_evening_keeps_the_dots_and_forgets_the_phones(ballot: Evening) -> None:
    owner = ballot.owner("Fatma")
    cast(ballot)
    paper(ballot, 2, table=1)
    meeting.close(ballot.store, meeting_id=ballot.id, now=NOW)
    assert ballot.prompts[0].phase is Phase.RESULT
    with ballot.store.read() as tables:
        votes = tables.vote.of_prompt(prompt_id(ballot))
    assert owner not in {one.voter for one in votes}
    assert {(one.channel, one.dots) for one in votes} == {(Channel.PHONE, 1), (Channel.FACILITATOR, 2)}
    with pytest.raises(Gone):
        cast(ballot)


def test_closing_the_evening_forgets_under_which_keys_dots_came(ballot: Evening) -> None:
    """A key is mixed with the phone that sent it, so a list of keys would tell who voted."""
    cast(ballot)
    meeting.close(ballot.store, meeting_id=ballot.id, now=NOW)
    with ballot.store.read() as tables:
        assert tables.vote.db.table("vote_key").count == 0


def reopen(evening: Evening) -> None:
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    meeting.begin(evening.store, meeting_id=evening.id, now=NOW)


def test_a_vote_of_phones_stays_finished_when_the_meeting_is_reopened(ballot: Evening) -> None:
    """Nobody knows any more who placed them, so every phone would have its dots once again."""
    for _ in range(5):
        cast(ballot)
    reopen(ballot)
    ballot.ask(phase=None)
    for again in (
        lambda: phase(ballot, Phase.VOTE),
        lambda: ballot.ask(phase=Phase.VOTE),
    ):
        with pytest.raises(Conflict, match=r"vote\.forgotten"):
            again()
    with pytest.raises(Conflict, match=r"vote\.closed"):
        cast(ballot)
    assert result(ballot)[0] == ("Groen", 5, 0)


def test_a_forgotten_vote_stays_finished_also_by_way_of_another_phase(ballot: Evening) -> None:
    cast(ballot)
    phase(ballot, Phase.GATHER)
    reopen(ballot)
    ballot.ask(phase=Phase.GATHER)
    merge(ballot, 1, into=2)
    with pytest.raises(Conflict, match=r"vote\.forgotten"):
        phase(ballot, Phase.VOTE)
    phase(ballot, Phase.RESULT)
    assert result(ballot) == [("Samen", 1, 0)]


def test_a_reopened_meeting_votes_where_no_phone_had_voted(ballot: Evening) -> None:
    cast(ballot)
    cast(ballot, dots=-1)
    reopen(ballot)
    ballot.ask(phase=Phase.VOTE)
    assert cast(ballot).dots_left == 4
    ballot.ask(2, Phase.VOTE)
    assert cast(ballot).dots_left == 4


def test_paper_that_is_counted_anew_after_reopening_is_not_counted_twice(ballot: Evening) -> None:
    paper(ballot, 2, table=1)
    meeting.close(ballot.store, meeting_id=ballot.id, now=NOW)
    meeting.begin(ballot.store, meeting_id=ballot.id, now=NOW)
    ballot.ask(phase=Phase.VOTE)
    paper(ballot, 3, table=1)
    assert result(ballot)[0] == ("Groen", 3, 3)


def merge(evening: Evening, theme_id: int, *, into: int) -> None:
    theme.merge(evening.store, meeting_id=evening.id, theme_id=theme_id, into=into, hand="Ria", now=NOW)


def test_merging_carries_the_dots_along_and_undoing_it_gives_them_back(ballot: Evening) -> None:
    cast(ballot, 0)
    cast(ballot, 1)
    cast(ballot, 1, device="Henk")
    paper(ballot, 4, place=1, table=2)
    merge(ballot, 2, into=1)
    assert result(ballot) == [("Groen", 7, 4)]
    assert cast(ballot, dots=-1) == vote.Cast("thema-1", 1, 4)
    theme.undo(ballot.store, meeting_id=ballot.id, now=NOW)
    assert sorted(result(ballot)) == [("Groen", 0, 0), ("Samen", 6, 4)]


def test_dots_that_were_carried_twice_are_never_doubled_whoever_undoes_first(ballot: Evening) -> None:
    cast(ballot, 0)
    theme.begin(ballot.store, meeting_id=ballot.id, numbers=[4], title="Derde", hand="Jan", now=NOW)
    merge(ballot, 1, into=2)
    theme.merge(ballot.store, meeting_id=ballot.id, theme_id=2, into=3, hand="Jan", now=NOW)
    theme.undo(ballot.store, meeting_id=ballot.id, hand="Ria", now=NOW)
    assert result(ballot)[0] == ("Derde", 1, 0)
    theme.undo(ballot.store, meeting_id=ballot.id, hand="Jan", now=NOW)
    assert count(ballot) == sum(dots for _, dots, _ in result(ballot)) == 1


def test_a_theme_with_dots_is_not_taken_apart(ballot: Evening) -> None:
    cast(ballot)
    with pytest.raises(Conflict, match=r"theme\.has_dots"):
        theme.take_apart(ballot.store, meeting_id=ballot.id, theme_id=1, hand="Ria", now=NOW)
    assert result(ballot)[0] == ("Groen", 1, 0)


def test_a_theme_with_dots_stays_a_choice_when_its_last_note_is_moved_or_hidden(ballot: Evening) -> None:
    cast(ballot, 1)
    theme.gather(ballot.store, meeting_id=ballot.id, numbers=[3], to=None, hand="Ria", now=NOW)
    assert result(ballot) == [("Samen", 1, 0), ("Groen", 0, 0)]
    assert cast(ballot, 1, -1).dots_left == 5
    assert [one.title for one in targets(ballot)] == ["Groen"]


def test_dots_on_notes_stay_when_the_group_makes_themes_after_all(evening: Evening) -> None:
    evening.ask()
    for text in ("a", "b"):
        evening.post(text)
    phase(evening, Phase.VOTE)
    cast(evening, 1)
    theme.begin(evening.store, meeting_id=evening.id, numbers=[1, 2], title="Groen", hand="Ria", now=NOW)
    assert result(evening) == [("b", 1, 0), ("Groen", 0, 0)]
    assert cast(evening, 1, -1).dots_left == 5
    assert [one.title for one in targets(evening)] == ["Groen"]


def test_of_a_hidden_note_with_dots_everybody_reads_only_the_number(evening: Evening) -> None:
    evening.ask()
    for text in ("geheim", "b"):
        evening.post(text)
    phase(evening, Phase.VOTE)
    cast(evening, 0)
    note.hide(evening.store, note_id=evening.notes[0].id, reason="naam", now=NOW)
    for audience in Audience:
        named = [(one["number"], one["title"]) for one in evening.state(audience)["vote"]["targets"]]
        assert named == [(1, "Briefje 1"), (2, "b")]
    assert cast(evening, 0, -1).dots_left == 5
    assert [one.number for one in targets(evening)] == [2]


def test_dots_on_a_note_that_was_deleted_are_told(evening: Evening) -> None:
    evening.ask()
    for text in ("a", "b"):
        evening.post(text)
    phase(evening, Phase.VOTE)
    cast(evening, 0)
    cast(evening, 1)
    cast(evening, 1)
    note.delete(evening.store, note_id=evening.notes[0].id)
    with pytest.raises(NotFound, match=r"vote\.target"):
        vote.cast(
            evening.store, meeting_id=evening.id, target="briefje-1", dots=1, key="k", device="Ria", now=NOW
        )
    phase(evening, Phase.RESULT)
    finding = evening.state(Audience.HALL)["vote"]["finding"]
    assert finding == "Briefje 2 staat bovenaan: 2 van de 3 stippen. Er lag 1 stip op een briefje dat weg is."


@pytest.mark.parametrize("act", [note.hide, note.restore, note.delete])
def test_a_note_that_comes_or_goes_during_the_vote_lets_everybody_read_anew(
    ballot: Evening, act: object
) -> None:
    heard: list[str] = []
    ballot.store.listeners.append(lambda _, changes, __: heard.extend(change.kind for change in changes))
    more = {"reason": "", "now": NOW} if act is note.hide else {}
    act(ballot.store, note_id=ballot.notes[0].id, **more)  # type: ignore[operator]
    assert "reset" in heard


@pytest.mark.parametrize(
    ("ties", "sentence"),
    [
        (3, "‘T1’, ‘T2’ en ‘T3’ kregen de meeste stippen: elk 2 van de 6."),
        (4, "‘T1’, ‘T2’, ‘T3’ en nog 1 kregen de meeste stippen: elk 2 van de 8."),
        (6, "‘T1’, ‘T2’, ‘T3’ en nog 3 kregen de meeste stippen: elk 2 van de 12."),
    ],
)
def test_a_finding_names_at_most_three_that_ended_equal(ties: int, sentence: str) -> None:
    tallies = [Tally(TargetKind.THEME, n, n, f"T{n}", 2 if n <= ties else 0) for n in range(1, ties + 2)]
    assert vote.finding(tallies) == sentence


def test_a_question_with_dots_is_not_removed(ballot: Evening) -> None:
    ballot.ask(2, Phase.VOTE)
    second = ballot.prompts[1]
    vote.from_paper(ballot.store, prompt_id=second.id, target=name(ballot, 0), dots=3, table=None)
    ballot.ask(3)
    with pytest.raises(Conflict, match=r"question\.has_dots"):
        meeting.remove_question(ballot.store, prompt_id=second.id)


def test_stickers_of_an_evening_on_paper_count_when_their_theme_is_taken_apart(ballot: Evening) -> None:
    with ballot.store.write() as tables:
        for row, dots in zip(ballot.notes, (3, 1, 2, 0), strict=True):
            tables.note.update(row.id, votes=dots)
    theme.take_apart(ballot.store, meeting_id=ballot.id, theme_id=1, hand="Ria", now=NOW)
    with ballot.store.read() as tables:
        found = vote.of_an_evening_on_paper(tables.note.of(ballot.id), tables.theme.of(ballot.id))
    assert [(one.title, one.dots) for one in found] == [("a", 3), ("Samen", 2), ("b", 1)]
