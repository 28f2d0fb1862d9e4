"""Signing: the roll call, the pen, and what happens afterwards; what is signed never changes."""

import datetime as dt
import sqlite3

import pytest

from sok_core import agreement, consent, mandate, meeting, notice, sight, signature
from sok_core.errors import Conflict, Forbidden, NotFound, RuleBroken
from sok_core.model import (
    ConsentAnswer,
    MandateStatus,
    RollCall,
    ScreenView,
    SignatureKind,
    SignatureMethod,
)
from sok_core.sight import Audience
from sok_core.signature import Pen
from tests.core.conftest import Told
from tests.evening import NOW, Evening
from tests.signing import DAY, LATER, PEN, Text, signed, tamper, write

DRAWING = ((((10, 10), (20, 20), (30, 10))), ((500, 0), (1000, 1000), (0, 5)))


def call(text: Text) -> RollCall:
    with text.store.read() as tables:
        found = signature.roll_call(tables)
    assert found is not None
    return found


def test_the_feast_has_a_day_and_a_place_and_nobody_overwrites_them(text: Text) -> None:
    seen = (None, "")
    kept = signature.plan(text.store, signing_on=DAY, place=" Plein ", before=seen)
    assert (kept.signing_on, kept.place) == (DAY, "Plein")
    with pytest.raises(Conflict, match=r"signature\.day"):
        signature.plan(text.store, signing_on=None, place="De Spil", before=seen)


# ---------------------------------------------------------------- the roll call


def test_the_roll_call_goes_from_party_to_party_until_all_have_signed(text: Text) -> None:
    assert [(one.short_name, one.promises) for one in call(text).turns] == [
        ("De Meelbloem", ("De school plant vijf bomen.",)),
        ("Gemeente Oosterhaven", ("De gemeente betaalt de bomen.",)),
    ]
    assert signature.go_on(text.store, after=None) == text.school
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    assert [one.is_signed for one in call(text).turns] == [True, False]
    assert signature.go_on(text.store, after=None) == text.school  # somebody pressed twice
    assert signature.go_on(text.store, after=text.school) == text.town
    signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    assert signature.go_on(text.store, after=text.town) is None
    assert call(text).party_id is None


def test_a_party_that_is_late_comes_last_and_is_not_forgotten(text: Text) -> None:
    signature.go_on(text.store, after=None)
    signature.pass_over(text.store, party_id=text.school)
    found = call(text)
    assert found.party_id == text.town
    assert [one.party_id for one in found.turns] == [text.town, text.school]
    assert signature.go_on(text.store, after=text.town) == text.school
    signature.put_earlier(text.store, party_id=text.school)
    signature.put_earlier(text.store, party_id=text.school)
    assert [one.party_id for one in call(text).turns] == [text.school, text.town]
    signature.call(text.store, party_id=text.town)
    assert call(text).party_id == text.town
    for act in (signature.call, signature.pass_over, signature.put_earlier):
        with pytest.raises(NotFound, match=r"mandate\.party"):
            act(text.store, party_id=text.other)
    signature.finish(text.store)
    assert call(text).party_id is None


def test_a_second_press_on_open_leaves_the_roll_call_as_it_is(text: Text) -> None:
    signature.go_on(text.store, after=None)
    signature.pass_over(text.store, party_id=text.school)
    before = call(text)
    consent.open_signing(text.store, now=LATER)
    assert call(text) == before
    assert before.party_id == text.town


def test_the_hall_reads_on_what_a_yes_depends_also_once_it_was_signed(evening: Evening) -> None:
    made = write(evening.store)
    made.freeze()
    made.say(made.school, ConsentAnswer.YES_IF, text="als de raad instemt")
    made.say(made.town)
    mandate.change(evening.store, party_id=made.school, version=0, proviso="de ouders")
    consent.open_signing(evening.store, now=NOW)
    said = ("Ja, als de raad instemt.", "de ouders")
    for _ in range(2):
        school, town = call(made).turns
        assert (school.condition, school.proviso) == said
        assert (town.condition, town.proviso) == ("", "")
        if not school.is_signed:
            signature.sign(evening.store, party_id=made.school, pen=PEN, now=NOW)


def test_a_substitute_is_told_before_she_signs(text: Text) -> None:
    mandate.change(
        text.store, party_id=text.school, version=0, function="conciërge", substitute_for="directeur"
    )
    turn = call(text).turns[0]
    assert (turn.function, turn.substitute_for) == ("conciërge", "directeur")


