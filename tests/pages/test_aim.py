"""Step 2: from themes to values and goals, what they mean per party, the sketch, and what became of notes."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui.step import PAGES
from sok_core import aim, fate, note
from sok_core.clock import now
from sok_core.model import Aim, AimKind, FateKind, Role, Step
from sok_core.store import Store
from tests.pages.conftest import Visit, press, texts
from tests.pages.exploration import box

PAGE = PAGES[Step.GOALS_VALUES]


def opened(visit: Visit, store: Store, part: str = "", *, role: Role = Role.FACILITATOR) -> AppTest:
    at = visit(PAGE, d=store.slug, role=role, of=store.slug)
    if part:
        at.query_params["deel"] = part
        at.run()
    assert not at.exception
    return at


def aims(store: Store) -> list[Aim]:
    with store.read() as tables:
        return tables.aim.all()


def labels(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


@pytest.fixture
def begun(molenkwartier: Store) -> Store:
    """The neighbourhood before it chose values and goals."""
    with molenkwartier.write() as tables:
        for one in tables.aim.all():
            tables.aim.update(one.id, gone_at=now(), gone_why="opnieuw")
        for noun in ("stake", "fate"):
            tables.note.db.table(noun).delete_where()
    return molenkwartier


def test_values_stand_there_with_the_words_of_residents(molenkwartier: Store, visit: Visit) -> None:
    seen = texts(opened(visit, molenkwartier))
    assert "Zes waarden en drie doelen gekozen" in seen
    assert "Dat merk je aan:" in seen
    assert "uit 10 briefjes, 10 april 2025" in seen
    assert "„" in seen


def test_a_theme_becomes_a_value_in_one_click_and_back(begun: Store, visit: Visit) -> None:
    at = opened(visit, begun)
    assert "Jullie kozen nog geen waarden of doelen" in texts(at)
    first = next(button for button in at.button if button.label == "Maak er een waarde van")
    first.click().run()
    (made,) = aims(begun)
    assert (made.kind, made.title) == (AimKind.VALUE, "Gelijkwaardig meebeslissen")
    assert f"→ waarde ‘{made.title}’" in texts(at).replace("\\", "")
    press(at, "Draai terug")
    assert aims(begun) == []


def test_a_second_theme_is_added_to_a_value(begun: Store, visit: Visit) -> None:
    at = opened(visit, begun)
    next(button for button in at.button if button.label == "Maak er een doel van").click().run()
    next(button for button in at.button if button.label == "Voeg toe").click().run()
    (made,) = aims(begun)
    assert len(made.theme_ids) == 2
    press(at, "Draai terug")
    assert len(aims(begun)[0].theme_ids) == 1


def test_a_value_is_changed_and_another_s_words_are_not_lost(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier)
    next(button for button in at.button if button.label == "Wijzig").click().run()
    one = aims(molenkwartier)[0]
    aim.change(molenkwartier, aim_id=one.id, before=one, title="Van Ria")
    box(at.text_input, "Hoe noemen jullie het?").set_value("Van Jan")
    press(at, "Bewaar")
    assert "Iemand anders veranderde net de naam" in texts(at)
    assert aims(molenkwartier)[0].title == "Van Ria"
    assert box(at.text_input, "Hoe noemen jullie het?").value == "Van Jan"
    press(at, "Bewaar")
    assert aims(molenkwartier)[0].title == "Van Jan"


def test_letting_go_asks_why(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier)
    next(button for button in at.button if button.label == "Wijzig").click().run()
    press(at, "Laat los")
    assert "Typ eerst waarom" in texts(at)
    box(at.text_input, "Waarom laten jullie dit los?").set_value("Het is al gewoon")
    press(at, "Laat los")
    assert len(aims(molenkwartier)) == 8
    assert "Het is al gewoon" in texts(at)
    press(at, "Haal terug")
    assert len(aims(molenkwartier)) == 9


def test_a_typed_value_without_a_name_is_refused(begun: Store, visit: Visit) -> None:
    at = opened(visit, begun)
    at.session_state["aim_write"] = True
    at.run()
    press(at, "Zet erbij")
    assert "Typ eerst hoe jullie het noemen." in texts(at)
    box(at.text_input, "Hoe noemen jullie het?").set_value("Eerlijk")
    press(at, "Zet erbij")
    assert [one.title for one in aims(begun)] == ["Eerlijk"]


def test_the_core_team_reads_and_changes_no_value(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, role=Role.CORE_TEAM)
    assert "Gelijkwaardig meebeslissen" in texts(at)
    assert labels(at) == []


def test_the_core_team_types_what_a_party_says(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, "per partij", role=Role.CORE_TEAM)
    assert "Elke partij aan tafel gaf antwoord." in texts(at)
    with molenkwartier.write() as tables:
        (first,) = [one for one in tables.party.all() if one.short_name == "De Handen"]
        tables.note.db.table("stake").delete_where("party_id = ?", [first.id])
    assert "Nog niet geantwoord (1 van 14): De Handen." in texts(at.run())
    chooser = box(at.selectbox, "Welke partij?")
    chooser.select_index(0).run()
    box(at.text_area, "Wat kunnen jullie winnen?").set_value("Lagere woonlasten")
    press(at, "Bewaar")
    with molenkwartier.read() as tables:
        (said,) = [one for one in tables.stake.all() if one.aim_id is None]
    assert said.gain == "Lagere woonlasten"
    assert "Te winnen: Lagere woonlasten" in texts(at)


def test_two_people_who_type_for_one_party(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, "per partij")
    box(at.selectbox, "Welke partij?").select_index(0).run()
    with molenkwartier.write() as tables:
        first = next(
            one for one in tables.party.all() if one.name in box(at.selectbox, "Welke partij?").options
        )
        tables.stake.put(party_id=first.id, aim_id=None, text="Van Ria", gain="Ook van Ria")
    box(at.text_area, "Wat betekent dit voor jullie?").set_value("Van Jan")
    press(at, "Bewaar")
    assert "Iemand anders veranderde net" in texts(at)
    press(at, "Bewaar")
    with molenkwartier.read() as tables:
        said = tables.stake.of(first.id, None)
    assert said
    assert (said.text, said.gain) == ("Van Jan", "Ook van Ria")


def test_the_sketch_falls_out_of_it_and_says_that_it_is_a_concept(molenkwartier: Store, visit: Visit) -> None:
    at = opened(visit, molenkwartier, "schets")
    seen = texts(at) + "".join(one.value for one in at.info)
    assert "Dit is een concept." in seen
    assert "Een gezond en prettig huis" in seen
    assert "Wat betekent dit voor elke partij?" in seen
    assert "bindend" not in seen
    urls = [one.proto.url for one in at.get("link_button")]
    assert {"/download/molenkwartier/schets/docx", "/download/molenkwartier/schets/pdf"} <= set(urls)


def papers(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def test_every_note_says_what_became_of_it(molenkwartier: Store, visit: Visit) -> None:
    seen = papers(opened(visit, molenkwartier, "briefjes"))
    assert "Staat in artikel" in seen
    assert "Geen afspraak, want" in seen


def test_a_theme_is_kept_for_later_and_back(begun: Store, visit: Visit) -> None:
    at = opened(visit, begun, "briefjes")
    next(button for button in at.button if (button.key or "").startswith("do_keep_")).click().run()
    with begun.read() as tables:
        (said,) = tables.fate.all()
    assert (said.kind, said.note_id) == (FateKind.KEPT, None)
    press(at, "Draai terug")
    with begun.read() as tables:
        assert tables.fate.all() == []


def test_no_clause_needs_a_reason_and_can_be_of_one_note(begun: Store, visit: Visit) -> None:
    at = opened(visit, begun, "briefjes")
    button = next(one for one in at.button if (one.key or "").startswith("do_no_"))
    button.click().run()
    assert "Typ eerst waarom het geen afspraak werd." in texts(at)
    key = str(button.key).removeprefix("do_no_")
    at.selectbox(key=f"no_{key}_which").select_index(0)
    at.text_input(key=f"no_{key}_why").set_value("dit hoort bij het meldpunt")
    at.button(key=f"do_no_{key}").click().run()
    with begun.read() as tables:
        (said,) = tables.fate.all()
    assert (said.why, said.theme_id, said.note_id is None) == ("dit hoort bij het meldpunt", None, False)
    press(at, "Haal weg")
    with begun.read() as tables:
        assert tables.fate.all() == []


def test_a_note_that_is_too_personal_is_left_out_with_its_reason(begun: Store, visit: Visit) -> None:
    at = opened(visit, begun, "briefjes")
    key = next(one.key for one in at.button if (one.key or "").startswith("do_no_")).removeprefix("do_no_")
    assert not [one for one in at.checkbox if "Te persoonlijk" in one.label]
    at.selectbox(key=f"no_{key}_which").select_index(0).run()
    at.checkbox(key=f"no_{key}_private").check()
    at.text_input(key=f"no_{key}_why").set_value("het gaat over één persoon")
    at.button(key=f"do_no_{key}").click().run()
    with begun.read() as tables:
        (said,) = tables.fate.all()
        assert tables.note.get(said.note_id or 0).hidden_reason == note.PRIVATE
    press(at, "Draai terug")
    with begun.read() as tables:
        assert not tables.note.get(said.note_id or 0).is_hidden


def test_a_reason_that_may_speak_of_one_person_stands_on_top(begun: Store, visit: Visit) -> None:
    with begun.read() as tables:
        first, last = tables.note.where()[0], tables.note.where()[-1]
    fate.keep(begun, note_id=first.id, text="Komt later", now=now())
    assert "Lees eerst wat bovenaan staat." not in texts(opened(visit, begun, "briefjes"))
    fate.decline(begun, note_id=last.id, why="dat doet Joke al", now=now())
    seen = texts(opened(visit, begun, "briefjes"))
    assert "Lees eerst wat bovenaan staat." in seen
    assert seen.index("dat doet Joke al") < seen.index("Komt later")
    assert "lijkt een naam te noemen" in seen
    assert "Lees eerst wat bovenaan" not in texts(opened(visit, begun, "briefjes", role=Role.CORE_TEAM))


def test_the_files_say_too_that_the_notes_are_to_be_read_first(begun: Store, visit: Visit) -> None:
    at = opened(visit, begun, "briefjes", role=Role.CORE_TEAM)
    assert "Download als PDF" in [one.proto.label for one in at.get("link_button")]
    assert "Lees de briefjes eerst na" in texts(at)


def test_a_hidden_note_stays_away_from_every_part(molenkwartier: Store, visit: Visit) -> None:
    with molenkwartier.read() as tables:
        hidden = next(one for one in tables.note.where() if one.text == "niet óver ons maar mét ons")
    note.hide(molenkwartier, note_id=hidden.id, reason="grof", now=now())
    fate.keep(molenkwartier, note_id=hidden.id, now=now())
    for part in ("waarden en doelen", "schets", "briefjes"):
        at = opened(visit, molenkwartier, part)
        assert hidden.text not in texts(at) + papers(at)


def test_what_may_speak_of_one_person_is_read_first_and_hidden_in_one_click(
    molenkwartier: Store, visit: Visit
) -> None:
    with molenkwartier.read() as tables:
        private = [one for one in tables.note.where() if "COPD" in one.text or "Joke" in one.text]
    for one in private:
        note.restore(molenkwartier, note_id=one.id)
    at = opened(visit, molenkwartier, "briefjes")
    assert "Lees 2 briefjes na voor je ze deelt." in texts(at)
    assert "lijkt over iemands gezondheid te gaan" in texts(at)
    first = next(button for button in at.button if button.label == "Verberg")
    first.click().run()
    assert "Lees 1 briefje na voor je ze deelt." in texts(at)
    with molenkwartier.read() as tables:
        reasons = [tables.note.get(one.id).hidden_reason for one in private]
    assert reasons == [note.PRIVATE, ""]
    assert "Lees 1 briefje na" not in texts(opened(visit, molenkwartier, "briefjes", role=Role.CORE_TEAM))


def test_the_public_page_is_opened_where_the_address_lasts(
    molenkwartier: Store, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(visit, molenkwartier, "briefjes")
    assert "vast https-adres" in texts(at)
    monkeypatch.setenv("SOK_ADDRESS", "https://tafel.voorbeeld")
    at = press(opened(visit, molenkwartier, "briefjes"), "Zet de openbare bladzijde aan")
    with molenkwartier.read() as tables:
        key = tables.dossier.current().road_key
    assert len(key) > 20
    team = opened(visit, molenkwartier, "briefjes", role=Role.CORE_TEAM)
    assert "Iedereen met deze link leest het" in texts(team)
    assert "Zet de openbare bladzijde uit" not in labels(team)
    press(opened(visit, molenkwartier, "briefjes"), "Zet de openbare bladzijde uit")
    with molenkwartier.read() as tables:
        assert tables.dossier.current().road_key == ""


def test_of_many_themes_the_first_are_there_and_the_rest_behind_a_button(begun: Store, visit: Visit) -> None:
    with begun.write() as tables:
        meeting_id = tables.meeting.of_step(Step.GOALS_VALUES)[0].id
        for number in range(20):
            tables.theme.add(meeting_id, title=f"Extra thema {number}")
        there = len(tables.theme.of(meeting_id))
    at = opened(visit, begun)
    (more,) = [one for one in at.button if one.label.startswith("Toon nog")]
    assert more.label == f"Toon nog {there - 8} thema's"
    assert "Extra thema 19" not in texts(at)
    assert "Extra thema 19" in texts(more.click().run())
    assert not [one for one in at.button if one.label.startswith("Toon nog")]
