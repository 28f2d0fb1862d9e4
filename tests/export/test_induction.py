"""The induction sheet: one page, by function, with residents' own words."""

import datetime as dt
from collections.abc import Iterator

import pytest

from sok_core import note
from sok_core.errors import NotFound
from sok_core.export import induction
from sok_core.model import CommitmentStatus, Party
from sok_core.store import Store
from tests import following
from tests.evening import Evening
from tests.export import read
from tests.export.read import squeezed
from tests.export.test_progress import NOW
from tests.molenkwartier import neighbourhood


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("wijk")) as store:
        yield store


def parties(store: Store) -> list[Party]:
    with store.read() as tables:
        return tables.party.all()


def test_the_sheet_of_every_party_is_one_accessible_page(store: Store) -> None:
    for one in parties(store):
        body = induction.pdf(induction.gather(store, one.id, now=NOW))
        assert len(read.pdf(body).pages) == 1, one.name
        assert read.is_accessible(body)


def test_it_tells_what_is_promised_whom_to_meet_and_where_it_began(store: Store) -> None:
    town = next(one for one in parties(store) if one.short_name == "Gemeente")
    known = induction.gather(store, town.id, now=NOW)
    text = squeezed(read.pdf_text(induction.pdf(known)))
    assert len(known.led) == 3
    for one in known.led:
        assert squeezed(one.commitment.title[:60]) in text
        assert known.numbers[one.commitment.id] in text
    assert known.notes
    assert squeezed(known.notes[0].text) in text
    met = known.meets[0][0]
    assert squeezed(met.short_name) in text
    assert squeezed(met.contact_role) in text
    heads = [
        text.index(squeezed(head)) for head in ("Wat beloofden we?", "Met wie maak je", "Waar het begon")
    ]
    assert heads == sorted(heads)


def test_a_hidden_note_stays_off_the_sheet(store: Store) -> None:
    town = next(one for one in parties(store) if one.short_name == "Gemeente")
    first = induction.gather(store, town.id, now=NOW).notes[0]
    with store.read() as tables:
        same = [one for each in tables.meeting.all() for one in tables.note.of(each.id)]
    hidden = [one.id for one in same if one.text == first.text and not one.is_hidden]
    for each in hidden:
        note.hide(store, note_id=each, reason="grof", now=NOW)
    notes = induction.gather(store, town.id, now=NOW).notes
    for each in hidden:
        note.restore(store, note_id=each)
    assert first.text not in [one.text for one in notes]


def test_a_party_that_is_not_there_has_no_sheet(store: Store) -> None:
    with pytest.raises(NotFound):
        induction.gather(store, 9999, now=NOW)


def test_what_another_doubts_still_has_to_be_done(evening: Evening) -> None:
    scene = following.begin(evening.store)
    doubted, done = scene.commitment("Dak."), scene.commitment("Bank.")
    for one, is_right in ((doubted, False), (done, True)):
        said = scene.said(one, following.day(10), CommitmentStatus.DONE)
        with scene.store.write() as tables:
            tables.confirmation.add(
                update_id=said.id, party_id=scene.town, is_right=is_right, on=following.day(10), text="Nee"
            )
    known = induction.gather(evening.store, scene.school, now=NOW)
    assert [one.commitment for one in known.led] == [doubted]


def test_it_says_when_and_where_the_moment_of_today_is(evening: Evening) -> None:
    scene = following.begin(evening.store)
    scene.check_in(NOW.date(), starts_at=dt.time(19), place="De Spil")
    text = read.pdf_text(induction.pdf(induction.gather(evening.store, scene.school, now=NOW)))
    assert squeezed("zaterdag 28 november om 19:00, De Spil") in squeezed(text)
