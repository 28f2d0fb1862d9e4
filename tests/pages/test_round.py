"""Step 6, before a moment: who tells how it goes, with one tap or a line, and who is still to be phoned."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui.step import PAGES
from sok_core import check_in, commitment, update_link
from sok_core.errors import NotFound
from sok_core.model import UNCHANGED, CommitmentStatus, Role, Step
from sok_core.store import Store
from tests import following
from tests.pages.conftest import Visit, links, press, texts
from tests.pages.exploration import box

PAGE = PAGES[Step.MONITORING]

CORPORATION = "4"
MOULD = 5  # its promise on mould


def opened(visit: Visit, store: Store, *, role: Role = Role.CORE_TEAM, **asked: str) -> AppTest:
    at = visit(PAGE, d=store.slug, role=role, of=store.slug)
    at.query_params.update({"deel": "bijwerken"} | asked)
    at.run()
    assert not at.exception
    return at


def code(at: AppTest) -> str:
    return "\n".join(str(one.value) for one in at.code)


@pytest.fixture
def asking(molenkwartier: Store) -> Store:
    """The neighbourhood a week before a moment, while nobody has told anything yet."""
    with molenkwartier.write() as tables:
        tables.dossier.update(reference_date=dt.date(2026, 12, 31))
    return molenkwartier


def test_the_page_says_whether_the_round_is_open(asking: Store, visit: Visit) -> None:
    at = opened(visit, asking)
    assert "Hoe gaat het met jullie afspraken?" in texts(at)
    assert "Het rondje is open" in texts(at)
    assert "Belronde" in texts(at)


def test_the_name_of_a_party_is_text_that_wraps_and_no_label_that_is_cut(asking: Store, visit: Visit) -> None:
    at = opened(visit, asking)
    assert "**De Drie Molens**  \n" in texts(at)
    assert links(at).count("Bekijk de afspraken") == len(at.button) > 5


def test_of_one_party_it_says_plainly_whether_it_told_all(store: Store, visit: Visit) -> None:
    scene, today = following.begin(store), dt.date(2026, 11, 5)
    one = scene.commitment()
    scene.check_in(today)
    with store.write() as tables:
        tables.dossier.update(reference_date=today)
    assert texts(opened(visit, store)).count("De partij vertelde nog niet alles.") == 1
    scene.said(one, today, reported_by=scene.school)
    assert texts(opened(visit, store)).count("De partij vertelde alles.") == 1


def test_outside_a_round_it_says_when_the_next_opens(asking: Store, visit: Visit) -> None:
    with asking.write() as tables:
        tables.dossier.update(reference_date=dt.date(2026, 11, 20))
    at = opened(visit, asking)
    assert "gaat open op donderdag 31 december 2026" in texts(at)
    assert at.button
    assert "Belronde" not in texts(at)
    assert " verteld" not in texts(at)
    at = opened(visit, asking, partij=CORPORATION)
    at.button(key=f"same_all_{CORPORATION}").click().run()
    assert "✓ Verteld" in texts(at)


def test_where_nobody_promised_anything_nobody_is_phoned(store: Store, visit: Visit) -> None:
    at = opened(visit, store)
    assert "Geen partij trekt nu een afspraak." in texts(at)
    assert "Belronde" not in texts(at)


def test_nothing_changed_in_one_tap(asking: Store, visit: Visit) -> None:
    at = opened(visit, asking, partij=CORPORATION)
    assert "Woonstichting De Drie Molens" in texts(at)
    at.button(key=f"same_all_{CORPORATION}").click().run()
    with asking.read() as tables:
        told = tables.update.between(dt.date(2026, 12, 31), dt.date(2026, 12, 31))
    assert {one.text for one in told} == {UNCHANGED}
    assert {one.reported_by for one in told} == {int(CORPORATION)}
    assert {one.check_in_id for one in told} == {6}
    assert "✓ Verteld" in texts(at)
    assert "vertelde alles" in texts(at)
    assert "✓ Alles verteld" in texts(at)
    at.session_state[f"send_{CORPORATION}"] = True
    at.run()
    assert "Dank je wel: jullie hebben alles verteld. Er staat niets meer open." in code(at)
    assert "We horen graag" not in code(at)


def test_what_was_told_stays_told_when_the_moment_moves(asking: Store, visit: Visit) -> None:
    at = opened(visit, asking, partij=CORPORATION)
    at.button(key=f"same_all_{CORPORATION}").click().run()
    today, later = dt.date(2026, 12, 31), dt.date(2027, 1, 28)
    check_in.move(asking, check_in_id=6, to=later, why="De zaal is dicht", today=today)
    at = opened(visit, asking, partij=CORPORATION)
    assert "Het rondje is open, tot en met Kwartaalmoment 5, donderdag 28 januari 2027." in texts(at)
    assert "✓ Verteld" in texts(at)
    assert f"same_all_{CORPORATION}" not in [one.key for one in at.button]


def test_nothing_changed_for_one_promise(asking: Store, visit: Visit) -> None:
    at = opened(visit, asking, partij=CORPORATION)
    at.button(key=f"same_one_{MOULD}").click().run()
    with asking.read() as tables:
        (told,) = tables.update.between(dt.date(2026, 12, 31), dt.date(2026, 12, 31))
    assert told.commitment_id == MOULD


def test_a_refused_word_stays_in_its_box(asking: Store, visit: Visit) -> None:
    at = opened(visit, asking, partij=CORPORATION)
    at.session_state[f"tell_{MOULD}"] = True
    at.run()
    box(at.text_input, "Vertel in één regel hoe het gaat").set_value("Zeven meldingen")
    (number,) = [one for one in at.text_input if one.label.startswith("Hoe ver is het getal?")]
    number.set_value("veel")
    press(at, "Bewaar")
    assert "Vul een gewoon getal in, zoals 12 of 7,5." in texts(at)
    assert box(at.text_input, "Vertel in één regel hoe het gaat").value == "Zeven meldingen"
    (number,) = [one for one in at.text_input if one.label.startswith("Hoe ver is het getal?")]
    number.set_value("84")
    press(at, "Bewaar")
    with asking.read() as tables:
        (told,) = tables.update.between(dt.date(2026, 12, 31), dt.date(2026, 12, 31))
    assert (told.value, told.text) == (84, "Zeven meldingen")
    assert told.status in CommitmentStatus


def test_the_words_for_the_phone_and_for_mail_are_ready(asking: Store, visit: Visit) -> None:
    at = opened(visit, asking)
    at.session_state[f"call_{CORPORATION}"] = True
    at.session_state[f"send_{CORPORATION}"] = True
    at.run()
    assert "Vraag naar: teamleider onderhoud en manager wonen" in texts(at)
    assert "Dag, je spreekt met" in code(at)
    assert "Donderdag 14 januari om 13:30 kijken we samen hoe het gaat." in code(at)
    (mail,) = [one for one in at.get("link_button") if one.proto.label == "Open in je mail"]
    assert mail.proto.url.startswith("mailto:?subject=Hoe%20gaat%20het")


def test_a_party_that_is_not_there(asking: Store, visit: Visit) -> None:
    assert "Deze partij is er niet meer." in texts(opened(visit, asking, partij="99"))


def test_a_party_is_offered_the_days_that_are_in_its_agenda_or_that_go_out_of_it(
    asking: Store, visit: Visit
) -> None:
    def offered() -> list[str]:
        at = opened(visit, asking, partij=CORPORATION)
        return [one.proto.label for one in at.get("link_button") if "agenda/" in one.proto.url]

    on = dt.date(2026, 12, 31)
    assert offered() == []  # none of what it leads must be done on a day that is still to come
    with asking.write() as tables:
        tables.commitment.update(MOULD, due=dt.date(2027, 6, 1))
    assert offered() == ["Zet de datums in een agenda"]
    with asking.read() as tables:
        led = [one.id for one in tables.commitment.all() if one.owner_id == int(CORPORATION)]
    for each in led:
        commitment.stop_leading(asking, commitment_id=each, on=on, today=on)
    assert offered() == ["Haal de datums uit de agenda"]
    with asking.write() as tables:
        tables.dossier.update(reference_date=dt.date(2027, 6, 2))
    assert offered() == []


LIST = """Afspraak;Datum;Hoe staat het ervoor;In één regel
1.1;30-12-2026;op koers;Zeven meldingen
Zingen;30-12-2026;op koers;
"""


def pasted(asking: Store, visit: Visit, text: str) -> AppTest:
    """Open the list of updates with something pasted in it."""
    at = opened(visit, asking)
    at.session_state["update_intake"] = True
    at.run()
    (area,) = [one for one in at.text_area if one.label.startswith("Of plak hier")]
    area.set_value(text).run()
    assert not at.exception
    return at


def imported(asking: Store) -> list[str]:
    with asking.read() as tables:
        return [one.text for one in tables.update.where("entered_by = 'import'")]


def test_a_list_is_looked_at_first_and_a_wrong_row_costs_nothing(asking: Store, visit: Visit) -> None:
    with asking.read() as tables:
        title = tables.commitment.get(MOULD).title
    text = LIST.replace("1.1", title)
    at = pasted(asking, visit, text)
    assert "1 ding klopt nog niet. Die rijen doen niet mee." in texts(at)
    assert "| 3 | Afspraak |" in texts(at)
    assert [row["Wat gebeurt er"] for row in at.dataframe[-1].value.to_dict("records")] == [
        "komt erbij",
        "klopt nog niet",
    ]
    assert imported(asking) == []
    press(at, "Zet in dossier (1)")
    assert imported(asking) == ["Zeven meldingen"]
    at = pasted(asking, visit, text)
    assert "Alle berichten die kloppen, staan al in het dossier." in texts(at)
    (button,) = [one for one in at.button if one.label == "Zet in dossier"]
    assert button.disabled


def test_the_list_to_fill_in_is_one_click_away(asking: Store, visit: Visit) -> None:
    at = opened(visit, asking)
    at.session_state["update_intake"] = True
    at.run()
    assert f"/download/{asking.slug}/monitoring/berichten-om-in-te-vullen.xlsx" in texts(at)


@pytest.fixture
def lasting(asking: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The same neighbourhood on a server with an address that stays."""
    monkeypatch.setenv("SOK_ADDRESS", "https://tafel.voorbeeld")
    return asking


