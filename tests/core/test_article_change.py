"""An article that is followed and changes: what is in force goes before what was followed."""

import datetime as dt
from typing import Any

import pytest

from sok_core import (
    article_change,
    check_in,
    clause,
    commitment,
    commitment_article,
    commitment_road,
    commitment_state,
    consent,
    notice,
    signature,
    update,
    update_link,
)
from sok_core.calendar import DAY
from sok_core.commitment_state import State
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import Attention, Commitment, CommitmentStatus, Reader
from tests.evening import NOW, Evening
from tests.signing import LATER, PEN, Text, write

SPRING, AUTUMN = dt.date(2027, 3, 1), dt.date(2027, 9, 1)
BETWEEN = dt.date(2027, 4, 1)


@pytest.fixture
def signed(evening: Evening) -> Text:
    """A signed agreement in which the town pays for trees by spring."""
    made = write(evening.store)
    edit(made, 1, due=SPRING)
    made.freeze()
    made.open()
    put_pens(made, made.school, made.town)
    return made


def edit(made: Text, place: int, **fields: Any) -> None:
    with made.store.read() as tables:
        before = tables.clause_text.newest()[made.clauses[place]]
    clause.edit(made.store, clause_id=made.clauses[place], before=before, now=LATER, **fields)


def put_pens(text: Text, *party_ids: int, now: dt.datetime = NOW) -> None:
    for party_id in party_ids:
        signature.sign(text.store, party_id=party_id, pen=PEN, now=now)


def amend(text: Text, *, version: int = 1) -> None:
    """Freeze the text as it is now, and let both sign it."""
    text.freeze(LATER)
    text.open(version=version, now=LATER)
    put_pens(text, text.school, text.town, now=LATER)


def followed(text: Text, place: int = 1, **fields: Any) -> Commitment:
    return commitment.promise(text.store, clause_id=text.clauses[place], **fields)


def state(text: Text, one: Commitment, today: dt.date = BETWEEN) -> State:
    with text.store.read() as tables:
        found = commitment_state.states(tables, today=today)
    return next(each for each in found if each.commitment.id == one.id)


def kinds(one: State) -> tuple[Attention, ...]:
    return next((each.kinds for each in commitment_state.wanting([one])), ())


def test_nobody_is_asked_for_what_the_agreement_in_force_gives_to_others_or_to_nobody(signed: Text) -> None:
    one = followed(signed)
    day = SPRING - DAY
    last = commitment.add(signed.store, title="Bank", owner_id=signed.town, starts_on=NOW.date(), due=SPRING)
    assert asked(signed, day) == announced(signed, day) == [one.title, last.title]
    edit(signed, 1, text="De school betaalt de bomen.", party_ids=(signed.school,), due=AUTUMN)
    amend(signed)
    assert asked(signed, day) == announced(signed, day) == [last.title]
    check_in.plan(signed.store, date=day)
    assert asked(signed, day) == [last.title]
    commitment_article.take_over(signed.store, commitment_id=one.id, version=1, today=day)
    assert asked(signed, day) == ["De school betaalt de bomen.", last.title]


def test_the_month_of_today_counts_nobody_as_silent_who_has_nothing_to_tell(signed: Text) -> None:
    followed(signed)
    assert silent(signed) == [1, 1]
    edit(signed, 1, text="De school betaalt de bomen.", party_ids=(signed.school,), due=AUTUMN)
    amend(signed)
    assert silent(signed) == [1, 0]


def silent(text: Text, day: dt.date = BETWEEN) -> list[int]:
    """Return how many are silent at the end of the month before a day, and on that day."""
    with text.store.read() as tables:
        found = commitment_state.states(tables, today=day)
        said, leads = tables.update.steps(), tables.lead_change.all()
    return [one.silent for one in commitment_state.months(found, said, leads, today=day)[-2:]]


def asked(text: Text, day: dt.date) -> list[str]:
    """Return of what parties are asked how it goes; a link of their own asks them the same."""
    with text.store.read() as tables:
        found = update.replies(tables, today=day)
        links = [update_link.asked(tables, each, today=day).waiting for each in (text.school, text.town)]
    titles = [each.title for one in found for each in one.waiting]
    assert [each.commitment.title for one in links for each in one] == titles
    return titles


def announced(text: Text, day: dt.date) -> list[str]:
    with text.store.read() as tables:
        found = commitment_state.coming(commitment_state.states(tables, today=day), (), today=day)
    return [each.title for each in found]


