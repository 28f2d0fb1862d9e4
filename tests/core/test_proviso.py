"""Proviso: what a signature hung on came, or did not, and that is told beside what was signed."""

import datetime as dt

import pytest

from sok_core import (
    agreement,
    commitment,
    commitment_state,
    consent,
    mandate,
    notice,
    proviso,
    signature,
    steps,
    words,
)
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import MandateStatus, Signature, Undone
from sok_core.sight import Audience
from tests.core.conftest import COUNCIL, of_town
from tests.evening import NOW, Evening
from tests.signing import LATER, PEN, Text, signed, write

DAY = COUNCIL.date()


def test_a_proviso_is_met_on_a_day_and_that_can_be_a_mistake(hangs: Text) -> None:
    school, town = signed(hangs)
    with hangs.store.read() as tables:
        version = tables.version.newest()
        assert version is not None
        assert proviso.hanging(tables, version) == {town.id: "Instemming van de raad · Ja, als er geld is."}
    with pytest.raises(Conflict, match=r"proviso\.none"):
        proviso.meet(hangs.store, signature_id=school.id, on=DAY, now=COUNCIL)
    for day in (NOW.date() - dt.timedelta(days=1), DAY + dt.timedelta(days=1)):
        with pytest.raises(RuleBroken, match=r"proviso\.day"):
            proviso.meet(hangs.store, signature_id=town.id, on=day, now=COUNCIL)
    with pytest.raises(Conflict, match=r"proviso\.none"):
        proviso.reopen(hangs.store, signature_id=town.id)
    proviso.meet(hangs.store, signature_id=town.id, on=DAY, now=COUNCIL)
    assert (of_town(hangs).met_on, of_town(hangs).digest) == (DAY, town.digest)
    with pytest.raises(Conflict, match=r"proviso\.none"):
        proviso.fail(hangs.store, signature_id=town.id, on=DAY, why="Toch niet.", now=COUNCIL)
    proviso.reopen(hangs.store, signature_id=town.id)
    assert of_town(hangs).met_on is None


def test_a_proviso_that_did_not_come_binds_nobody_and_is_no_stopping(hangs: Text) -> None:
    trees = commitment.add(hangs.store, title="Bomen", owner_id=hangs.town, starts_on=NOW.date(), due=DAY)
    one = of_town(hangs)
    with pytest.raises(RuleBroken, match=r"signature\.why"):
        proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="", now=COUNCIL)
    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    after = DAY + dt.timedelta(days=1)
    with hangs.store.read() as tables:
        assert tables.signature.bound(DAY) == {hangs.school}
        assert tables.signature.stopped(DAY) == {}
        (state,) = commitment_state.states(tables, today=after)
        version = tables.version.newest()
        assert version is not None
        town = next(one for one in consent.standings(tables, version) if one.party.id == hangs.town)
    assert (state.commitment.id, state.has_lead, state.is_late) == (trees.id, False, False)
    assert (town.has_signed, town.has_stopped, town.is_unmet) == (False, False, True)
    agreement.name(hangs.store, title="Zonder geld")
    agreement.freeze(hangs.store, title="Opnieuw", now=COUNCIL)
    with hangs.store.read() as tables:
        call = signature.roll_call(tables)
    assert call is not None
    assert {one.party_id for one in call.turns if one.is_left} == {hangs.school, hangs.town}
    notice.take_back(hangs.store, signature_id=one.id, why="De raad zei ja.", now=COUNCIL)
    back = of_town(hangs)
    assert (back.is_unmet, back.withdrawn_on) == (False, None)
    assert back.stayed == ((str(DAY), "De raad zei nee.", str(DAY), "De raad zei ja.", Undone.UNMET),)


