"""What came of what a signature hung on is not asked again of who signs again: it reads what it signs."""

import datetime as dt
from collections.abc import Callable

import pytest

from sok_core import mandate, notice, proviso, signature
from sok_core.errors import Conflict
from sok_core.model import ConsentAnswer, Signature, SignatureMethod, Turn
from sok_core.signature import Pen
from tests.core.conftest import COUNCIL, of_town
from tests.evening import NOW
from tests.signing import LATER, PEN, Text

DAY = COUNCIL.date()


def test_a_proviso_that_was_met_is_not_asked_for_the_next_text(hangs: Text) -> None:
    def asked() -> int:
        with hangs.store.read() as tables:
            version = tables.version.newest()
            assert version is not None
            return len(mandate.reserves(tables, version).get(hangs.town, ()))

    hangs.freeze(LATER)
    assert asked() == 1
    proviso.meet(hangs.store, signature_id=of_town(hangs).id, on=DAY, now=COUNCIL)
    assert asked() == 0


def test_a_proviso_that_was_met_is_not_asked_of_who_comes_back(hangs: Text) -> None:
    one = of_town(hangs)
    proviso.meet(hangs.store, signature_id=one.id, on=DAY, now=NOW)
    notice.give(hangs.store, signature_id=one.id, on=DAY, why="Verhuist.")
    back = signature.join(hangs.store, party_id=hangs.town, pen=PEN, now=NOW)
    assert (one.proviso, back.proviso) == ("Instemming van de raad", "")


def by_link(text: Text) -> Signature:
    """Sign with the link and the mark of what its page showed."""
    key = signature.make_key(text.store, party_id=text.town, now=COUNCIL)
    return signature.sign_with_key(
        text.store, key=key, pen=PEN, now=COUNCIL, seen=signature.shown_in(turn(text)).mark
    )


def on_stage(text: Text, pen: Pen) -> Signature:
    """Sign with the mark of what the roll call showed."""
    seen = signature.shown_in(turn(text)).mark
    return signature.sign(text.store, party_id=text.town, pen=pen, now=COUNCIL, seen=seen)


WAYS: dict[str, Callable[[Text], Signature]] = {
    "paper": lambda text: on_stage(text, PEN),
    "typed": lambda text: on_stage(text, Pen(SignatureMethod.TYPED, "wethouder")),
    "finger": lambda text: on_stage(
        text, Pen(SignatureMethod.FINGER, "wethouder", drawing=(tuple((one, one) for one in range(9)),))
    ),
    "afterwards": lambda text: signature.join(text.store, party_id=text.town, pen=PEN, now=COUNCIL),
    "link": by_link,
}


def turn(text: Text) -> Turn:
    """What the roll call says of the town."""
    with text.store.read() as tables:
        call = signature.roll_call(tables)
    assert call is not None
    return next(one for one in call.turns if one.party_id == text.town)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("is_met", [True, False])
@pytest.mark.parametrize("is_mistake", [True, False])
def test_what_a_party_reads_is_what_it_signs(
    hangs: Text, way: Callable[[Text], Signature], *, is_met: bool, is_mistake: bool
) -> None:
    one = of_town(hangs)
    if is_met:
        proviso.meet(hangs.store, signature_id=one.id, on=DAY, now=COUNCIL)
    if is_mistake:
        signature.take_back(hangs.store, signature_id=one.id, why="Verkeerde regel.", now=COUNCIL)
    else:
        notice.give(hangs.store, signature_id=one.id, on=DAY, why="Verhuist.")
    asked = "" if is_met and not is_mistake else "Instemming van de raad"
    with hangs.store.read() as tables:
        version = tables.version.newest()
        assert version is not None
        shown = signature.shown(tables, version, hangs.town)
    condition = asked and "Ja, als er geld is."  # what was met is met for both
    assert (shown.proviso, shown.condition, shown) == (asked, condition, signature.shown_in(turn(hangs)))
    made = way(hangs)
    assert (made.proviso, made.promise) == (asked, "\n".join(shown.promises))
    now = turn(hangs)
    assert (now.is_signed, now.proviso, now.condition) == (True, asked, condition)
    with hangs.store.read() as tables:
        hanging = proviso.hanging(tables, version)
    assert hanging.get(made.id, "") == " · ".join(filter(None, [asked, condition]))


def test_what_a_signature_hangs_on_stays_as_it_was_signed(hangs: Text) -> None:
    one = of_town(hangs)
    proviso.meet(hangs.store, signature_id=one.id, on=DAY, now=COUNCIL)
    notice.give(hangs.store, signature_id=one.id, on=DAY, why="Verhuist.")
    again = signature.join(hangs.store, party_id=hangs.town, pen=PEN, now=COUNCIL)
    later = COUNCIL + dt.timedelta(hours=1)
    signature.take_back(hangs.store, signature_id=one.id, why="Verkeerde regel.", now=later)
    with hangs.store.read() as tables:
        version = tables.version.newest()
        assert version is not None
        assert (again.proviso, proviso.hanging(tables, version)) == ("", {})
        assert signature.shown(tables, version, hangs.town).condition == "Ja, als er geld is."


def test_who_stopped_and_answers_anew_reads_that_answer(hangs: Text) -> None:
    one = of_town(hangs)
    notice.give(hangs.store, signature_id=one.id, on=DAY, why="Verhuist.")
    hangs.say(hangs.town, ConsentAnswer.YES_IF, text="als er bomen zijn", instead_of=one.consent_id)
    assert turn(hangs).condition == "Ja, als er bomen zijn."
    assert by_link(hangs).consent_id != one.consent_id


def test_a_page_of_before_it_came_signs_nothing_else(hangs: Text) -> None:
    one = of_town(hangs)
    proviso.meet(hangs.store, signature_id=one.id, on=DAY, now=COUNCIL)
    notice.give(hangs.store, signature_id=one.id, on=DAY, why="Verhuist.")
    key = signature.make_key(hangs.store, party_id=hangs.town, now=COUNCIL)
    seen = signature.shown_in(turn(hangs)).mark
    signature.take_back(hangs.store, signature_id=one.id, why="Verkeerde regel.", now=COUNCIL)
    with pytest.raises(Conflict, match=r"signature\.changed"):
        signature.sign_with_key(hangs.store, key=key, pen=PEN, now=COUNCIL, seen=seen)
