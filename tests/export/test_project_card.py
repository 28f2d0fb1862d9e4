"""Project cards, the timeline and blank role cards as accessible papers."""

import datetime as dt
from collections.abc import Callable

import pytest

from sok_core import aim, delicate, note, party, project, role, task
from sok_core.charts import project as chart
from sok_core.errors import Conflict, NotFound
from sok_core.export import figure, mandate, project_card, role_card, stake_form, value_score
from sok_core.model import AimKind, Outcome, Project, ProjectStatus, RoleKind, Stance
from tests import signing
from tests.evening import NOW, Evening
from tests.export import read

DAY = dt.date(2026, 12, 1)


def pages(made: bytes) -> int:
    return len(read.pdf(made).pages)


@pytest.fixture
def soup(evening: Evening) -> Project:
    spil = party.write_down(evening.store, name="De Spil")
    made = project.add(evening.store, title="Soep <b>voor</b> allen", status=ProjectStatus.BUSY)
    role.agree(evening.store, project_id=made.id, chosen={RoleKind.LEAD: [spil.id]}, before={}, now=NOW)
    return project.change(
        evening.store,
        project_id=made.id,
        before=made,
        goal="Samen eten",
        first_step="Pan lenen",
        first_step_on=DAY,
        starts_on=DAY,
        ends_on=dt.date(2027, 2, 1),
        budget=1250,
    )


def test_a_card_holds_what_is_known_and_one_page_is_enough(evening: Evening, soup: Project) -> None:
    made = project_card.pdf(evening.store, soup.id, made_at=NOW)
    text = read.pdf_text(made)
    for part in ("Soep <b>voor</b> allen", "Samen eten", "Trekker: De Spil", "Pan lenen", "€ 1.250"):
        assert part in text
    assert "dinsdag 1 december 2026" in text
    assert pages(made) == 1
    assert read.tags(made).count("H1") == 1
    assert read.painted_outside_artifacts(made) == []


def test_all_projects_are_one_paper_without_the_ideas(evening: Evening, soup: Project) -> None:
    project.add(evening.store, title="Bankjes")
    project.add(evening.store, title="Ooit", status=ProjectStatus.LATER)
    made = project_card.pdf(evening.store, made_at=NOW)
    assert pages(made) == 2
    assert soup.title in read.pdf_text(made)
    assert "Ooit" not in read.pdf_text(made)


@pytest.mark.parametrize(
    ("length", "title", "partners", "lesson"),
    [(300, 12, 1, 300), (260, 12, 6, 300), (250, 76, 0, 0), (300, 80, 20, 300)],
)
@pytest.mark.parametrize("letters", ["Een lange zin met veel woorden. ", "WWWWWWWWW MMMM "])
def test_a_full_card_stays_on_one_page(
    evening: Evening, soup: Project, letters: str, length: int, title: int, partners: int, lesson: int
) -> None:
    long = letters * 30
    texts = dict.fromkeys(("goal", "first_step", "done_when", "means", "space", "funding"), long[:length])
    numbers = {"title": long[:title], "reach": project.MOST, "budget": project.MOST}
    one = project.change(evening.store, project_id=soup.id, before=soup, **texts, **numbers)
    if lesson:
        project.learn(evening.store, project_id=soup.id, lesson=long[:lesson], today=DAY)
    kinds = list(RoleKind)
    for place in range(partners):
        made = party.write_down(evening.store, name=f"Bewonersvereniging van de Kanaalstraat nummer {place}")
        part = {"party_id": made.id, "role": kinds[place % len(kinds)], "stance": Stance.AGREED}
        with evening.store.write() as tables:
            tables.role_part.add(**part, project_id=one.id)
    card = project_card.pdf(evening.store, soup.id, made_at=NOW)
    assert pages(card) == 1
    assert read.tags(card).count("H1") == 1


def test_a_short_card_has_large_letters_and_a_full_one_is_still_read(evening: Evening, soup: Project) -> None:
    assert read.sizes(project_card.pdf(evening.store, soup.id, made_at=NOW))["Samen eten"] == 16
    long = ("Een lange zin met veel woorden. " * 30)[:300]
    texts = ("first_step", "done_when", "means", "space", "funding")
    project.change(evening.store, project_id=soup.id, before=soup, **dict.fromkeys(texts, long))
    assert read.sizes(project_card.pdf(evening.store, soup.id, made_at=NOW))["Samen eten"] > 9


