"""Commitments: from a signed clause, from a project or by hand, and who leads them."""

import datetime as dt
import doctest
from contextlib import nullcontext
from typing import Any

import pytest

from sok_core import calendar, check_in, clause, commitment, consent, project, update
from sok_core.errors import Conflict, NotFound, RuleBroken, SokError
from sok_core.model import (
    AimKind,
    ClauseText,
    CommitmentKind,
    ConsentAnswer,
    Direction,
    Rhythm,
    RoleKind,
    Stance,
)
from sok_core.signature import sign
from tests import following, signing
from tests.evening import NOW, Evening
from tests.following import BEGIN, TODAY, Following, day
from tests.signing import PEN, Text


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


@pytest.fixture
def text(evening: Evening) -> Text:
    """An agreement that both parties signed."""
    text = signing.write(evening.store)
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        sign(evening.store, party_id=party_id, pen=PEN, now=NOW)
    return text


def test_a_signed_clause_gives_its_promise_with_the_link(text: Text) -> None:
    with text.store.write() as tables:
        tables.aim.add(kind=AimKind.GOAL, title="Groen")
    made = commitment.promise(text.store, clause_id=text.clauses[0])
    assert (made.title, made.clause_id) == ("De school plant vijf bomen.", text.clauses[0])
    assert (made.owner_id, made.means, made.starts_on) == (text.school, "12 uur", NOW.date())
    assert (made.kind, made.check_every) == (CommitmentKind.ONGOING, Rhythm.QUARTER)


def test_a_promise_has_the_project_of_what_was_merged_into_its_article_and_signed(evening: Evening) -> None:
    text = signing.write(evening.store)
    feast, garden = (project.add(evening.store, title=title) for title in ("Boomfeest", "Tuin"))
    with text.store.write() as tables:
        tables.clause.update(text.clauses[1], project_id=feast.id)
        tables.clause.update(text.clauses[2], project_id=garden.id)
    merge(text, 1, 0)
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    clause.bring_back(text.store, clause_id=text.clauses[1])
    merge(text, 2, 0)  # in a draft
    made = commitment.promise(text.store, clause_id=text.clauses[0], owner_id=text.school)
    assert made.project_id == feast.id


def merge(text: Text, place: int, into: int) -> None:
    gone, stays = text.clauses[place], text.clauses[into]
    clause.merge(
        text.store,
        clause_id=gone,
        into_id=stays,
        before=_newest(text, gone),
        into_before=_newest(text, stays),
        text="De school plant bomen, en de gemeente betaalt ze.",
        today=TODAY,
        now=signing.LATER,
    )


def test_what_had_to_be_done_before_the_signing_began_before_it_too(evening: Evening) -> None:
    text = signing.write(evening.store)
    clause.edit(
        evening.store,
        clause_id=text.clauses[0],
        before=_newest(text, text.clauses[0]),
        now=NOW,
        due=day(3),
    )
    text.freeze(signing.LATER)
    text.open()
    sign(evening.store, party_id=text.school, pen=PEN, now=signing.LATER)
    made = commitment.promise(text.store, clause_id=text.clauses[0])
    assert (made.starts_on, made.due) == (day(3), day(3))


def _newest(text: Text, clause_id: int) -> ClauseText:
    with text.store.read() as tables:
        return tables.clause_text.newest()[clause_id]


def test_of_several_parties_in_a_clause_one_leads_and_the_others_help(text: Text) -> None:
    together = text.clauses[2]
    with pytest.raises(RuleBroken, match=r"commitment\.owner"):
        commitment.promise(text.store, clause_id=together)
    made = commitment.promise(text.store, clause_id=together, owner_id=text.town)
    assert (made.owner_id, made.helper_ids) == (text.town, (text.school,))


def test_only_what_was_signed_and_stands_can_be_followed(text: Text) -> None:
    draft = text.add("De gemeente praat nog.", text.town)
    with pytest.raises(Conflict, match=r"commitment\.unsigned"):
        commitment.promise(text.store, clause_id=draft)


def test_what_a_draft_takes_away_can_be_followed_as_long_as_it_is_in_force(text: Text) -> None:
    clause.withdraw(text.store, clause_id=text.clauses[0], why="Een voorstel", today=TODAY)
    with text.store.read() as tables:
        assert text.clauses[0] in {one.clause_id for one in commitment.to_promise(tables)}
    assert commitment.promise(text.store, clause_id=text.clauses[0]).owner_id == text.school


