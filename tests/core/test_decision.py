"""Decisions, actions and parked points: written down once, settled later."""

import datetime as dt

import pytest

from sok_core import contact_change, decision, party
from sok_core.errors import RuleBroken
from sok_core.model import Decision, DecisionKind, DecisionStatus, PartyStatus, PartyType
from tests.evening import NOW, Evening

TODAY = NOW.date()


def write(evening: Evening, kind: DecisionKind, text: str = "Bellen", **more: object) -> Decision:
    decision.write_down(evening.store, meeting_id=evening.id, kind=kind, text=text, now=NOW, **more)  # type: ignore[arg-type]
    return written(evening)[-1]


def written(evening: Evening) -> list[Decision]:
    with evening.store.read() as tables:
        return tables.decision.of(evening.id)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (DecisionKind.DECISION, DecisionStatus.IN_FORCE),
        (DecisionKind.ACTION, DecisionStatus.OPEN),
        (DecisionKind.PARKED, DecisionStatus.OPEN),
    ],
)
def test_what_is_written_down_waits_or_is_in_force(
    evening: Evening, kind: DecisionKind, status: DecisionStatus
) -> None:
    assert write(evening, kind).status is status


def test_an_empty_text_is_refused(evening: Evening) -> None:
    with pytest.raises(RuleBroken, match="empty"):
        write(evening, DecisionKind.ACTION, "  ")
    assert written(evening) == []


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (DecisionKind.ACTION, DecisionStatus.DONE),
        (DecisionKind.ACTION, DecisionStatus.NOT_DONE),
        (DecisionKind.PARKED, DecisionStatus.RETURNED),
    ],
)
def test_what_is_settled_no_longer_waits(
    evening: Evening, kind: DecisionKind, status: DecisionStatus
) -> None:
    one = write(evening, kind)
    decision.settle(evening.store, decision_id=one.id, status=status)
    with evening.store.read() as tables:
        assert tables.decision.waiting() == []
    decision.settle(evening.store, decision_id=one.id, status=DecisionStatus.OPEN)
    with evening.store.read() as tables:
        assert [waiting.id for waiting in tables.decision.waiting()] == [one.id]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (DecisionKind.DECISION, DecisionStatus.DONE),
        (DecisionKind.DECISION, DecisionStatus.OPEN),
        (DecisionKind.ACTION, DecisionStatus.RETURNED),
        (DecisionKind.PARKED, DecisionStatus.DONE),
    ],
)
def test_a_status_must_fit_its_kind(evening: Evening, kind: DecisionKind, status: DecisionStatus) -> None:
    one = write(evening, kind)
    with pytest.raises(RuleBroken, match="status"):
        decision.settle(evening.store, decision_id=one.id, status=status)
    assert written(evening) == [one]


def test_looking_back_has_a_block_for_each_with_the_nearest_date_first(evening: Evening) -> None:
    write(evening, DecisionKind.PARKED, "De speeltuin")
    write(evening, DecisionKind.ACTION, "Folder maken", who="Ria")
    write(evening, DecisionKind.ACTION, "Bellen.", who="Jan", due=dt.date(2026, 12, 1))
    assert decision.looking_back(written(evening)) == [
        (5, "Terugkijken: Bellen (Jan, voor dinsdag 1 december)", "kring"),
        (5, "Terugkijken: Folder maken (Ria)", "kring"),
        (10, "Geparkeerd: De speeltuin", "plenair"),
    ]


def test_looking_back_leaves_out_what_is_planned_already(evening: Evening) -> None:
    write(evening, DecisionKind.PARKED, "De speeltuin")
    assert decision.looking_back(written(evening), planned={"Geparkeerd: De speeltuin"}) == []


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("De Spil, Fatma", "De Spil"),
        ("Fatma Yildiz", ""),
        ("de gemeente en Fatma", "de gemeente"),
        ("Gemeente en De Spil", "Gemeente, De Spil"),
        ("Bakker en Zoon; Piet", "Bakker en Zoon"),
        ("wijkmanager (Piet)", ""),
        ("Wijkmanager & het kernteam", "Wijkmanager, het kernteam"),
        ("", ""),
    ],
)
def test_of_who_does_it_a_file_tells_parties_and_functions_only(
    evening: Evening, who: str, told: str
) -> None:
    for name in ("De Spil", "Gemeente", "Bakker en Zoon"):
        made = party.write_down(
            evening.store, name=name, type=PartyType.OTHER, status=PartyStatus.AT_THE_TABLE
        )
    contact_change.begin(evening.store, party_id=made.id, function="Wijkmanager", on=TODAY, today=TODAY)
    write(evening, DecisionKind.ACTION, who=who)
    with evening.store.read() as tables:
        (found,) = decision.impersonal(tables)
        assert (found.who, tables.decision.all()[0].who) == (told, who)
