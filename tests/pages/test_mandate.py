"""Mandates on the page of the fifth step: who decides, whether that is in time, and a no."""

import datetime as dt

import pytest

from sok_core import mandate, signature, words
from sok_core.clock import now
from sok_core.export import mandate as mandate_packet
from sok_core.model import MandateBasis, MandateStatus, Role
from sok_core.store import Store
from tests.evening import NOW
from tests.export.read import pdf_text
from tests.pages.conftest import Part, press
from tests.pages.conftest import plain as texts
from tests.pages.exploration import box, everything
from tests.signing import Text, write


@pytest.fixture
def text(store: Store) -> Text:
    """A frozen text of two parties."""
    made = write(store)
    made.freeze(now())
    return made


def test_the_day_is_chosen_and_every_party_hears_whether_it_makes_it(part: Part, text: Text) -> None:
    at = part("mandaat")
    assert "Kies eerst de dag van het tekenen." in texts(at)
    box(at.date_input, "Dag van het tekenen").set_value(now().date() + dt.timedelta(days=5))
    box(at.text_input, "Plaats").set_value("Plein")
    at = press(at, "Bewaar")
    assert texts(at).count("▲ Te laat") == 2
    assert "niet. De eerste dag die wel kan:" in texts(at)
    with text.store.read() as tables:
        kept = tables.agreement.current()
    assert kept is not None
    assert kept.place == "Plein"


def test_a_meeting_without_an_outcome_is_open_and_not_green(part: Part, text: Text) -> None:
    today = now().date()
    signature.plan(text.store, signing_on=today + dt.timedelta(days=120), place="Plein")
    about = {"party_id": text.town, "version": 0, "requested_on": today - dt.timedelta(days=60)}
    mandate.change(text.store, **about, meets_on=today + dt.timedelta(days=1))
    assert "**Gemeente Oosterhaven** :green-badge[● Op tijd]" in texts(part("mandaat"))
    mandate.change(text.store, **about, meets_on=today - dt.timedelta(days=1))
    shown = texts(part("mandaat"))
    assert "**Gemeente Oosterhaven** :orange-badge[▲ Wat is er besloten?]" in shown
    assert f"De vergadering van {words.date(today - dt.timedelta(days=1))} is geweest." in shown


def test_a_mandate_is_typed_by_the_core_team_and_printed(part: Part, text: Text) -> None:
    at = part("mandaat", Role.CORE_TEAM)
    box(at.selectbox, "Welke partij?").select_index(1).run()
    assert f"/mandaat/{text.town}" in everything(at)
    box(at.selectbox, "Wie beslist?").set_value(MandateBasis.COLLEGE)
    box(at.text_input, "Onder voorbehoud van").set_value("begroting")
    box(at.text_area, "Korte belofte, voor op het scherm").set_value("Wij betalen.")
    press(at, "Bewaar het mandaat")
    with text.store.read() as tables:
        kept = mandate.of_version(tables, 0)[text.town]
    assert (kept.basis, kept.proviso, kept.promise) == (MandateBasis.COLLEGE, "begroting", "Wij betalen.")


def test_a_no_is_written_down_and_stands_where_mandates_and_answers_are_counted(
    part: Part, text: Text
) -> None:
    at = part("mandaat", Role.CORE_TEAM)
    box(at.selectbox, "Welke partij?").select_index(1).run()
    box(at.selectbox, "Hoe ver is het?").set_value(MandateStatus.REFUSED)
    box(at.text_input, "Zei het nee? Schrijf op waarom").set_value("Te duur")
    press(at, "Bewaar het mandaat")
    assert "Vul bij ‘Besloten op’ in op welke dag het nee was" in everything(at)
    assert box(at.text_input, "Zei het nee? Schrijf op waarom").value == "Te duur"
    box(at.date_input, "Besloten op").set_value(NOW.date())
    press(at, "Bewaar het mandaat")
    said = everything(at)
    assert "1 van 2 partijen zei nee" in said
    assert "▲ Zei nee" in said
    assert "‘Te duur’" in said
    text.say(text.town)
    at = part("akkoord")
    assert "▲ het besluit is nee" in [str(cell) for row in at.table[0].value.values for cell in row]
    said = everything(at)
    assert "Nog geen ja" in said
    assert "‘Te duur’" in said


def test_what_another_changed_meanwhile_is_said_and_nothing_typed_is_lost(part: Part, text: Text) -> None:
    at = part("mandaat")
    mandate.change(text.store, party_id=text.school, version=0, proviso="het bestuur")
    box(at.text_input, "Onder voorbehoud van").set_value("de ouders")
    at = press(at, "Bewaar het mandaat")
    assert "daar staat nu ‘het bestuur’" in texts(at)
    assert box(at.text_input, "Onder voorbehoud van").value == "de ouders"
    at = press(at, "Laat zien wat er nu staat")
    assert box(at.text_input, "Onder voorbehoud van").value == "het bestuur"


