import datetime as dt
import time
from dataclasses import replace

import pytest

from sok_core import conversation, estimate, meeting, mention, party
from sok_core.errors import Conflict, RuleBroken
from sok_core.export import tables as tables_export
from sok_core.intake import party as intake
from sok_core.intake import table
from sok_core.intake.rows import Checked
from sok_core.intake.table import Table
from sok_core.model import (
    Capacity,
    EstimateKind,
    Party,
    PartyStatus,
    PartyType,
    Phase,
    PromptKind,
    Reader,
    Ring,
)
from sok_core.store import Store
from tests.evening import NOW, Evening
from tests.intake.files import xlsx

TODAY = dt.date(2026, 11, 28)


def check(store: Store, found: Table, *, updates: bool = False) -> Checked:
    with store.read() as tables:
        return intake.check(tables, found, intake.columns(found), updates=updates)


def report(store: Store, text: str, *, updates: bool = False) -> list[tuple[int, str, str]]:
    """Return the report of what is pasted: row, heading and sentence."""
    checked = check(store, table.pasted(text), updates=updates)
    assert bool(checked.problems) != checked.may_go_in
    return [(one.row, one.column, one.text) for one in checked.problems]


def bring_in(store: Store, text: str, *, updates: bool = False) -> intake.Brought:
    found = table.pasted(text)
    return intake.bring_in(store, found, intake.columns(found), updates=updates, today=TODAY)


def parties(store: Store) -> list[Party]:
    with store.read() as tables:
        return tables.party.all()


def test_a_row_becomes_a_party_with_all_that_is_known_of_it(store: Store) -> None:
    bring_in(
        store,
        "Naam;Korte naam;Soort;Stand;Kring;Contact (functie);Betaald of vrijwillig;Voor hoeveel mensen;"
        "Wie gaat erheen;Voor wanneer\n"
        "Buurthuis De Spil;De Spil;buurthuis;Aan tafel;kern;beheerder;betaald en vrijwillig;1.250;"
        "voorzitter;3 december 2026",
    )
    (found,) = parties(store)
    assert (found.name, found.short_name, found.type) == (
        "Buurthuis De Spil",
        "De Spil",
        PartyType.COMMUNITY_CENTRE,
    )
    assert (found.status, found.ring, found.capacity) == (
        PartyStatus.AT_THE_TABLE,
        Ring.CORE,
        Capacity.MIXED,
    )
    assert (found.represents, found.caller, found.call_by) == (1250, "voorzitter", dt.date(2026, 12, 3))


@pytest.mark.parametrize("said", ["Aan tafel", "aan_tafel", "AAN TAFEL", "aan  tafel", "Aan tafle"])
def test_a_choice_may_be_spelled_in_many_ways(store: Store, said: str) -> None:
    checked = check(store, table.pasted(f"Naam;Stand\nDe Spil;{said}"))
    assert checked.ready[0].fields["status"] is PartyStatus.AT_THE_TABLE
    assert bool(checked.notices) == (said == "Aan tafle")


def test_kumu_and_english_headings_are_known(store: Store) -> None:
    text = "Label;Type;Description\nDe Spil;community_centre;Bezoekers"
    (found,) = bring_in(store, text).added
    assert (found.name, found.type, found.interest_text) == (
        "De Spil",
        PartyType.COMMUNITY_CENTRE,
        "Bezoekers",
    )


def test_a_column_that_nobody_knows_is_named_and_can_be_chosen(store: Store) -> None:
    found = table.pasted("Naam;Wat voor club\nDe Spil;buurthuis")
    assert check(store, found).left_out == ("Wat voor club",)
    with store.read() as tables:
        checked = intake.check(tables, found, {"Naam": "name", "Wat voor club": "type"})
    assert checked.ready[0].fields["type"] is PartyType.COMMUNITY_CENTRE