def test_only_who_signed_what_is_in_force_and_holds_is_offered_as_lead(evening: Evening) -> None:
    text = signing.write(evening.store)
    text.freeze()
    text.say(text.school)
    text.say(text.town, ConsentAnswer.NOT_YET, text="Dat geld is er niet")
    consent.open_signing(text.store, now=NOW, why="De gemeente komt later.")
    made = sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    planted, paid, together = text.clauses
    assert offered(text) == ({planted: (text.school,), together: (text.school,)}, {paid})
    for owner_id in (None, text.town):
        with pytest.raises(Conflict, match=r"commitment\.not_bound"):
            commitment.promise(text.store, clause_id=paid, owner_id=owner_id)
    with pytest.raises(Conflict, match=r"commitment\.not_bound"):
        commitment.promise(text.store, clause_id=together, owner_id=text.town)
    followed = commitment.promise(text.store, clause_id=together)
    assert (followed.owner_id, followed.helper_ids) == (text.school, ())
    with text.store.write() as tables:
        tables.signature.update(made.id, withdrawn_on=tables.dossier.today(), why="Stopt.")
    assert offered(text) == ({}, {planted, paid})


def offered(text: Text) -> tuple[dict[int, tuple[int, ...]], set[int]]:
    """Return who may lead each article that is offered, and the articles that bind nobody."""
    with text.store.read() as tables:
        found = {one.clause_id: one.parties for one in commitment.to_promise(tables)}
        return found, {one.clause_id for one in commitment.unbound(tables)}


def test_nothing_can_be_followed_before_anybody_signed(evening: Evening) -> None:
    text = signing.write(evening.store)
    text.freeze()
    with pytest.raises(Conflict, match=r"commitment\.unsigned"):
        commitment.promise(text.store, clause_id=text.clauses[0])
    with text.store.read() as tables:
        assert commitment.to_promise(tables) == []


def test_the_articles_that_nobody_follows_yet_are_named(text: Text) -> None:
    commitment.promise(text.store, clause_id=text.clauses[0])
    with text.store.read() as tables:
        assert [one.clause_id for one in commitment.to_promise(tables)] == list(text.clauses[1:])


def test_a_change_that_not_everybody_signed_offers_nothing_to_follow(text: Text) -> None:
    more = text.add("De gemeente betaalt 100.000 euro.", text.town, saved_at=signing.LATER)
    text.freeze(signing.LATER)
    text.open(version=1, now=signing.LATER)
    sign(text.store, party_id=text.school, pen=PEN, now=signing.LATER)
    with text.store.read() as tables:
        assert [one.clause_id for one in commitment.to_promise(tables)] == list(text.clauses)
    with pytest.raises(Conflict, match=r"commitment\.unsigned"):
        commitment.promise(text.store, clause_id=more)
    sign(text.store, party_id=text.town, pen=PEN, now=signing.LATER)
    assert commitment.promise(text.store, clause_id=more).owner_id == text.town


def test_a_project_gives_its_lead_its_helpers_its_days_and_its_aims(scene: Following) -> None:
    made = project.add(scene.store, title="Soep")
    with scene.store.write() as tables:
        aim = tables.aim.add(kind=AimKind.VALUE, title="Samen")
        tables.project.update(
            made.id, goal="Elke week soep", starts_on=day(3), ends_on=day(9), aim_ids=(aim.id,)
        )
        for party_id, role in ((scene.group, RoleKind.LEAD), (scene.school, RoleKind.EXECUTOR)):
            tables.role_part.add(party_id=party_id, role=role, stance=Stance.AGREED, project_id=made.id)
    found = commitment.promise_project(scene.store, project_id=made.id, today=TODAY)
    assert (found.title, found.project_id, found.clause_id) == ("Elke week soep", made.id, None)
    assert (found.owner_id, found.helper_ids) == (scene.group, (scene.school,))
    assert (found.starts_on, found.due, found.aim_ids) == (day(3), day(9), (aim.id,))


