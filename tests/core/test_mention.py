"""The room says who works with whom; the facilitator decides what is kept."""

import datetime as dt
from typing import Any

import pytest

from sok_core import meeting, mention, note, party, relation
from sok_core.errors import Conflict, Gone, NotFound, RuleBroken
from sok_core.model import Channel, Heard, Mention, Phase, PromptKind, Relation, RelationKind, Told
from tests.evening import NOW, Evening

TODAY = NOW.date()
WORK = RelationKind.COOPERATION
NAMES = ("De Spil", "Gemeente", "Woonstichting")


@pytest.fixture
def room(evening: Evening) -> Evening:
    """A meeting in which the question is who works with whom, and three parties."""
    for name in NAMES:
        party.add(evening.store, name=name)
    asked = meeting.add_question(
        evening.store, meeting_id=evening.id, text="Met wie werk je?", kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)
    return evening


def ids(room: Evening) -> list[int]:
    with room.store.read() as tables:
        return [next(one.id for one in tables.party.all() if one.name == name) for name in NAMES]


def say(
    room: Evening, party_id: int | None, target: object, *, device: str = "Fatma", **more: Any
) -> Mention:
    values: dict[str, Any] = {"kind": "samenwerking", "now": NOW} | more
    return mention.say(
        room.store, meeting_id=room.id, party_id=party_id, target=target, device=device, **values
    ).mention


def said(room: Evening) -> list[Heard]:
    with room.store.read() as tables:
        return mention.heard(tables.mention.of(asked(room)), tables.relation.all())


def lines(room: Evening) -> list[Relation]:
    with room.store.read() as tables:
        return tables.relation.all()


def asked(room: Evening) -> int:
    return room.prompts[-1].id