def test_without_projects_there_is_a_card_to_fill_in_and_no_timeline(evening: Evening) -> None:
    made = project_card.pdf(evening.store, made_at=NOW)
    assert pages(made) == 1
    assert "Eerste kleine stap" in read.pdf_text(made)
    with pytest.raises(Conflict, match=r"project\.none"):
        project_card.timeline(evening.store, made_at=NOW)
    with pytest.raises(NotFound):
        project_card.pdf(evening.store, 99, made_at=NOW)


def test_the_timeline_on_paper_names_the_projects_and_says_what_it_shows(
    evening: Evening, soup: Project
) -> None:
    made = project_card.timeline(evening.store, made_at=NOW)
    assert "Dit ene project is nog niet klaar" in read.pdf_text(made)
    assert read.painted_outside_artifacts(made) == []
    drawn = figure.marks(chart.figure([soup], today=DAY))
    assert "● Soep <b>voor</b> allen" in figure.texts(drawn)
    assert "Tijdlijn van projecten: Soep" in chart.alt([soup], today=DAY)


def test_a_role_card_asks_six_questions_of_each_task(evening: Evening) -> None:
    task.add(evening.store, title="Langs de deuren")
    task.add(evening.store, title="Soep koken")
    made = role_card.cards(evening.store, made_at=NOW)
    text = read.pdf_text(made)
    assert pages(made) == 2
    for part in ("Langs de deuren", "Soep koken", "Wie trekt de kar?", "Wie moeten we het vertellen?"):
        assert part in text
    assert read.tags(made).count("H1") == 2
    assert read.painted_outside_artifacts(made) == []


def test_no_card_says_what_was_hidden(evening: Evening) -> None:
    """Not as the name of a task, a project or a value either, nor on what goes to a party or its board."""
    text = signing.write(evening.store)
    text.freeze()
    evening.ask()
    said = evening.post("Joke doet de post")
    duty = task.from_offer(evening.store, note_id=said.id)
    made = project.from_note(evening.store, note_id=said.id, status=ProjectStatus.CHOSEN)
    value = aim.write_down(evening.store, kind=AimKind.VALUE, title=said.text)
    with evening.store.write() as tables:
        tables.source.link(Outcome.AIM, value.id, notes=[said.id])
        tables.aim.update(value.id, noticed_by=[said.text])
        tables.project.update(made.id, title="Post", aim_ids=[value.id])
        tables.role_part.add(task_id=duty.id, party_id=text.town, role=RoleKind.LEAD, stance=Stance.AGREED)
    papers: tuple[Callable[[], bytes], ...] = (
        lambda: role_card.cards(evening.store, made_at=NOW),
        lambda: project_card.pdf(evening.store, made_at=NOW),
        lambda: value_score.card(evening.store, made_at=NOW),
        lambda: stake_form.pdf(stake_form.gather(evening.store, None, now=NOW)),
        lambda: mandate.pdf(mandate.gather(evening.store, text.town, now=NOW)),
    )
    assert ["Joke" in read.pdf_text(paper()) for paper in papers] == [True] * len(papers)
    note.hide(evening.store, note_id=said.id, reason=note.PRIVATE, now=NOW)
    assert ["Joke" in read.pdf_text(paper()) for paper in papers] == [False] * len(papers)
    with delicate.for_paper(evening.store) as tables:
        assert tables.aim.get(value.id).noticed_by == (delicate.UNSAID,)


def test_without_tasks_there_is_a_card_to_write_one_on(evening: Evening) -> None:
    made = role_card.cards(evening.store, is_double=False, made_at=NOW)
    assert pages(made) == 1
    assert "Welke taak?" in read.pdf_text(made)


@pytest.mark.parametrize("language", ["en", "tr", "ar"])
def test_a_role_card_in_another_language_keeps_the_name_of_its_task(evening: Evening, language: str) -> None:
    task.add(evening.store, title="Langs de deuren")
    made = role_card.cards(evening.store, language=language, is_double=False, made_at=NOW)
    assert "Langs de deuren" in read.pdf_text(made)
    assert "Wie trekt de kar?" not in read.pdf_text(made)
    assert pages(made) == 1