def test_by_hand_the_kind_decides_what_is_counted(scene: Following) -> None:
    base: dict[str, Any] = {"owner_id": scene.school, "starts_on": BEGIN}
    steps = commitment.add(
        scene.store, title="Dak", kind=CommitmentKind.STEPS, steps=["Rekenen", " ", "Leggen"], **base
    )
    paid = commitment.add(scene.store, title="Geld", kind=CommitmentKind.YES_NO, target=7, **base)
    talk = commitment.add(scene.store, title="Praten", target=7, **base)
    assert (steps.steps, steps.baseline, steps.target) == (("Rekenen", "Leggen"), 0, 2)
    assert (paid.baseline, paid.target) == (0, 1)
    assert talk.target is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "  "}, "commitment.empty"),
        ({"title": "x" * 161}, "commitment.too_long"),
        ({"unit": "x" * 41}, "commitment.too_long"),
        ({"kind": "getal", "target": 3}, "commitment.target"),
        ({"kind": "getal", "indicator": "bomen"}, "commitment.target"),
        ({"kind": "stappen"}, "commitment.steps"),
        ({"kind": "stappen", "steps": ["x"] * 31}, "commitment.too_many_steps"),
        ({"kind": "soms"}, "commitment.choice"),
        ({"kind": "getal", "indicator": "x", "target": float("inf")}, "commitment.number"),
        ({"kind": "getal", "indicator": "x", "baseline": 9, "target": 3}, "commitment.direction"),
        ({"kind": "getal", "indicator": "x", "baseline": 3, "target": 3}, "commitment.direction"),
        ({"due": dt.date(2025, 1, 1)}, "commitment.dates"),
        ({"helper_ids": (999,)}, "party.unknown"),
        ({"owner_id": 999}, "party.unknown"),
        ({"aim_ids": (999,)}, "aim.unknown"),
    ],
)
def test_what_cannot_be_is_refused(scene: Following, fields: dict[str, Any], code: str) -> None:
    values = {"title": "Bomen", "owner_id": scene.school, "starts_on": BEGIN} | fields
    with pytest.raises(SokError) as caught:
        commitment.add(scene.store, **values)
    assert caught.value.code == code
    with scene.store.read() as tables:
        assert tables.commitment.all() == []


def test_a_number_may_have_to_go_down(scene: Following) -> None:
    made = commitment.add(
        scene.store,
        title="Minder gas",
        owner_id=scene.town,
        starts_on=BEGIN,
        kind=CommitmentKind.NUMBER,
        indicator="kuub",
        baseline=1200,
        target=800,
        direction=Direction.DOWN,
    )
    found = [commitment.progress(made, value) for value in (1200, 1000, 700, 1300)]
    assert found == [0, 50, 100, 0]


def test_what_has_to_go_down_says_nothing_without_its_begin(scene: Following) -> None:
    base: dict[str, Any] = {"kind": CommitmentKind.NUMBER, "target": 10, "due": day(12)}
    down = scene.commitment("Schimmel", direction=Direction.DOWN, **base)
    up = scene.commitment("Bomen", **base)
    assert [commitment.progress(one, 5) for one in (down, up)] == [None, 50]
    assert [commitment.expected(one, day(12)) for one in (down, up)] == [None, 10]


def test_the_same_promise_is_written_down_once(scene: Following) -> None:
    commitment.add(scene.store, title="Bomen", owner_id=scene.school, starts_on=BEGIN)
    with pytest.raises(Conflict, match=r"commitment\.there"):
        commitment.add(scene.store, title=" bomen", owner_id=scene.town, starts_on=BEGIN)


def test_two_who_change_the_same_hear_of_it_and_lose_nothing(scene: Following) -> None:
    seen = commitment.add(scene.store, title="Bomen", owner_id=scene.school, starts_on=BEGIN)
    commitment.change(scene.store, commitment_id=seen.id, before=seen, due=day(6))
    now = commitment.change(scene.store, commitment_id=seen.id, before=seen, means="12 uur")
    assert (now.due, now.means) == (day(6), "12 uur")
    with pytest.raises(Conflict) as caught:
        commitment.change(scene.store, commitment_id=seen.id, before=seen, due=day(7))
    assert caught.value.values == {"field": commitment.FIELDS["due"]}
    assert commitment.change(scene.store, commitment_id=seen.id, before=now, due=None).due is None