def test_scores_are_estimates_for_the_facilitator_alone_unless_a_column_says_otherwise(store: Store) -> None:
    bring_in(
        store,
        "Naam;Belang;Invloed;Houding;Wie leest de cijfers\nDe Spil;5;3;-2;\nMolen;1;;;mag op tafel\n",
    )
    with store.read() as tables:
        open_to_all = tables.estimate.readable_by(Reader.TABLE)
        given = tables.estimate.readable_by(Reader.FACILITATOR)
    assert [(one.kind, one.value) for one in open_to_all] == [(EstimateKind.INTEREST, 1)]
    assert sorted((one.kind, one.value) for one in given if one.reader is Reader.FACILITATOR) == [
        (EstimateKind.INTEREST, 5),
        (EstimateKind.ATTITUDE, -2),
        (EstimateKind.INFLUENCE, 3),
    ]
    assert {one.given_by for one in given} == {"import"}


def test_every_wrong_cell_is_reported_with_its_row_and_what_to_do(store: Store) -> None:
    party.add(store, name="De Spil")
    assert report(
        store,
        "Naam;Korte naam;Soort;Belang;Voor wanneer;Voor hoeveel mensen\n"
        "Molen;;molenaar;6;31-2-2026;veel\n"
        ";;vve;;;\n"
        "de spil;;;;;\n"
        "Nieuw;DE SPIL;;;;\n"
        "Molen;;;;;\n"
        "Stroom;molen;;;;\n",
    ) == [
        (
            2,
            "Soort",
            "‘molenaar’ is geen soort partij die we kennen. Typ bijvoorbeeld Gemeente, Buurthuis of Anders.",
        ),
        (2, "Belang", "Belang is een cijfer van 1 tot 5."),
        (2, "Voor wanneer", "‘31-2-2026’ is geen datum. Schrijf hem als 28-11-2026."),
        (2, "Voor hoeveel mensen", "‘veel’ is geen heel getal. Typ alleen cijfers."),
        (3, "Naam", "Typ eerst de naam van de partij."),
        (
            4,
            "Naam",
            "‘de spil’ staat al in het dossier. Haal de rij weg, of kies dat je partijen bijwerkt.",
        ),
        (
            5,
            "Korte naam",
            "De korte naam ‘DE SPIL’ is al van een andere partij. Typ een andere korte naam.",
        ),
        (6, "Naam", "‘Molen’ staat ook in rij 2. Haal een van de twee weg."),
        (7, "Korte naam", "‘molen’ staat ook in rij 2. Haal een van de twee weg."),
    ]


def test_an_unknown_choice_names_the_one_that_is_meant_or_all_of_them(store: Store) -> None:
    found = report(store, "Naam;Soort;Stand\nA;energieclub;xyz")
    assert found[0][2] == "‘energieclub’ kennen we niet. Bedoel je ‘Energieloket’? Typ het dan zo."
    assert "aan tafel, gesproken, nog benaderen, ontbreekt" in found[1][2]


def test_without_a_column_of_names_there_is_one_line_that_says_so(store: Store) -> None:
    assert report(store, "Soort;Stand\nvve;aan tafel\nvve;aan tafel") == [
        (1, "Naam", "We zien geen kolom voor ‘Naam’. Kies zelf welke kolom dat is.")
    ]
    assert report(store, "Naam;Soort") == [(1, "", "Onder de koppen staat nog geen rij.")]


def test_a_formula_without_outcome_keeps_its_row_out(store: Store) -> None:
    found = table.read(xlsx([["Naam", "Soort"], ["=A3", "vve"], ["Molen", "vve"]]), "x.xlsx")
    checked = check(store, found)
    assert [(one.row, one.column) for one in checked.problems] == [(2, "Naam")]


def test_one_wrong_row_keeps_all_of_them_out(store: Store) -> None:
    with pytest.raises(RuleBroken, match=r"intake\.rows"):
        bring_in(store, "Naam;Soort\nDe Spil;buurthuis\nMolen;molenaar")
    assert parties(store) == []


def test_what_fails_at_the_last_moment_leaves_nothing_behind(store: Store) -> None:
    party.add(store, name="De Spil")
    revision = store.revision()
    with pytest.raises(RuleBroken):
        bring_in(store, "Naam\nMolen\nDe Spil")
    assert ([one.name for one in parties(store)], store.revision()) == (["De Spil"], revision)


