"""Consent: one answer per party to a frozen text, never lost; and when the signing opens."""

import datetime as dt

import pytest

from sok_core import consent, mandate, notice, signature
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import ClauseStatus, Consent, ConsentAnswer
from tests.evening import NOW, Evening
from tests.signing import DAY, LATER, PEN, Text, write

YES, YES_IF, NOT_YET = ConsentAnswer


@pytest.fixture
def text(evening: Evening) -> Text:
    made = write(evening.store)
    made.freeze()
    return made


def standing(text: Text, party_id: int) -> consent.Standing:
    with text.store.read() as tables:
        version = tables.version.newest()
        assert version is not None
        (found,) = [one for one in consent.standings(tables, version) if one.party.id == party_id]
    return found


def rows(text: Text) -> list[Consent]:
    with text.store.read() as tables:
        return tables.consent.all()


def test_a_later_answer_takes_the_place_of_an_earlier_one_which_stays(text: Text) -> None:
    first = text.say(text.school, NOT_YET, text="Eerst de ouders.")
    second = text.say(text.school, YES, instead_of=first.id)
    assert [(one.text, one.superseded_by) for one in rows(text)] == [
        ("Eerst de ouders.", second.id),
        ("", None),
    ]
    with text.store.read() as tables:
        assert consent.in_force(tables, 0) == {text.school: second}
        assert [one.id for one in consent.earlier(tables, 0)[text.school]] == [first.id]


def test_two_who_answer_at_once_for_one_party_do_not_overwrite_each_other(text: Text) -> None:
    text.say(text.school)
    with pytest.raises(Conflict, match=r"consent\.answered"):
        text.say(text.school, NOT_YET, text="Toch niet.")
    assert len(rows(text)) == 1


@pytest.mark.parametrize("answer", [YES_IF, NOT_YET])
def test_an_answer_with_a_condition_says_which(text: Text, answer: ConsentAnswer) -> None:
    with pytest.raises(RuleBroken, match=r"consent\.text"):
        text.say(text.school, answer, text="  ")


def test_exceptions_are_articles_of_this_version(text: Text) -> None:
    about = {"party_id": text.school, "version": 0, "answer": YES, "date": DAY}
    given = consent.answer(
        text.store, **about, exceptions={text.clauses[0]: "Vier bomen.", text.clauses[2]: ""}
    )
    assert given.exceptions == (text.clauses[0], text.clauses[2])
    assert given.objected == ((text.clauses[0], "Vier bomen.", False),)
    later = text.add("Nog een artikel.", text.school)
    with pytest.raises(RuleBroken, match=r"consent\.article"):
        consent.answer(text.store, **about, exceptions={later: "Nee."}, instead_of=given.id)


def test_only_who_signs_answers_and_only_to_the_newest_version(text: Text) -> None:
    with pytest.raises(NotFound, match=r"mandate\.party"):
        text.say(text.other)
    text.freeze(LATER)
    with pytest.raises(Conflict, match=r"consent\.version"):
        text.say(text.school)
    assert text.say(text.school, version=1).version == 1


def test_signing_opens_when_everybody_said_yes_or_yes_if(text: Text) -> None:
    text.say(text.school)
    with pytest.raises(RuleBroken, match=r"consent\.waiting") as refused:
        consent.open_signing(text.store, now=NOW)
    assert refused.value.values == {"names": "Gemeente Oosterhaven"}
    text.say(text.town, YES_IF, text="Als de raad instemt.")
    opened = consent.open_signing(text.store, now=NOW, why="wordt niet bewaard")
    assert (opened.opened_at, opened.opened_why) == (NOW, "")


def test_signing_opens_anyway_when_the_facilitator_says_why(text: Text) -> None:
    text.say(text.town, NOT_YET, text="De raad vergadert nog.")
    opened = consent.open_signing(text.store, now=NOW, why="De raad tekent een week later.")
    assert opened.opened_why == "De raad tekent een week later."


def test_signing_without_a_party_opens_only_with_a_reason(evening: Evening) -> None:
    text = write(evening.store)
    with text.store.write() as tables:
        for one in text.clauses:
            tables.clause.update(one, status=ClauseStatus.WITHDRAWN, withdrawn_on=DAY, why="Kan niet")
    text.freeze()
    with pytest.raises(RuleBroken, match=r"consent\.no_parties"):
        consent.open_signing(text.store, now=NOW)
    assert consent.open_signing(text.store, now=NOW, why="Om te oefenen.").opened_why == "Om te oefenen."


def test_a_newer_version_is_opened_anew(text: Text) -> None:
    text.open()
    assert signature.go_on(text.store, after=None) == text.school
    text.freeze(LATER)
    with text.store.read() as tables:
        assert not consent.is_open(tables.agreement.current(), tables.version.newest())
    with pytest.raises(Conflict, match=r"signature\.not_open"):
        signature.go_on(text.store, after=text.school)


def test_an_opening_by_mistake_is_taken_back_until_somebody_signed(text: Text) -> None:
    text.open()
    consent.shut_signing(text.store)
    with pytest.raises(Conflict, match=r"signature\.not_open"):
        signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    consent.open_signing(text.store, now=NOW)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    with pytest.raises(Conflict, match=r"signature\.begun"):
        consent.shut_signing(text.store)


