"""The page of the fifth step: mandates, consent and signing, and the roll call in the control room."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import signature_change
from sok_core import commitment, consent, mandate, meeting, notice, proviso, signature, words
from sok_core.clock import now
from sok_core.model import (
    ConsentAnswer,
    MandateStatus,
    Meeting,
    Role,
    ScreenView,
    SignatureMethod,
    Step,
)
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Part, Visit, press
from tests.pages.conftest import plain as texts
from tests.pages.exploration import box, everything
from tests.signing import PEN, Text, tamper, write


@pytest.fixture
def text(store: Store) -> Text:
    """A frozen text of two parties."""
    made = write(store)
    made.freeze(now())
    return made


@pytest.fixture
def feast(text: Text) -> Meeting:
    """A running evening on which the text can be signed."""
    text.open(now=now())
    planned = meeting.plan(
        text.store, running.current().house, step=Step.SIGNING, title="Tekenen", date=now().date()
    )
    meeting.begin(text.store, meeting_id=planned.id, now=now())
    return planned


def standing(at: AppTest, name: str) -> list[str]:
    """Return what the table of who is how far says of one party."""
    return next(list(row[1:]) for row in at.table[0].value.values.tolist() if row[0] == name)


def changed(at: AppTest, signature_id: int, what: str) -> AppTest:
    """Choose a signature below the list of the first text, and what became of it."""
    at = at.selectbox(key="signature_changed_0").set_value(signature_id).run()
    return at.radio(key=f"what_changed_{signature_id}").set_value(what).run()


@pytest.mark.parametrize("name", ["mandaat", "akkoord", "tekenen"])
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM])
def test_without_a_frozen_text_each_part_says_so(part: Part, name: str, role: Role) -> None:
    at = part(name, role)
    assert name.capitalize() in [one.value for one in at.header]
    assert mandate.NO_LEGAL_FORM not in texts(at)
    assert "Er is nog geen bevroren tekst." in texts(at)


@pytest.mark.parametrize("name", ["mandaat", "akkoord", "tekenen", "reacties"])
def test_a_text_that_is_not_what_was_frozen_says_so_on_each_part(part: Part, text: Text, name: str) -> None:
    tamper(text.store, content="{")
    at = part(name)
    said = " ".join(one.value for one in (*at.warning, *at.error))
    assert "De bewaarde tekst is niet meer wat er bevroren of getekend is." in said
    assert "Noem nummer" not in texts(at)


# ---------------------------------------------------------------- mandates


def test_an_answer_with_a_condition_asks_for_words_and_shows_them(part: Part, text: Text) -> None:
    at = part("akkoord", Role.CORE_TEAM)
    assert standing(at, "De Meelbloem") == ["– nee", "○ nog niet", "○ nog niet", "○ nog niet"]
    at = press(at, "Bewaar het antwoord")
    assert "Kies eerst een antwoord." in texts(at)
    (question,) = [one for one in at.radio if "De Meelbloem" in one.label]
    question.set_value(ConsentAnswer.YES_IF)
    at = press(at, "Bewaar het antwoord")
    assert "Schrijf erbij wat er nog nodig is." in texts(at)
    at.multiselect[0].set_value([text.clauses[0]]).run()
    box(at.text_input, "Wat is er nog nodig, of wat willen ze kwijt?").set_value("Als er *water* is.")
    box(at.text_input, "Wat moet er anders bij artikel 5.1?").set_value("Vier.")
    at = press(at, "Bewaar het antwoord")
    assert standing(at, "De Meelbloem") == ["– nee", "✓ ja", "✓ ja, als", "○ nog niet"]
    assert "Ja, als: Als er *water* is." in texts(at)
    assert "1 van 2 partijen zei ja" in texts(at)
    assert "De begeleider opent het tekenen." in texts(at)
    assert "Open het tekenen toch" not in [one.label for one in at.button]


def test_the_facilitator_opens_the_signing_with_a_reason_and_can_close_it(part: Part, text: Text) -> None:
    at = press(part("akkoord"), "Open het tekenen toch")
    assert "Nog geen ja van: De Meelbloem, Gemeente Oosterhaven." in texts(at)
    box(at.text_input, "Waarom opent het tekenen toch?").set_value("Ze tekenen later.")
    at = press(at, "Open het tekenen toch")
    assert "● Het tekenen is open." in texts(at)
    assert "Open met reden: Ze tekenen later." in texts(at)
    press(at, "Sluit het tekenen weer")
    with text.store.read() as tables:
        assert not consent.is_open(tables.agreement.current(), tables.version.newest())


# ---------------------------------------------------------------- signing


def test_the_roll_call_is_led_with_one_button(visit: Visit, text: Text, feast: Meeting) -> None:
    at = visit("regie.py", d=text.store.slug)
    at = press(at, "Tekenen op scherm")
    with text.store.read() as tables:
        assert tables.meeting.get(feast.id).screen is ScreenView.SIGNING
    at = press(at, "Volgende")
    assert "1. De Meelbloem" in texts(at)
    assert "> De school plant vijf bomen." in texts(at)
    assert box(at.text_input, "Wie tekent? (functie)").value == "directeur"  # who said yes
    box(at.text_input, "Wie tekent? (functie)").set_value("conciërge")
    box(at.text_input, "Met volmacht, in de plaats van").set_value("directeur")
    at = press(at, "Getekend op papier")
    assert "✓ Getekend op papier, door conciërge" in texts(at)
    at = press(press(at, "Volgende"), "Teken getypt")
    assert "✓ Getekend getypt, door directeur" in texts(at)
    at = press(at, "Rond af")
    assert "Twee partijen tekenden." in texts(at)
    assert "Prik nu een dag" in texts(at)
    with text.store.read() as tables:
        signed = tables.signature.all()
    assert [(one.method, one.substitute_for) for one in signed] == [
        (SignatureMethod.PEN, "directeur"),
        (SignatureMethod.TYPED, ""),
    ]


def test_a_promise_that_changed_under_the_hand_is_read_again_before_the_pen(
    visit: Visit, text: Text, feast: Meeting
) -> None:
    signature.show(text.store, meeting_id=feast.id)
    at = press(visit("regie.py", d=text.store.slug), "Volgende")
    mandate.change(text.store, party_id=text.school, version=0, promise="Wij planten vier bomen.")
    at = press(at, "Getekend op papier")
    assert "De belofte is net veranderd. Lees haar opnieuw." in texts(at)
    assert "> Wij planten vier bomen." in texts(at)
    at = press(at, "Getekend op papier")
    assert "✓ Getekend op papier" in texts(at)
    with text.store.read() as tables:
        assert [one.promise for one in tables.signature.all()] == ["Wij planten vier bomen."]


def test_who_is_late_is_passed_over_and_a_mistake_is_taken_back(
    visit: Visit, text: Text, feast: Meeting
) -> None:
    signature.show(text.store, meeting_id=feast.id)
    at = press(visit("regie.py", d=text.store.slug), "Volgende")
    at = press(at, "Sla over")
    assert "1. Gemeente Oosterhaven" in texts(at)
    at = press(at, "Getekend op papier")
    box(at.text_input, "Wat ging er mis?").set_value("Verkeerde regel")
    at = press(at, "Neem de handtekening terug")
    assert "0 van 2 getekend" in texts(at)
    with text.store.read() as tables:
        assert [one.counts for one in tables.signature.all()] == [False]


def test_a_link_to_sign_on_a_phone_is_shown_and_kept_nowhere_in_clear(
    visit: Visit, text: Text, feast: Meeting
) -> None:
    signature.show(text.store, meeting_id=feast.id)
    at = press(press(visit("regie.py", d=text.store.slug), "Volgende"), "Teken op een telefoon")
    url = next(one.proto.url for one in at.get("link_button") if "/tekenen/" in one.proto.url)
    assert url.startswith("http://testserver/tekenen/")
    with text.store.read() as tables:
        kept = mandate.of_version(tables, 0)[text.school]
    assert url.rpartition("/")[2] not in str(kept)
    assert len(kept.key_hash) == 64


def test_afterwards_a_party_stops_and_another_joins(part: Part, text: Text, feast: Meeting) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=now())
    meeting.close(text.store, meeting_id=feast.id, now=now())
    text.say(text.other)
    at = part("tekenen")
    assert "✓ De bewaarde tekst is precies deze tekst." in texts(at)
    at.text_input(key="join_0_1_by").set_value("voorzitter")
    at = press(at, "Getekend op papier")
    assert "deed later mee" in texts(at)
    at = changed(at, 1, "De partij stopt")
    at.text_input(key="stop_why_1").set_value("De school sluit.")
    at.button(key="FormSubmitter:stop_form_1-Schrijf op dat zij stopt").click().run()
    assert "Gestopt op" in texts(at)
    assert "De school sluit." in texts(at)


def test_two_signatures_of_one_party_are_told_apart_where_one_is_chosen(
    part: Part, text: Text, feast: Meeting
) -> None:
    school, _ = (
        signature.sign(text.store, party_id=each, pen=PEN, now=now()) for each in (text.school, text.town)
    )
    meeting.close(text.store, meeting_id=feast.id, now=now())
    day = signature.day_of(school)
    notice.give(text.store, signature_id=school.id, on=day, why="Geen geld.")
    signature.join(text.store, party_id=text.school, pen=PEN, now=now(), signed_on=day)
    said = words.day(day, with_year=True)
    assert part("tekenen").selectbox(key="signature_changed_0").options == [
        f"De Meelbloem, {said}, {words.clock_time(school.signed_at)} (geldt niet meer)",
        "Gemeente Oosterhaven",
        f"De Meelbloem, {said}",
    ]


def test_after_the_evening_a_late_party_signs_and_a_mistake_is_taken_back(
    part: Part, text: Text, feast: Meeting
) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=now())
    assert "Getekend op papier, na de avond" not in [one.label for one in part("tekenen").expander]
    meeting.close(text.store, meeting_id=feast.id, now=now())
    at = part("tekenen")
    assert at.selectbox(key="late_0_1_party").options == ["Gemeente Oosterhaven"]
    at.text_input(key="late_0_1_by").set_value("loco-wethouder")
    at.text_input(key="late_0_1_instead").set_value("de wethouder")
    at = press(at, "Bewaar de handtekening")
    assert "✓ **Gemeente Oosterhaven** :gray[loco-wethouder · met volmacht van de wethouder" in texts(at)
    assert "Getekend op papier, na de avond" not in [one.label for one in at.expander]
    at = changed(at, 2, signature_change.MISTAKE)
    at.text_input(key="undo_2_why").set_value("De wethouder was er niet")
    at.button(key="FormSubmitter:undo_2_form-Neem de handtekening terug").click().run()
    assert "Teruggenomen: De wethouder was er niet" in texts(at)


def test_the_first_paper_is_written_down_with_its_own_day(part: Part, text: Text, feast: Meeting) -> None:
    yesterday = now().date() - dt.timedelta(days=1)
    signature.call(text.store, party_id=text.school)
    at = part("tekenen")
    (on,) = [one for one in at.date_input if str(one.key).startswith("pen_0_")]
    on.set_value(yesterday)
    (by,) = [
        one for one in at.text_input if str(one.key).startswith("pen_0_") and "_function" in str(one.key)
    ]
    by.set_value("directeur")
    at = press(at, "Getekend op papier")
    assert "Kies de dag die op het papier staat." in texts(at)
    meeting.close(text.store, meeting_id=feast.id, now=now())
    at = part("tekenen")
    assert "Niemand tekende nog." in texts(at)
    assert "Een partij doet later mee, of weer mee" not in [one.label for one in at.expander]
    at.text_input(key="late_0_2_by").set_value("directeur")
    at.text_input(key="late_0_2_place").set_value("Stadhuis")
    at = press(at, "Bewaar de handtekening")
    with text.store.read() as tables:
        (made,) = tables.signature.all()
    assert (made.signed_on, made.place) == (now().date(), "Stadhuis")


def test_a_party_that_stops_later_still_stands_there_as_signed(
    part: Part, text: Text, feast: Meeting
) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=now())
    commitment.promise(text.store, clause_id=text.clauses[0])
    meeting.close(text.store, meeting_id=feast.id, now=now())
    at = changed(part("tekenen"), 1, "De partij stopt")
    assert "zoeken jullie dan een trekker:\n\n- De school plant vijf bomen" in texts(at)
    at.date_input(key="stop_on_1").set_value(now().date() + dt.timedelta(days=190))
    at.text_input(key="stop_why_1").set_value("De school sluit.")
    at.button(key="FormSubmitter:stop_form_1-Schrijf op dat zij stopt").click().run()
    assert "✓ **De Meelbloem**" in texts(at)
    assert "Stopt op" in texts(at)
    assert at.selectbox(key="late_0_1_party").options == ["Gemeente Oosterhaven"]
    assert ", gestopt" not in texts(part("akkoord"))


def test_a_party_that_stopped_is_no_party_that_did_not_sign_yet(
    part: Part, text: Text, feast: Meeting
) -> None:
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=now())
    signature.sign(text.store, party_id=text.town, pen=PEN, now=now())
    notice.give(text.store, signature_id=made.id, on=now().date(), why="De school sluit.")
    at = part("tekenen")
    assert "2 van 2 getekend" in texts(at)
    assert "✓ getekend, gestopt · De Meelbloem" in texts(at)
    meeting.close(text.store, meeting_id=feast.id, now=now())
    at = part("tekenen")
    assert "Getekend op papier, na de avond" not in [one.label for one in at.expander]
    assert at.selectbox(key="join_0_1_party").options == ["De Meelbloem"]  # it can come back
    text.freeze(now())
    stopped = ["– nee", "○ nog niet", "– gestopt", "– gestopt"]
    assert standing(part("akkoord"), "De Meelbloem") == stopped
    assert "**De Meelbloem** :gray-badge[– Gestopt]" in texts(part("mandaat"))
    at = part("tekenen")
    at.text_input(key="join_0_1_by").set_value("directeur")
    press(at, "Getekend op papier")
    with text.store.read() as tables:
        assert tables.signature.stopped(now().date()) == {}


def test_that_a_council_agreed_or_not_is_written_down_at_the_signature(
    part: Part, text: Text, feast: Meeting
) -> None:
    mandate.change(text.store, party_id=text.town, version=0, proviso="instemming van de raad")
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=now())
    meeting.close(text.store, meeting_id=feast.id, now=now())
    at = part("tekenen")
    assert not [one for one in at.radio if one.key == "proviso_came_1"]  # the school signed without one
    save = "FormSubmitter:proviso_form_2-Schrijf het op"
    at.button(key=save).click().run()
    assert "Kies eerst of het er is." in texts(at)
    at.radio(key="proviso_came_2").set_value("Ja, daaraan is voldaan")
    at.button(key=save).click().run()
    assert "Aan het voorbehoud is voldaan op" in texts(at)
    at = press(at, "Toch nog niet voldaan")
    at.radio(key="proviso_came_2").set_value("Nee, en dat komt ook niet meer")
    at.text_input(key="proviso_why_2").set_value("De raad zei nee.")
    at.button(key=save).click().run()
    assert "Aan het voorbehoud is niet voldaan" in texts(at)
    unmet = ["– nee", "✓ ja", "✓ ja", "– voorbehoud niet gelukt"]
    assert standing(part("akkoord"), "Gemeente Oosterhaven") == unmet


def test_whether_a_council_agreed_is_asked_also_of_a_party_that_stops_later(
    part: Part, text: Text, feast: Meeting
) -> None:
    mandate.change(text.store, party_id=text.town, version=0, proviso="instemming van de raad")
    made = signature.sign(text.store, party_id=text.town, pen=PEN, now=now())
    meeting.close(text.store, meeting_id=feast.id, now=now())
    later = now().date() + dt.timedelta(days=60)
    notice.give(text.store, signature_id=made.id, on=later, why="Geen geld.")
    at = part("tekenen")
    at.radio(key=f"proviso_came_{made.id}").set_value("Nee, en dat komt ook niet meer")
    at.text_input(key=f"proviso_why_{made.id}").set_value("De raad zei nee.")
    at = press(at, "Schrijf het op")
    assert "Geen geld. Eerder bleek dat aan het voorbehoud niet is voldaan: De raad zei nee." in texts(at)


def test_a_party_whose_proviso_was_not_met_is_no_party_that_signed(
    part: Part, visit: Visit, text: Text, feast: Meeting
) -> None:
    mandate.change(text.store, party_id=text.town, version=0, proviso="instemming van de raad")
    _, made = (
        signature.sign(text.store, party_id=each, pen=PEN, now=now()) for each in (text.school, text.town)
    )
    assert "✓ getekend · Gemeente Oosterhaven" in texts(visit("regie.py", d=text.store.slug))
    proviso.fail(
        text.store, signature_id=made.id, on=signature.day_of(made), why="De raad zei nee.", now=now()
    )
    evening = texts(visit("regie.py", d=text.store.slug))
    assert "– voorbehoud niet gelukt · Gemeente Oosterhaven" in evening
    assert "1 van 1 getekend" in evening
    meeting.close(text.store, meeting_id=feast.id, now=now())
    shown = texts(part("tekenen"))
    assert "× **Gemeente Oosterhaven**" in shown
    assert "De raad zei nee." in shown
    assert "**Gemeente Oosterhaven** :gray-badge[– Voorbehoud niet gelukt]" in texts(part("mandaat"))


def test_that_a_proviso_was_not_met_is_taken_back_in_its_own_words(
    part: Part, text: Text, feast: Meeting
) -> None:
    mandate.change(text.store, party_id=text.town, version=0, proviso="instemming van de raad")
    made = signature.sign(text.store, party_id=text.town, pen=PEN, now=now())
    meeting.close(text.store, meeting_id=feast.id, now=now())
    proviso.fail(
        text.store, signature_id=made.id, on=signature.day_of(made), why="De raad zei nee.", now=now()
    )
    at = changed(part("tekenen"), made.id, "De partij doet toch mee")
    box(at.text_input, "Wat is er anders?").set_value("De raad stemde opnieuw.")
    at = press(at, "Schrijf op dat zij meedoet")
    day = words.day(signature.day_of(made), with_year=True)
    said = f"Hier stond dat aan het voorbehoud niet is voldaan, {day}: De raad zei nee."
    assert f"{said} Dat geldt niet meer: De raad stemde opnieuw." in texts(at)
    assert "Zou stoppen" not in texts(at)


def test_the_facilitator_takes_back_that_a_party_stops(part: Part, text: Text, feast: Meeting) -> None:
    made = signature.sign(text.store, party_id=text.school, pen=PEN, now=now())
    meeting.close(text.store, meeting_id=feast.id, now=now())
    notice.give(text.store, signature_id=made.id, on=now().date(), why="De school sluit.")
    at = changed(part("tekenen"), 1, "De partij stopt toch niet")
    button = "FormSubmitter:stay_form_1-Schrijf op dat zij niet stopt"
    at.button(key=button).click().run()
    assert "Schrijf er in één zin bij waarom." in texts(at)
    at.text_input(key="stay_why_1").set_value("Dat was de gemeente.")
    at.button(key=button).click().run()
    assert "Gestopt op" not in texts(at)
    assert "De school sluit. Toch niet: Dat was de gemeente." in texts(at)
    assert "✓ **De Meelbloem**" in texts(at)


def test_while_a_change_is_signed_the_text_in_force_stays_in_reach(
    part: Part, text: Text, feast: Meeting
) -> None:
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=now())
    meeting.close(text.store, meeting_id=feast.id, now=now())
    text.add("De gemeente betaalt 100.000 euro.", text.town, saved_at=now())
    text.freeze(now())
    text.open(version=1, now=now())
    signature.sign(text.store, party_id=text.school, pen=PEN, now=now())
    at = part("tekenen")
    chosen = box(at.selectbox, "Van welke tekst?")
    assert chosen.options == ["Versie 0 (geldt)", "Versie 1 (wordt getekend, 1 van 2)"]
    assert "✓ **Gemeente Oosterhaven**" in texts(at)
    at = changed(at, 2, "De partij stopt")
    at.text_input(key="stop_why_2").set_value("Geen geld.")
    at = box(at.selectbox, "Van welke tekst?").set_value(1).run()
    assert "Versie 0 blijft gelden tot iedereen die daar tekende, ook versie 1 tekent." in texts(at)
    assert at.selectbox(key="late_1_1_party").options == ["Gemeente Oosterhaven"]
    at.text_input(key="late_1_1_by").set_value("wethouder")
    at = press(at, "Bewaar de handtekening")
    assert "Nu geldt" not in texts(at)
    at = box(at.selectbox, "Van welke tekst?").set_value(0).run()
    assert "Nu geldt versie 1." in texts(at)
    assert "Sluit het tekenen weer" not in [one.label for one in part("akkoord").button]


def test_the_opening_names_who_joined_since_the_text_was_frozen(
    part: Part, text: Text, feast: Meeting
) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=now())
    meeting.close(text.store, meeting_id=feast.id, now=now())
    text.add("De gemeente komt ook.", text.town, saved_at=now())
    text.freeze(now())
    assert "Tekende eerder" not in texts(part("akkoord"))
    text.say(text.other)
    signature.join(text.store, party_id=text.other, pen=PEN, now=now())
    said = "▲ Tekende eerder, en staat niet in deze tekst: Ondernemers Wieklaan. Bevries opnieuw"
    assert said in texts(part("akkoord"))
    text.freeze(now())
    assert "Tekende eerder" not in texts(part("akkoord"))


def test_freezing_while_parties_sign_asks_first(part: Part, text: Text, feast: Meeting) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=now())
    at = part("versies")
    assert "Het tekenen van versie 0 is nu open." in texts(at)
    assert "kan versie 0 gewoon blijven tekenen" in texts(at)
    assert "Bevries deze tekst" not in [one.label for one in at.button]
    at = press(at, "Bevries toch")
    assert "Er is niets veranderd sinds versie 0. Die tekst is al bevroren, met code " in texts(at)
    text.add("De gemeente komt ook.", text.town, saved_at=now())
    press(at, "Bevries toch")
    meeting.close(text.store, meeting_id=feast.id, now=now())
    at = part("akkoord")
    assert "versie 1 tekenen" in texts(at)
    at = box(at.selectbox, "Over welke tekst?").set_value(0).run()
    assert "versie 0 tekenen" in texts(at)
    assert "Open het tekenen toch" not in [one.label for one in at.button]
    assert "Ondernemers Wieklaan" in box(at.selectbox, "Welke partij antwoordt?").options
    at = part("mandaat")
    assert "beslist over versie 1" in texts(at)
    at = box(at.selectbox, "Over welke tekst?").set_value(0).run()
    assert "beslist over versie 0" in texts(at)
    assert f"/mandaat/{text.school}?versie=0" in everything(at)


@pytest.mark.usefixtures("feast")
def test_the_core_team_sees_who_signed_and_changes_nothing(part: Part, text: Text) -> None:
    signature.sign(text.store, party_id=text.school, pen=PEN, now=now())
    at = part("tekenen", Role.CORE_TEAM)
    assert "✓ **De Meelbloem**" in texts(at)
    labels = {one.label for one in at.button}
    assert labels.isdisjoint({"Volgende", "Getekend op papier", "Schrijf op dat zij stopt", "Bewaar de scan"})


def test_the_demo_shows_who_said_yes_and_on_what_conditions(visit: Visit, molenkwartier: Store) -> None:
    at = visit("stap_5_ondertekenen.py", d=molenkwartier.slug, deel="akkoord")
    assert "14 van 14 partijen zeiden ja" in texts(at)
    assert standing(at, "Ondernemers") == ["✓ ja", "✓ ja", "✓ ja", "✓ ja, later"]  # it reacted
    assert "**Koppelstraat**: Ja, alleen voor de 38 huizen die een volmacht gaven. · artikel 6.5" in texts(at)


def test_a_party_whose_body_said_no_is_offered_no_pen(
    visit: Visit, part: Part, text: Text, feast: Meeting
) -> None:
    no = {"status": MandateStatus.REFUSED, "decided_on": now().date(), "why": "Te duur."}
    mandate.change(text.store, party_id=text.school, version=0, **no)
    signature.show(text.store, meeting_id=feast.id)
    signature.call(text.store, party_id=text.school)
    at = visit("regie.py", d=text.store.slug)
    assert "Wie voor deze partij beslist, zei nee. Is er een nieuw besluit?" in texts(at)
    assert "▲ besluit is nee · De Meelbloem" not in texts(at)  # it has the turn
    offered = {one.label for one in at.button}
    assert not offered & {"Getekend op papier", "Teken op een telefoon", "Teken getypt"}
    assert "> De school plant vijf bomen." not in texts(at)
    at = press(at, "Volgende")
    assert "2. Gemeente Oosterhaven" in texts(at)
    assert "▲ besluit is nee · De Meelbloem" in texts(at)
    meeting.close(text.store, meeting_id=feast.id, now=now())
    at = part("tekenen")
    assert "Het besluit is nee: De Meelbloem." in texts(at)
    assert all("De Meelbloem" not in one.options for one in at.selectbox if one.label == "Welke partij?")
    mandate.change(text.store, party_id=text.school, version=0, status=MandateStatus.IN)
    at = part("tekenen")
    assert any("De Meelbloem" in one.options for one in at.selectbox if one.label == "Welke partij?")
