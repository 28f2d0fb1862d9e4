"""Step 6: what wants attention, one promise with its road, and what is said of it."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui.step import PAGES
from sok_core import clause, commitment, consent, mandate, notice, proviso, signature, update
from sok_core.clock import now
from sok_core.model import (
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    ConsentAnswer,
    PartyStatus,
    Role,
    Step,
)
from sok_core.store import Store
from tests import following, signing
from tests.evening import NOW
from tests.pages.conftest import Visit, press
from tests.pages.conftest import plain as texts
from tests.pages.exploration import box

PAGE = PAGES[Step.MONITORING]


def opened(
    visit: Visit, store: Store, part: str, *, role: Role = Role.FACILITATOR, **address: str
) -> AppTest:
    at = visit(PAGE, d=store.slug, role=role, of=store.slug, deel=part, **address)
    assert not at.exception
    return at


def named(store: Store, start: str) -> Commitment:
    with store.read() as tables:
        return next(one for one in tables.commitment.all() if one.title.startswith(start))


def html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def test_one_look_says_what_wants_attention(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, "aandacht")
    shown = texts(at)
    assert "Acht afspraken vragen aandacht. Zes zijn te laat. Niets loopt vast." in shown
    assert "Acht punten om over te praten" in shown
    assert "218 dagen te laat" in shown
    assert [(one.label, one.value) for one in at.metric] == [
        (":red-badge[■ Loopt vast]", "0"),
        (":orange-badge[▲ Let op]", "7"),
        (":green-badge[● Op koers]", "3"),
        (":gray-badge[○ Nog niet begonnen]", "0"),
        (":blue-badge[✓ Klaar]", "6"),
        (":gray-badge[× Gestopt]", "1"),
    ]


def test_a_tile_opens_what_is_behind_it_and_shuts_again(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, "aandacht")
    stopped = named(molenkwartier, "Gesprek met particuliere verhuurders").title
    assert stopped not in texts(at)
    at.button(key=f"tile_{CommitmentStatus.STOPPED}").click().run()
    assert stopped in texts(at)
    assert stopped not in texts(press(at, "Sluit deze lijst"))


def test_a_filter_leaves_the_promises_of_one_party(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, "aandacht")
    box(at.selectbox, "Wie").set_value("De Spil").run()
    assert "Eén punt om over te praten" in texts(at)


def test_a_party_that_stopped_helps_with_nothing_and_is_no_choice(molenkwartier: Store, visit: Visit) -> None:
    tenants = "Huurdersvereniging"  # leads nothing, and helps with two
    at = opened(visit, molenkwartier, "afspraken")
    box(at.selectbox, "Wie").set_value(tenants).run()
    assert "Twee afspraken." in texts(at)
    with molenkwartier.read() as tables:
        today = tables.dossier.today()
        (party_id,) = [one.id for one in tables.party.all() if one.short_name == tenants]
        (signed,) = [one for one in tables.signature.all() if one.party_id == party_id]
    notice.give(molenkwartier, signature_id=signed.id, on=today, why="Gestopt.")
    assert tenants not in box(opened(visit, molenkwartier, "afspraken").selectbox, "Wie").options


def test_one_promise_that_goes_well_is_no_one_of_one(store: Store, visit: Visit) -> None:
    there = following.begin(store)
    there.said(there.commitment(), following.TODAY)
    with store.write() as tables:
        tables.dossier.update(reference_date=following.TODAY)
    assert "De afspraak vraagt nu geen aandacht." in texts(opened(visit, store, "aandacht"))


def test_a_dossier_without_promises_says_where_to_begin(store: Store, visit: Visit) -> None:
    assert "Jullie volgen nog geen afspraak." in texts(opened(visit, store, "aandacht"))


def test_a_promise_leads_back_to_its_article_and_the_notes(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "120 huizen")
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    assert "Nu 124, het doel is 120 huizen. Dat is op schema" in texts(at)
    assert "Waar is dit afgesproken?" in texts(at)
    assert "Eerst de tocht eruit dan pas een warmtepomp" in html(at)


def test_what_is_said_is_kept_and_what_cannot_be_stays_in_its_box(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Dertig huizen")
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    number = "Hoe ver is het getal? (aantal huizen getekend)"
    text, value = (box(at.text_input, name) for name in ("Vertel in één regel hoe het gaat", number))
    text.set_value("Drie huizen erbij")
    value.set_value("veel")
    at = press(at, "Bewaar")
    assert "Vul een gewoon getal in, zoals 12 of 7,5." in texts(at)
    assert box(at.text_input, "Vertel in één regel hoe het gaat").value == "Drie huizen erbij"
    box(at.text_input, number).set_value("30")
    at.radio[0].set_value(CommitmentStatus.DONE)
    at = press(at, "Bewaar")
    with molenkwartier.read() as tables:
        last = tables.update.newest()[one.id]
    assert (last.value, last.text, last.status) == (30, "Drie huizen erbij", CommitmentStatus.DONE)
    assert last.date == dt.date(2026, 11, 5)
    assert last.entered_by == "begeleider"
    assert "Drie huizen erbij" in texts(at)


def test_a_volunteer_who_stops_leaves_no_late_promise(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Dertig huizen")
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    assert "dagen te laat" in texts(at)
    box(at.text_input, "Waarom?").set_value("Ik verhuis")
    at = press(at, "Nog niemand: zoek een trekker")
    assert "Zoekt een trekker sinds 5 november 2026. Ik verhuis" in texts(at)
    assert "dagen te laat" not in texts(at)


def test_the_list_names_nobody_who_stopped(molenkwartier: Store, visit: Visit) -> None:
    one, today = named(molenkwartier, "Dertig huizen"), dt.date(2026, 11, 5)
    commitment.stop_leading(molenkwartier, commitment_id=one.id, on=today, today=today)
    at = opened(visit, molenkwartier, "afspraken")
    (row,) = [each.value for each in at.markdown if "Dertig huizen" in each.value]
    assert ":gray[klaar op" in row
    assert row.endswith("en zoekt een trekker]")


def test_another_party_says_whether_it_is_right(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Dertig huizen")
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    at = press(at, "× Klopt niet")
    assert "Schrijf erbij wat er niet klopt. Eén zin is genoeg." in texts(at)
    box(at.text_input, "Wat klopt er niet?").set_value("Het zijn er twintig")
    box(at.selectbox, "Welke partij kijkt mee?").select_index(0)
    at = press(at, "× Klopt niet")
    assert "zegt dat dit niet klopt. Het zijn er twintig" in texts(at)


def test_what_is_typed_of_a_promise_stays_when_somebody_else_tells_of_it_or_takes_it_over(
    molenkwartier: Store, visit: Visit
) -> None:
    one, today = named(molenkwartier, "Dertig huizen"), dt.date(2026, 11, 5)
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    asked = ("Wat klopt er niet?", "Waarom?")
    before = [box(at.text_input, label).proto.id for label in asked]
    fields = {"status": CommitmentStatus.ON_TRACK, "date": today, "reported_by": one.owner_id}
    update.report(molenkwartier, commitment_id=one.id, text="Bijna", now=NOW, today=today, **fields)
    commitment.take_over(molenkwartier, commitment_id=one.id, party_id=3, on=today, today=today)
    at.run()
    assert "Bijna" in texts(at)
    assert [box(at.text_input, label).proto.id for label in asked] == before  # with what is typed in them


def test_the_card_says_who_has_seen_it_too(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Dertig huizen")
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    assert "Gezien door" not in texts(at)
    seer = box(at.selectbox, "Welke partij kijkt mee?").select_index(0)
    at = press(at, "✓ Klopt")
    assert f"Gezien door:** {seer.options[0]}" in texts(at)


def test_only_parties_at_the_table_that_did_not_lead_it_then_are_offered(
    molenkwartier: Store, visit: Visit
) -> None:
    one = named(molenkwartier, "Dertig huizen")
    with molenkwartier.read() as tables:
        there = {each.short_name for each in tables.party.all() if each.status is PartyStatus.AT_THE_TABLE}
        names = {each.id: each.short_name for each in tables.party.all()}
    other = next(each for each in names if names[each] in there and each != one.owner_id)
    commitment.take_over(
        molenkwartier,
        commitment_id=one.id,
        party_id=other,
        on=dt.date(2026, 11, 5),
        today=dt.date(2026, 11, 5),
    )
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    offered = set(box(at.selectbox, "Welke partij kijkt mee?").options)
    assert offered == there - {names[one.owner_id], names[other]}


def test_how_a_promise_stands_is_said_once_beside_why_it_wants_attention(
    molenkwartier: Store, visit: Visit
) -> None:
    one = named(molenkwartier, "De Drie Molens komt met een voorstel")
    badges = ":orange-badge[▲ Let op] :red-badge[! 218 dagen te laat]"
    of_party = {"partij": str(one.owner_id)}
    for part, address in (("afspraken", {"afspraak": str(one.id)}), ("bijwerken", of_party)):
        shown = texts(opened(visit, molenkwartier, part, **address)).splitlines()
        (line,) = [each.rstrip() for each in shown if "218 dagen" in each]
        assert line.endswith(badges)
        assert line.count("Let op") == 1


def test_an_unknown_promise_says_so(molenkwartier: Store, visit: Visit) -> None:
    for asked in ("999", "x", "<b>"):
        at = opened(visit, molenkwartier, "afspraken", afspraak=asked)
        assert "Deze afspraak is er niet meer." in texts(at)


def test_a_signed_article_is_followed_in_one_click(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, "afspraken")
    assert "17 afspraken." in texts(at)
    owners = [one for one in at.selectbox if one.label == "Wie trekt dit?"]
    owners[0].select_index(0).run()
    first = next(one for one in at.button if one.label == "Volg deze afspraak")
    first.click().run()
    assert "18 afspraken." in texts(at)
    with molenkwartier.read() as tables:
        assert tables.commitment.all()[-1].clause_id is not None


def test_who_stopped_is_not_offered_as_lead(store: Store, visit: Visit) -> None:
    text = signing.write(store)
    text.freeze(now())
    text.open(now=now())
    for party_id in (text.town, text.school):
        made = signature.sign(store, party_id=party_id, pen=signing.PEN, now=now())
    notice.give(store, signature_id=made.id, on=now().date(), why="De school sluit.")
    at = opened(visit, store, "afspraken")
    boxes = [one for one in at.selectbox if one.label == "Wie trekt dit?"]
    assert all("De Meelbloem" not in one.options for one in boxes)
    assert "Artikel 5.1 volg je nog niet: van De Meelbloem is er geen handtekening" in texts(at)
    at.button(key=f"follow_{text.clauses[2]}").click().run()
    one = named(store, "Wij komen")
    assert (one.owner_id, one.helper_ids) == (text.town, ())
    at = opened(visit, store, "afspraken", afspraak=str(one.id))
    assert "De Meelbloem" not in box(at.selectbox, "Wie trekt dit nu?").options


@pytest.mark.parametrize("part", ["aandacht", "afspraken", "wie draagt wat", "besluiten"])
def test_the_core_team_reads_every_part(part: str, molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, part, role=Role.CORE_TEAM)
    assert [title.value for title in at.title] == ["Elkaar scherp houden"]
    assert not [one for one in at.button if one.label == "Volg deze afspraak"]


def test_who_carries_what_and_what_was_decided(molenkwartier: Store, visit: Visit) -> None:
    assert "Zeven partijen trekken samen tien open afspraken" in texts(
        opened(visit, molenkwartier, "wie draagt wat")
    )
    at = opened(visit, molenkwartier, "besluiten")
    with molenkwartier.read() as tables:
        newest = tables.decision.all()[-1].text
    assert newest in texts(at)
    assert "Zes afspraken klaar, één gestopt, de rest gaat door." in texts(at)


def changing(visit: Visit, store: Store, one: Commitment, *, role: Role = Role.FACILITATOR) -> AppTest:
    """Open the card of a promise, with the form to change it."""
    at = opened(visit, store, "afspraken", role=role, afspraak=str(one.id))
    at.session_state[f"commitment_change_{one.id}"] = True
    at.run()
    assert not at.exception
    return at


def test_a_promise_gets_a_number_a_helper_and_another_day(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Dertig huizen")
    at = changing(visit, molenkwartier, one)
    box(at.text_input, "Waar moet het heen?").set_value("35,25")
    box(at.date_input, "Klaar op").set_value(dt.date(2027, 3, 1))
    box(at.text_input, "Met welke middelen?").set_value("Subsidie van de gemeente")
    at = press(at, "Bewaar de wijziging")
    after = named(molenkwartier, "Dertig huizen")
    assert (after.target, after.due, after.means) == (
        *(35.25, dt.date(2027, 3, 1)),
        "Subsidie van de gemeente",
    )
    assert (after.baseline, after.helper_ids, after.aim_ids) == (one.baseline, one.helper_ids, one.aim_ids)
    assert "Klaar op:** 1 maart 2027" in texts(at)


def test_how_it_is_counted_decides_which_boxes_there_are(molenkwartier: Store, visit: Visit) -> None:
    counted = {"kind": CommitmentKind.NUMBER, "indicator": "folders", "target": 200}
    lead = named(molenkwartier, "Dertig huizen").owner_id
    day = dt.date(2026, 11, 1)
    one = commitment.add(molenkwartier, title="Folders", owner_id=lead, starts_on=day, **counted)
    at = changing(visit, molenkwartier, one)
    box(at.selectbox, "Hoe zie je dat het vooruitgaat?").set_value(CommitmentKind.STEPS).run()
    assert "Waar moet het heen?" not in [each.label for each in at.text_input]
    box(at.text_area, "Welke stappen?").set_value("Flyer\n\nHuis aan huis\n")
    press(at, "Bewaar de wijziging")
    after = named(molenkwartier, "Folders")
    assert (after.kind, after.steps, after.target) == (CommitmentKind.STEPS, ("Flyer", "Huis aan huis"), 2.0)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM])
def test_the_steps_of_a_promise_can_be_read_wherever_is_asked_how_many_are_done(
    role: Role, molenkwartier: Store, visit: Visit
) -> None:
    one = named(molenkwartier, "De Drie Molens komt met een voorstel")
    with molenkwartier.write() as tables:
        tables.commitment.update(one.id, kind=CommitmentKind.STEPS, steps=("Rekenen", "*Leggen*"))
    steps = "**De stappen**\n1. Rekenen\n2. *Leggen*"
    assert steps in texts(opened(visit, molenkwartier, "afspraken", role=role, afspraak=str(one.id)))
    assert steps in texts(opened(visit, molenkwartier, "bijwerken", role=role, partij=str(one.owner_id)))


def test_what_was_counted_stays_what_it_was_and_the_typed_steps_stay_too(
    molenkwartier: Store, visit: Visit
) -> None:
    one = named(molenkwartier, "Dertig huizen")
    at = changing(visit, molenkwartier, one)
    box(at.selectbox, "Hoe zie je dat het vooruitgaat?").set_value(CommitmentKind.STEPS).run()
    box(at.text_area, "Welke stappen?").set_value("Flyer")
    at = press(at, "Bewaar de wijziging")
    assert "Hier vertelde iemand al een getal" in texts(at)
    assert box(at.text_area, "Welke stappen?").value == "Flyer"
    assert named(molenkwartier, "Dertig huizen") == one


def test_a_change_that_cannot_be_stays_in_its_boxes(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Dertig huizen")
    at = changing(visit, molenkwartier, one)
    box(at.text_input, "Waar moet het heen?").set_value("veel")
    at = press(at, "Bewaar de wijziging")
    assert "Vul een gewoon getal in, zoals 12 of 7,5." in texts(at)
    assert box(at.text_input, "Waar moet het heen?").value == "veel"
    assert named(molenkwartier, "Dertig huizen") == one


def test_what_another_changed_meanwhile_is_told_first(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Dertig huizen")
    at = changing(visit, molenkwartier, one)
    commitment.change(molenkwartier, commitment_id=one.id, before=one, means="Een busje", contact_role="bode")
    box(at.text_input, "Met welke middelen?").set_value("Een bakfiets")
    at = press(at, "Bewaar de wijziging")
    assert "Iemand anders veranderde net ‘Met welke middelen?’." in texts(at)
    assert box(at.text_input, "Met welke middelen?").value == "Een bakfiets"
    assert named(molenkwartier, "Dertig huizen").means == "Een busje"
    press(at, "Bewaar de wijziging")
    after = named(molenkwartier, "Dertig huizen")
    assert (after.means, after.contact_role) == ("Een bakfiets", "bode")


def test_the_core_team_tells_how_it_goes_and_changes_no_promise(molenkwartier: Store, visit: Visit) -> None:
    at = changing(visit, molenkwartier, named(molenkwartier, "Dertig huizen"), role=Role.CORE_TEAM)
    assert "Wijzig" not in [each.label for each in at.expander]
    assert "Een andere trekker" in [each.label for each in at.expander]


def test_a_correction_keeps_all_digits_of_a_number(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Dertig huizen")
    with molenkwartier.write() as tables:
        said = tables.update.add(
            commitment_id=one.id, date=dt.date(2026, 11, 5), status=CommitmentStatus.ON_TRACK, value=7.125
        )
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    at.session_state[f"correct_{said.id}"] = True
    at = press(at.run(), "Bewaar de verbetering")
    with molenkwartier.read() as tables:
        assert tables.update.newest()[one.id].value == 7.125


def test_the_day_the_party_and_the_link_can_be_put_right_too(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Dertig huizen")
    with molenkwartier.write() as tables:
        said = tables.update.add(
            commitment_id=one.id, date=dt.date(2026, 11, 5), status=CommitmentStatus.ON_TRACK, text="Zeven"
        )
        town = next(each for each in tables.party.all() if each.short_name == "Gemeente")
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    at.session_state[f"correct_{said.id}"] = True
    at.run()
    at.date_input(key=f"correct_date_{said.id}").set_value(dt.date(2026, 11, 2))
    at.selectbox(key=f"correct_by_{said.id}").set_value(town.short_name)
    at.text_input(key=f"correct_link_{said.id}").set_value("wijk.nl")
    at = press(at, "Bewaar de verbetering")
    assert at.text_input(key=f"correct_link_{said.id}").value == "wijk.nl"
    at.text_input(key=f"correct_link_{said.id}").set_value("https://wijk.nl/foto")
    at = press(at, "Bewaar de verbetering")
    with molenkwartier.read() as tables:
        last = tables.update.newest()[one.id]
    assert (last.corrects_id, last.date, last.reported_by, last.evidence, last.text) == (
        *(said.id, dt.date(2026, 11, 2), town.id, "https://wijk.nl/foto"),
        "Zeven",
    )


def test_what_nobody_signed_is_not_offered_as_signed(store: Store, visit: Visit) -> None:
    text = signing.write(store)
    text.freeze(now())
    text.say(text.school)
    text.say(text.town, ConsentAnswer.NOT_YET, text="Dat geld is er niet")
    consent.open_signing(store, now=now(), why="De gemeente komt later.")
    signature.sign(store, party_id=text.school, pen=signing.PEN, now=now())
    at = opened(visit, store, "afspraken")
    assert "Getekend, en nog niet gevolgd (2)" in [one.label for one in at.expander]
    said = "Artikel 5.2 volg je nog niet: van Gemeente Oosterhaven is er geen handtekening die nu geldt."
    assert said in texts(at)
    keys = {one.key for one in at.button if one.label == "Volg deze afspraak"}
    assert {f"follow_{one}" for one in (text.clauses[0], text.clauses[2])} <= keys
    assert f"follow_{text.clauses[1]}" not in keys


def test_what_a_party_promised_whose_proviso_was_not_met_is_not_offered(store: Store, visit: Visit) -> None:
    text = signing.write(store)
    text.freeze(now())
    mandate.change(store, party_id=text.town, version=0, proviso="instemming van de raad")
    text.open(now=now())
    _, made = (
        signature.sign(store, party_id=each, pen=signing.PEN, now=now()) for each in (text.school, text.town)
    )
    follow, owner = f"follow_{text.clauses[1]}", "commitment_owner_0"
    at = opened(visit, store, "afspraken")
    assert follow in {one.key for one in at.button}
    assert "Gemeente Oosterhaven" in at.selectbox(key=owner).options
    proviso.fail(store, signature_id=made.id, on=signature.day_of(made), why="De raad zei nee.", now=now())
    at = opened(visit, store, "afspraken")
    assert follow not in {one.key for one in at.button}
    assert "Gemeente Oosterhaven" not in at.selectbox(key=owner).options
    said = "Artikel 5.2 volg je nog niet: van Gemeente Oosterhaven is er geen handtekening die nu geldt."
    assert said in texts(at)


def sign(text: signing.Text, *, version: int = 0) -> None:
    """Freeze the text as it is now, and let both sign it."""
    text.freeze(now())
    text.open(version=version, now=now())
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=signing.PEN, now=now())


def test_of_two_followed_articles_that_merge_one_goes_on_in_the_other_in_one_click(
    store: Store, visit: Visit
) -> None:
    text = signing.write(store)
    sign(text)
    planted, paid = (commitment.promise(store, clause_id=text.clauses[each]) for each in (0, 1))
    with store.read() as tables:
        newest = tables.clause_text.newest()
    clause.merge(
        store,
        clause_id=text.clauses[1],
        into_id=text.clauses[0],
        before=newest[text.clauses[1]],
        into_before=newest[text.clauses[0]],
        text="Wij planten en betalen.",
        today=now().date(),
        now=now(),
    )
    sign(text, version=1)
    at = opened(visit, store, "afspraken", afspraak=str(paid.id))
    assert "De afspraak ‘De school plant vijf bomen.’ volgt dit artikel al." in texts(at).replace("\\", "")
    keys = {one.key for one in at.button}
    assert f"change_take_{paid.id}" not in keys
    assert f"change_leave_{paid.id}" in keys
    press(at, "Ga verder in die afspraak")
    with store.read() as tables:
        (said,) = tables.update.of(paid.id)
        assert tables.update.of(planted.id) == []
    assert said.text.endswith("Dit gaat verder bij ‘De school plant vijf bomen’.")


def test_a_changed_article_is_seen_and_taken_over_in_one_click(store: Store, visit: Visit) -> None:
    text = signing.write(store)
    sign(text)
    planted, paid = (commitment.promise(store, clause_id=text.clauses[each]) for each in (0, 1))
    with store.read() as tables:
        before = tables.clause_text.newest()[text.clauses[1]]
    clause.edit(
        store,
        clause_id=text.clauses[1],
        before=before,
        now=now(),
        text="De school betaalt de bomen.",
        party_ids=(text.school,),
    )
    clause.withdraw(store, clause_id=text.clauses[0], why="Geen plek", today=now().date())
    sign(text, version=1)
    told = "Artikel 5.2 is veranderd in versie 1: de tekst en wie."
    at = opened(visit, store, "aandacht")
    assert told in texts(at)
    assert {f"change_take_{paid.id}", f"change_end_{planted.id}"} <= {one.key for one in at.button}
    card = opened(visit, store, "afspraken", afspraak=str(paid.id))
    assert told in texts(card)
    assert "Zo staat het in versie 1, die nu geldt." in texts(card)
    at = opened(visit, store, "afspraken", role=Role.CORE_TEAM)
    assert told in texts(at)
    assert "De school betaalt de bomen." in texts(at)
    assert "De Meelbloem :gray[(was: Gemeente Oosterhaven)]" in texts(at)
    at.button(key=f"change_take_{paid.id}").click().run()
    assert told not in texts(at)
    at.button(key=f"change_end_{planted.id}").click().run()
    assert not at.exception
    with store.read() as tables:
        assert (tables.commitment.get(paid.id).owner_id, tables.commitment.get(paid.id).version) == (
            text.school,
            1,
        )
        (said,) = tables.update.of(planted.id)
        pen = next(each for each in tables.signature.of(1) if each.party_id == text.town)
    assert said.status is CommitmentStatus.STOPPED
    signature.take_back(store, signature_id=pen.id, why="Verkeerde regel", now=now())
    at = opened(visit, store, "afspraken", role=Role.CORE_TEAM)
    assert "Artikel 5.1 geldt weer: het staat in versie 0." in texts(at)
    at.button(key=f"again_{planted.id}").click().run()
    assert "geldt weer: het" not in texts(at)
    with store.read() as tables:
        assert tables.update.newest()[planted.id].status is CommitmentStatus.NOT_BEGUN


def test_a_yes_or_a_no_is_chosen_and_can_be_put_right(molenkwartier: Store, visit: Visit) -> None:
    one = named(molenkwartier, "Vrijwilligers krijgen")
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    assert not [each for each in at.text_input if each.label.startswith("Hoe ver is het getal?")]
    key = f"update_{one.id}_0_value"
    assert at.button_group(key=key).options == ["Ja", "Nee"]
    assert at.button_group(key=key).value is None
    at.button_group(key=key).set_value("ja")
    at = press(at, "Bewaar")
    with molenkwartier.read() as tables:
        said = tables.update.newest()[one.id]
    assert (said.value, said.progress) == (1, 100)
    assert "5 november 2026 · ja" in texts(at)
    at.session_state[f"correct_{said.id}"] = True
    at.run()
    assert at.button_group(key=f"correct_value_{said.id}").value == "ja"
    at.button_group(key=f"correct_value_{said.id}").set_value("nee")
    press(at, "Bewaar de verbetering")
    with molenkwartier.read() as tables:
        assert tables.update.newest()[one.id].value == 0


def test_what_never_ends_has_no_box_for_a_number(molenkwartier: Store, visit: Visit) -> None:
    one = commitment.add(molenkwartier, title="Koffie", owner_id=1, starts_on=dt.date(2026, 1, 1))
    said = update.report(
        molenkwartier,
        commitment_id=one.id,
        date=dt.date(2026, 11, 5),
        status=CommitmentStatus.ON_TRACK,
        now=NOW,
        today=dt.date(2026, 11, 5),
    )
    at = opened(visit, molenkwartier, "afspraken", afspraak=str(one.id))
    at.session_state[f"correct_{said.id}"] = True
    at.run()
    assert at.selectbox(key=f"correct_status_{said.id}")
    assert not [each for each in at.text_input if each.label.startswith("Hoe ver is het getal?")]
