"""What goes out as a table comes in again as it was."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sok_core import estimate, network, party, relation
from sok_core.clock import now
from sok_core.export import tables as export
from sok_core.intake import party as party_table
from sok_core.intake import relation as relation_table
from sok_core.intake import table
from sok_core.model import (
    Capacity,
    EstimateKind,
    PartyList,
    PartyStatus,
    PartyType,
    Reader,
    RelationKind,
    Ring,
)
from sok_core.store import Store
from sok_core.web import running
from tests.molenkwartier import placed

TODAY = dt.date(2026, 11, 28)
SIGNS = st.characters(exclude_categories=("C", "Z"), exclude_characters="ÃÂâ\N{REPLACEMENT CHARACTER}")
WORDS = st.lists(st.text(SIGNS, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
RISKY = st.sampled_from(
    ["=1+1", "'=1", "''@x", "+31 6", "-", "@x", '"Spil', "a;b", "a,b", "'t Hof", "5", "0,5"]
)
TEXT = st.one_of(st.just(""), WORDS, RISKY)
NAME = st.one_of(WORDS, RISKY)


def one_of(choices: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.sampled_from(list(choices)))


PARTY = st.fixed_dictionaries(
    {
        "name": NAME,
        "type": st.sampled_from(list(PartyType)),
        "status": st.sampled_from(list(PartyStatus)),
        "ring": one_of(Ring),
        "capacity": one_of(Capacity),
        "listed_as": one_of(PartyList),
        **dict.fromkeys(("interest_text", "contact_role", "brings", "needs", "caller"), TEXT),
        "represents": st.one_of(st.none(), st.integers(0, 100_000)),
        "call_by": st.one_of(st.none(), st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))),
    }
)
LINE = st.fixed_dictionaries(
    {
        "ends": st.tuples(st.integers(0, 7), st.integers(0, 7)),
        "kind": st.sampled_from(list(RelationKind)),
        "strength": st.integers(1, 5),
        "is_directed": st.booleans(),
        "since": st.one_of(st.just(""), st.sampled_from(["2021", "2021-05", "vroeger"])),
        "note": TEXT,
        "note_reader": st.sampled_from(list(Reader)),
        "asserted_by": TEXT,
        "asserted_on": st.one_of(st.none(), st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))),
        "tension": st.one_of(st.none(), st.integers(0, 3)),
    }
)


@pytest.fixture
def pair(data_folder: Path) -> tuple[Store, Store]:
    """A dossier to take from, and one to bring in."""
    assert data_folder.is_dir()
    shelf = running.current().shelf
    return shelf.create("Hier"), shelf.create("Daar")


def empty(store: Store) -> None:
    with store.write() as tables:
        for one in tables.party.all():
            tables.party.delete(one.id)


def fill(store: Store, parties: list[dict[str, Any]], lines: list[dict[str, Any]]) -> None:
    with store.write() as tables:
        kept = party.add_rows(tables, parties)
        seen = set()
        for line in lines:
            fields = dict(line)
            source, target = (kept[place % len(kept)].id for place in fields.pop("ends"))
            tension = fields.pop("tension")
            key = relation.ends(source, target), fields["kind"]
            if source == target or key in seen:
                continue
            seen.add(key)
            drawn = relation.add_row(tables, fields | {"source_id": source, "target_id": target})
            if tension is not None:
                put(tables, EstimateKind.TENSION, tension, relation_id=drawn.id)
        for one in kept[:3]:
            put(tables, EstimateKind.ATTITUDE, -2, party_id=one.id)
        network.settle(tables)


def put(tables: Any, kind: EstimateKind, value: int, **about: int) -> None:
    estimate.put(
        tables, kind=kind, value=value, reader=Reader.CORE_TEAM, given_by="import", given_on=TODAY, **about
    )


def content(store: Store) -> dict[str, Any]:
    """Return all parties and relations without what a dossier gives them itself: ids, and a place."""
    with store.read() as tables:
        parties, lines = tables.party.all(), tables.relation.all()
        given = tables.estimate.readable_by(Reader.FACILITATOR)
        notes, readers = tables.relation.notes(Reader.FACILITATOR), tables.relation.note_readers()
    names = {one.id: one.name for one in parties}
    where = {one.id: (names[one.source_id], names[one.target_id], one.kind) for one in lines}
    return {
        "parties": {
            one.name: [getattr(one, field) for field in party.FIELDS if field != "contact_name"]
            for one in parties
        },
        "lines": {
            where[one.id]: (
                *(one.strength, one.is_directed, one.since, one.asserted_by, one.asserted_on),
                *((notes[one.id], readers[one.id]) if one.id in notes else ()),
            )
            for one in lines
        },
        "opinions": {
            (one.kind, names.get(one.party_id or 0), where.get(one.relation_id or 0)): (one.value, one.reader)
            for one in given
        },
    }


def carried(here: Store, there: Store, *, ending: str) -> None:
    """Take both tables out of one dossier and bring them into another."""
    made = export.gather(here, Reader.FACILITATOR, now=now())
    if ending == "xlsx":
        files = [export.workbook(made)] * 2
    else:
        files = [export.party_csv(made), export.relation_csv(made)]
    for body, intake in zip(files, (party_table, relation_table), strict=True):
        found = table.read(body, f"x.{ending}", sheets=intake.SHEETS)
        with there.read() as tables:
            checked = intake.check(tables, found, intake.columns(found))
        assert [one.text for one in checked.problems if one.error.code != "intake.no_rows"] == []
        assert checked.left_out == ()
        if checked.ready:
            intake.bring_in(there, found, intake.columns(found), today=TODAY)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@given(
    parties=st.lists(PARTY, min_size=1, max_size=8, unique_by=lambda row: row["name"].casefold()),
    lines=st.lists(LINE, max_size=8),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_that_went_out_comes_in_as_it_was(
    pair: tuple[Store, Store], ending: str, parties: list[dict[str, Any]], lines: list[dict[str, Any]]
) -> None:
    here, there = pair
    empty(here)
    empty(there)
    fill(here, parties, lines)
    carried(here, there, ending=ending)
    assert content(there) == content(here)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_fictional_neighbourhood_goes_out_and_comes_in(pair: tuple[Store, Store], ending: str) -> None:
    current = running.current()
    here = placed(current.shelf, current.house)
    carried(here, pair[1], ending=ending)
    assert content(pair[1]) == content(here)
    assert len(content(here)["lines"]) == 33
