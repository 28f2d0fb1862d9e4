"""The agreement on the page of step 5: read, written, opened one article at a time, frozen and compared."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui.step import PAGES
from sok_core import agreement, clause, note, party, task
from sok_core.agreement import Article
from sok_core.clock import now
from sok_core.model import DocumentType, Outcome, Reader, Role, Section, Step
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Visit, links, press, texts

NOTICE = "Dit is een concept. Hoe vast de afspraken zijn, hangt af van de woorden, niet van de naam."
Open = Callable[..., AppTest]


def everything(at: AppTest) -> str:
    """Return all that a person reads, also in papers and boxes."""
    boxes = [str(one.value) for kind in (at.info, at.text_area) for one in kind]
    return "\n".join([texts(at), *(one.proto.body for one in at.get("html")), *boxes])


@pytest.fixture
def signing(visit: Visit) -> Open:
    """Open step 5 of a dossier, at one of its parts or articles."""

    def opened(store: Store, *, role: Role = Role.FACILITATOR, **asked: str) -> AppTest:
        at = visit(PAGES[Step.SIGNING], d=store.slug, role=role, of=store.slug)
        at.query_params.update(asked)
        return at.run()

    return opened


def opened(at: AppTest, *keys: str) -> AppTest:
    """Open what is folded on the page."""
    for key in keys:
        at.session_state[key] = True
    return at.run()


def articles(store: Store) -> dict[str, Article]:
    with store.read() as tables:
        return {one.number: one for one in agreement.document(tables).articles}


def begun(store: Store, *sentences: str) -> Store:
    agreement.begin(store, type=DocumentType.GROUND_RULES)
    for text in sentences:
        clause.write(store, section=Section.VALUES, text=text, now=now())
    return store


# ---------------------------------------------------------------- the text


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM])
def test_the_whole_text_is_read_by_chapter(molenkwartier: Store, signing: Open, role: Role) -> None:
    at = signing(molenkwartier, role=role)
    shown = everything(at)
    assert "Samenwerkingsovereenkomst · 32 artikelen, 2 ingetrokken" in shown
    assert "[Rollen en wat elke partij doet](#hoofdstuk-5)" in shown
    assert len([label for label in links(at) if label.startswith("Artikel ")]) == 34
    assert "× Ingetrokken] Netwerk Laagland tekent niet" in shown
    at.session_state["new_clause_0"] = True
    assert ("Schrijf het artikel" in [one.label for one in at.run().button]) == (role is Role.FACILITATOR)


def test_the_notice_is_in_sight_until_somebody_signed(molenkwartier: Store, signing: Open) -> None:
    unsigned = running.current().shelf.create("De Nieuwe Buurt")
    assert NOTICE in everything(signing(unsigned))
    assert NOTICE not in everything(signing(molenkwartier))
    with molenkwartier.read() as tables:
        seen = next(iter(tables.clause_text.newest().values()))
    clause.edit(molenkwartier, clause_id=seen.clause_id, before=seen, now=now(), text="Wij doen het anders.")
    assert NOTICE in everything(signing(molenkwartier))  # what reads now, nobody signed


def test_the_kind_of_document_is_chosen_and_a_sentence_of_ours_begins_a_chapter(
    store: Store, signing: Open
) -> None:
    at = signing(store)
    at.radio(key="document_type").set_value(DocumentType.GROUND_RULES)
    at = press(at, "Begin de tekst")
    at.button(key="start_waarden").click().run()
    (article,) = articles(store).values()
    assert article.text.startswith("Wij spreken af hoe we met elkaar omgaan")
    assert "Artikel 2.1" in links(at)


def test_an_article_is_written_from_who_what_and_when(molenkwartier: Store, signing: Open) -> None:
    at = opened(signing(molenkwartier), "new_clause_0")
    with molenkwartier.read() as tables:
        (school,) = [one.id for one in tables.party.all() if one.short_name == "De Meelbloem"]
    key = "clause_new_0"
    at.selectbox(key=f"{key}_section").set_value(Section.ROLES)
    at.text_input(key=f"{key}_what").set_value("geveltuinen water geven")
    at.multiselect(key=f"{key}_who").set_value([school])
    at = press(at, "Stel een zin voor")
    sentence = "De Meelbloem doet dit: geveltuinen water geven."
    assert at.text_area(key=f"{key}_text").value == sentence
    at = press(at, "Schrijf het artikel")
    assert articles(molenkwartier)["5.7"].text == sentence
    assert at.query_params["artikel"] in ("5.7", ["5.7"])


def test_an_article_without_words_is_refused_and_what_was_chosen_stays(store: Store, signing: Open) -> None:
    at = opened(signing(begun(store)), "new_clause_0")
    at.text_input(key="clause_new_0_means").set_value("twee uur")
    at = press(at, "Schrijf het artikel")
    assert "Er staat nog geen tekst. Schrijf eerst één zin." in texts(at)
    assert at.text_input(key="clause_new_0_means").value == "twee uur"
    assert articles(store) == {}


def test_what_the_group_found_becomes_an_article_with_its_notes(molenkwartier: Store, signing: Open) -> None:
    at = opened(signing(molenkwartier), "drafts_0")
    box = at.selectbox(key="draft_0")
    assert "Taak: Langs de deuren gaan" in box.options
    assert not any(option.startswith("Waarde:") for option in box.options)
    with molenkwartier.read() as tables:
        (task,) = [one for one in tables.task.all() if one.title == "Langs de deuren gaan"]
    box.set_value(task).run()
    press(at, "Maak er een artikel van")
    made = articles(molenkwartier)["5.7"]
    assert made.text.startswith("Langs de deuren gaan.")
    with molenkwartier.read() as tables:
        assert {one.note_id for one in tables.source.of(Outcome.CLAUSE, made.clause_id)} - {None}


def test_chapters_are_added_and_a_full_one_is_not_taken_away(store: Store, signing: Open) -> None:
    at = opened(signing(begun(store, "Wij luisteren.")), "chapters")
    (more,) = [one for one in at.selectbox if one.label == "Nog een hoofdstuk"]
    more.set_value(Section.DISPUTES).run()
    at = press(at, "Zet het erbij")
    assert "Als we het niet eens zijn" in texts(at)
    (which,) = [one for one in at.selectbox if one.label == "Welk hoofdstuk?"]
    which.set_value(Section.VALUES).run()
    at = press(at, "Haal ‘Waarden’ weg")
    assert "Hier staan artikelen in, ook ingetrokken tellen mee." in texts(at)


# ---------------------------------------------------------------- one article


def test_an_article_shows_its_road_and_its_earlier_texts(molenkwartier: Store, signing: Open) -> None:
    shown = everything(signing(molenkwartier, artikel="5.3"))
    assert "„het moet wel te betale zijn voor mense met een kleine beurs”" in shown
    assert "Vraag: Wat vind jij het belangrijkst als we dit samen doen?" in shown
    assert "3 briefjes, 25 stippen" in shown
    assert "Gesprek met De Drie Molens" in shown
    assert "Veranderd, want: De Huurdersvereniging vond dit te zacht" in shown.replace("\\", "")


def test_a_hidden_note_and_a_talk_that_is_kept_back_stay_out_of_the_road(
    molenkwartier: Store, signing: Open
) -> None:
    with molenkwartier.read() as tables:
        (hidden,) = [
            one
            for meeting in tables.meeting.all()
            for one in tables.note.of(meeting.id)
            if one.text.startswith("het moet wel te betale")
        ]
    note.hide(molenkwartier, note_id=hidden.id, reason="grof", now=now())
    with molenkwartier.write() as tables:
        for talk in tables.conversation.readable_by(Reader.FACILITATOR):
            tables.conversation.update(talk.id, reader=Reader.FACILITATOR)
    shown = everything(signing(molenkwartier, role=Role.CORE_TEAM, artikel="5.3"))
    assert "te betale zijn" not in shown
    assert "huur + energie samen niet omhoog" in shown
    assert "Gesprek met De Drie Molens" in shown
    assert "620 huizen verbeteren" not in shown


def test_an_article_is_changed_with_why_and_the_core_team_only_reads(
    molenkwartier: Store, signing: Open
) -> None:
    at = signing(molenkwartier, artikel="7.3")
    (box,) = [one for one in at.text_area if one.label == "Tekst"]
    (why,) = [one for one in at.text_input if one.label == "Waarom verandert het?"]
    box.set_value("Je kunt altijd meedoen op papier.")
    why.set_value("Korter")
    at = press(at, "Bewaar")
    assert articles(molenkwartier)["7.3"].text == "Je kunt altijd meedoen op papier."
    assert "Veranderd, want: Korter" in texts(at).replace("\\", "")
    core = signing(molenkwartier, role=Role.CORE_TEAM, artikel="7.3")
    assert "Bewaar" not in [one.label for one in core.button]


def test_who_changes_the_same_at_once_is_told_and_keeps_what_was_typed(store: Store, signing: Open) -> None:
    begun(store, "Wij luisteren.")
    at = signing(store, artikel="2.1")
    with store.read() as tables:
        (seen,) = tables.clause_text.all()
    clause.edit(store, clause_id=seen.clause_id, before=seen, now=now(), text="Wij praten.")
    (box,) = [one for one in at.text_area if one.label == "Tekst"]
    box.set_value("Wij zwijgen.")
    at = press(at, "Bewaar")
    assert r"Iemand anders veranderde net artikel 2\.1, bij ‘Tekst’." in texts(at)
    assert articles(store)["2.1"].text == "Wij praten."
    assert [one.value for one in at.text_area if one.label == "Tekst"] == ["Wij zwijgen."]
    press(at, "Bewaar")
    assert articles(store)["2.1"].text == "Wij zwijgen."


def test_an_article_is_withdrawn_with_a_reason_and_comes_back(store: Store, signing: Open) -> None:
    begun(store, "Wij luisteren.")
    at = press(signing(store, artikel="2.1"), "Trek het artikel in")
    assert "Schrijf op waarom. Eén zin is genoeg: iedereen kan het lezen." in texts(at)
    (why,) = [one for one in at.text_input if one.label == "Waarom?"]
    why.set_value("Bel Piet, 06-11112222")
    at = press(at, "Trek het artikel in")
    assert "In de reden staat een telefoonnummer." in texts(at)
    (why,) = [one for one in at.text_input if one.label == "Waarom?"]
    assert why.value == "Bel Piet, 06-11112222"
    why.set_value("Dit spreekt vanzelf.")
    at = press(at, "Trek het artikel in")
    assert articles(store)["2.1"].is_withdrawn
    assert "Dit spreekt vanzelf" in texts(at)
    press(at, "Haal terug")
    assert not articles(store)["2.1"].is_withdrawn


def test_an_article_is_split_and_merged_again(store: Store, signing: Open) -> None:
    begun(store, "Wij luisteren. Wij praten.")
    at = press(signing(store, artikel="2.1"), "Splits het artikel")
    assert [one.text for one in articles(store).values()] == ["Wij luisteren.", "Wij praten."]
    (into,) = [one for one in at.selectbox if one.label == "Met welk artikel?"]
    into.set_value(articles(store)["2.2"]).run()
    press(at, "Voeg samen")
    left, kept = articles(store).values()
    assert (left.why, kept.text) == ("Samengevoegd met 2.2", "Wij praten. Wij luisteren.")


def test_a_frozen_number_does_not_move_and_the_page_says_why(molenkwartier: Store, signing: Open) -> None:
    at = press(signing(molenkwartier, artikel="5.3"), "Omhoog")
    assert r"5\.3 staat zo in een bevroren tekst." in texts(at)


def test_a_number_that_is_not_there_says_so_and_an_old_one_leads_on(
    molenkwartier: Store, signing: Open
) -> None:
    assert "Dit artikel is er niet meer." in texts(signing(molenkwartier, artikel="99.1"))
    clause_id = articles(molenkwartier)["5.6"].clause_id
    clause.move_to(molenkwartier, clause_id=clause_id, section=Section.PROJECTS)
    at = signing(molenkwartier, artikel="5.6")
    assert any("heet nu 6" in label for label in links(at))


# ---------------------------------------------------------------- what is missing


def test_an_article_of_a_task_that_was_let_go_is_said_to_hold_in_one_press(
    store: Store, signing: Open
) -> None:
    begun(store)
    made = task.add(store, title="Planten")
    written = clause.draft_from(store, made, now=now())
    task.let_go(store, task_id=made.id, now=now())
    asked = "komt uit de taak ‘Planten’. Die is losgelaten."
    at = signing(store, deel="wat mist er")
    assert asked in texts(at).replace("\\", "")
    assert asked not in texts(press(at, "Klopt nog")).replace("\\", "")
    with store.read() as tables:
        assert tables.clause.get(written.id).held_without == ((Outcome.TASK, made.id),)


def test_two_tasks_of_one_name_that_were_let_go_are_each_settled(store: Store, signing: Open) -> None:
    begun(store)
    written: list[int] = []
    for _ in range(2):
        made = task.add(store, title="Planten")
        written.append(clause.draft_from(store, made, now=now()).id)
        task.let_go(store, task_id=made.id, now=now())
    with store.read() as tables:
        texts_of, today = tables.clause_text.newest(), tables.dossier.today()
    gone, into = written
    both = {"before": texts_of[gone], "into_before": texts_of[into], "text": "Samen planten."}
    clause.merge(store, clause_id=gone, into_id=into, today=today, now=now(), **both)
    at = signing(store, deel="wat mist er")
    first, second = [one for one in at.button if one.label == "Klopt nog"]
    assert first.key != second.key
    first.click().run()
    press(at, "Klopt nog")
    assert "Klopt nog" not in [one.label for one in at.button]
    assert list(at.error) == []


def test_an_old_name_of_a_party_is_replaced_in_one_press(store: Store, signing: Open) -> None:
    school = party.add(store, name="De Meelbloem")
    begun(store, "De Meelbloem geeft water.", "Samen met de Meelbloem.")
    party.change(store, party_id=school.id, name="De Bron", short_name="De Bron")
    at = signing(store, deel="wat mist er")
    assert "noemt ‘De Meelbloem’ (heet nu De Bron)." in texts(at).replace("\\", "")
    first, second = [one for one in at.button if one.label == "Vervang de naam"]
    assert first.key != second.key
    first.click().run()
    press(at, "Vervang de naam")
    assert "De Meelbloem" not in texts(at)
    said = [one.text for one in articles(store).values()]
    assert said == ["De Bron geeft water.", "Samen met De Bron."]
    at = signing(store, deel="wat mist er", role=Role.CORE_TEAM)
    assert "Vervang de naam" not in [one.label for one in at.button]


def test_what_is_missing_opens_its_article_and_a_task_becomes_one(
    molenkwartier: Store, signing: Open
) -> None:
    at = signing(molenkwartier, deel="wat mist er")
    assert "Artikel 4.1" in links(at)
    assert "zegt niet wanneer het klaar is" in texts(at)
    assert "Voor de taak ‘Langs de deuren gaan’ is er nog geen artikel" in texts(at).replace("\\", "")
    press(at, "Maak er een artikel van")
    assert articles(molenkwartier)["5.7"].text.startswith("Langs de deuren gaan.")


def test_notes_are_hung_on_an_article_by_theme_and_taken_off(molenkwartier: Store, signing: Open) -> None:
    at = opened(signing(molenkwartier, deel="tekst", artikel="10.1"), "hang_notes")
    (theme,) = [one for one in at.selectbox if one.label == "Of alle briefjes van een thema"]
    theme.select_index(0).run()
    before = everything(at)
    press(at, "Hang ze erbij")
    assert any(line.startswith("**In eigen woorden:**") for line in texts(at).splitlines())
    assert everything(at) != before
    (off,) = [one for one in opened(at, "hang_notes").multiselect if one.label.startswith("Hoort een")]
    count = len(off.options)
    off.select(off.options[0]).run()
    press(at, "Haal ze eraf")
    (off,) = [one for one in opened(at, "hang_notes").multiselect if one.label.startswith("Hoort een")]
    assert len(off.options) == count - 1
    at = signing(molenkwartier, role=Role.CORE_TEAM, deel="tekst", artikel="10.1")
    assert "Hang er briefjes bij" not in [one.label for one in at.expander]


def test_who_takes_a_note_off_reads_that_the_signed_text_keeps_it(
    molenkwartier: Store, signing: Open
) -> None:
    stays = "In de getekende tekst blijft het staan."
    at = opened(signing(molenkwartier, deel="tekst", artikel="4.1"), "hang_notes")
    assert stays not in texts(at)
    (off,) = [one for one in at.multiselect if one.label.startswith("Hoort een")]
    off.select(off.options[0]).run()
    assert stays in texts(at)


# ---------------------------------------------------------------- frozen texts


def test_a_text_is_frozen_under_a_name_and_gets_a_code(store: Store, signing: Open) -> None:
    begun(store, "Wij luisteren.")
    at = signing(store, deel="versies")
    at.text_input(key="freeze_title_0").set_value("Concept voor reacties")
    at = press(at, "Bevries deze tekst")
    with store.read() as tables:
        (version,) = tables.version.all()
    assert f"Versie {version.number}" in texts(at)
    assert agreement.control_code(version.digest) in texts(at)


def test_who_freezes_a_text_with_a_number_in_it_is_told_first(store: Store, signing: Open) -> None:
    begun(store, "Vragen? Bel 06-11112222.")
    at = signing(store, deel="versies")
    (said,) = [one.value.replace("\\", "") for one in at.warning]
    told = "Artikel 2.1 heeft een telefoonnummer. Iedereen leest dit. Haal dat weg."
    assert said == f"**Wat je bevriest, blijft.** {told}"


def test_two_texts_are_compared_word_by_word_with_why(molenkwartier: Store, signing: Open) -> None:
    at = signing(molenkwartier, deel="versies")
    shown = everything(at)
    assert "10 veranderd, 2 ingetrokken en 22 hetzelfde." in shown
    assert "<small>weg:</small>&nbsp;<del" in shown
    assert "<small>erbij:</small>&nbsp;<ins" in shown
    assert "De Huurdersvereniging vond dit te zacht" in shown
    at.selectbox(key="compare_from").set_value(3).run()
    at.selectbox(key="compare_to").set_value(-1).run()
    assert "34 hetzelfde." in texts(at)


def test_words_in_a_diff_are_no_html(store: Store, signing: Open) -> None:
    begun(store, "Wij <b>luisteren</b>.")
    agreement.freeze(store, title="Eerst", now=now())
    with store.read() as tables:
        (seen,) = tables.clause_text.all()
    clause.edit(store, clause_id=seen.clause_id, before=seen, now=now(), text="Wij <i>praten</i>.")
    shown = everything(signing(store, deel="versies"))
    assert "&lt;b&gt;luisteren" in shown
    assert "<b>luisteren" not in shown


@pytest.mark.parametrize("content", ["verkeerd", ""])
def test_a_byte_changed_in_a_frozen_text_is_said_with_what_to_do(
    molenkwartier: Store, signing: Open, content: str
) -> None:
    tamper(molenkwartier, content)
    at = signing(molenkwartier, deel="versies")
    (said,) = [one.value for one in at.error]
    assert said.startswith("Deze tekst is na het bevriezen veranderd")
    assert "Zet een back-up terug" in said
    assert "Naar beheer" in links(at)


def tamper(store: Store, content: str) -> None:
    """Write in a frozen text around the guard of the file, as no hand of ours can."""
    with store.write() as tables:
        db: Any = tables.version.db
        db.execute("DROP TRIGGER version_stays_update")
        if content:
            db.execute("UPDATE version SET content = ? WHERE number = 3", [content])
        else:
            db.execute("UPDATE version SET content = replace(content, '1 april', '2 april') WHERE number = 3")
