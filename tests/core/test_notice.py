"""Notice: who stops did sign, is bound until its day, and leads nothing from then on."""

import datetime as dt
import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from sok_core import (
    check_in_decision,
    commitment,
    commitment_state,
    consent,
    notice,
    signature,
    update,
    words,
)
from sok_core.errors import Conflict, Forbidden, RuleBroken
from sok_core.model import Commitment, CommitmentStatus, ConsentAnswer, ProjectStatus, Rhythm, Update
from sok_core.sight import Audience
from tests.evening import NOW, Evening
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
    with pytest.raises(Conflict, match=r"signature\.stops"):
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
    assert is_signed(text)  # it did


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


def test_that_a_party_stops_is_taken_back_and_stays_to_be_read(text: Text) -> None:
    today, last = NOW.date(), NOW.date() + dt.timedelta(days=60)
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    with pytest.raises(Conflict, match=r"signature\.no_notice"):
        notice.take_back(text.store, signature_id=made.id, why="Zij stopt niet.", now=NOW)
    trees = commitment.add(text.store, title="Bomen", owner_id=text.school, starts_on=today)
    notice.give(text.store, signature_id=made.id, on=last, why="De school sluit.")
    with pytest.raises(RuleBroken, match=r"signature\.why"):
        notice.take_back(text.store, signature_id=made.id, why=" ", now=NOW)
    notice.take_back(text.store, signature_id=made.id, why="Dat was de gemeente.", now=NOW)
    (now,) = signed(text)
    assert (now.withdrawn_on, now.why, now.holds(last)) == (None, "", True)
    assert now.stayed == ((str(last), "De school sluit.", str(today), "Dat was de gemeente.", "stopt"),)
    with text.store.read() as tables:
        (state,) = commitment_state.states(tables, today=last)
    assert (state.commitment.id, state.has_lead) == (trees.id, True)
    sooner = last - dt.timedelta(days=30)
    notice.give(text.store, signature_id=made.id, on=sooner, why="Toch.")
    (now,) = signed(text)
    assert (now.withdrawn_on, len(now.stayed)) == (sooner, 1)


def test_who_takes_back_that_it_stops_does_so_under_every_text_and_not_for_another_time(text: Text) -> None:
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    before = signed(text)[0]
    notice.give(text.store, signature_id=before.id, on=NOW.date(), why="De school sluit.")
    with text.store.write() as tables:
        tables.dossier.update(reference_date=NOW.date())
    signature.join(text.store, party_id=text.school, pen=PEN, now=LATER)  # it came back
    with pytest.raises(Conflict, match=r"signature\.there"):
        notice.take_back(text.store, signature_id=before.id, why="Zij is terug.", now=LATER)
    text.freeze(LATER)
    text.open(version=1, now=LATER)
    back, last = signed(text)[2], NOW.date() + dt.timedelta(days=60)
    notice.give(text.store, signature_id=back.id, on=last, why="Geen geld.")
    after = signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    notice.take_back(text.store, signature_id=after.id, why="Er is toch geld.", now=LATER)
    assert [(one.version, one.withdrawn_on) for one in signed(text)] == [
        (0, NOW.date()),
        (0, None),
        (0, None),
        (1, None),
    ]


def test_who_stopped_twice_on_a_day_and_stays_is_bound_once(text: Text) -> None:
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    be(text, TODAY)
    notice.give(text.store, signature_id=signed(text)[0].id, on=TODAY, why="De school sluit.")
    back = signature.join(text.store, party_id=text.school, pen=PEN, now=LATER)
    notice.give(text.store, signature_id=back.id, on=TODAY, why="Toch.")
    notice.take_back(text.store, signature_id=back.id, why="Zij blijft.", now=LATER)
    with text.store.read() as tables:
        holding = [one.id for one in signature.in_force(tables, 0, today=TODAY)]
    assert holding == [signed(text)[1].id, back.id]


def test_a_signature_on_the_wrong_line_is_taken_back_also_of_a_party_that_stops(text: Text) -> None:
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    last = NOW.date() + dt.timedelta(days=60)
    notice.give(text.store, signature_id=signed(text)[0].id, on=last, why="De school sluit.")
    text.freeze(LATER)
    text.open(version=1, now=LATER)
    wrong = signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    signature.take_back(text.store, signature_id=wrong.id, why="Verkeerde regel.", now=LATER)
    first, _, now = signed(text)
    assert (now.counts, now.withdrawn_on, now.why) == (False, None, "Verkeerde regel.")
    assert first.withdrawn_on == last


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_on": None, "why": ""},
        {"stayed": ()},
        {"stayed": (("2027-01-01", "Anders.", "2027-01-01", "Anders."),)},
        {"why": "Anders.", "stayed": (("2027-01-01", "Weg.", "2027-01-01", "Blijft."), ("a", "b", "c", "d"))},
    ],
)
def test_no_hand_wipes_out_that_a_party_stopped(text: Text, change: dict[str, Any]) -> None:
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    for _ in range(2):
        notice.give(text.store, signature_id=made.id, on=DAY, why="Weg.")
        notice.take_back(text.store, signature_id=made.id, why="Blijft.", now=NOW)
    notice.give(text.store, signature_id=made.id, on=DAY, why="Weg.")
    with pytest.raises(sqlite3.IntegrityError), text.store.write() as tables:
        tables.signature.update(made.id, **change)


