"""Notice: who stops did sign, is bound until its day, and leads nothing from then on."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from sok_core import commitment, commitment_state, notice, signature, update, words
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import Commitment, CommitmentStatus, ConsentAnswer, ProjectStatus, Rhythm, Update
from tests.evening import NOW
from tests.signing import DAY, LATER, PEN, Text, signed


def is_signed(text: Text) -> bool:
    """Whether the school signed, as the roll call says."""
    with text.store.read() as tables:
        found = signature.roll_call(tables)
    assert found is not None
    return found.turns[0].is_signed


def test_who_stops_did_sign_and_says_why(text: Text) -> None:
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    notice.give(text.store, signature_id=made.id, on=DAY, why="De school sluit.")
    (now,) = signed(text)
    assert (now.withdrawn_on, now.why, now.counts, now.digest) == (DAY, "De school sluit.", True, made.digest)
    with pytest.raises(Conflict, match=r"signature\.settled"):
        notice.give(text.store, signature_id=made.id, on=DAY, why="Nog eens.")


def test_who_stops_later_is_bound_until_that_day(text: Text) -> None:
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    last = NOW.date() + dt.timedelta(days=190)
    notice.give(text.store, signature_id=made.id, on=last, why="De school sluit.")
    with text.store.read() as tables:
        days = (last - dt.timedelta(days=1), last)
        assert [[one.id for one in signature.in_force(tables, 0, today=day)] for day in days] == [
            [made.id],
            [],
        ]
    with text.store.write() as tables:
        tables.dossier.update(reference_date=NOW.date())
    assert is_signed(text)
    with pytest.raises(Conflict, match=r"signature\.there"):
        signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    with pytest.raises(Conflict, match=r"consent\.signed"):
        text.say(text.school, ConsentAnswer.NOT_YET, text="Toch niet.", instead_of=made.consent_id)
    with text.store.write() as tables:
        tables.dossier.update(reference_date=last)
    assert not is_signed(text)


def test_who_stops_does_so_under_every_text_that_it_signed(text: Text) -> None:
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    text.add("De school plant er nog een.", text.school, saved_at=LATER)
    text.freeze(LATER)
    text.open(version=1, now=LATER)
    last = LATER.date() + dt.timedelta(days=190)
    notice.give(text.store, signature_id=signed(text)[1].id, on=last, why="Geen geld.")
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    signature.sign(text.store, party_id=text.town, pen=PEN, now=LATER)
    notice.give(text.store, signature_id=signed(text)[0].id, on=last, why="De school sluit.")
    assert [(one.version, one.withdrawn_on) for one in signed(text)] == [
        (0, last),
        (0, last),
        (1, last),
        (1, last),
    ]


def test_what_a_party_leads_looks_for_a_lead_from_the_day_on_which_it_stops(text: Text) -> None:
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    today, due = NOW.date(), NOW.date() + dt.timedelta(days=20)
    about = {"owner_id": text.school, "starts_on": today, "due": due}
    trees, songs = (commitment.add(text.store, title=one, **about) for one in ("Bomen", "Liedjes"))
    over = commitment.add(text.store, title="Al klaar", **about)
    other = commitment.add(text.store, title="Geld", **about | {"owner_id": text.town})
    with text.store.write() as tables:
        tables.dossier.update(reference_date=today)
        tables.update.add(commitment_id=over.id, date=today, status=CommitmentStatus.DONE)
    last = today + dt.timedelta(days=60)
    notice.give(text.store, signature_id=made.id, on=last, why="De school sluit.")
    taken = {"party_id": text.other, "on": today, "today": today}
    commitment.take_over(text.store, commitment_id=songs.id, **taken)
    assert _late(text, last - dt.timedelta(days=1)) == {trees.id, songs.id, other.id}
    assert _late(text, last) == {songs.id, other.id}
    with text.store.read() as tables:
        (gone,) = [one for one in commitment_state.states(tables, today=last) if not one.has_lead]
    assert gone.commitment.id == trees.id
    assert gone.no_lead is not None
    assert (gone.no_lead.on, gone.no_lead.why) == (last, "De school sluit.")
    back = commitment.take_over(
        text.store, commitment_id=trees.id, party_id=text.town, on=last, today=last + dt.timedelta(days=1)
    )
    assert back.owner_id == text.town


def _late(text: Text, day: dt.date) -> set[int]:
    with text.store.read() as tables:
        return {one.commitment.id for one in commitment_state.states(tables, today=day) if one.is_late}


# ---------------------------------------------------------------- what it leads

TODAY = NOW.date()
LAST = TODAY + dt.timedelta(days=60)
BEFORE = LAST - dt.timedelta(days=1)
AFTER = LAST + dt.timedelta(days=30)
S = CommitmentStatus


@pytest.fixture
def bound(text: Text) -> Text:
    """The school signed today."""
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    be(text, TODAY)
    return text


@pytest.fixture
def leaving(bound: Text) -> Text:
    """The school stops in sixty days."""
    leave(bound)
    return bound


def leave(text: Text) -> None:
    (made,) = signed(text)
    notice.give(text.store, signature_id=made.id, on=LAST, why="De school sluit.")


def be(text: Text, day: dt.date) -> None:
    """Let it be that day."""
    with text.store.write() as tables:
        tables.dossier.update(reference_date=day)


def promised(text: Text, title: str = "Bomen", **fields: Any) -> Commitment:
    about: dict[str, Any] = {"owner_id": text.school, "starts_on": TODAY}
    return commitment.add(text.store, title=title, **about | fields)


def said(text: Text, one: Commitment, on: dt.date, status: CommitmentStatus, **fields: Any) -> Update:
    with text.store.write() as tables:
        return tables.update.add(commitment_id=one.id, date=on, status=status, **fields)


def doubt(text: Text, one: Update, *, on: dt.date, is_right: bool = False) -> None:
    with text.store.write() as tables:
        tables.confirmation.add(
            update_id=one.id, party_id=text.town, is_right=is_right, on=on, text="Nog niet."
        )


def leads(text: Text, day: dt.date) -> set[str]:
    """Return what has a lead on a day."""
    with text.store.read() as tables:
        found = commitment_state.states(tables, today=day)
    return {one.commitment.title for one in found if one.has_lead}


def test_what_is_added_after_the_notice_looks_for_a_lead_from_its_day_too(leaving: Text) -> None:
    promised(leaving, "Bomen")
    commitment.promise(leaving.store, clause_id=leaving.clauses[0])
    taken = promised(leaving, "Geld", owner_id=leaving.town)
    commitment.take_over(
        leaving.store, commitment_id=taken.id, party_id=leaving.school, on=TODAY, today=TODAY
    )
    assert leads(leaving, BEFORE) == {"Bomen", "De school plant vijf bomen.", "Geld"}
    assert leads(leaving, LAST) == set()


def test_what_goes_to_and_fro_before_the_day_has_the_lead_that_it_has_by_then(leaving: Text) -> None:
    one = promised(leaving)
    for party_id in (leaving.town, leaving.school, leaving.other):
        assert leads(leaving, BEFORE) == {"Bomen"}
        assert leads(leaving, LAST) == ({"Bomen"} if party_id == leaving.school else set())
        commitment.take_over(leaving.store, commitment_id=one.id, party_id=party_id, on=TODAY, today=TODAY)
    assert leads(leaving, AFTER) == {"Bomen"}


def test_who_took_over_and_stops_sooner_leaves_it_on_its_own_day(bound: Text) -> None:
    one = promised(bound)
    leave(bound)
    made = signature.sign(bound.store, party_id=bound.town, pen=PEN, now=NOW)
    commitment.take_over(bound.store, commitment_id=one.id, party_id=bound.town, on=TODAY, today=TODAY)
    sooner = TODAY + dt.timedelta(days=30)
    notice.give(bound.store, signature_id=made.id, on=sooner, why="Geen geld.")
    assert leads(bound, sooner - dt.timedelta(days=1)) == {"Bomen"}
    assert leads(bound, sooner) == set()


def test_who_stopped_leads_nothing_new_until_it_signs_again(leaving: Text) -> None:
    one = promised(leaving, "Geld", owner_id=leaving.town)
    be(leaving, LAST)
    with leaving.store.write() as tables:
        project = tables.project.add(title="Bomen", status=ProjectStatus.CHOSEN)
    for begin in (
        lambda: promised(leaving),
        lambda: commitment.promise_project(
            leaving.store, project_id=project.id, today=LAST, owner_id=leaving.school
        ),
        lambda: commitment.take_over(
            leaving.store, commitment_id=one.id, party_id=leaving.school, on=LAST, today=LAST
        ),
    ):
        with pytest.raises(RuleBroken, match=r"commitment\.lead_stopped") as caught:
            begin()
        assert caught.value.values == {"name": "De Meelbloem", "day": words.day(LAST, with_year=True)}
    with pytest.raises(Conflict, match=r"commitment\.not_bound"):
        commitment.promise(leaving.store, clause_id=leaving.clauses[0])
    signature.join(leaving.store, party_id=leaving.school, pen=PEN, now=LATER)
    promised(leaving)
    assert leads(leaving, AFTER) == {"Bomen", "Geld"}


def test_of_an_article_of_who_stopped_another_leads_and_it_helps_no_more(leaving: Text) -> None:
    signature.sign(leaving.store, party_id=leaving.town, pen=PEN, now=NOW)
    be(leaving, LAST)
    made = commitment.promise(leaving.store, clause_id=leaving.clauses[2], owner_id=leaving.town)
    assert (made.owner_id, made.helper_ids) == (leaving.town, ())


def test_what_is_done_keeps_who_did_it_as_long_as_that_holds(bound: Text) -> None:
    names = ("Heel", "Betwijfeld", "Later betwijfeld", "Weer open", "Weer klaar")
    every = {title: promised(bound, title) for title in names}
    done = {title: said(bound, one, TODAY, S.DONE) for title, one in every.items()}
    doubt(bound, done["Betwijfeld"], on=TODAY)
    with bound.store.read() as tables:
        assert [one.title for one in notice.led(tables)[bound.school]] == ["Betwijfeld"]
    leave(bound)
    for title in ("Weer open", "Weer klaar"):
        said(bound, every[title], AFTER, S.STUCK)
    said(bound, every["Weer klaar"], AFTER + dt.timedelta(days=1), S.DONE)
    said(bound, every["Heel"], AFTER, S.DONE)  # a moment spoke of it
    doubt(bound, done["Later betwijfeld"], on=AFTER)
    assert leads(bound, BEFORE) == set(names)
    assert leads(bound, LAST) == set(names) - {"Betwijfeld"}
    assert leads(bound, AFTER) == {"Heel"}
    assert leads(bound, AFTER + dt.timedelta(days=1)) == {"Heel"}
    doubt(bound, done["Betwijfeld"], on=AFTER, is_right=True)
    assert leads(bound, AFTER) == {"Heel", "Betwijfeld"}


def test_the_chart_and_the_list_know_who_leads_when_another_took_over(bound: Text) -> None:
    one = promised(bound, check_every=Rhythm.MONTH)
    leave(bound)
    commitment.take_over(bound.store, commitment_id=one.id, party_id=bound.town, on=TODAY, today=TODAY)
    told = said(bound, one, TODAY, S.ON_TRACK, reported_by=bound.town)
    day = LAST + dt.timedelta(days=100)
    with bound.store.read() as tables:
        (state,) = commitment_state.states(tables, today=day)
        changes = tables.lead_change.all()
        months = commitment_state.by_month([one], tables.update.steps(), changes, until=day)
        later = replace(told, date=day)
        may = update.can_confirm(later, replace(one, owner_id=bound.other), changes, tables.party.all())
    assert (state.is_silent, months[-1].silent) == (True, 1)
    assert [each.id for each in may] == [bound.school]
