"""The papers of the mandate weeks: what is asked, one A4 with the promise, and the form to answer on."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from sok_core import mandate as rules
from sok_core import proviso, signature
from sok_core.agreement import control_code
from sok_core.delicate import UNSAID
from sok_core.errors import NotFound
from sok_core.export import consent, mandate
from sok_core.model import MandateBasis, MandateStatus, RoleKind, Stance
from sok_core.words import date
from tests.evening import NOW, Evening
from tests.export import read
from tests.signing import LATER, PEN, Text, write


@pytest.fixture
def text(evening: Evening) -> Text:
    made = write(evening.store)
    made.freeze()
    return made


def pages(text: Text, party_id: int) -> list[str]:
    made = mandate.pdf(mandate.gather(text.store, party_id, now=NOW))
    assert read.is_accessible(made, "nl-NL")
    return [page.extract_text() for page in read.pdf(made).pages]


def code(text: Text) -> str:
    with text.store.read() as tables:
        version = tables.version.newest()
        assert version is not None
        return control_code(version.digest)


def test_it_says_which_text_who_decides_and_that_it_is_too_late(text: Text) -> None:
    signature.plan(text.store, signing_on=NOW.date() + dt.timedelta(days=3), place="Plein")
    about = {"party_id": text.town, "version": 0}
    rules.change(
        text.store, **about, basis=MandateBasis.COLLEGE, body="College van Oosterhaven", proviso="de raad"
    )
    asked, promised = pages(text, text.town)
    for said in (code(text), "College van Oosterhaven", "Onder voorbehoud van: de raad", "niet. De eerste"):
        assert read.squeezed(said) in read.squeezed(asked)
    assert "Dit beloven wij" in promised
    assert read.squeezed(code(text)) in read.squeezed(promised)


def test_it_asks_what_the_page_asks_of_the_day_on_which_the_body_meets(text: Text) -> None:
    today = NOW.date()
    signature.plan(text.store, signing_on=today + dt.timedelta(days=20), place="Plein")
    about = {"party_id": text.town, "version": 0, "basis": MandateBasis.BOARD}
    for days, said in ((7, "Meestal duurt dit drie weken. Is het stuk op"), (-7, "De vergadering van")):
        rules.change(text.store, **about, meets_on=today + dt.timedelta(days=days))
        asked = read.squeezed(pages(text, text.town)[0])
        assert read.squeezed(said) in asked
        assert (read.squeezed("Dit haalt") in asked) is (days > 0)


def test_what_was_decided_before_a_proviso_failed_is_no_decision(text: Text) -> None:
    today = NOW.date()
    signature.plan(text.store, signing_on=today + dt.timedelta(days=40), place="Plein")
    text.open()
    about, decided = {"party_id": text.town, "version": 0}, read.squeezed("Het besluit is er.")
    days = {"requested_on": today - dt.timedelta(days=9), "meets_on": today, "decided_on": today}
    rules.change(text.store, **about, **days, proviso="de raad", status=MandateStatus.IN)
    assert decided in read.squeezed(pages(text, text.town)[0])
    made = signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    proviso.fail(text.store, signature_id=made.id, on=today, why="De raad zei nee.", now=NOW)
    asked = read.squeezed(pages(text, text.town)[0])
    assert decided not in asked
    assert read.squeezed("Vraag het uiterlijk") in asked
    with text.store.write() as tables:
        tables.dossier.update(reference_date=today + dt.timedelta(days=2))
    rules.change(text.store, **about, decided_on=today + dt.timedelta(days=1))
    assert decided in read.squeezed(pages(text, text.town)[0])


def test_a_no_stands_on_the_paper_and_stays_there_as_earlier_once_it_is_a_yes(text: Text) -> None:
    today = NOW.date()
    signature.plan(text.store, signing_on=today + dt.timedelta(days=40), place="Plein")
    about = {"party_id": text.town, "version": 0}
    no = {"basis": MandateBasis.COLLEGE, "status": MandateStatus.REFUSED, "decided_on": today}
    rules.change(text.store, **about, **no, why="Te duur.")
    asked = read.squeezed(pages(text, text.town)[0])
    assert read.squeezed(f"Het college zei nee op {date(today, with_year=True)}: ‘Te duur’.") in asked
    assert read.squeezed("Het besluit is er.") not in asked
    rules.change(text.store, **about, status=MandateStatus.IN)
    asked = read.squeezed(pages(text, text.town)[0])
    assert read.squeezed("Het besluit is er.") in asked
    assert read.squeezed(f"Eerder was het nee, op {date(today, with_year=True)}: ‘Te duur’.") in asked


def test_a_day_of_signing_that_is_over_is_asked_anew(text: Text) -> None:
    signature.plan(text.store, signing_on=NOW.date() - dt.timedelta(days=3), place="Plein")
    asked = pages(text, text.town)[0]
    over = date(NOW.date() - dt.timedelta(days=3), with_year=True)
    assert read.squeezed(f"{over} is voorbij. Kies een nieuwe dag om te tekenen.") in read.squeezed(asked)
    assert "Plein" not in asked
    assert "Dit haalt" not in asked


def test_one_a4_has_own_articles_money_tasks_and_hours(text: Text) -> None:
    with text.store.write() as tables:
        task = tables.task.add(title="Bomen water geven")
        more = {"party_id": text.school, "task_id": task.id, "hours": 2.25}
        tables.role_part.add(**more, role=RoleKind.LEAD, stance=Stance.AGREED)
        tables.role_part.add(**more, role=RoleKind.ADVISER, stance=Stance.NOT, text="Niet in juli.")
    _, promised = pages(text, text.school)
    found = read.squeezed(promised)
    for said in (
        *("De school plant vijf bomen.", "12 uur", "Bomen water geven: trekker (2,25 uur per week)"),
        *("Dit doen wij niet", "Niet in juli.", "Zo staan de rollen er op"),
    ):
        assert read.squeezed(said) in found
    assert "gemeente betaalt" not in promised


def test_two_tasks_without_a_printable_name_stay_two(text: Text) -> None:
    with text.store.write() as tables:
        for title, role in (("Joke helpen", RoleKind.LEAD), ("Joke bellen", RoleKind.INFORMED)):
            of = tables.task.add(title=title).id
            tables.role_part.add(party_id=text.school, task_id=of, role=role, stance=Stance.AGREED)
    packet = mandate.gather(text.store, text.school, now=NOW)
    unsaid = [replace(one, title=UNSAID) for one in packet.sheet.tasks]
    made = mandate.pdf(replace(packet, sheet=replace(packet.sheet, tasks=unsaid)))
    assert read.pdf_text(made).count(f"{UNSAID}:") == 2


def test_many_articles_still_fit_on_one_a4_and_too_many_are_never_cut(evening: Evening) -> None:
    text = write(evening.store)
    for turn in range(15):
        text.add(f"Punt {turn}: wij planten bomen, geven water en kijken elk jaar hoe het gaat.", text.school)
    text.freeze()
    assert len(pages(text, text.school)) == 2
    for turn in range(15, 60):
        text.add(f"Punt {turn}: wij planten bomen, geven water en kijken elk jaar hoe het gaat.", text.school)
    text.freeze(NOW + dt.timedelta(hours=1))
    found = pages(text, text.school)
    assert len(found) > 2
    places = ["".join(found).index(f"Punt {turn}:") for turn in range(60)]
    assert all(one < other for one, other in pairwise(places))


def test_a_group_without_a_legal_form_reads_what_that_means(text: Text) -> None:
    from_school = "".join(pages(text, text.school))
    assert "volmacht gaf" not in from_school
    with text.store.write() as tables:
        tables.party.update(text.school, type="eigenaren")
    text.freeze(NOW + dt.timedelta(hours=1))
    assert "volmacht gaf" in "".join(pages(text, text.school))


def test_the_form_asks_once_and_per_article(text: Text) -> None:
    form = consent.gather(text.store, text.school, now=NOW)
    made = consent.pdf(form)
    assert read.is_accessible(made, "nl-NL")
    (page,) = read.pdf(made).pages
    found = page.extract_text()
    for said in ("De Meelbloem", "Nog niet, want", "Onder voorbehoud van", "Artikel", code(text)):
        assert read.squeezed(said) in read.squeezed(found)
    assert consent.file_name(form) == f"akkoord-{form.slug}-{text.school}-versie-0.pdf"


def test_who_signs_nothing_has_no_paper(text: Text) -> None:
    for gather in (mandate.gather, consent.gather):
        with pytest.raises(NotFound, match=r"mandate\.party"):
            gather(text.store, text.other, now=NOW)


def test_without_a_frozen_text_there_is_no_paper(evening: Evening) -> None:
    text = write(evening.store)
    for gather in (mandate.gather, consent.gather):
        with pytest.raises(NotFound, match=r"version\.unknown"):
            gather(text.store, text.school, now=NOW)


def test_a_packet_is_of_the_text_that_was_asked_for(text: Text) -> None:
    text.add("De school geeft koffie.", text.school)
    text.freeze(LATER)
    numbers = (None, 0, 1)
    made = [
        mandate.gather(text.store, text.school, now=NOW, number=one).sheet.version.number for one in numbers
    ]
    assert made == [1, 0, 1]
    with pytest.raises(NotFound, match=r"version\.unknown"):
        mandate.gather(text.store, text.school, now=NOW, number=2)
