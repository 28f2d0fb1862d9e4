"""The doors of the first step: parties, lines, talks, opinions and seats; also of a file made before them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from sok_core import conversation, core_team, estimate, meeting, party, relation
from sok_core.errors import NotFound
from sok_core.model import EstimateKind, PartyStatus, Reader, Ring, TalkResult
from sok_core.store import Store, pool
from sok_core.store.file import SIGNATURE
from sok_core.store.migrations import DOSSIER
from sok_core.store.shelf import Shelf
from tests.evening import Evening

TODAY = dt.date(2026, 11, 5)
FIRST_OF_THE_STEP = "m20261128_party_fields"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups")
    yield shelf
    shelf.close_all()


def old_file(path: Path) -> None:
    """Write a dossier as it was before this step had tables of its own."""
    path.parent.mkdir(exist_ok=True)
    db = pool.connect(path)
    db.execute(f"PRAGMA application_id = {SIGNATURE}")
    DOSSIER.apply(db, stop_before=FIRST_OF_THE_STEP)
    db.execute(
        "INSERT INTO dossier (id, uuid, name, created_at, revision)"
        " VALUES (1, 'u-1', 'Oud', '2026-11-23T12:00:00+00:00', 7)"
    )
    for name, seat in (("De Spil", 1), ("School", 0)):
        db.execute(
            "INSERT INTO party (name, short_name, type, status, in_core_team)"
            " VALUES (?, ?, 'overig', 'aan_tafel', ?)",
            [name, name, seat],
        )
    db.close()


def test_a_file_from_before_comes_over_with_its_parties_and_a_seat_for_each_mark(shelf: Shelf) -> None:
    old_file(shelf.path("oud"))
    store = shelf.open("oud")
    with store.read() as tables:
        spil, school = tables.party.all()
        (seat,) = tables.core_team.now()
        assert tables.dossier.current().has_contact_names is False
        assert tables.relation.all() == []
        assert tables.conversation.readable_by(Reader.FACILITATOR) == []
        assert tables.estimate.readable_by(Reader.FACILITATOR) == []
    assert (spil.short_name, spil.status, spil.brings, spil.ring) == (
        *("De Spil", PartyStatus.AT_THE_TABLE, "", None),
    )
    assert (seat.party_id, seat.function, seat.since) == (spil.id, "vertegenwoordiger", None)
    changed = party.change(store, party_id=school.id, ring="schil", call_by=TODAY)
    assert (changed.ring, changed.call_by) == (Ring.SHELL, TODAY)
    relation.draw(store, source_id=spil.id, target_id=school.id)
    conversation.hold(store, party_id=school.id, date=TODAY, held_by="voorzitter", worries="Tocht")


def filled(store: Store) -> tuple[int, int]:
    """Write two parties with all that can hang on them; return their ids."""
    spil, school = (party.write_down(store, name=name).id for name in ("De Spil", "School"))
    line = relation.draw(store, source_id=school, target_id=spil, note="Kort", is_directed=True)
    for about in ({"kind": EstimateKind.TENSION, "relation_id": line.id}, {"party_id": spil}):
        known = {"kind": EstimateKind.INFLUENCE, "value": 2, "given_by": "voorzitter", "given_on": TODAY}
        estimate.give(store, **known | about)  # type: ignore[arg-type]
    conversation.hold(
        store, party_id=spil, named=["School", "Kerk"], date=TODAY, held_by="voorzitter", worries="Tocht"
    )
    core_team.join(store, function="beheerder", party_id=spil, since=TODAY)
    return spil, school


def test_a_party_goes_with_all_that_hangs_on_it(evening: Evening) -> None:
    spil, school = filled(evening.store)
    conversation.hold(
        evening.store, party_id=school, named=["De Spil"], date=TODAY, held_by="voorzitter", worries="Geld"
    )
    meeting.tick_parties(evening.store, meeting_id=evening.id, party_ids=[spil, school])
    party.remove(evening.store, party_id=spil)
    with evening.store.read() as tables:
        assert [one.id for one in tables.party.all()] == [school]
        assert tables.relation.all() == []
        assert tables.estimate.readable_by(Reader.FACILITATOR) == []
        (talk,) = tables.conversation.readable_by(Reader.FACILITATOR)
        assert talk.party_id == school
        assert tables.meeting.parties_present(evening.id) == [school]
        (seat,) = tables.core_team.now()
        assert (seat.function, seat.party_id) == ("beheerder", None)
        assert tables.party.get(school).x is None
        assert conversation.undrawn(talk, tables.relation.all(), tables.party.all()) == []
    with pytest.raises(NotFound, match=r"party\.unknown"):
        party.remove(evening.store, party_id=spil)


def test_a_talk_keeps_the_name_of_a_party_that_went_and_never_names_another(evening: Evening) -> None:
    spil, school = (party.write_down(evening.store, name=name).id for name in ("De Spil", "School"))
    conversation.hold(
        evening.store, party_id=spil, named=["School", "Kerk"], date=TODAY, held_by="voorzitter", worries="T"
    )
    party.remove(evening.store, party_id=school)
    new = party.write_down(evening.store, name="Sportclub")
    with evening.store.read() as tables:
        (talk,) = tables.conversation.readable_by(Reader.FACILITATOR)
    assert (talk.named_parties, talk.named_unlisted) == ((), ("Kerk", "School"))
    assert new.id not in (spil, school)


def test_an_id_that_an_older_version_left_in_a_talk_is_given_to_nobody(shelf: Shelf) -> None:
    old_file(shelf.path("oud"))
    db = pool.connect(shelf.path("oud"))
    DOSSIER.apply(db, stop_before="m20261130_party_last_id")
    db.execute(
        "INSERT INTO conversation (party_id, date, held_by, result, reader, named_parties, named_unlisted)"
        " VALUES (1, '2026-11-05', 'voorzitter', 'gesproken', 'begeleider', '[2, 9]', '[]')"
    )
    db.close()
    assert party.write_down(shelf.open("oud"), name="Sportclub").id == 10


def test_all_comes_back_from_the_file_as_it_was_written(shelf: Shelf) -> None:
    store = shelf.create("De Wijk")
    spil, school = filled(store)
    shelf.close("de-wijk")
    with shelf.open("de-wijk").read() as tables:
        (line,) = tables.relation.of(spil)
        assert (line.source_id, line.is_directed, line.strength) == (school, True, 2)
        (talk,) = tables.conversation.readable_by(Reader.FACILITATOR)
        assert (talk.named_parties, talk.named_unlisted, talk.date) == ((school,), ("Kerk",), TODAY)
        assert (talk.result, talk.reader) == (TalkResult.SPOKEN, Reader.FACILITATOR)
        kinds = {
            (one.kind, one.party_id, one.relation_id) for one in tables.estimate.readable_by(talk.reader)
        }
        assert kinds == {(EstimateKind.TENSION, None, line.id), (EstimateKind.INFLUENCE, spil, None)}
        (seat,) = tables.core_team.now()
        assert (seat.since, seat.until) == (TODAY, None)


@pytest.mark.parametrize("reader", [Reader.CORE_TEAM, Reader.TABLE])
def test_a_door_gives_nobody_more_than_he_may_read(evening: Evening, reader: Reader) -> None:
    filled(evening.store)
    with evening.store.read() as tables:
        (talk,) = tables.conversation.readable_by(reader)
        assert (talk.worries, talk.named_parties, talk.named_unlisted) == ("", (), ())
        assert tables.estimate.readable_by(reader) == []
        assert tables.relation.notes(reader) == {}


def test_every_door_tells_that_it_changed_something(evening: Evening) -> None:
    before = evening.store.revision()
    filled(evening.store)
    assert evening.store.revision() == before + 7
