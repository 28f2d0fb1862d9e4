import datetime as dt
import time

import pytest

from sok_core import estimate, party, relation
from sok_core.errors import Conflict, RuleBroken
from sok_core.intake import relation as intake
from sok_core.intake import table
from sok_core.model import EstimateKind, Reader, Relation, RelationKind
from sok_core.store import Store

TODAY = dt.date(2026, 11, 28)


@pytest.fixture(autouse=True)
def two(store: Store) -> None:
    """Three parties, one with a short name."""
    party.write_down_all(
        store,
        [{"name": "Buurthuis De Spil", "short_name": "De Spil"}, {"name": "Molen"}, {"name": "Gemeente"}],
    )


def report(store: Store, text: str) -> list[tuple[int, str, str]]:
    found = table.pasted(text)
    with store.read() as tables:
        checked = intake.check(tables, found, intake.columns(found))
    return [(one.row, one.column, one.text) for one in checked.problems]


def bring_in(store: Store, text: str) -> intake.Brought:
    found = table.pasted(text)
    return intake.bring_in(store, found, intake.columns(found), today=TODAY)


def relations(store: Store) -> list[Relation]:
    with store.read() as tables:
        return tables.relation.all()


def test_a_row_becomes_a_line_with_its_note_and_its_tension(store: Store) -> None:
    (line,) = bring_in(
        store,
        "Van;Naar;Soort lijn;Sterkte;Eén kant op;Sinds;Notitie;Spanning;Wie zegt het;Gezegd op\n"
        "de spil;Gemeente;geld;stevig;ja;2021;Krijgt subsidie;2;voorzitter;1-3-2026",
    ).added
    assert (line.kind, line.strength, line.is_directed, line.since) == (RelationKind.MONEY, 4, True, "2021")
    assert (line.asserted_by, line.asserted_on) == ("voorzitter", dt.date(2026, 3, 1))
    with store.read() as tables:
        assert tables.relation.notes(Reader.CORE_TEAM) == {}
        assert tables.relation.notes(Reader.FACILITATOR) == {line.id: "Krijgt subsidie"}
        assert tables.estimate.readable_by(Reader.CORE_TEAM) == []
        (given,) = tables.estimate.readable_by(Reader.FACILITATOR)
    assert (given.kind, given.value, given.relation_id) == (EstimateKind.TENSION, 2, line.id)


def test_kumu_and_english_headings_are_known(store: Store) -> None:
    (line,) = bring_in(store, "From;To;Direction;Type;Strength\nMolen;Gemeente;directed;information;3").added
    assert (line.kind, line.strength, line.is_directed) == (RelationKind.INFORMATION, 3, True)


def test_every_wrong_row_is_reported(store: Store) -> None:
    bring_in(store, "Van;Naar\nMolen;Gemeente")
    assert report(
        store,
        "Van;Naar;Soort;Sterkte;Spanning;Eén kant op\n"
        "Gemeent;De Spil;;;;\n"
        "Waterschap;;liefde;9;4;soms\n"
        "De Spil;Buurthuis De Spil;;;;\n"
        "Gemeente;Molen;samenwerking;;;\n"
        "De Spil;Molen;;;;\n"
        "Molen;De Spil;;;;\n",
    ) == [
        (2, "Van", "Er is geen partij die ‘Gemeent’ heet. Bedoel je ‘Gemeente’? Typ het dan zo."),
        (
            3,
            "Van",
            "Er is geen partij die ‘Waterschap’ heet. "
            "Zet die partij eerst in het dossier, of verbeter de naam.",
        ),
        (3, "Soort", report(store, "Van;Naar;Soort\nMolen;De Spil;liefde")[0][2]),
        (3, "Sterkte", "Hoe sterk een lijn is, is een cijfer van 1 tot 5."),
        (3, "Spanning", "Spanning is een cijfer van 0 tot 3."),
        (3, "Eén kant op", "‘soms’ kennen we niet. Typ ja of nee."),
        (4, "Naar", "Een lijn loopt van de ene partij naar een andere."),
        (5, "Naar", "Deze lijn staat al in het dossier. Haal de rij weg."),
        (7, "Naar", "Deze lijn staat ook in rij 6. Haal een van de twee weg."),
    ]


def test_a_row_without_an_end_and_a_table_without_a_column_are_reported(store: Store) -> None:
    assert report(store, "Van;Naar\nMolen;") == [
        (2, "Naar", "Hier hoort de naam van een partij. Typ hem, of haal de rij weg.")
    ]
    assert report(store, "Van;Soort\nMolen;geld") == [
        (1, "Naar", "We zien geen kolom voor ‘Naar’. Kies zelf welke kolom dat is.")
    ]


def test_one_unknown_party_keeps_all_lines_out(store: Store) -> None:
    with pytest.raises(RuleBroken, match=r"intake\.rows"):
        bring_in(store, "Van;Naar\nMolen;De Spil\nMolen;Waterschap")
    assert relations(store) == []


def test_an_import_can_be_taken_back_until_somebody_judged_a_line(store: Store) -> None:
    intake.take_back(store, bring_in(store, "Van;Naar;Spanning\nMolen;De Spil;1"))
    assert relations(store) == []
    with store.read() as tables:
        assert all(one.x is None for one in tables.party.all())
    done = bring_in(store, "Van;Naar\nMolen;De Spil")
    estimate.give(
        store,
        kind=EstimateKind.TENSION,
        value=1,
        given_by="wijkmanager",
        given_on=TODAY,
        relation_id=done.added[0].id,
    )
    with pytest.raises(Conflict):
        intake.take_back(store, done)
    relation.remove(store, relation_id=done.added[0].id)
    with pytest.raises(Conflict):
        intake.take_back(store, done)


def test_ten_thousand_lines_to_nobody_are_reported_within_seconds(store: Store) -> None:
    text = "Van;Naar\n" + "\n".join(f"Partij {n};Molen" for n in range(10_000))
    began = time.monotonic()
    assert len(report(store, text)) == 10_000
    assert time.monotonic() - began < 20