def test_who_signs_again_after_its_proviso_failed_hangs_on_what_it_says_then(hangs: Text) -> None:
    failed = of_town(hangs)
    proviso.fail(hangs.store, signature_id=failed.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    with pytest.raises(Conflict, match=r"signature\.condition"):
        signature.sign(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    hangs.say(hangs.town, instead_of=failed.consent_id)
    again = signature.sign(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    with hangs.store.read() as tables:
        version, call = tables.version.newest(), signature.roll_call(tables)
        assert version is not None
        assert proviso.hanging(tables, version) == {failed.id: "Instemming van de raad · Ja, als er geld is."}
        assert mandate.reserves(tables, version) == {}
    assert call is not None
    assert [(one.proviso, one.condition) for one in call.turns] == [("", ""), ("", "")]
    with pytest.raises(Conflict, match=r"proviso\.none"):
        proviso.meet(hangs.store, signature_id=again.id, on=DAY, now=COUNCIL)


def test_who_signs_again_may_do_so_with_another_proviso(hangs: Text) -> None:
    failed = of_town(hangs)
    proviso.fail(hangs.store, signature_id=failed.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    hangs.say(hangs.town, instead_of=failed.consent_id)
    mandate.change(hangs.store, party_id=hangs.town, version=0, proviso="De begroting")
    again = signature.sign(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    assert (failed.proviso, again.proviso) == ("Instemming van de raad", "De begroting")
    with pytest.raises(Conflict, match=r"mandate\.signed"):
        mandate.change(hangs.store, party_id=hangs.town, version=0, proviso="")


def test_a_proviso_that_did_not_fail_after_all_stands_in_the_mandate_again(hangs: Text) -> None:
    one = of_town(hangs)

    def in_mandate() -> str:
        with hangs.store.read() as tables:
            return mandate.of_version(tables, 0)[hangs.town].proviso

    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    assert in_mandate() == ""
    notice.take_back(hangs.store, signature_id=one.id, why="De raad zei ja.", now=COUNCIL)
    assert in_mandate() == "Instemming van de raad"
    proviso.meet(hangs.store, signature_id=one.id, on=DAY, now=COUNCIL)


def test_a_proviso_that_was_written_since_another_failed_is_not_lost(hangs: Text) -> None:
    one = of_town(hangs)
    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=NOW)
    mandate.change(hangs.store, party_id=hangs.town, version=0, proviso="De begroting")
    notice.take_back(hangs.store, signature_id=one.id, why="Verkeerde brief.", now=NOW)
    with hangs.store.read() as tables:
        assert mandate.of_version(tables, 0)[hangs.town].proviso == "De begroting"
        assert tables.signature.get(one.id).proviso == "Instemming van de raad"


def test_a_failed_signature_that_was_a_mistake_leaves_its_proviso_to_who_signs(hangs: Text) -> None:
    one = of_town(hangs)
    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    signature.take_back(hangs.store, signature_id=one.id, why="Verkeerde regel.", now=COUNCIL)
    again = signature.sign(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    assert again.proviso == "Instemming van de raad"


def test_a_next_text_still_asks_for_a_proviso_that_failed(hangs: Text) -> None:
    proviso.fail(hangs.store, signature_id=of_town(hangs).id, on=DAY, why="Nee.", now=COUNCIL)
    hangs.freeze(COUNCIL)
    with hangs.store.read() as tables:
        version = tables.version.newest()
        assert version is not None
        (asked,) = mandate.reserves(tables, version)[hangs.town]
    assert asked.text == "Instemming van de raad"


def test_a_next_text_asks_for_what_a_party_wrote_since_its_proviso_failed(hangs: Text) -> None:
    proviso.fail(hangs.store, signature_id=of_town(hangs).id, on=DAY, why="Nee.", now=COUNCIL)
    mandate.change(hangs.store, party_id=hangs.town, version=0, proviso="De begroting")
    version = hangs.freeze(COUNCIL)
    with hangs.store.read() as tables:
        (asked,) = mandate.reserves(tables, version)[hangs.town]
    assert asked.text == "De begroting"


def test_a_party_whose_proviso_failed_is_shown_as_signed_nowhere(hangs: Text, evening: Evening) -> None:
    proviso.fail(hangs.store, signature_id=of_town(hangs).id, on=DAY, why="Nee.", now=COUNCIL)
    with hangs.store.read() as tables:
        call = signature.roll_call(tables)
        assert mandate.of_version(tables, 0)[hangs.town].status is MandateStatus.ASKED
        known = steps.facts(tables, now=COUNCIL)
    assert call is not None
    assert [(one.party_id, one.is_signed, one.is_left) for one in call.turns] == [
        (hangs.school, True, False),
        (hangs.town, False, False),
    ]
    assert (known.signed, known.signing_parties) == (1, 2)
    signature.show(hangs.store, meeting_id=evening.id)
    hall = evening.state(Audience.HALL)["signing"]
    assert (hall["finding"], [one["id"] for one in hall["turns"]]) == ("Eén partij tekende.", [hangs.school])
    assert signature.go_on(hangs.store, after=None) is None
    signature.call(hangs.store, party_id=hangs.town)  # it can be called, and sign again
    assert [one["id"] for one in evening.state(Audience.HALL)["signing"]["turns"]] == [
        hangs.school,
        hangs.town,
    ]


def test_who_signed_again_and_stops_is_not_told_of_a_proviso_that_failed_before(hangs: Text) -> None:
    proviso.fail(hangs.store, signature_id=of_town(hangs).id, on=DAY, why="De raad zei nee.", now=NOW)
    hangs.say(hangs.town, instead_of=of_town(hangs).consent_id)
    again = signature.sign(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    notice.give(hangs.store, signature_id=again.id, on=DAY, why="Verhuist.")
    with hangs.store.read() as tables:
        (version,) = tables.version.all()
        (town,) = (one for one in consent.standings(tables, version) if one.party.id == hangs.town)
        assert tables.signature.unmet(0) == {}
    assert (town.has_stopped, town.is_unmet) == (True, False)


def test_a_party_whose_proviso_failed_leads_nothing_new_until_it_signs_again(hangs: Text) -> None:
    one = of_town(hangs)
    trees = commitment.add(hangs.store, title="Bomen", owner_id=hangs.school, starts_on=DAY)
    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    for begin in (
        lambda: commitment.add(hangs.store, title="Geld", owner_id=hangs.town, starts_on=DAY),
        lambda: commitment.take_over(
            hangs.store, commitment_id=trees.id, party_id=hangs.town, on=DAY, today=DAY
        ),
    ):
        with pytest.raises(RuleBroken, match=r"commitment\.lead_unmet") as refused:
            begin()
        assert refused.value.values == {
            "name": "Gemeente Oosterhaven",
            "day": words.day(DAY, with_year=True),
        }
    with hangs.store.read() as tables:
        assert [each.id for each in notice.may_lead(tables, today=DAY)] == [hangs.school, hangs.other]
    shared = commitment.promise(hangs.store, clause_id=hangs.clauses[2], owner_id=hangs.school)
    assert shared.helper_ids == ()
    hangs.say(hangs.town, instead_of=one.consent_id)
    signature.sign(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    commitment.add(hangs.store, title="Geld", owner_id=hangs.town, starts_on=DAY)


def test_a_party_that_another_text_binds_still_leads(evening: Evening) -> None:
    text = write(evening.store)
    town = amended(text, text.town)
    proviso.fail(text.store, signature_id=town.id, on=DAY, why="De raad zei nee", now=COUNCIL)
    assert commitment.add(text.store, title="Geld", owner_id=text.town, starts_on=DAY).id


def led(text: Text, day: dt.date) -> bool:
    """Whether what the town leads has a lead on a day."""
    with text.store.read() as tables:
        (state,) = commitment_state.states(tables, today=day)
    return state.has_lead


def test_who_signs_again_leads_again_what_its_proviso_cost_and_nobody_took_over(hangs: Text) -> None:
    for title in ("Bomen", "Geld"):
        commitment.add(hangs.store, title=title, owner_id=hangs.town, starts_on=NOW.date())
    with hangs.store.read() as tables:
        trees, money = tables.commitment.all()
    one, after = of_town(hangs), COUNCIL + dt.timedelta(days=20)
    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    commitment.take_over(hangs.store, commitment_id=money.id, party_id=hangs.school, on=DAY, today=DAY)
    with hangs.store.write() as tables:
        tables.dossier.update(reference_date=after.date())
    hangs.say(hangs.town, instead_of=one.consent_id)
    signature.sign(hangs.store, party_id=hangs.town, pen=PEN, now=after)

    def leads_on(day: dt.date) -> dict[int, int]:
        with hangs.store.read() as tables:
            states = commitment_state.states(tables, today=day)
        return {each.commitment.id: each.commitment.owner_id for each in states if each.has_lead}

    assert leads_on(after.date()) == {trees.id: hangs.town, money.id: hangs.school}
    assert trees.id not in leads_on(after.date() - dt.timedelta(days=1))  # nobody led it meanwhile
    with hangs.store.read() as tables:
        last = tables.lead_change.of(trees.id)[-1]
    assert (last.on, last.was_id, last.party_id, last.why) == (
        after.date(),
        hangs.town,
        hangs.town,
        "Tekende opnieuw.",
    )


def test_who_signed_again_by_mistake_leads_nothing_again(hangs: Text) -> None:
    commitment.add(hangs.store, title="Bomen", owner_id=hangs.town, starts_on=NOW.date())
    one = of_town(hangs)
    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    hangs.say(hangs.town, instead_of=one.consent_id)
    again = signature.sign(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    assert led(hangs, DAY)
    signature.take_back(hangs.store, signature_id=again.id, why="Verkeerde regel.", now=COUNCIL)
    assert not led(hangs, DAY)
    notice.take_back(hangs.store, signature_id=one.id, why="De raad zei ja.", now=COUNCIL)
    assert led(hangs, DAY)


def leaders(text: Text) -> dict[str, int | None]:
    """Return who leads each promise today, by its title."""
    with text.store.read() as tables:
        states = commitment_state.states(tables, today=DAY)
    return {each.commitment.title: each.commitment.owner_id if each.has_lead else None for each in states}


@pytest.mark.parametrize("has_failed", [True, False])
@pytest.mark.parametrize("version", [0, 1])
def test_who_signed_by_mistake_leads_nothing_that_it_took_on_meanwhile(
    hangs: Text, version: int, *, has_failed: bool
) -> None:
    text, one = hangs, of_town(hangs)
    commitment.add(text.store, title="Bomen", owner_id=text.town, starts_on=NOW.date())
    other = commitment.add(text.store, title="Gras", owner_id=text.school, starts_on=NOW.date())
    if has_failed:
        proviso.fail(text.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    else:
        notice.give(text.store, signature_id=one.id, on=DAY, why="Verhuist.")
    if version:
        text.freeze(COUNCIL)
        text.open(version=1, now=COUNCIL)
    else:
        text.say(text.town, instead_of=one.consent_id)

    def sign() -> Signature:
        about = {"party_id": text.town, "version": version}
        return signature.join(text.store, **about, pen=PEN, now=COUNCIL)

    again = sign()
    commitment.add(text.store, title="Geld", owner_id=text.town, starts_on=DAY)
    about = {"commitment_id": other.id, "on": DAY, "today": DAY}
    commitment.take_over(text.store, party_id=text.town, **about)
    own = text.town if has_failed else None  # who stopped gave it away
    assert leaders(text) == {"Bomen": own, "Gras": text.town, "Geld": text.town}
    signature.take_back(text.store, signature_id=again.id, why="Verkeerde regel.", now=COUNCIL)
    assert leaders(text) == {"Bomen": None, "Gras": None, "Geld": None}
    sign()
    assert leaders(text) == {"Bomen": own, "Gras": text.town, "Geld": text.town}


def test_who_did_not_stop_after_all_leads_what_it_took_on_with_a_mistaken_signature(hangs: Text) -> None:
    one = of_town(hangs)
    commitment.add(hangs.store, title="Bomen", owner_id=hangs.town, starts_on=NOW.date())
    notice.give(hangs.store, signature_id=one.id, on=DAY, why="Verhuist.")
    again = signature.join(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    commitment.add(hangs.store, title="Geld", owner_id=hangs.town, starts_on=DAY)
    signature.take_back(hangs.store, signature_id=again.id, why="Verkeerde regel.", now=COUNCIL)
    notice.take_back(hangs.store, signature_id=one.id, why="Toch niet.", now=COUNCIL)
    assert leaders(hangs) == {"Bomen": hangs.town, "Geld": hangs.town}


def test_who_signed_again_and_stopped_leads_again_what_only_that_stop_did_not_cost(hangs: Text) -> None:
    one = of_town(hangs)
    commitment.add(hangs.store, title="Bomen", owner_id=hangs.town, starts_on=NOW.date())
    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    hangs.say(hangs.town, instead_of=one.consent_id)
    about = {"party_id": hangs.town, "pen": PEN, "now": COUNCIL}
    again = signature.join(hangs.store, **about)
    notice.give(hangs.store, signature_id=again.id, on=DAY, why="Verhuist.")
    last = signature.join(hangs.store, **about)
    signature.take_back(hangs.store, signature_id=last.id, why="Verkeerde regel.", now=COUNCIL)
    signature.join(hangs.store, **about)
    assert leaders(hangs) == {"Bomen": None}  # it left that itself


def test_a_proviso_that_failed_on_a_day_before_it_came_back_costs_a_party_its_lead(hangs: Text) -> None:
    one = of_town(hangs)
    notice.give(hangs.store, signature_id=one.id, on=DAY, why="Verhuist.")
    again = signature.join(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    commitment.add(hangs.store, title="Geld", owner_id=hangs.town, starts_on=DAY)
    on = DAY - dt.timedelta(days=1)
    proviso.fail(hangs.store, signature_id=again.id, on=on, why="De raad zei nee.", now=COUNCIL)
    assert leaders(hangs) == {"Geld": None}


def test_a_text_that_no_more_binds_a_party_takes_its_lead_along(evening: Evening) -> None:
    text = write(evening.store)
    town = amended(text, text.town)
    commitment.add(text.store, title="Bomen", owner_id=text.town, starts_on=NOW.date())
    proviso.fail(text.store, signature_id=town.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    with text.store.read() as tables:
        first = next(one for one in tables.signature.of(0) if one.party_id == text.town)
    assert leaders(text) == {"Bomen": text.town}
    signature.take_back(text.store, signature_id=first.id, why="Verkeerde regel.", now=COUNCIL)
    assert leaders(text) == {"Bomen": None}
    notice.take_back(text.store, signature_id=town.id, why="De raad zei ja.", now=COUNCIL)
    assert leaders(text) == {"Bomen": text.town}


def test_who_signs_again_leads_nothing_that_it_gave_away_itself(hangs: Text) -> None:
    trees = commitment.add(hangs.store, title="Bomen", owner_id=hangs.town, starts_on=NOW.date())
    commitment.stop_leading(hangs.store, commitment_id=trees.id, on=DAY, today=DAY, why="Geen tijd.")
    one = of_town(hangs)
    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    hangs.say(hangs.town, instead_of=one.consent_id)
    signature.sign(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    assert not led(hangs, DAY)


def test_a_proviso_is_settled_also_of_a_party_that_stops_later(hangs: Text) -> None:
    commitment.add(hangs.store, title="Bomen", owner_id=hangs.town, starts_on=NOW.date())
    one, last = of_town(hangs), DAY + dt.timedelta(days=90)
    notice.give(hangs.store, signature_id=one.id, on=last, why="Geen geld meer.")
    proviso.meet(hangs.store, signature_id=one.id, on=DAY, now=COUNCIL)
    assert (of_town(hangs).met_on, of_town(hangs).withdrawn_on) == (DAY, last)
    proviso.reopen(hangs.store, signature_id=one.id)
    proviso.fail(hangs.store, signature_id=one.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    now = of_town(hangs)
    assert (now.withdrawn_on, now.is_unmet) == (DAY, True)
    assert now.stayed == ((str(last), "Geen geld meer.", str(DAY), "De raad zei nee.", Undone.OVERTAKEN),)
    assert not led(hangs, DAY)
    notice.take_back(hangs.store, signature_id=one.id, why="De raad zei ja.", now=COUNCIL)
    now = of_town(hangs)
    assert (now.withdrawn_on, now.why, now.is_unmet) == (last, "Geen geld meer.", False)
    assert (led(hangs, last - dt.timedelta(days=1)), led(hangs, last)) == (True, False)


def test_a_stop_that_a_proviso_overtook_does_not_come_back_when_the_party_stays(evening: Evening) -> None:
    text = write(evening.store)
    town, last = amended(text, text.town), DAY + dt.timedelta(days=90)
    notice.give(text.store, signature_id=town.id, on=last, why="Geen geld meer.")
    proviso.fail(text.store, signature_id=town.id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    with text.store.read() as tables:
        first = next(one for one in tables.signature.of(0) if one.party_id == text.town)
        assert first.withdrawn_on == last  # the other text it leaves on its own day
    notice.take_back(text.store, signature_id=first.id, why="Er is geld.", now=COUNCIL)
    notice.take_back(text.store, signature_id=town.id, why="De raad zei ja.", now=COUNCIL)
    with text.store.read() as tables:
        assert [tables.signature.get(one).withdrawn_on for one in (first.id, town.id)] == [None, None]


def test_that_a_proviso_came_is_taken_back_only_while_its_signature_holds(hangs: Text) -> None:
    one = of_town(hangs)
    proviso.meet(hangs.store, signature_id=one.id, on=DAY, now=COUNCIL)
    notice.give(hangs.store, signature_id=one.id, on=DAY, why="Geen geld meer.")
    with pytest.raises(Conflict, match=r"proviso\.none"):
        proviso.reopen(hangs.store, signature_id=one.id)


def amended(text: Text, *party_ids: int) -> Signature:
    """Sign a text, then a change of it of which the town's signature hangs; return that one."""
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    text.freeze(LATER)
    mandate.change(text.store, party_id=text.town, version=1, proviso="Instemming van de raad")
    text.open(version=1, now=LATER)
    for party_id in party_ids:
        signature.sign(text.store, party_id=party_id, pen=PEN, now=LATER)
    with text.store.write() as tables:
        tables.dossier.update(reference_date=DAY)
        return next(one for one in tables.signature.of(1) if one.party_id == text.town)


@pytest.mark.parametrize("school_signs_first", [True, False])
def test_a_change_of_which_a_proviso_failed_does_not_come_into_force(
    evening: Evening, *, school_signs_first: bool
) -> None:
    text = write(evening.store)
    town = amended(text, text.town, *((text.school,) if school_signs_first else ()))
    proviso.fail(text.store, signature_id=town.id, on=DAY, why="De raad zei nee", now=COUNCIL)
    if not school_signs_first:
        signature.sign(text.store, party_id=text.school, pen=PEN, now=COUNCIL)
    with text.store.read() as tables:
        names = [consent.named(tables, one) for one in tables.version.all()]
        assert names == ["Versie 0 (geldt)", "Versie 1 (wordt getekend, 1 van 2)"]
        assert commitment.bound(tables) == tables.signature.bound(DAY) == {text.school, text.town}


def test_a_text_of_which_every_proviso_failed_never_held(hangs: Text) -> None:
    town = of_town(hangs)
    school = next(one for one in signed(hangs) if one.party_id == hangs.school)
    with hangs.store.write() as tables:
        for one in (town, school):
            tables.signature.update(one.id, withdrawn_on=DAY, why="Nee", is_unmet=True)
    with hangs.store.read() as tables:
        assert [consent.named(tables, one) for one in tables.version.all()] == ["Versie 0 (geldt niet)"]


def test_a_stop_that_is_taken_back_leaves_what_was_said_of_another_text(evening: Evening) -> None:
    text = write(evening.store)
    town = amended(text, text.town)
    proviso.fail(text.store, signature_id=town.id, on=DAY, why="De raad zei nee", now=COUNCIL)
    with text.store.read() as tables:
        first = next(one for one in tables.signature.of(0) if one.party_id == text.town)
    notice.give(text.store, signature_id=first.id, on=DAY, why="Dan stoppen we")
    notice.take_back(text.store, signature_id=first.id, why="Vergissing", now=COUNCIL)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=COUNCIL)
    with text.store.read() as tables:
        assert tables.signature.get(first.id).withdrawn_on is None
        kept = tables.signature.get(town.id)
        assert (kept.is_unmet, kept.withdrawn_on, kept.why) == (True, DAY, "De raad zei nee")
        assert consent.named(tables, tables.version.all()[0]) == "Versie 0 (geldt)"


def test_a_no_of_the_day_on_which_a_proviso_failed_is_written_down(hangs: Text) -> None:
    proviso.fail(hangs.store, signature_id=of_town(hangs).id, on=DAY, why="De raad zei nee.", now=COUNCIL)
    about = {"party_id": hangs.town, "version": 0}
    no = {"status": MandateStatus.REFUSED, "why": "Te duur."}
    with pytest.raises(RuleBroken, match=r"mandate\.anew"):
        mandate.change(hangs.store, **about, **no, decided_on=DAY - dt.timedelta(days=1))
    mandate.change(hangs.store, **about, **no, decided_on=DAY)
    with hangs.store.read() as tables:
        now = mandate.of_version(tables, 0)[hangs.town]
        assert consent.refused(tables, 0) == {hangs.town}
    assert (now.status, now.decided_on, now.why) == (MandateStatus.REFUSED, DAY, "Te duur.")
    found = mandate.plan(now, "gemeente", signing_on=None, today=DAY)
    assert (found.is_refused, found.is_decided) == (True, False)
    mandate.change(hangs.store, **about, status=MandateStatus.ASKED)
    with hangs.store.read() as tables:
        again = mandate.of_version(tables, 0)[hangs.town]
    assert (again.status, again.decided_on) == (MandateStatus.ASKED, None)
    assert again.earlier_noes == ((DAY.isoformat(), "Te duur."),)