@pytest.mark.parametrize("name", ["mandaat", "akkoord"])
def test_a_reserve_of_the_text_before_is_taken_over_with_one_button(
    part: Part, text: Text, name: str
) -> None:
    mandate.change(text.store, party_id=text.school, version=0, proviso="de ouders")
    text.add("De gemeente komt ook.", text.town, saved_at=now())
    text.freeze(now())
    at = part(name, Role.CORE_TEAM)
    assert "Bij versie 0: onder voorbehoud van de ouders. Geldt dat nog?" in texts(at)
    if name == "mandaat":
        box(at.text_input, "Wie tekent? (functie)").set_value("conciërge")
    at = press(at, "Neem het voorbehoud over")
    assert "Geldt dat nog?" not in texts(at)
    with text.store.read() as tables:
        kept = mandate.of_version(tables, 1)[text.school]
    assert kept.proviso == "de ouders"
    assert kept.function == ("conciërge" if name == "mandaat" else "")  # what was typed stays


@pytest.mark.parametrize("name", ["mandaat", "akkoord"])
def test_a_reserve_of_the_text_before_can_be_over(part: Part, text: Text, name: str) -> None:
    mandate.change(text.store, party_id=text.school, version=0, proviso="de ouders")
    text.freeze(now())
    at = press(part(name, Role.CORE_TEAM), "Nee, dat is voorbij")
    assert "Geldt dat nog?" not in texts(at)
    with text.store.read() as tables:
        kept = mandate.of_version(tables, 1)[text.school]
    assert (kept.proviso, kept.passed) == ("", ("proviso",))


def test_a_proxy_of_the_text_before_brings_its_substitute(part: Part, text: Text) -> None:
    said = {"function": "conciërge", "substitute_for": "de directeur"}
    mandate.change(text.store, party_id=text.school, version=0, **said)
    text.freeze(now())
    at = press(part("mandaat", Role.CORE_TEAM), "Neem de volmacht over")
    assert "Geldt dat nog?" not in texts(at)
    with text.store.read() as tables:
        kept = mandate.of_version(tables, 1)[text.school]
    assert (kept.function, kept.substitute_for) == ("conciërge", "de directeur")


# ---------------------------------------------------------------- consent


def test_what_is_typed_with_a_yes_after_a_no_is_kept_or_refused_with_a_sentence(
    part: Part, text: Text
) -> None:
    today = now().date()
    no = {"status": MandateStatus.REFUSED, "decided_on": today, "why": "Te duur."}
    mandate.change(text.store, party_id=text.town, version=0, **no)
    at = part("mandaat", Role.CORE_TEAM)
    box(at.selectbox, "Welke partij?").select_index(1).run()
    box(at.selectbox, "Hoe ver is het?").set_value(MandateStatus.IN)
    box(at.text_input, "Zei het nee? Schrijf op waarom").set_value("De provincie betaalt mee")
    at = press(at, "Bewaar het mandaat")
    assert "Kies dan ook ‘zei nee’, of maak dat vak leeg." in everything(at)
    assert box(at.text_input, "Zei het nee? Schrijf op waarom").value == "De provincie betaalt mee"
    box(at.text_input, "Zei het nee? Schrijf op waarom").set_value("")
    press(at, "Bewaar het mandaat")
    with text.store.read() as tables:
        kept = mandate.of_version(tables, 0)[text.town]
    assert (kept.status, kept.decided_on) == (MandateStatus.IN, today)
    assert kept.earlier_noes == ((today.isoformat(), "Te duur."),)


@pytest.mark.parametrize("gave_way", [True, False])
def test_a_no_that_was_a_mistake_is_taken_away_on_the_page(part: Part, text: Text, *, gave_way: bool) -> None:
    no = {"status": MandateStatus.REFUSED, "decided_on": now().date(), "why": "Te duur."}
    mandate.change(text.store, party_id=text.town, version=0, **no)
    if gave_way:
        mandate.change(text.store, party_id=text.town, version=0, status=MandateStatus.ASKED)
    at = part("mandaat", Role.CORE_TEAM)
    assert "Haal dit nee weg" not in [one.label for one in at.button]  # the first party never said no
    box(at.selectbox, "Welke partij?").select_index(1).run()
    at = press(at, "Haal dit nee weg")
    assert "‘Te duur’" not in everything(at)
    assert box(at.selectbox, "Hoe ver is het?").value is MandateStatus.ASKED
    assert box(at.date_input, "Besloten op").value is None
    assert "Haal dit nee weg" not in [one.label for one in at.button]
    packet = pdf_text(mandate_packet.pdf(mandate_packet.gather(text.store, text.town, now=now())))
    assert "nee" not in packet.split()
    assert "Te duur" not in packet