def test_the_projector_shows_it_and_hears_of_every_act(text: Text, evening: Evening, told: Told) -> None:
    assert evening.state(Audience.HALL)["signing"] is None
    signature.show(text.store, meeting_id=evening.id)
    signature.go_on(text.store, after=None)
    told.clear()
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    (heard,) = told
    assert ("reset", evening.id) in [(one.kind, one.meeting_id) for one in heard[1]]
    state = evening.state(Audience.HALL)
    assert (state["screen"], state["signing"]["party"]) == (ScreenView.SIGNING, text.school)
    assert [one["signed"] for one in state["signing"]["turns"]] == [True, False]
    assert state["signing"]["finding"] == "Eén partij tekende."
    assert "signing" not in evening.state(Audience.PHONE)


def test_nothing_of_a_drawing_reaches_the_hall(text: Text, evening: Evening) -> None:
    signature.show(text.store, meeting_id=evening.id)
    signature.sign(
        text.store, party_id=text.school, pen=Pen(SignatureMethod.FINGER, "directeur", DRAWING), now=NOW
    )
    seen = sight.signing_for(evening.situation)
    assert seen is not None
    assert "drawing" not in str(seen)
    assert "500" not in str(seen)


def test_it_is_shown_only_while_the_meeting_runs(text: Text, evening: Evening) -> None:
    meeting.close(text.store, meeting_id=evening.id, now=NOW)
    with pytest.raises(Conflict, match=r"meeting\.closed"):
        signature.show(text.store, meeting_id=evening.id)


def test_the_hall_hears_of_a_promise_that_changes_while_it_is_read(
    text: Text, evening: Evening, told: Told
) -> None:
    signature.show(text.store, meeting_id=evening.id)
    signature.go_on(text.store, after=None)
    shorter = {"party_id": text.school, "version": 0, "promise": "Wij planten vier bomen."}
    on = {"text": "Als de raad instemt", "instead_of": answer(text)}
    for change in (
        lambda: mandate.change(text.store, **shorter),
        lambda: text.say(text.town, ConsentAnswer.YES_IF, **on),
    ):
        told.clear()
        change()
        assert ("reset", evening.id) in [(one.kind, one.meeting_id) for heard in told for one in heard[1]]
    school, town = evening.state(Audience.HALL)["signing"]["turns"]
    assert school["promises"] == ["Wij planten vier bomen."]
    assert town["hangs_on"] == ["Ja, als de raad instemt."]


def answer(text: Text) -> int:
    with text.store.read() as tables:
        return consent.in_force(tables, 0)[text.town].id


def test_nobody_signs_another_promise_than_was_read_aloud(text: Text) -> None:
    with text.store.read() as tables:
        call = signature.roll_call(tables)
    assert call is not None
    seen = signature.shown_in(call.turns[0]).mark
    mandate.change(text.store, party_id=text.school, version=0, promise="Wij planten vier bomen.")
    with pytest.raises(Conflict, match=r"signature\.changed"):
        signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW, seen=seen)
    with text.store.read() as tables:
        call = signature.roll_call(tables)
    assert call is not None
    seen = signature.shown_in(call.turns[0]).mark
    signed = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW, seen=seen)
    assert signed.promise == "Wij planten vier bomen."


# ---------------------------------------------------------------- the pen


def test_a_signature_holds_the_seal_of_the_text_and_what_was_promised(text: Text) -> None:
    made = signature.sign(
        text.store, party_id=text.school, pen=Pen(SignatureMethod.FINGER, " directeur ", DRAWING), now=NOW
    )
    with text.store.read() as tables:
        version = tables.version.newest()
        assert version is not None
    assert made.digest == version.digest == agreement.digest(version.content)
    assert (made.kind, made.function, made.on_behalf_of) == (
        SignatureKind.SIGNING,
        "directeur",
        "De Meelbloem",
    )
    assert (made.promise, made.drawing) == ("De school plant vijf bomen.", DRAWING)
    assert made.consent_id is not None