def test_the_link_to_sign_of_a_party_that_stops_ends(text: Text) -> None:
    signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    text.freeze(LATER)
    text.open(version=1, now=LATER)
    key = signature.make_key(text.store, party_id=text.school, now=LATER)
    notice.give(text.store, signature_id=made.id, on=NOW.date(), why="De school sluit.")
    with pytest.raises(Forbidden, match=r"signature\.key"):
        signature.sign_with_key(text.store, key=key, pen=PEN, now=LATER)


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
    signature.sign(leaving.store, party_id=leaving.town, pen=PEN, now=LATER)
    be(leaving, LAST)
    made = commitment.promise(leaving.store, clause_id=leaving.clauses[2], owner_id=leaving.town)
    assert (made.owner_id, made.helper_ids) == (leaving.town, ())


def test_that_a_party_will_stop_comes_on_its_day_and_nobody_leads_what_is_due_after_it(leaving: Text) -> None:
    promised(leaving, "Bomen", due=BEFORE)
    taken = promised(leaving, "Geld", due=AFTER)
    done = promised(leaving, "Al klaar")
    said(leaving, done, TODAY, S.DONE)
    assert ahead(leaving, TODAY) == [
        (BEFORE, "Bomen", "De Meelbloem"),
        (LAST, "Zoekt een trekker: Bomen", "zoekt een trekker"),
        (LAST, "Zoekt een trekker: Geld", "zoekt een trekker"),
        (AFTER, "Geld", "zoekt een trekker"),
    ]
    assert ahead(leaving, LAST) == [(AFTER, "Geld", "zoekt een trekker")]
    commitment.take_over(leaving.store, commitment_id=taken.id, party_id=leaving.town, on=TODAY, today=TODAY)
    assert ahead(leaving, TODAY)[2:] == [(AFTER, "Geld", "Gemeente Oosterhaven")]


def ahead(text: Text, day: dt.date) -> list[tuple[dt.date, str, str]]:
    """Return what comes after a day, with who leads it then."""
    with text.store.read() as tables:
        found = commitment_state.coming(commitment_state.states(tables, today=day), (), today=day)
        names = {one.id: one.name for one in tables.party.all()}
    led = [(one, one.state) for one in found if one.state]
    return [(one.day, one.title, commitment_state.lead(about, names, on=one.day)) for one, about in led]


def test_who_stopped_helps_no_more(leaving: Text) -> None:
    one = promised(leaving, owner_id=leaving.town, helper_ids=(leaving.school, leaving.other))
    assert helping(leaving, BEFORE) == {leaving.school, leaving.other}
    assert helping(leaving, LAST) == {leaving.other}
    with leaving.store.read() as tables:
        assert tables.commitment.get(one.id) == one  # it did help
    be(leaving, LAST)
    signature.join(leaving.store, party_id=leaving.school, pen=PEN, now=LATER)
    assert helping(leaving, LAST) == {leaving.school, leaving.other}


def helping(text: Text, day: dt.date) -> set[int]:
    with text.store.read() as tables:
        (state,) = states = commitment_state.states(tables, today=day)
        found = commitment_state.carried(states, tables.party.all())
    assert {one.party.id for one in found if one.helps} == {*state.helper_ids}
    return {*state.helper_ids}


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


def test_a_stop_that_was_a_mistake_takes_no_lead_away_and_hides_no_later_one(leaving: Text) -> None:
    promised(leaving)
    (wrong,) = signed(leaving)
    signature.take_back(leaving.store, signature_id=wrong.id, why="Verkeerde regel.", now=LATER)
    assert leads(leaving, LAST) == {"Bomen"}
    again = signature.sign(leaving.store, party_id=leaving.school, pen=PEN, now=LATER)
    notice.give(leaving.store, signature_id=again.id, on=TODAY, why="Geen geld.")
    assert leads(leaving, TODAY) == set()


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