def test_what_a_version_in_force_changes_wants_attention_and_is_not_late(signed: Text) -> None:
    one = followed(signed)
    assert state(signed, one).is_late
    edit(signed, 1, text="De school betaalt de bomen.", party_ids=(signed.school,), due=AUTUMN)
    assert state(signed, one).is_late  # a draft changes nothing
    signed.freeze(LATER)
    signed.open(version=1, now=LATER)
    put_pens(signed, signed.school, now=LATER)
    assert state(signed, one).change is None  # not everybody signed
    put_pens(signed, signed.town, now=LATER)
    now = state(signed, one)
    assert now.change is not None
    assert now.change.sentence == "Artikel 5.2 is veranderd in versie 1: de tekst, wie en wanneer."
    assert kinds(now) == (Attention.CHANGED,)  # the town owes nothing of it any more


def test_a_later_day_alone_is_late_only_after_that_day_too(signed: Text) -> None:
    one = followed(signed)
    edit(signed, 1, due=AUTUMN)
    amend(signed)
    assert not state(signed, one).is_late
    assert state(signed, one, AUTUMN + dt.timedelta(days=1)).is_late


def test_what_did_not_change_in_a_new_version_asks_nothing(signed: Text) -> None:
    one = followed(signed)
    edit(signed, 0, text="De school plant zes bomen.")
    amend(signed)
    assert state(signed, one).change is None
    assert state(signed, one).is_late


def test_one_click_takes_over_text_who_and_date(signed: Text) -> None:
    one = followed(signed, means="Een eigen potje")
    edit(signed, 1, text="De school betaalt de bomen.", party_ids=(signed.school,), due=AUTUMN)
    amend(signed)
    commitment_article.take_over(signed.store, commitment_id=one.id, version=1, today=BETWEEN)
    now = state(signed, one)
    assert (now.commitment.title, now.commitment.owner_id) == ("De school betaalt de bomen.", signed.school)
    assert (now.commitment.due, now.commitment.means) == (AUTUMN, "Een eigen potje")
    assert now.change is None
    with signed.store.read() as tables:
        (lead,) = tables.lead_change.of(one.id)
    assert (lead.was_id, lead.party_id, lead.on) == (signed.town, signed.school, BETWEEN)
    with pytest.raises(Conflict, match=r"article_change\.settled"):
        commitment_article.take_over(signed.store, commitment_id=one.id, version=1, today=BETWEEN)


def test_who_leads_stays_or_is_chosen_when_several_are_named(signed: Text) -> None:
    one, other = followed(signed), followed(signed, 0)
    edit(signed, 1, party_ids=(signed.school, signed.town))
    amend(signed)
    assert kinds(state(signed, one)) == (Attention.CHANGED, Attention.SILENT, Attention.LATE)
    taken = commitment_article.take_over(signed.store, commitment_id=one.id, version=1, today=BETWEEN)
    assert (taken.owner_id, taken.helper_ids) == (signed.town, (signed.school,))
    commitment.take_over(
        signed.store, commitment_id=other.id, party_id=signed.other, on=BETWEEN, today=BETWEEN
    )
    edit(signed, 0, party_ids=(signed.school, signed.town))
    signed.freeze(LATER)
    signed.open(version=2, now=LATER)
    put_pens(signed, signed.school, signed.town, now=LATER)
    with pytest.raises(RuleBroken, match=r"commitment\.owner"):
        commitment_article.take_over(signed.store, commitment_id=other.id, version=2, today=BETWEEN)
    with pytest.raises(Conflict, match=r"commitment\.not_bound"):
        commitment_article.take_over(
            signed.store, commitment_id=other.id, version=2, today=BETWEEN, party_id=signed.other
        )
    taken = commitment_article.take_over(
        signed.store, commitment_id=other.id, version=2, today=BETWEEN, party_id=signed.town
    )
    assert (taken.owner_id, taken.helper_ids) == (signed.town, (signed.school,))


def test_a_promise_can_be_left_as_it_is(signed: Text) -> None:
    one = followed(signed)
    edit(signed, 1, text="De gemeente betaalt alle bomen.")
    amend(signed)
    with pytest.raises(Conflict, match=r"article_change\.settled"):
        commitment_article.leave(signed.store, commitment_id=one.id, version=0, today=BETWEEN)
    commitment_article.leave(signed.store, commitment_id=one.id, version=1, today=BETWEEN)
    now = state(signed, one)
    assert (now.commitment.title, now.change) == ("De gemeente betaalt de bomen.", None)


