"""Notice: who stops did sign, is bound until its day, and leads nothing from then on."""

import datetime as dt

import pytest

from sok_core import commitment, commitment_state, notice, signature
from sok_core.errors import Conflict
from sok_core.model import CommitmentStatus, ConsentAnswer
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