def stop(text: Text) -> None:
    """Let both sign, and the school stop."""
    with text.store.write() as tables:
        tables.dossier.update(reference_date=NOW.date())
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    notice.give(text.store, signature_id=signed(text)[0].id, on=NOW.date(), why="De school sluit.")


def test_who_signed_and_stopped_is_waited_for_no_more(text: Text, evening: Evening) -> None:
    stop(text)
    with text.store.read() as tables:
        found = signature.roll_call(tables)
    assert found is not None
    assert [(one.is_signed, one.is_left) for one in found.turns] == [(True, False), (True, False)]
    assert signature.go_on(text.store, after=None) is None
    signature.show(text.store, meeting_id=evening.id)
    assert evening.state(Audience.HALL)["signing"]["finding"] == "Twee partijen tekenden."
    text.freeze(LATER)
    with text.store.read() as tables:
        newest = signature.at_hand(tables)
    assert newest is not None
    assert newest.number == 1


def test_nobody_waits_for_a_yes_of_a_party_that_stopped_and_it_can_come_back(
    text: Text, evening: Evening
) -> None:
    stop(text)
    text.freeze(LATER)
    text.say(text.town, version=1)
    kept = consent.open_signing(text.store, now=LATER)
    assert kept.opened_why == ""
    with text.store.read() as tables:
        found, version = signature.roll_call(tables), tables.version.newest()
        assert version is not None
        school, town = consent.standings(tables, version)
    assert found is not None
    assert [(one.is_signed, one.is_left) for one in found.turns] == [(False, False), (False, True)]
    assert (school.is_gone, school.has_signed, town.is_gone) == (True, False, False)
    signature.show(text.store, meeting_id=evening.id)
    assert [one["id"] for one in evening.state(Audience.HALL)["signing"]["turns"]] == [text.town]
    assert signature.go_on(text.store, after=None) == text.town
    assert signature.go_on(text.store, after=text.town) is None
    text.say(text.school, version=1)
    signature.call(text.store, party_id=text.school)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    with text.store.read() as tables:
        assert tables.signature.stopped(NOW.date()) == {}


def test_a_stop_is_not_taken_back_when_that_puts_a_later_text_out_of_force(text: Text) -> None:
    town = [signature.sign(text.store, party_id=each, pen=PEN, now=NOW) for each in (text.school, text.town)][
        1
    ]
    notice.give(text.store, signature_id=town.id, on=NOW.date(), why="Geen geld")
    with text.store.write() as tables:
        tables.dossier.update(reference_date=NOW.date())
    text.freeze(LATER)
    text.say(text.school, version=1)
    consent.open_signing(text.store, now=LATER)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    with pytest.raises(RuleBroken, match=r"signature\.goes_back") as refused:
        notice.take_back(text.store, signature_id=town.id, why="Toch geld", now=LATER)
    assert "Laat deze partij versie 1 tekenen." in words.sentence(refused.value)
    with text.store.read() as tables:
        binding = consent.signed_version(tables)
        assert binding is not None
        assert binding.number == 1
        assert tables.signature.get(town.id).withdrawn_on == NOW.date()
    text.say(text.town, version=1)
    signature.join(text.store, party_id=text.town, version=1, pen=PEN, now=LATER)
    with text.store.read() as tables:
        assert commitment.bound(tables) == {text.school, text.town}


def test_nobody_asks_help_of_who_stopped(text: Text) -> None:
    made = signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    trees = commitment.add(text.store, title="Bomen", owner_id=text.school, starts_on=DAY)
    more = {"commitment_id": trees.id, "status": CommitmentStatus.STUCK, "now": NOW}
    asked = update.report(text.store, date=DAY, today=DAY, asked_help_from=text.town, **more)
    on = DAY + dt.timedelta(days=7)
    notice.give(text.store, signature_id=made.id, on=on, why="Weg")
    with text.store.write() as tables:
        tables.dossier.update(reference_date=on)
        moment = tables.check_in.add(date=on, title="Kwartaalmoment")
    decided = {"check_in_id": moment.id, "before": trees, "now": NOW, "today": on}
    with pytest.raises(RuleBroken, match=r"commitment\.lead_stopped"):
        check_in_decision.decide(text.store, text="Water", helper_id=text.town, **decided)
    with pytest.raises(RuleBroken, match=r"commitment\.lead_stopped"):
        update.report(text.store, date=on, today=on, asked_help_from=text.town, **more)
    better = update.correct(text.store, update_id=asked.id, now=NOW, today=on, text="Toen wel", date=on)
    assert better.asked_help_from == text.town  # it was asked then
    check_in_decision.decide(text.store, text="Water", **decided)