def test_a_change_must_fit_with_what_stays(scene: Following) -> None:
    seen = commitment.add(scene.store, title="Bomen", owner_id=scene.school, starts_on=BEGIN, due=day(6))
    with pytest.raises(RuleBroken, match=r"commitment\.dates"):
        commitment.change(scene.store, commitment_id=seen.id, before=seen, starts_on=day(7))
    with pytest.raises(RuleBroken, match=r"commitment\.steps"):
        commitment.change(scene.store, commitment_id=seen.id, before=seen, kind=CommitmentKind.STEPS)


def test_a_number_that_was_told_keeps_its_meaning(scene: Following) -> None:
    one = scene.commitment("Bellen", kind=CommitmentKind.NUMBER, indicator="mensen", target=40)
    scene.said(one, day(2), value=31)
    with pytest.raises(RuleBroken, match=r"commitment\.counted"):
        commitment.change(scene.store, commitment_id=one.id, before=one, kind=CommitmentKind.YES_NO)
    with pytest.raises(RuleBroken, match=r"commitment\.counted"):
        commitment.change(scene.store, commitment_id=one.id, before=one, unit="%", target=100)
    better = commitment.change(scene.store, commitment_id=one.id, before=one, target="50", unit="mensen")
    assert (better.target, better.unit) == (50, "mensen")


@pytest.mark.parametrize(
    ("was", "becomes", "is_same"),
    [
        ("mensen", "procent", False),
        ("mensen", "% van de huizen", False),
        ("procent", "%", True),
        ("huizen", "pct", False),
        ("huizen", "‰", False),
        ("%", "pct.", True),
        ("promille", "‰", True),
        ("%", "‰", False),
        ("mensen", "bewoners", True),
    ],
)
def test_a_count_never_becomes_a_share_however_that_is_written(
    scene: Following, was: str, becomes: str, is_same: bool
) -> None:
    counted = {"kind": CommitmentKind.NUMBER, "indicator": "bereik", "target": 90, "unit": was}
    one = scene.commitment("Bellen", **counted)
    scene.said(one, day(2), value=45)
    with nullcontext() if is_same else pytest.raises(RuleBroken, match=r"commitment\.counted"):
        commitment.change(scene.store, commitment_id=one.id, before=one, unit=becomes)


@pytest.mark.parametrize(
    ("unit", "says"),
    [
        ("bomen per straat", "bomen per straat: 1"),
        ("bewoners (vrijwilligers)", "bewoners (vrijwilligers): 1"),
        ("BOMEN", "BOMEN: 1"),
        ("huis", "huis: 1"),
        ("st.", "st.: 1"),
        ("pct", "1 pct"),
        ("‰", "1 ‰"),
        ("% van de huizen", "1 % van de huizen"),
    ],
)
def test_one_of_it_is_right_whatever_people_write(scene: Following, unit: str, says: str) -> None:
    one = scene.commitment(kind=CommitmentKind.NUMBER, unit=unit)
    assert commitment.amount(one, 1) == says
    assert commitment.amount(one, 2) == f"2 {unit}"


def test_a_step_that_was_told_to_be_done_stays(scene: Following) -> None:
    one = scene.commitment(kind=CommitmentKind.STEPS, steps=("a", "b", "c"), baseline=0, target=3)
    wrong = scene.said(one, day(2), value=3)
    about: dict[str, Any] = {"commitment_id": one.id, "before": one, "steps": ["a", "b"]}
    with pytest.raises(RuleBroken, match=r"commitment\.steps_told") as caught:
        commitment.change(scene.store, **about)
    assert caught.value.values == {"limit": 3}
    update.correct(scene.store, update_id=wrong.id, value=2, now=NOW, today=TODAY)
    assert commitment.change(scene.store, **about).steps == ("a", "b")


def test_without_a_number_it_may_be_counted_otherwise(scene: Following) -> None:
    one = scene.commitment(kind=CommitmentKind.STEPS, steps=("a",), baseline=0, target=1)
    scene.said(one, day(2))
    changed = commitment.change(scene.store, commitment_id=one.id, before=one, kind=CommitmentKind.YES_NO)
    assert changed.kind is CommitmentKind.YES_NO


