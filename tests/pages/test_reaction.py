"""The reaction round at step 5: what was said, what is answered, and what came back in Word."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import clause, clause_source, note, reaction
from sok_core.agreement import freeze
from sok_core.clock import now
from sok_core.export import agreement
from sok_core.export.agreement_model import gather
from sok_core.model import Reaction, ReactionAnswer, Role, Section
from sok_core.store import Store
from tests.pages.conftest import Visit, links, press, texts

PAGE = "stap_5_ondertekenen.py"


def opened(visit: Visit, store: Store, *, role: Role = Role.FACILITATOR, part: str = "reacties") -> AppTest:
    at = visit(PAGE, d=store.slug, role=role, of=store.slug)
    at.query_params["deel"] = part
    at.run()
    assert not at.exception
    return at


def all_of(store: Store) -> list[Reaction]:
    with store.read() as tables:
        return tables.reaction.all()


@pytest.fixture
def asked(molenkwartier: Store) -> Reaction:
    """One more reaction, without an answer."""
    with molenkwartier.read() as tables:
        first = next(iter(reaction.articles(tables.version.all()[2])))
    return reaction.add(molenkwartier, version=2, text="Mag *ik* ook?", clause_id=first, channel="papier")


def test_the_demo_has_twelve_reactions_each_with_its_answer(visit: Visit, molenkwartier: Store) -> None:
    said = texts(opened(visit, molenkwartier))
    assert "12 reacties. Alles heeft een antwoord." in said
    assert "Geen boren op het dak" in said
    assert "Overgenomen" in said


def test_an_answer_is_saved_and_counted(visit: Visit, molenkwartier: Store, asked: Reaction) -> None:
    at = opened(visit, molenkwartier)
    assert "13 reacties. **1 nog zonder antwoord.**" in texts(at)
    assert r"Mag \*ik\* ook?" in texts(at)
    at.button_group(key=f"reaction_{asked.id}_answer").set_value(ReactionAnswer.NOT)
    save(at, asked)
    assert "Schrijf erbij waarom." in texts(at)
    assert all_of(molenkwartier)[-1].answer is None
    at.text_area(key=f"reaction_{asked.id}_why").set_value("Dat kan hier niet")
    save(at, asked)
    kept = all_of(molenkwartier)[-1]
    assert (kept.answer, kept.why) == (ReactionAnswer.NOT, "Dat kan hier niet")
    assert "Alles heeft een antwoord." in texts(at)


def test_adopted_words_go_into_the_article_in_one_click(visit: Visit, molenkwartier: Store) -> None:
    with molenkwartier.read() as tables:
        known = reaction.articles(tables.version.all()[3])
        newest = tables.clause_text.newest()
    clause_id = next(each for each, one in known.items() if newest[each].text == one.text)
    said = reaction.add(molenkwartier, version=3, text="Zo", clause_id=clause_id, proposed="Beter zo.")
    reaction.answer(
        molenkwartier,
        reaction_id=said.id,
        before=said,
        answer=ReactionAnswer.ADOPTED,
        why="",
        answered_on=now().date(),
    )
    at = opened(visit, molenkwartier, role=Role.CORE_TEAM)
    assert "Zet deze woorden in het artikel" not in [button.label for button in at.button]
    at = opened(visit, molenkwartier)
    press(at, "Zet deze woorden in het artikel")
    assert "Deze woorden staan in het artikel." in texts(at)
    assert f"Naar artikel {known[clause_id].number}" in links(at)
    with molenkwartier.read() as tables:
        assert tables.clause_text.newest()[clause_id].text == "Beter zo."
    at.button_group(key=f"reaction_{said.id}_answer").set_value(ReactionAnswer.NOT)
    at.text_area(key=f"reaction_{said.id}_why").set_value("Toch te duur")
    save(at, said)
    assert "Deze woorden staan nog wel in het artikel." in texts(at)
    press(at, "Zet de oude woorden terug")
    assert "Deze woorden staan" not in texts(at)
    with molenkwartier.read() as tables:
        assert tables.clause_text.newest()[clause_id].text == known[clause_id].text


def save(at: AppTest, one: Reaction) -> None:
    at.button(key=f"reaction_{one.id}_save").click().run()
    assert not at.exception


def test_an_answer_of_somebody_else_is_said_and_what_was_typed_stays(
    visit: Visit, molenkwartier: Store, asked: Reaction
) -> None:
    at = opened(visit, molenkwartier)
    at.button_group(key=f"reaction_{asked.id}_answer").set_value(ReactionAnswer.PARTLY)
    at.text_area(key=f"reaction_{asked.id}_why").set_value("Mijn reden")
    reaction.answer(
        molenkwartier,
        reaction_id=asked.id,
        before=asked,
        answer=ReactionAnswer.NOT,
        why="Hun reden",
        answered_on=now().date(),
    )
    save(at, asked)
    assert "Iemand anders gaf net al antwoord. Daar staat nu: Hun reden." in texts(at)
    assert all_of(molenkwartier)[-1].why == "Hun reden"
    assert at.text_area(key=f"reaction_{asked.id}_why").value == "Mijn reden"
    save(at, asked)
    assert all_of(molenkwartier)[-1].why == "Mijn reden"


def test_the_core_team_types_a_reaction(visit: Visit, molenkwartier: Store) -> None:
    at = opened(visit, molenkwartier, role=Role.CORE_TEAM)
    at.text_area(key="reaction_new_0_text").set_value("Kan het ook in het Turks?")
    press(at, "Zet erbij")
    kept = all_of(molenkwartier)[-1]
    assert (kept.text, kept.clause_id, kept.party_id) == ("Kan het ook in het Turks?", None, None)
    assert "13 reacties" in texts(at)


def test_a_returned_file_is_shown_first_and_only_what_is_chosen_comes_in(
    visit: Visit, molenkwartier: Store
) -> None:
    at = opened(visit, molenkwartier)
    at.file_uploader(key="reaction_file_0").upload("terug.docx", changed(molenkwartier), "docx").run()
    assert not at.exception
    said = texts(at)
    assert "▲ Dit bestand is van versie 2. Er is intussen een nieuwere." in said
    assert ":green[**vier**]" in said
    assert len(all_of(molenkwartier)) == 12
    with molenkwartier.read() as tables:
        party = tables.party.all()[0]
    at.selectbox(key="reaction_file_0_who").set_value(party).run()
    press(at, "Zet bij de reacties (1)")
    kept = all_of(molenkwartier)[-1]
    assert (kept.party_id, kept.channel) == (party.id, reaction.FROM_WORD)
    assert "vier jaar" in kept.proposed


def changed(store: Store) -> bytes:
    """Return version 2 in Word, with one number changed in it."""
    agreed = gather(store, 2, now=now())
    chapters = tuple(
        type(chapter)(
            chapter.number,
            chapter.title,
            tuple(
                type(one)(**{**vars(one), "text": one.text.replace("twee jaar", "vier jaar")})
                for one in chapter.articles
            ),
        )
        for chapter in agreed.document.chapters
    )
    document = type(agreed.document)(**{**vars(agreed.document), "chapters": chapters})
    return agreement.word(type(agreed)(**{**vars(agreed), "document": document}))


def test_a_file_without_changes_says_what_was_not_compared(visit: Visit, molenkwartier: Store) -> None:
    at = opened(visit, molenkwartier)
    body = agreement.word(gather(molenkwartier, 2, now=now()))
    at.file_uploader(key="reaction_file_0").upload("terug.docx", body, "docx").run()
    assert not at.exception
    assert "In de tekst is niets veranderd, en er staan geen opmerkingen in." in texts(at)
    assert "Wat in een plaatje, een koptekst of een voettekst staat, lezen wij niet." in texts(at)


def test_a_file_that_is_not_ours_is_said_and_nothing_happens(visit: Visit, molenkwartier: Store) -> None:
    at = opened(visit, molenkwartier)
    at.file_uploader(key="reaction_file_0").upload("iets.docx", b"geen zip", "docx").run()
    assert "Dit is geen Word-bestand." in texts(at)
    assert len(all_of(molenkwartier)) == 12


def test_without_a_frozen_text_there_is_nothing_to_react_to(visit: Visit, store: Store) -> None:
    assert "Bevries eerst een tekst" in texts(opened(visit, store))


def urls(at: AppTest) -> list[str]:
    return [button.proto.url for button in at.get("link_button")]


def test_papers_are_of_the_text_that_is_chosen(visit: Visit, molenkwartier: Store) -> None:
    at = opened(visit, molenkwartier, part="papieren")
    place = f"/download/{molenkwartier.slug}/afspraken"
    texts_of = at.selectbox(key="agreement_paper_version")
    assert texts_of.value == 3  # the one that was signed
    assert [one.split(":")[0] for one in texts_of.options[1:]] == [
        "Versie 3 (geldt)",
        "Versie 2 (niet getekend)",
        "Versie 1 (niet getekend)",
        "Versie 0 (niet getekend)",
    ]
    assert f"{place}/overeenkomst.pdf?versie=3" in urls(at)
    assert f"{place}/handtekeningen.pdf?versie=3" in urls(at)
    assert f"{place}/poster.pdf?versie=3&formaat=a2" in urls(at)
    at.selectbox(key="agreement_paper_version").select_index(0).run()
    assert f"{place}/overeenkomst.docx" in urls(at)
    assert f"{place}/handtekeningen.pdf" not in urls(at)
    assert f"{place}/verschillen.docx?van=3" in urls(at)
    assert "dat het een concept is" in texts(at)


def test_a_note_on_paper_that_may_speak_of_one_person_is_read_first(
    visit: Visit, molenkwartier: Store
) -> None:
    assert "na voor je ze deelt." not in texts(opened(visit, molenkwartier, part="papieren"))
    with molenkwartier.read() as tables:
        notes = [one for each in tables.meeting.all() for one in tables.note.of(each.id)]
        clause_id = tables.clause.all()[0].id
    ill = next(one for one in notes if "COPD" in one.text)
    note.restore(molenkwartier, note_id=ill.id)
    clause_source.hang(molenkwartier, clause_id=clause_id, note_ids=[ill.id])
    at = opened(visit, molenkwartier, part="papieren")
    assert "Lees 1 briefje na voor je ze deelt." in texts(at)
    press(at, "Verberg")
    assert "na voor je ze deelt." not in texts(at)


def test_a_frozen_text_with_the_words_of_a_hidden_note_is_not_to_be_shared(
    visit: Visit, molenkwartier: Store
) -> None:
    with molenkwartier.read() as tables:
        every = [one for each in tables.meeting.all() for one in tables.note.of(each.id)]
        said = next(one for one in every if " " in one.text)  # one common word gives nobody away
    clause.write(
        molenkwartier, section=Section.ROLES, text=f"Wij doen: {said.text}", now=now(), notes=[said.id]
    )
    number = freeze(molenkwartier, title="", now=now()).number
    note.hide(molenkwartier, note_id=said.id, reason="naam", now=now())
    told = texts(opened(visit, molenkwartier, part="papieren"))
    assert f"staan nog in versie {number}. Die verandert niet meer: deel die niet." in told


def test_without_an_article_there_are_no_papers(visit: Visit, store: Store) -> None:
    at = opened(visit, store, part="papieren")
    assert "Er is nog geen artikel." in texts(at)
    assert not any("/afspraken/" in url for url in urls(at))