def with_link(visit: Visit, store: Store) -> AppTest:
    """Open the page of the corporation, with what there is about its link."""
    at = opened(visit, store, partij=CORPORATION)
    at.session_state[f"update_link_{CORPORATION}"] = True
    at.session_state[f"send_{CORPORATION}"] = True
    at.run()
    assert not at.exception
    return at


def of_link(store: Store, url: str) -> int:
    """Return whose link this is."""
    top, slug, key = url.removeprefix("https://tafel.voorbeeld/").split("/")
    assert (top, slug) == ("hoe-gaat-het", store.slug)
    with store.read() as tables:
        return update_link.look(tables, key).party_id


def test_a_link_is_shown_once_and_stands_in_the_message(lasting: Store, visit: Visit) -> None:
    at = with_link(visit, lasting)
    assert "Met een eigen link vertelt deze partij zelf hoe het gaat" in texts(at)
    assert "Stuur per afspraak één regel terug." in code(at)
    press(at, "Maak een link")
    (url,) = [str(one.value) for one in at.code if str(one.value).startswith("https://tafel")]
    assert of_link(lasting, url) == int(CORPORATION)
    assert f"Vertel het hier, in één minuut: {url}" in code(at)
    press(at, "Ik heb hem verstuurd")
    assert url not in code(at)
    assert "de link die jullie van ons kregen" in code(at)
    at = with_link(visit, lasting)
    assert url not in code(at)
    assert "Er is een link sinds" in texts(at)
    assert "gemaakt door: kernteam" in texts(at)