def test_what_is_withdrawn_in_force_is_never_late_and_is_ended_in_one_click(signed: Text) -> None:
    one = followed(signed)
    clause.withdraw(signed.store, clause_id=signed.clauses[1], why="Te duur", today=NOW.date())
    assert state(signed, one).is_late
    amend(signed)
    for day in (BETWEEN, AUTUMN.replace(year=2030)):
        now = state(signed, one, day)
        assert (now.is_late, now.is_silent, kinds(now)) == (False, False, (Attention.CHANGED,))
    assert commitment_state.told(now) == "nog niet begonnen, maar het artikel geldt niet meer"
    for act in (commitment_article.take_over, commitment_article.leave):
        with pytest.raises(Conflict, match=r"article_change\.settled"):
            act(signed.store, commitment_id=one.id, version=1, today=BETWEEN)
    said = commitment_article.end(signed.store, commitment_id=one.id, now=LATER, today=BETWEEN)
    assert (said.status, said.text) == (
        CommitmentStatus.STOPPED,
        "Artikel 5.2 staat niet meer in versie 1, die nu geldt.",
    )
    assert kinds(state(signed, one)) == ()


def merge(text: Text, place: int, into: int) -> None:
    with text.store.read() as tables:
        newest = tables.clause_text.newest()
    one, other = text.clauses[place], text.clauses[into]
    clause.merge(
        text.store,
        clause_id=one,
        into_id=other,
        before=newest[one],
        into_before=newest[other],
        text="Samen planten en betalen wij.",
        today=LATER.date(),
        now=LATER,
    )


def test_a_merged_article_goes_on_in_the_other(signed: Text) -> None:
    one = followed(signed)
    merge(signed, 1, 0)
    amend(signed)
    change = state(signed, one).change
    assert change is not None
    assert change.sentence == "Artikel 5.2 is in versie 1 opgegaan in artikel 5.1."
    taken = commitment_article.take_over(signed.store, commitment_id=one.id, version=1, today=BETWEEN)
    assert (taken.clause_id, taken.title) == (signed.clauses[0], "Samen planten en betalen wij.")
    assert state(signed, one).change is None


def goes_on(text: Text, one: Commitment) -> Commitment | None:
    """Return the promise in which one can go on."""
    change = state(text, one).change
    assert change is not None
    with text.store.read() as tables:
        return commitment_article.goes_on_in(tables, one, change, today=BETWEEN)


def test_of_two_followed_articles_that_merge_one_promise_goes_on_in_the_other(signed: Text) -> None:
    planted, paid = followed(signed, 0), followed(signed, 1)
    merge(signed, 1, 0)
    amend(signed)
    assert goes_on(signed, planted) is None
    assert goes_on(signed, paid) == planted
    with pytest.raises(Conflict, match=r"article_change\.followed") as refused:
        commitment_article.take_over(signed.store, commitment_id=paid.id, version=1, today=BETWEEN)
    assert refused.value.values["name"] == planted.title
    commitment_article.take_over(signed.store, commitment_id=planted.id, version=1, today=BETWEEN)
    said = commitment_article.end(signed.store, commitment_id=paid.id, now=LATER, today=BETWEEN)
    assert (said.status, said.text) == (
        CommitmentStatus.STOPPED,
        "Artikel 5.2 is in versie 1 opgegaan in artikel 5.1. "
        "Dit gaat verder bij ‘Samen planten en betalen wij’.",
    )


def test_who_took_over_the_merged_article_first_keeps_it(signed: Text) -> None:
    """As it was in a dossier of before, or when the other was over meanwhile."""
    planted, paid = followed(signed, 0), followed(signed, 1)
    merge(signed, 1, 0)
    amend(signed)
    with signed.store.write() as tables:
        fields = {"clause_id": signed.clauses[0], "version": 1, "title": "Samen planten en betalen wij."}
        tables.commitment.update(paid.id, **fields)
    assert goes_on(signed, planted) is not None
    with pytest.raises(Conflict, match=r"article_change\.followed"):
        commitment_article.take_over(signed.store, commitment_id=planted.id, version=1, today=BETWEEN)


def test_a_promise_that_is_over_takes_nothing_along(signed: Text) -> None:
    planted, paid = followed(signed, 0), followed(signed, 1)
    with signed.store.write() as tables:
        tables.update.add(commitment_id=planted.id, date=BETWEEN, status=CommitmentStatus.DONE)
    merge(signed, 1, 0)
    amend(signed)
    assert goes_on(signed, paid) is None
    taken = commitment_article.take_over(signed.store, commitment_id=paid.id, version=1, today=BETWEEN)
    assert taken.clause_id == signed.clauses[0]