def test_a_row_brings_a_party_up_to_date_when_that_was_chosen(store: Store) -> None:
    before = party.write_down(store, name="De Spil", type="buurthuis", brings="Zalen")
    done = bring_in(store, "Naam;Stand;Brengt mee;Belang\nde spil;gesproken;;4\nMolen;;;", updates=True)
    assert (done.changed, [one.name for one in done.added]) == (1, ["Molen"])
    with store.read() as tables:
        after = tables.party.get(before.id)
        given = tables.estimate.readable_by(Reader.FACILITATOR)
    assert (after.name, after.status, after.brings, after.type) == (
        "De Spil",
        PartyStatus.SPOKEN,
        "Zalen",
        PartyType.COMMUNITY_CENTRE,
    )
    assert [(one.party_id, one.value) for one in given] == [(before.id, 4)]


def test_only_what_differs_is_changed_and_it_can_be_put_back(store: Store) -> None:
    spil = party.write_down(store, name="De Spil", type="buurthuis", brings="Zalen", short_name="Spil")
    party.write_down(store, name="School", brings="Lokalen")
    text = "Naam;Korte naam;Soort;Brengt mee;Belang\nDe Spil;Huis;buurthuis;Koffie;4\nSchool;;;Lokalen;"
    found = check(store, table.pasted(text), updates=True)
    assert [intake.differences(one) for one in found.ready] == [
        [
            ("Korte naam", "Spil", "Huis"),
            ("Brengt mee", "Zalen", "Koffie"),
            ("Belang", "niets", "4, als mening erbij"),
        ],
        [],
    ]
    done = bring_in(store, text, updates=True)
    assert (done.changed, len(found.waiting)) == (1, 1)
    intake.take_back(store, done)
    with store.read() as tables:
        assert tables.party.get(spil.id) == replace(spil, former_names=("Spil", "Huis"))
        assert tables.estimate.readable_by(Reader.FACILITATOR) == []


def test_what_was_changed_again_after_an_import_is_not_put_back(store: Store) -> None:
    spil = party.write_down(store, name="De Spil", brings="Zalen")
    done = bring_in(store, "Naam;Brengt mee\nDe Spil;Koffie\nMolen;", updates=True)
    party.change(store, party_id=spil.id, brings="Thee")
    with pytest.raises(Conflict, match=r"intake\.renewed"):
        intake.take_back(store, done)
    assert [(one.name, one.brings) for one in parties(store)] == [("De Spil", "Thee"), ("Molen", "")]


def test_a_party_that_changed_after_the_preview_is_not_overwritten(store: Store) -> None:
    spil = party.write_down(store, name="De Spil", brings="Zalen")
    found = table.pasted("Naam;Brengt mee\nDe Spil;Koffie")
    seen = check(store, found, updates=True).ready
    party.change(store, party_id=spil.id, brings="Thee")
    with pytest.raises(Conflict, match=r"intake\.changed"):
        intake.bring_in(store, found, intake.columns(found), updates=True, seen=seen, today=TODAY)
    assert [one.brings for one in parties(store)] == ["Thee"]


@pytest.mark.parametrize("reader", list(Reader))
def test_what_was_taken_out_and_comes_in_again_adds_no_opinions(store: Store, reader: Reader) -> None:
    spil = party.add(store, name="De Spil")
    for giver, value, meant in (("a", 1, Reader.TABLE), ("b", 5, Reader.FACILITATOR)):
        said = {"kind": EstimateKind.INTEREST, "given_by": giver, "given_on": TODAY, "party_id": spil.id}
        estimate.give(store, **said, value=value, reader=meant)
    tables_out = tables_export.gather(store, reader, now=NOW)
    found = table.read(tables_export.workbook(tables_out), "x.xlsx", sheets=intake.SHEETS)
    checked = check(store, found, updates=True)
    assert (checked.problems, checked.waiting, checked.may_go_in) == ((), (), False)


def test_names_of_people_stay_out_of_a_dossier_that_keeps_none(store: Store) -> None:
    text = "Naam;Contactpersoon\nDe Spil;Fatma"
    checked = check(store, table.pasted(text))
    assert checked.notices == (
        "Dit dossier bewaart geen namen van mensen. De kolom ‘Contactpersoon’ doet niet mee.",
    )
    assert bring_in(store, text).added[0].contact_name == ""
    with store.write() as tables:
        tables.dossier.update(has_contact_names=True)
    assert bring_in(store, "Naam;Contactpersoon\nMolen;Fatma").added[0].contact_name == "Fatma"