def test_who_led_it_before_is_kept(scene: Following) -> None:
    one = scene.commitment(helper_ids=(scene.town, scene.group))
    commitment.stop_leading(scene.store, commitment_id=one.id, on=day(3), today=TODAY, why=" Ziek ")
    now = commitment.take_over(scene.store, commitment_id=one.id, party_id=scene.town, on=day(5), today=TODAY)
    assert (now.owner_id, now.helper_ids) == (scene.town, (scene.group,))
    with scene.store.read() as tables:
        found = [(each.was_id, each.party_id, each.on, each.why) for each in tables.lead_change.of(one.id)]
    assert found == [(scene.school, None, day(3), "Ziek"), (scene.school, scene.town, day(5), "")]


def test_who_takes_over_is_spoken_with_itself_and_who_comes_back_as_before(scene: Following) -> None:
    one = scene.commitment(contact_role="directeur")
    about: dict[str, Any] = {"commitment_id": one.id, "today": TODAY}
    commitment.stop_leading(scene.store, on=day(3), **about)
    back = commitment.take_over(scene.store, party_id=scene.school, on=day(4), **about)
    assert back.contact_role == "directeur"
    assert commitment.take_over(scene.store, party_id=scene.town, on=day(5), **about).contact_role == ""


def test_a_lead_stops_once_and_a_party_takes_over_once(scene: Following) -> None:
    one = scene.commitment()
    with pytest.raises(Conflict, match=r"commitment\.leads_already"):
        commitment.take_over(scene.store, commitment_id=one.id, party_id=scene.school, on=day(3), today=TODAY)
    commitment.stop_leading(scene.store, commitment_id=one.id, on=day(3), today=TODAY)
    with pytest.raises(Conflict, match=r"commitment\.no_lead"):
        commitment.stop_leading(scene.store, commitment_id=one.id, on=day(3), today=TODAY)
    back = commitment.take_over(
        scene.store, commitment_id=one.id, party_id=scene.school, on=day(4), today=TODAY
    )
    assert back.owner_id == scene.school
    with pytest.raises(NotFound):
        commitment.take_over(scene.store, commitment_id=one.id, party_id=999, on=day(5), today=TODAY)


def test_the_days_of_a_lead_come_one_after_the_other(scene: Following) -> None:
    one = scene.commitment()
    acts: dict[str, Any] = {"commitment_id": one.id, "today": TODAY}
    with pytest.raises(RuleBroken, match=r"update\.future"):
        commitment.stop_leading(scene.store, on=TODAY + calendar.DAY, **acts)
    commitment.stop_leading(scene.store, on=day(6), **acts)
    with pytest.raises(RuleBroken, match=r"commitment\.lead_day"):
        commitment.take_over(scene.store, party_id=scene.town, on=day(5), **acts)
    assert commitment.take_over(scene.store, party_id=scene.town, on=day(6), **acts).owner_id == scene.town


def test_a_line_to_the_target_needs_a_target_and_a_day(scene: Following) -> None:
    base: dict[str, Any] = {"kind": CommitmentKind.NUMBER, "starts_on": day(1), "due": day(1, 11)}
    down = scene.commitment("Gas", baseline=30, target=10, direction=Direction.DOWN, **base)
    found = [commitment.expected(down, each) for each in (day(1), day(1, 6), day(1, 11), TODAY)]
    assert found == [30, 20, 10, 10]
    assert commitment.expected(scene.commitment("Praten", due=day(2)), TODAY) is None
    assert commitment.expected(scene.commitment("Later", target=3), TODAY) is None


def test_a_mistake_can_be_removed_until_somebody_speaks_of_it(scene: Following) -> None:
    wrong, followed = scene.commitment("Fout"), scene.commitment("Bomen")
    scene.said(followed, day(2))
    commitment.remove(scene.store, commitment_id=wrong.id)
    with pytest.raises(Conflict, match=r"commitment\.spoken_of"):
        commitment.remove(scene.store, commitment_id=followed.id)
    with scene.store.read() as tables:
        assert tables.commitment.all() == [followed]


def test_the_examples_in_the_texts_are_true() -> None:
    for module in (commitment, update, check_in, calendar):
        assert doctest.testmod(module).failed == 0
        assert doctest.testmod(module).attempted > 0