def test_a_promise_that_was_left_beside_the_merged_article_stands_in_no_way(signed: Text) -> None:
    planted, paid = followed(signed, 0), followed(signed, 1)
    merge(signed, 1, 0)
    amend(signed)
    commitment_article.leave(signed.store, commitment_id=paid.id, version=1, today=BETWEEN)
    assert state(signed, paid).change is None
    assert goes_on(signed, planted) is None
    commitment_article.take_over(signed.store, commitment_id=planted.id, version=1, today=BETWEEN)


def test_a_draft_that_merges_what_was_withdrawn_says_nothing_of_what_is_in_force(signed: Text) -> None:
    one = followed(signed)
    clause.withdraw(signed.store, clause_id=signed.clauses[1], why="Te duur", today=NOW.date())
    amend(signed)
    before = state(signed, one).change
    clause.bring_back(signed.store, clause_id=signed.clauses[1])
    merge(signed, 1, 0)
    assert state(signed, one).change == before
    assert before is not None
    assert before.is_gone
    with pytest.raises(Conflict, match=r"article_change\.settled"):
        commitment_article.take_over(signed.store, commitment_id=one.id, version=1, today=BETWEEN)


def test_a_draft_that_brings_back_what_was_merged_says_nothing_of_what_is_in_force(signed: Text) -> None:
    one = followed(signed)
    merge(signed, 1, 0)
    amend(signed)
    clause.bring_back(signed.store, clause_id=signed.clauses[1])
    now = state(signed, one).change
    assert now is not None
    assert now.sentence == "Artikel 5.2 is in versie 1 opgegaan in artikel 5.1."


def test_an_older_version_that_is_in_force_again_did_not_change_anything(signed: Text) -> None:
    one = followed(signed)
    edit(signed, 1, text="De gemeente betaalt honderd bomen.")
    amend(signed)
    commitment_article.take_over(signed.store, commitment_id=one.id, version=1, today=BETWEEN)
    with signed.store.read() as tables:
        pen = next(each for each in tables.signature.of(1) if each.party_id == signed.town)
    signature.take_back(signed.store, signature_id=pen.id, why="Verkeerde regel", now=LATER)
    now = state(signed, one).change
    assert now is not None
    assert now.sentence == "Versie 0 geldt weer. Daarin staat artikel 5.2 anders: de tekst."


def end(text: Text, one: Commitment) -> None:
    commitment_article.end(text.store, commitment_id=one.id, now=LATER, today=BETWEEN)


def fall_away(text: Text) -> None:
    """Let version 1 hold no more, because the town never signed it."""
    with text.store.read() as tables:
        pen = next(each for each in tables.signature.of(1) if each.party_id == text.town)
    signature.take_back(text.store, signature_id=pen.id, why="Verkeerde regel", now=LATER)


def back(text: Text, today: dt.date = BETWEEN) -> dict[int, str]:
    with text.store.read() as tables:
        return article_change.back(tables, today=today)


def follow_again(text: Text, one: Commitment) -> None:
    commitment_article.follow_again(text.store, commitment_id=one.id, now=LATER, today=BETWEEN)


def test_what_ended_with_its_article_is_followed_again_when_that_comes_back(signed: Text) -> None:
    one, stopped = followed(signed), followed(signed, 0)
    with signed.store.write() as tables:
        tables.update.add(commitment_id=one.id, date=NOW.date(), status=CommitmentStatus.ON_TRACK)
        about = {"status": CommitmentStatus.STOPPED, "text": "De school stopte er zelf mee."}
        tables.update.add(commitment_id=stopped.id, date=NOW.date(), **about)
    clause.withdraw(signed.store, clause_id=signed.clauses[1], why="Te duur", today=NOW.date())
    amend(signed)
    end(signed, one)
    assert back(signed) == {}
    with pytest.raises(Conflict, match=r"article_change\.settled"):
        follow_again(signed, one)
    fall_away(signed)
    assert back(signed) == {one.id: "Artikel 5.2 geldt weer: het staat in versie 0."}
    follow_again(signed, one)
    now = state(signed, one)
    assert (now.status, now.change, back(signed)) == (CommitmentStatus.ON_TRACK, None, {})