def test_standings_go_by_name_and_say_who_wrote_read_agreed_and_signed(text: Text, evening: Evening) -> None:
    with text.store.read() as tables:
        (version,) = tables.version.all()
        found = consent.standings(tables, version)
    assert [one.party.more for one in found] == ["De Meelbloem", "Gemeente Oosterhaven"]
    assert not any(one.has_written or one.has_read or one.answer or one.has_signed for one in found)
    with text.store.write() as tables:
        tables.meeting.set_parties_present(evening.id, [text.school])  # a meeting of step 2
        tables.reaction.add(version=0, text="Goed zo.", party_id=text.town)
    assert standing(text, text.school).has_written
    assert standing(text, text.town).has_written
    mandate.change(text.store, party_id=text.school, version=0, read_on=DAY)
    assert standing(text, text.school).has_read
    text.open()
    signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    town = standing(text, text.town)
    assert (town.has_read, town.has_signed, town.answer and town.answer.answer) == (True, True, YES)
    assert not standing(text, text.school).has_signed


def test_being_there_when_it_is_signed_is_no_writing_along(text: Text, evening: Evening) -> None:
    with text.store.write() as tables:
        tables.meeting.update(evening.id, date=NOW.date() + dt.timedelta(days=1))
        tables.meeting.set_parties_present(evening.id, [text.school])
    assert not standing(text, text.school).has_written


def test_who_signed_says_not_yet_no_more_but_stops(text: Text) -> None:
    given = text.say(text.school)
    text.say(text.town)
    consent.open_signing(text.store, now=LATER)
    signed = signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    with pytest.raises(Conflict, match=r"consent\.signed"):
        text.say(text.school, ConsentAnswer.NOT_YET, text="Toch niet.", instead_of=given.id)
    notice.give(text.store, signature_id=signed.id, on=LATER.date(), why="Geen geld meer.")
    said = text.say(text.school, ConsentAnswer.NOT_YET, text="Toch niet.", instead_of=given.id)
    assert said.answer is ConsentAnswer.NOT_YET


# ---------------------------------------------------------------- a change of what was signed


def amend(text: Text) -> None:
    """Let both sign a text, change it, and open the signing of that while the municipality says not yet."""
    text.open()
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    text.add("De gemeente betaalt 100.000 euro.", text.town, saved_at=LATER)
    text.freeze(LATER)
    text.say(text.town, NOT_YET, version=1, text="Dat geld is er niet.")
    text.say(text.school, version=1)
    consent.open_signing(text.store, now=LATER, why="De gemeente komt later.")


def binding(text: Text, today: dt.date = DAY) -> int | None:
    with text.store.read() as tables:
        found = consent.signed_version(tables, today=today)
    return found.number if found else None


def test_a_change_binds_only_when_everybody_whom_the_agreement_binds_signed_it(text: Text) -> None:
    assert binding(text) is None
    amend(text)
    changed = signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    assert (changed.version, binding(text)) == (1, 0)
    with text.store.read() as tables:
        names = [consent.named(tables, one) for one in consent.answerable(tables)]
    assert names == ["Versie 1 (wordt getekend, 1 van 2)", "Versie 0 (geldt)"]
    said = text.say(text.town, YES, version=1, instead_of=_answer(text, text.town, 1))
    signature.join(text.store, party_id=text.town, pen=PEN, now=LATER, version=1)
    assert (said.version, binding(text)) == (1, 1)
    with text.store.read() as tables:
        names = [consent.named(tables, one) for one in tables.version.all()]
    assert names == ["Versie 0 (gold eerder)", "Versie 1 (geldt)"]


def _answer(text: Text, party_id: int, version: int) -> int:
    with text.store.read() as tables:
        return consent.in_force(tables, version)[party_id].id


def test_who_stops_is_waited_for_until_the_day_from_which_it_stops(text: Text) -> None:
    amend(text)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    with text.store.read() as tables:
        (town,) = [one for one in signature.in_force(tables, 0, today=DAY) if one.party_id == text.town]
    last = LATER.date() + dt.timedelta(days=30)
    notice.give(text.store, signature_id=town.id, on=last, why="Geen geld.")
    assert [binding(text, last - dt.timedelta(days=1)), binding(text, last)] == [0, 1]


def test_who_joins_while_a_change_is_signed_joins_what_is_in_force(text: Text) -> None:
    amend(text)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    text.say(text.other, version=0)
    assert signature.join(text.store, party_id=text.other, pen=PEN, now=LATER).version == 0
    with text.store.read() as tables:
        assert [one.number for one in signature.texts(tables)] == [0, 1]


def test_nobody_joins_a_text_that_was_replaced(text: Text) -> None:
    amend(text)
    text.say(text.town, YES, version=1, instead_of=_answer(text, text.town, 1))
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=LATER)
    with pytest.raises(Conflict, match=r"signature\.replaced"):
        signature.join(text.store, party_id=text.other, pen=PEN, now=LATER, version=0)


def test_a_change_that_not_everybody_signs_is_put_aside(text: Text) -> None:
    amend(text)
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    consent.shut_signing(text.store)
    assert binding(text) == 0
    with text.store.read() as tables:
        assert len(tables.signature.of(1)) == 1


def test_who_joined_after_a_change_was_frozen_is_named_and_can_sign_it(text: Text) -> None:
    amend(text)
    text.say(text.other, version=0)
    signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    with text.store.read() as tables:
        version = tables.version.newest()
        assert version is not None
        assert consent.missing(tables, version) == ["Ondernemers Wieklaan"]
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    text.say(text.other, version=1)
    assert signature.join(text.store, party_id=text.other, pen=PEN, now=LATER, version=1).version == 1