def test_a_link_is_withdrawn_and_another_ends_the_one_before(lasting: Store, visit: Visit) -> None:
    at = press(with_link(visit, lasting), "Maak een link")
    (first,) = [str(one.value) for one in at.code if str(one.value).startswith("https://tafel")]
    press(at, "Maak een nieuwe link")
    (second,) = [str(one.value) for one in at.code if str(one.value).startswith("https://tafel")]
    assert of_link(lasting, second) == int(CORPORATION)
    with pytest.raises(NotFound):
        of_link(lasting, first)
    press(at, "Trek de link in")
    assert second not in code(at)
    with pytest.raises(NotFound):
        of_link(lasting, second)


def test_without_a_lasting_address_there_is_no_link_but_a_card(asking: Store, visit: Visit) -> None:
    at = opened(visit, asking, partij=CORPORATION)
    assert "Eigen link van deze partij" not in [one.label for one in at.expander]
    assert "Druk de kaart af" in [one.proto.label for one in at.get("link_button")]


def test_a_message_without_words_and_nothing_changed_since_are_two_sentences(
    store: Store, visit: Visit
) -> None:
    scene, today = following.begin(store), dt.date(2026, 11, 5)
    trees, bench = scene.commitment("Bomen"), scene.commitment("Bank")
    for one, first in ((trees, ""), (bench, UNCHANGED)):
        scene.said(one, dt.date(2026, 9, 1), text=first, reported_by=scene.school)
        scene.said(one, dt.date(2026, 10, 1), text=UNCHANGED, reported_by=scene.school)
    with store.write() as tables:
        tables.dossier.update(reference_date=today)
    told = texts(opened(visit, store, partij=str(scene.school))).replace("\\", "")
    assert "Laatste bericht: 1 september 2026. Sindsdien niets veranderd (1 oktober 2026)." in told
    assert "Laatste bericht: 1 oktober 2026: Niets veranderd]" in told


def test_what_was_told_stays_to_be_read_when_nothing_changed_since(asking: Store, visit: Visit) -> None:
    with asking.read() as tables:
        fact = tables.update.facts()[MOULD]
    at = opened(visit, asking, partij=CORPORATION)
    at.button(key=f"same_one_{MOULD}").click().run()
    told = texts(at).replace("\\", "")
    assert f"{fact.text} Sindsdien niets veranderd (31 december 2026)." in told
    card = opened(visit, asking, deel="afspraken", afspraak=str(MOULD))
    told = texts(card).replace("\\", "")
    assert f"Loopt achter. {fact.text} Sindsdien niets veranderd (31 december 2026)." in told