def test_what_ended_since_its_article_changed_comes_back_only_with_another_text(signed: Text) -> None:
    one = followed(signed)
    edit(signed, 1, text="De gemeente betaalt honderd bomen.")
    amend(signed)
    end(signed, one)
    assert back(signed) == {}
    fall_away(signed)
    assert back(signed) == {one.id: "Artikel 5.2 geldt weer: het staat in versie 0."}
    follow_again(signed, one)
    assert state(signed, one).status is CommitmentStatus.NOT_BEGUN


def test_what_ended_does_not_come_back_with_yet_another_change(signed: Text) -> None:
    one = followed(signed)
    edit(signed, 1, text="De gemeente betaalt honderd bomen.")
    amend(signed)
    end(signed, one)
    edit(signed, 1, text="De gemeente betaalt duizend bomen.")
    amend(signed, version=2)
    assert back(signed) == {}


def test_what_went_on_in_another_promise_does_not_come_back_with_a_change_of_that(signed: Text) -> None:
    gone, stays = followed(signed, 0), followed(signed)
    merge(signed, 0, 1)
    amend(signed)
    end(signed, gone)
    edit(signed, 1, means="Geld van de wijk")
    amend(signed, version=2)
    assert back(signed) == {}
    clause.bring_back(signed.store, clause_id=signed.clauses[0])
    amend(signed, version=3)
    assert back(signed) == {gone.id: "Artikel 5.1 geldt weer: het staat in versie 3."}
    assert state(signed, stays).status is CommitmentStatus.NOT_BEGUN


def test_what_ended_without_any_agreement_comes_back_with_one(signed: Text) -> None:
    one = followed(signed)
    with signed.store.read() as tables:
        pens = tables.signature.of(0)
    for pen in pens:
        signature.take_back(signed.store, signature_id=pen.id, why="Te vroeg", now=LATER)
    end(signed, one)
    with signed.store.read() as tables:
        (said,) = tables.update.of(one.id)
    update.correct(
        signed.store, update_id=said.id, now=LATER, today=BETWEEN, text="Er geldt nu niets.", date=BETWEEN
    )
    assert back(signed) == {}
    put_pens(signed, signed.school, signed.town, now=LATER)
    assert back(signed) == {one.id: "Artikel 5.2 geldt weer: het staat in versie 0."}


def test_what_is_of_nobody_who_is_bound_is_left_or_ended_and_asks_for_no_choice(signed: Text) -> None:
    one = followed(signed)
    edit(signed, 1, party_ids=(signed.school,))
    amend(signed)
    with signed.store.read() as tables:
        pen = next(each for each in tables.signature.of(1) if each.party_id == signed.school)
    with signed.store.write() as tables:
        tables.dossier.update(reference_date=BETWEEN)
    notice.give(signed.store, signature_id=pen.id, on=BETWEEN, why="Verhuisd")
    with pytest.raises(Conflict, match=r"article_change\.nobody"):
        commitment_article.take_over(signed.store, commitment_id=one.id, version=1, today=BETWEEN)
    commitment_article.leave(signed.store, commitment_id=one.id, version=1, today=BETWEEN)
    assert state(signed, one).change is None


def test_a_signature_that_was_a_mistake_leaves_nothing_late(signed: Text) -> None:
    planted, paid = followed(signed, 0, due=SPRING), followed(signed)
    with signed.store.read() as tables:
        school, town = (
            next(one.id for one in tables.signature.of(0) if one.party_id == party_id)
            for party_id in (signed.school, signed.town)
        )
    signature.take_back(signed.store, signature_id=town, why="Verkeerde regel", now=LATER)
    assert (state(signed, planted).is_late, state(signed, paid).is_late) == (True, False)
    signature.take_back(signed.store, signature_id=school, why="Verkeerde regel", now=LATER)
    with signed.store.read() as tables:
        assert consent.signed_version(tables) is None
    now = state(signed, planted)
    assert (now.is_late, kinds(now)) == (False, (Attention.CHANGED,))
    put_pens(signed, signed.school, signed.town, now=LATER)
    assert state(signed, planted).is_late


def test_the_card_shows_the_article_in_force_and_not_the_draft(signed: Text) -> None:
    one = followed(signed)
    edit(signed, 1, text="De gemeente betaalt misschien iets.")
    with signed.store.read() as tables:
        found = commitment_road.origin(tables, one, reader=Reader.TABLE)
    assert (found.number, found.text, found.version) == ("5.2", "De gemeente betaalt de bomen.", 0)
    amend(signed)
    with signed.store.read() as tables:
        found = commitment_road.origin(tables, one, reader=Reader.TABLE)
    assert (found.text, found.version) == ("De gemeente betaalt misschien iets.", 1)