def test_what_is_said_twice_is_said_once(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    assert say(room, spil, gemeente) == say(room, spil, gemeente)
    assert said(room) == [Heard((spil, gemeente), WORK, 1, 1)]


def test_both_ends_tell_the_same_line(room: Evening) -> None:
    spil, gemeente, woon = ids(room)
    say(room, spil, gemeente)
    say(room, gemeente, spil, device="Henk")
    say(room, woon, gemeente, device="Ria")
    assert said(room) == [Heard((spil, gemeente), WORK, 2, 2), Heard((gemeente, woon), WORK, 1, 1)]


def counted(room: Evening, *, with_dropped: bool = False) -> Told:
    with room.store.read() as tables:
        return tables.mention.told(asked(room), with_dropped=with_dropped)


def several(room: Evening) -> None:
    """Fatma speaks for two parties and for herself, Henk for one, and there are two cards of paper."""
    spil, gemeente, woon = ids(room)
    say(room, spil, gemeente)
    say(room, gemeente, spil)
    say(room, None, woon)
    say(room, spil, woon, device="Henk")
    for key in ("a", "b"):
        mention.say_on_card(
            room.store, meeting_id=room.id, party_id=woon, target=gemeente, kind="geld", key=key, table=None
        )


def test_one_phone_for_two_parties_is_one_person(room: Evening) -> None:
    spil, gemeente, woon = ids(room)
    several(room)
    found = {one.ends: (one.people, one.parties) for one in said(room)}
    assert found == {
        (spil, gemeente): (1, 2),
        (woon,): (1, 0),
        (spil, woon): (1, 1),
        (gemeente, woon): (2, 1),
    }
    assert counted(room) == Told(lines=4, people=2, cards=2, parties=3)


def test_how_many_people_told_lines_is_known_after_the_evening_and_who_is_not(room: Evening) -> None:
    several(room)
    before, lines_before = counted(room), said(room)
    for _ in range(2):  # closing twice counts nobody twice
        meeting.close(room.store, meeting_id=room.id, now=NOW)
        assert (counted(room), said(room)) == (before, lines_before)
    with room.store.read() as tables:
        voters = [one.voter for one in tables.mention.of(asked(room)) if one.channel is Channel.PHONE]
    assert all(voter.startswith("weg ") for voter in voters)
    assert len(set(voters)) == 3  # Fatma's line and her word for herself have nothing in common any more


def test_what_was_left_out_or_taken_back_counts_as_such(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    mine = say(room, spil, gemeente)
    mention.drop(room.store, said(room)[0], prompt_id=asked(room), now=NOW)
    assert (counted(room), counted(room, with_dropped=True)) == (Told(), Told(1, 1, 0, 1))
    mention.take_back(room.store, meeting_id=room.id, mention_id=mine.id, device="Fatma", now=NOW)
    assert counted(room, with_dropped=True) == Told()


def test_a_line_is_kept_while_one_more_person_says_it(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    say(room, spil, gemeente)
    (seen,) = said(room)
    say(room, gemeente, spil, device="Henk")
    mention.keep(room.store, seen, prompt_id=asked(room), today=TODAY)
    assert len(lines(room)) == 1


def test_somebody_who_speaks_for_himself_makes_no_line(room: Evening) -> None:
    spil, *_ = ids(room)
    say(room, None, spil)
    (heard,) = said(room)
    assert heard == Heard((spil,), WORK, 1)
    with pytest.raises(RuleBroken, match=r"mention\.one_end"):
        mention.keep(room.store, heard, prompt_id=asked(room), today=TODAY)
    assert mention.keep_all(room.store, prompt_id=asked(room), today=TODAY) == 0


def test_what_the_facilitator_keeps_is_a_line_of_the_dossier(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    say(room, gemeente, spil)
    kept = mention.keep(room.store, said(room)[0], prompt_id=asked(room), today=TODAY)
    assert (kept.source_id, kept.target_id, kept.kind) == (spil, gemeente, WORK)
    assert (kept.asserted_by, kept.asserted_on, kept.meeting_id) == ("de zaal", TODAY, room.id)
    assert said(room) == [Heard((spil, gemeente), WORK, 1, 1, is_kept=True)]
    with room.store.read() as tables:
        assert {one.id for one in tables.party.all() if one.x is not None} == {spil, gemeente}


def test_all_that_waits_is_kept_at_once_and_no_more(room: Evening) -> None:
    spil, gemeente, woon = ids(room)
    relation.draw(room.store, source_id=gemeente, target_id=spil, kind=WORK)
    for target, device in ((gemeente, "Fatma"), (woon, "Henk")):
        say(room, spil, target, device=device)
    say(room, gemeente, woon, device="Ria", kind="geld")
    dropped = next(one for one in said(room) if one.kind is RelationKind.MONEY)
    mention.drop(room.store, dropped, prompt_id=asked(room), now=NOW)
    assert mention.keep_all(room.store, prompt_id=asked(room), today=TODAY) == 1
    assert [(one.source_id, one.target_id) for one in lines(room)] == [(gemeente, spil), (spil, woon)]
    assert said(room)[-1].is_dropped
    mention.drop(room.store, dropped, prompt_id=asked(room), now=None)
    assert mention.keep_all(room.store, prompt_id=asked(room), today=TODAY) == 1


def test_what_was_left_out_does_not_come_back_when_it_is_said_again(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    mine = say(room, spil, gemeente)
    mention.drop(room.store, said(room)[0], prompt_id=asked(room), now=NOW)
    mention.take_back(room.store, meeting_id=room.id, mention_id=mine.id, device="Fatma", now=NOW)
    again = say(room, spil, gemeente)
    mention.take_back(room.store, meeting_id=room.id, mention_id=again.id, device="Fatma", now=NOW)
    (heard,) = said(room)
    assert (heard.is_dropped, heard.people) == (True, 0)
    assert mention.keep_all(room.store, prompt_id=asked(room), today=TODAY) == 0


def test_nobody_keeps_what_is_decided_on_or_was_never_said(room: Evening) -> None:
    spil, gemeente, woon = ids(room)
    say(room, spil, gemeente)
    (before,) = said(room)
    mention.drop(room.store, before, prompt_id=asked(room), now=NOW)
    invented = Heard((gemeente, woon), RelationKind.FORMAL, 3)
    for one in (before, invented):
        with pytest.raises(Conflict, match=r"mention\.settled"):
            mention.keep(room.store, one, prompt_id=asked(room), today=TODAY)
    assert lines(room) == []


def test_a_phone_takes_back_what_it_said_and_nothing_else(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    mine = say(room, spil, gemeente)
    with pytest.raises(NotFound, match=r"mention\.unknown"):
        mention.take_back(room.store, meeting_id=room.id, mention_id=mine.id, device="Henk", now=NOW)
    mention.take_back(room.store, meeting_id=room.id, mention_id=mine.id, device="Fatma", now=NOW)
    assert said(room) == []


def test_a_card_of_paper_counts_once_and_belongs_to_its_table(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    typed = {"meeting_id": room.id, "party_id": spil, "target": gemeente, "kind": "geld", "table": 4}
    first = mention.say_on_card(room.store, key="a", **typed)
    assert mention.say_on_card(room.store, key="a", **typed).mention == first.mention
    assert mention.say_on_card(room.store, key="b", **typed).is_new
    assert [one.people for one in said(room)] == [2]
    with pytest.raises(NotFound):
        mention.take_back_card(room.store, meeting_id=room.id, mention_id=first.mention.id, table=5)
    mention.take_back_card(room.store, meeting_id=room.id, mention_id=first.mention.id, table=4)
    assert [one.people for one in said(room)] == [1]


@pytest.mark.parametrize(
    ("party_id", "target", "kind", "code"),
    [
        (1, 1, "geld", "relation.self"),
        (1, None, "geld", "mention.id"),
        (1, 2, "vriend", "relation.kind"),
        (1, 2, ["geld"], "relation.kind"),
    ],
)
def test_what_cannot_be_is_refused(
    room: Evening, party_id: int, target: object, kind: object, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code.replace(".", r"\.")):
        say(room, party_id, target, kind=kind)


@pytest.mark.parametrize(("party_id", "target"), [(1, 99), (99, 1), (1, "2"), (1, True)])
def test_an_unknown_party_is_not_here(room: Evening, party_id: int, target: object) -> None:
    with pytest.raises(NotFound, match=r"party\.unknown"):
        say(room, party_id, target)


def test_one_phone_does_not_fill_the_picture(room: Evening) -> None:
    for number in range(20):
        party.add(room.store, name=f"Partij {number}")
    with room.store.read() as tables:
        targets = [one.id for one in tables.party.all()]
    calls = [(target, kind) for kind in ("geld", "klant") for target in targets][: mention.MOST_OF_ONE]
    for target, kind in calls:
        say(room, None, target, kind=kind)
    with pytest.raises(Conflict, match=r"mention\.many"):
        say(room, None, targets[-1], kind="formeel")


def test_a_question_about_notes_takes_no_lines_and_the_other_way_round(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    with pytest.raises(Conflict, match=r"question\.no_notes"):
        room.post("Een briefje")
    with pytest.raises(Conflict, match=r"question\.no_notes"):
        note.post_from_paper(room.store, prompt_id=asked(room), text="Papier", now=NOW)
    room.ask(1)
    with pytest.raises(Conflict, match=r"mention\.not_asked"):
        say(room, spil, gemeente)


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.DONE])
def test_a_closed_question_takes_no_lines(room: Evening, phase: Phase) -> None:
    spil, gemeente, _ = ids(room)
    meeting.set_phase(room.store, meeting_id=room.id, phase=phase, now=NOW)
    with pytest.raises(Conflict, match=r"question\.closed"):
        say(room, spil, gemeente)


def test_the_timer_closes_the_phones_and_not_the_cards(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    meeting.set_timer(room.store, meeting_id=room.id, minutes=1, now=NOW)
    meeting.set_lock(room.store, meeting_id=room.id, locks=True)
    later = NOW + dt.timedelta(minutes=2)
    with pytest.raises(Conflict, match=r"question\.closed"):
        say(room, spil, gemeente, now=later)
    typed = mention.say_on_card(
        room.store, meeting_id=room.id, party_id=spil, target=gemeente, kind="geld", key="a", table=1
    )
    assert typed.is_new


def test_closing_cuts_the_thread_to_the_phones(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    before = say(room, spil, gemeente).voter
    meeting.close(room.store, meeting_id=room.id, now=NOW)
    with room.store.read() as tables:
        (kept,) = tables.mention.of(asked(room))
    assert kept.voter != before
    assert kept.voter.startswith("weg ")
    with pytest.raises(Gone):
        say(room, spil, gemeente)


def test_a_question_with_lines_stays(room: Evening) -> None:
    spil, gemeente, _ = ids(room)
    say(room, spil, gemeente)
    question = asked(room)
    room.ask(1)
    with pytest.raises(Conflict, match=r"question\.has_notes"):
        meeting.remove_question(room.store, prompt_id=question)


def test_a_party_that_goes_takes_its_lines_along(room: Evening) -> None:
    spil, gemeente, woon = ids(room)
    say(room, spil, gemeente)
    say(room, woon, gemeente, device="Henk")
    party.remove(room.store, party_id=spil)
    assert said(room) == [Heard((gemeente, woon), WORK, 1, 1)]