def test_an_import_can_be_taken_back_as_long_as_nothing_hangs_on_it(store: Store) -> None:
    kept = party.add(store, name="School")
    done = bring_in(store, "Naam;Belang\nDe Spil;4\nMolen;")
    intake.take_back(store, done)
    assert parties(store) == [kept]
    done = bring_in(store, "Naam;Belang\nDe Spil;4\nMolen;")
    conversation.hold(
        store, party_id=done.added[0].id, date=TODAY, held_by="voorzitter", what_matters="zalen"
    )
    with pytest.raises(Conflict):
        intake.take_back(store, done)
    assert len(parties(store)) == 3


HANGING = (
    "INSERT INTO stake (party_id, text, gain, lose) VALUES (:id, 'Warm', '', '')",
    "INSERT INTO mandate (party_id, version, body, status, proviso) VALUES (:id, 1, 'x', 'x', '')",
    "INSERT INTO clause_text (clause_id, text, saved_at, party_ids)"
    " SELECT id, 'x', '2026-11-28', '[' || :id || ']' FROM clause",
    "INSERT INTO conversation (party_id, date, held_by, result, reader, named_parties, named_unlisted)"
    " SELECT id, '2026-11-28', 'x', 'gesproken', 'begeleider', '[' || :id || ']', '[]' FROM party"
    " WHERE name = 'School'",
)


@pytest.mark.parametrize("hanging", HANGING)
def test_an_import_on_which_anything_hangs_is_not_taken_back(store: Store, hanging: str) -> None:
    party.add(store, name="School")
    done = bring_in(store, "Naam;Belang\nDe Spil;4\nMolen;")
    with store.write() as tables:
        run = tables.party.db.execute
        run("INSERT INTO clause (section, position, status, why) VALUES ('x', 1, 'x', '')")
        run(hanging, {"id": done.added[0].id})
    with pytest.raises(Conflict, match=r"intake\.used"):
        intake.take_back(store, done)
    assert {"De Spil", "Molen"} <= {one.name for one in parties(store)}


def test_an_import_of_which_the_hall_spoke_is_not_taken_back(evening: Evening) -> None:
    done = bring_in(evening.store, "Naam\nDe Spil\nMolen")
    prompt = meeting.add_question(
        evening.store, meeting_id=evening.id, text="Met wie?", kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=prompt.id, phase=Phase.OPEN)
    said = mention.say(
        evening.store,
        meeting_id=evening.id,
        party_id=None,
        target=done.added[1].id,
        kind="geld",
        device="Fatma",
        now=NOW,
    )
    with pytest.raises(Conflict):
        intake.take_back(evening.store, done)
    mention.take_back(
        evening.store, meeting_id=evening.id, mention_id=said.mention.id, device="Fatma", now=NOW
    )
    intake.take_back(evening.store, done)
    assert parties(evening.store) == []


def test_ten_thousand_rows_are_checked_and_kept_within_seconds(store: Store) -> None:
    text = "Naam;Soort;Stand\n" + "\n".join(f"Partij {n};vve;aan tafel" for n in range(10_000))
    began = time.monotonic()
    assert len(bring_in(store, text).added) == 10_000
    assert time.monotonic() - began < 20


def test_ten_thousand_wrong_rows_give_a_report_within_seconds(store: Store) -> None:
    text = "Naam;Soort\n" + "\n".join(f"Partij {n};soort {n}" for n in range(10_000))
    began = time.monotonic()
    assert len(report(store, text)) == 10_000
    assert time.monotonic() - began < 20


def test_long_names_that_begin_alike_come_in_together(store: Store) -> None:
    names = [f"Vereniging van eigenaren Molenkwartier blok {block}" for block in "ABC"]
    done = bring_in(store, "\n".join(["Naam", *names]))
    assert [one.short_name[-6:] for one in done.added[1:]] == ["blok B", "blok C"]