@pytest.mark.parametrize(
    ("pen", "code"),
    [
        (Pen(SignatureMethod.PEN, " "), "signature.function"),
        (Pen(SignatureMethod.TYPED, ""), "signature.function"),
        (Pen(SignatureMethod.FINGER, "directeur"), "signature.empty"),
        (Pen(SignatureMethod.FINGER, "directeur", (((1, 1),),)), "signature.empty"),
        (Pen(SignatureMethod.FINGER, "directeur", (((1, 1), (2, 1001)) * 4,)), "signature.drawing"),
        (Pen(SignatureMethod.FINGER, "directeur", (((1, 1),) * 4001,)), "signature.drawing"),
        (Pen(SignatureMethod.PEN, "x" * 81), "signature.too_long"),
    ],
)
def test_a_pen_that_is_none_signs_nothing(text: Text, pen: Pen, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        signature.sign(text.store, party_id=text.school, pen=pen, now=NOW)
    assert signed(text) == []


@pytest.mark.parametrize("sent", ["1", "1 x", "1 2 3", "-1 2", "1 99999", "1.5 2"])
def test_lines_that_are_none_are_refused(sent: str) -> None:
    if sent == "-1 2":  # an empty line, and one point
        assert signature.lines(sent) == (((1, 2),),)
        return
    with pytest.raises(RuleBroken, match=r"signature\.drawing"):
        signature.lines(sent)


def test_the_stage_shows_what_was_signed(text: Text) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    with text.store.write() as tables:  # as a file of before the guard may have it
        tables.mandate.put(party_id=text.school, version=0, promise="Wij planten niets.")
    assert call(text).turns[0].promises == ("De school plant vijf bomen.",)


def test_a_party_signs_a_version_once(text: Text) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    with pytest.raises(Conflict, match=r"signature\.there"):
        signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    with pytest.raises(Conflict, match=r"signature\.there"):
        signature.make_key(text.store, party_id=text.school, now=NOW)


def test_who_signs_nothing_and_who_said_not_yet_are_refused(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    text.say(text.town, ConsentAnswer.NOT_YET, text="De raad vergadert nog.")
    consent.open_signing(text.store, now=NOW, why="De raad tekent later.")
    with pytest.raises(NotFound, match=r"mandate\.party"):
        signature.sign(text.store, party_id=text.other, pen=PEN, now=NOW)
    with pytest.raises(Conflict, match=r"signature\.not_yet"):
        signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    with pytest.raises(Conflict, match=r"signature\.not_yet"):
        signature.make_key(text.store, party_id=text.town, now=NOW)
    with text.store.read() as tables:
        assert text.town not in mandate.of_version(tables, 0)
    assert signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW).consent_id is None


def break_text(text: Text, how: str) -> None:
    """Change what is stored: one word, the words with their seal, or all of it."""
    with text.store.read() as tables:
        (version,) = tables.version.all()
    other = version.content.replace("vijf", "zes")
    if how == "word":
        tamper(text.store, content=other)
    elif how == "seal":  # the words and their digest fit each other, and not what was signed
        tamper(text.store, content=other, digest=agreement.digest(other))
    else:
        tamper(text.store, content="{", digest=agreement.digest("{"))


@pytest.mark.parametrize("how", ["word", "seal", "rubbish"])
def test_nobody_acts_on_a_text_that_is_not_what_was_signed(text: Text, how: str) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    break_text(text, how)
    store, about = text.store, {"party_id": text.town, "pen": PEN, "now": NOW}
    acts = (
        lambda: signature.sign(store, **about),
        lambda: signature.join(store, **about),
        lambda: signature.make_key(store, party_id=text.town, now=NOW),
        lambda: signature.go_on(store, after=None),
        lambda: consent.open_signing(store, now=NOW),
        lambda: text.say(text.other),
    )
    for act in acts:
        with pytest.raises(Conflict, match=r"version\.broken"):
            act()
    with store.read() as tables:
        version = tables.version.all()[0]
        for read in (signature.roll_call, lambda _: consent.standings(tables, version)):
            with pytest.raises(Conflict, match=r"version\.broken"):
                read(tables)
        with pytest.raises(Conflict, match=r"version\.broken"):
            mandate.sheets(tables, version)
        assert signature.on_screen(tables) is None
        assert len(tables.signature.all()) == 1


def test_a_text_that_is_no_text_says_so_in_words() -> None:
    for content in ("verkeerd", "[]", '{"chapters": 1}', ""):
        with pytest.raises(Conflict, match=r"version\.broken"):
            agreement.read(content)


# ---------------------------------------------------------------- a link to sign with once


def test_a_key_signs_for_its_party_once(text: Text) -> None:
    key = signature.make_key(text.store, party_id=text.school, now=NOW)
    pen = Pen(SignatureMethod.TYPED, "directeur")
    with pytest.raises(RuleBroken, match=r"signature\.function"):
        signature.sign_with_key(text.store, key=key, pen=Pen(SignatureMethod.TYPED, ""), now=NOW)
    assert signature.sign_with_key(text.store, key=key, pen=pen, now=NOW).party_id == text.school
    with pytest.raises(Forbidden, match=r"signature\.key"):
        signature.sign_with_key(text.store, key=key, pen=pen, now=NOW)
    assert len(signed(text)) == 1


def test_a_key_ends_with_the_next_one_with_time_and_with_a_newer_text(text: Text) -> None:
    pen = Pen(SignatureMethod.TYPED, "directeur")
    old = signature.make_key(text.store, party_id=text.school, now=NOW)
    key = signature.make_key(text.store, party_id=text.school, now=NOW)
    late = NOW + dt.timedelta(minutes=signature.KEY_MINUTES)
    for wrong, now in ((old, NOW), ("", NOW), ("\ud800", NOW), (key, late)):
        with pytest.raises(Forbidden, match=r"signature\.key"):
            signature.sign_with_key(text.store, key=wrong, pen=pen, now=now)
    text.freeze(LATER)
    text.open(version=1, now=LATER)
    with pytest.raises(Forbidden, match=r"signature\.key"):
        signature.sign_with_key(text.store, key=key, pen=pen, now=NOW)


# ---------------------------------------------------------------- afterwards


def test_a_mistake_is_taken_back_with_a_reason_and_stays_to_be_read(text: Text, evening: Evening) -> None:
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    with pytest.raises(RuleBroken, match=r"signature\.why"):
        signature.take_back(text.store, signature_id=made.id, why=" ", now=NOW)
    signature.take_back(text.store, signature_id=made.id, why="Verkeerde regel.", now=LATER)
    assert not call(text).turns[0].is_signed
    signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    assert [(one.why, one.counts) for one in signed(text)] == [("Verkeerde regel.", False), ("", True)]
    with pytest.raises(Conflict, match=r"signature\.settled"):
        notice.give(text.store, signature_id=made.id, on=DAY, why="Weg.")
    meeting.close(text.store, meeting_id=evening.id, now=NOW)
    signature.take_back(text.store, signature_id=signed(text)[1].id, why="Niet zij, maar wij.", now=LATER)
    assert not any(one.counts for one in signed(text))


def test_who_joins_later_signs_what_the_others_signed(text: Text) -> None:
    with pytest.raises(Conflict, match=r"signature\.nobody"):
        signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    with pytest.raises(Conflict, match=r"signature\.not_yet"):
        signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    text.say(text.other)
    joined = signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    assert (joined.kind, joined.digest) == (SignatureKind.ACCESSION, made.digest)
    assert len(call(text).turns) == 2  # the roll call is of the day itself


def test_a_party_of_the_text_that_was_late_signs_on_its_own_line(text: Text, evening: Evening) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    meeting.close(text.store, meeting_id=evening.id, now=NOW)
    late = signature.join(text.store, party_id=text.town, pen=PEN, now=LATER)
    assert late.kind is SignatureKind.SIGNING
    assert [one.is_signed for one in call(text).turns] == [True, True]


def test_who_signs_on_paper_later_has_the_day_and_the_place_of_the_paper(text: Text) -> None:
    signature.plan(text.store, signing_on=NOW.date(), place="Plein")
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    typed = NOW + dt.timedelta(days=21)
    about = {"party_id": text.town, "pen": PEN, "now": typed}
    for day in (NOW.date() - dt.timedelta(days=1), typed.date() + dt.timedelta(days=1)):
        with pytest.raises(RuleBroken, match=r"signature\.paper_day"):
            signature.join(text.store, **about, signed_on=day)
    day = NOW.date() + dt.timedelta(days=3)
    made = signature.join(text.store, **about, signed_on=day, place=" Het  stadhuis ")
    assert (signature.day_of(made), made.place, made.signed_at) == (day, "Het stadhuis", typed)
    with pytest.raises(RuleBroken, match=r"signature\.stop_day"):
        notice.give(text.store, signature_id=made.id, on=day - dt.timedelta(days=1), why="Geen geld.")
    notice.give(text.store, signature_id=made.id, on=day, why="Geen geld.")
    with pytest.raises(sqlite3.IntegrityError), text.store.write() as tables:
        tables.signature.update(made.id, signed_on=NOW.date())


def test_the_first_paper_has_a_day_of_its_own_too(text: Text) -> None:
    typed, day = NOW + dt.timedelta(days=2), NOW.date()
    about = {"pen": PEN, "now": typed, "place": "Stadhuis"}
    early = day - dt.timedelta(days=1)
    with pytest.raises(RuleBroken, match=r"signature\.paper_day"):
        signature.sign(text.store, party_id=text.school, **about, signed_on=early)
    first = signature.sign(text.store, party_id=text.school, **about, signed_on=day)
    second = signature.join(text.store, party_id=text.town, **about, signed_on=day)
    assert [(signature.day_of(one), one.place) for one in (first, second)] == [(day, "Stadhuis")] * 2


def test_a_paper_is_written_down_after_an_evening_on_which_nobody_typed(text: Text) -> None:
    typed, day = NOW + dt.timedelta(days=2), NOW.date()
    first = signature.join(text.store, party_id=text.school, pen=PEN, now=typed, signed_on=day)
    assert (first.kind, first.version, first.signed_on) == (SignatureKind.SIGNING, 0, day)
    text.freeze(typed)
    with pytest.raises(Conflict, match=r"signature\.nobody"):  # that text is not open yet
        signature.join(text.store, party_id=text.town, pen=PEN, now=typed, version=1)


def test_the_place_of_a_feast_that_is_over_goes_with_no_later_signature(text: Text) -> None:
    signature.plan(text.store, signing_on=NOW.date(), place="Plein")
    first = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    about = {"party_id": text.town, "pen": PEN, "now": NOW + dt.timedelta(days=21)}
    late = signature.join(text.store, **about)
    assert (first.place, late.place) == ("Plein", "")
    signature.take_back(text.store, signature_id=late.id, why="Verkeerd.", now=NOW)
    assert signature.join(text.store, **about, signed_on=NOW.date()).place == "Plein"


def test_a_late_party_without_an_answer_signs_only_what_was_opened_without_it(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    text.say(text.school)
    consent.open_signing(text.store, now=NOW, why="De raad tekent later.")
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    text.freeze(LATER)
    consent.open_signing(text.store, now=LATER, why="Nieuwe tekst, andere reden.")
    with pytest.raises(Conflict, match=r"signature\.not_yet"):
        signature.join(text.store, party_id=text.town, pen=PEN, now=LATER)


def test_a_text_that_is_frozen_while_parties_sign_does_not_stop_them(text: Text) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    key = signature.make_key(text.store, party_id=text.town, now=NOW)
    text.freeze(LATER)
    assert (call(text).version, [one.is_signed for one in call(text).turns]) == (0, [True, False])
    with pytest.raises(Conflict, match=r"signature\.begun"):
        consent.shut_signing(text.store)
    assert signature.go_on(text.store, after=None) == text.town
    pen = Pen(SignatureMethod.TYPED, "wethouder")
    assert signature.sign_with_key(text.store, key=key, pen=pen, now=NOW).version == 0
    assert call(text).version == 1  # all have signed: the next is the new text


def test_accession_stays_possible_when_a_newer_text_was_frozen(text: Text) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    text.freeze(LATER)
    text.say(text.other, version=0)
    with pytest.raises(NotFound, match=r"mandate\.party"):
        text.say(text.other, version=1)
    joined = signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    assert (joined.version, joined.kind) == (0, SignatureKind.ACCESSION)


def test_an_amendment_is_signed_anew(text: Text) -> None:
    before = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    text.add("De school plant er nog een.", text.school, saved_at=LATER)
    text.freeze(LATER)
    text.open(version=1, now=LATER)
    assert [one.is_signed for one in call(text).turns] == [False, False]
    after = signature.sign(text.store, party_id=text.school, pen=PEN, now=LATER)
    assert (before.version, after.version) == (0, 1)
    assert before.digest != after.digest
    assert signed(text)[0] == before


def test_who_joined_this_very_text_is_not_missing_from_it(text: Text) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    text.say(text.other)
    signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    with text.store.read() as tables:
        version = tables.version.newest()
        assert version is not None
        assert text.other not in {one.id for one in agreement.read(version.content).parties}
        assert consent.missing(tables, version) == []


def test_a_party_whose_body_said_no_is_passed_by_and_the_hall_reads_why(text: Text) -> None:
    about = {"party_id": text.school, "version": 0}
    no = {"status": MandateStatus.REFUSED, "decided_on": NOW.date(), "why": "Te duur."}
    mandate.change(text.store, **about, **no)
    assert [(one.is_refused, one.is_left) for one in call(text).turns] == [(True, False), (False, True)]
    assert signature.go_on(text.store, after=None) == text.town
    signature.call(text.store, party_id=text.school)
    with text.store.read() as tables:
        planned = tables.meeting.running()
    assert planned is not None
    signature.show(text.store, meeting_id=planned.id)
    with text.store.read() as tables:
        hall = sight.signing_for(tables.situation(planned.id))
    assert hall is not None
    (turn,) = (one for one in hall["turns"] if one["id"] == text.school)
    assert (turn["promises"], turn["hangs_on"], turn["refused"]) == ([signature.REFUSED], [], True)
    mandate.change(text.store, **about, status=MandateStatus.IN)
    assert [one.is_left for one in call(text).turns] == [True, True]
