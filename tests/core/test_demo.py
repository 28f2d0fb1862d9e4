"""The fictional neighbourhood comes over whole."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sok_core import agreement, note, settings
from sok_core.errors import Conflict
from sok_core.intake import demo
from sok_core.model import (
    AimKind,
    ClauseStatus,
    ConsentAnswer,
    DecisionKind,
    EstimateKind,
    MeetingStatus,
    Phase,
    Reader,
    SignatureKind,
    Step,
    TalkResult,
)
from sok_core.store import Store, Tables
from sok_core.store.house import House
from sok_core.store.shelf import Shelf


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelf, House]]:
    folder: Path = tmp_path_factory.mktemp("demo")
    shelf, house = Shelf(folder / "dossiers", folder / "backups"), House(folder / "huis.sqlite")
    demo.load(shelf, house, settings.demo_folder())
    yield shelf, house
    shelf.close_all()
    house.close()


@pytest.fixture(scope="module")
def store(machine: tuple[Shelf, House]) -> Store:
    return machine[0].open(demo.SLUG)


@pytest.fixture
def tables(store: Store) -> Iterator[Tables]:
    with store.read() as tables:
        yield tables


def test_everything_is_there(tables: Tables) -> None:
    meetings = tables.meeting.all()
    assert len(tables.party.all()) == 18
    assert len(meetings) == 6
    assert sum(len(tables.note.of(meeting.id)) for meeting in meetings) == 146
    assert sum(len(tables.decision.of(meeting.id)) for meeting in meetings) == 18


def test_what_is_private_came_over_hidden(tables: Tables) -> None:
    hidden = {one.text: one.hidden_reason for one in tables.note.where() if one.is_hidden}
    assert hidden == {
        "mijn man heeft COPD, het moet gezond wonen zijn": note.PRIVATE,
        "bel mij maar 06-00000000 Henk": note.PRIVATE,
        "wie belt de rest bij elkaar? nu blijft alles bij Joke liggen": note.PRIVATE,
    }


def test_the_network_of_the_neighbourhood_comes_over(tables: Tables) -> None:
    talks = tables.conversation.readable_by(Reader.FACILITATOR)
    assert len(tables.relation.all()) == 33
    assert len(talks) == len(json.loads((settings.demo_folder() / "conversations.json").read_text()))
    assert Counter(one.result for one in talks)[TalkResult.FAILED] == 1
    assert len(tables.core_team.now()) == 6
    kinds = Counter(one.kind for one in tables.estimate.readable_by(Reader.FACILITATOR))
    assert kinds[EstimateKind.TENSION] == 33
    assert kinds[EstimateKind.INFLUENCE] == 18
    placed = {one.id for one in tables.party.all() if one.x is not None}
    assert placed == {end for one in tables.relation.all() for end in (one.source_id, one.target_id)}
    assert len(placed) == 16


def test_the_agreement_of_the_neighbourhood_comes_over_with_its_road(tables: Tables) -> None:
    aims, clauses = tables.aim.all(), tables.clause.all()
    assert Counter(one.kind for one in aims) == {AimKind.VALUE: 6, AimKind.GOAL: 3}
    assert (len(tables.task.all()), len(tables.project.all()), len(clauses)) == (8, 5, 34)
    assert Counter(one.status for one in clauses)[ClauseStatus.WITHDRAWN] == 2
    (promise,) = (
        one for one in tables.clause_text.newest().values() if one.text.startswith("De Drie Molens legt")
    )
    assert [one.saved_at.date().isoformat() for one in tables.clause_text.of(promise.clause_id)] == [
        *("2025-04-10", "2025-05-01", "2025-09-01", "2025-09-22")
    ]
    assert promise.because == "De Huurdersvereniging vond dit te zacht: geen datum en niets om te zien."


def test_the_text_was_frozen_four_times_and_each_reads_as_it_was(tables: Tables) -> None:
    frozen = [agreement.read(one.content) for one in tables.version.all()]
    promise = [[one.text for one in text.articles if one.number == "5.3"] for text in frozen]
    assert [text.version for text in frozen] == [0, 1, 2, 3]
    assert promise[0] == ["Huur en energie samen gaan niet omhoog."]
    assert promise[2] == ["De Drie Molens spant zich in om huur en energie samen niet te laten stijgen."]
    assert len(frozen[2].articles) == len(frozen[3].articles) == 34
    assert [sum(one.is_withdrawn for one in text.articles) for text in frozen[2:]] == [0, 2]
    assert [len(text.parties) for text in frozen[2:]] == [15, 14]  # the grid operator signs nothing
    assert all(agreement.is_intact(one) for one in tables.version.all())


def test_everybody_answered_and_signed_the_third_version_and_one_joined_later(tables: Tables) -> None:
    version = tables.version.newest()
    assert version is not None
    answers = tables.consent.all()
    assert Counter(one.version for one in answers) == {2: 14, 3: 17}
    assert sum(one.superseded_by is not None for one in answers) == 2
    in_force = tables.consent.in_force(3)
    assert {one.answer for one in in_force} == {ConsentAnswer.YES, ConsentAnswer.YES_IF}
    signed = tables.signature.of(3)
    assert Counter(one.kind for one in signed) == {
        SignatureKind.SIGNING: 14,
        SignatureKind.ACCESSION: 1,
    }
    assert {one.digest for one in signed} == {version.digest}
    assert {one.consent_id for one in signed} == {one.id for one in in_force}
    (substitute,) = [one.substitute_for for one in signed if one.substitute_for]
    assert substitute == "directeur-bestuurder"
    kept = tables.agreement.current()
    assert kept is not None
    assert (kept.opened_why, kept.place) == ("", "Plein voor De Spil, Oosterhaven")
    assert len(tables.mandate.all()) == 14 + 15


def test_every_note_either_grew_into_something_or_has_a_reason(tables: Tables) -> None:
    grew = {one.note_id for one in tables.source.all()} - {None}
    fates = {one.note_id for one in tables.fate.all()}
    notes = {note.id for meeting in tables.meeting.all() for note in tables.note.of(meeting.id)}
    assert grew | fates == notes
    assert len(notes) == 146


def test_opinions_are_for_the_facilitator_until_she_says_otherwise(tables: Tables) -> None:
    assert tables.estimate.readable_by(Reader.CORE_TEAM) == []
    assert tables.relation.notes(Reader.CORE_TEAM) == {}
    assert len(tables.relation.notes(Reader.FACILITATOR)) == 33
    meant = {one.id: one.reader for one in tables.conversation.readable_by(Reader.FACILITATOR)}
    told = [one.id for one in tables.conversation.readable_by(Reader.TABLE) if one.what_matters]
    assert told == [one for one in meant if one in told and meant[one] is Reader.TABLE]
    assert 0 < len(told) < len(meant)


def test_it_says_that_it_is_invented_and_which_day_it_is(tables: Tables) -> None:
    dossier = tables.dossier.current()
    assert (dossier.name, dossier.slug, dossier.is_fictional) == ("Molenkwartier", "molenkwartier", True)
    assert dossier.reference_date == dt.date(2026, 11, 5)


def test_the_notes_hang_where_they_were_written(tables: Tables) -> None:
    (values,) = tables.meeting.of_step(Step.GOALS_VALUES)
    (roles,) = tables.meeting.of_step(Step.ROLES)
    assert len(tables.note.of(values.id)) == 93
    assert len(tables.note.of(roles.id)) == 53
    for meeting in (values, roles):
        prompts = {prompt.id for prompt in tables.prompt.of(meeting.id)}
        assert {note.prompt_id for note in tables.note.of(meeting.id)} <= prompts


def test_every_note_has_a_theme_of_its_own_evening(tables: Tables) -> None:
    for step, count in ((Step.GOALS_VALUES, 10), (Step.ROLES, 9)):
        (meeting,) = tables.meeting.of_step(step)
        themes = {theme.id for theme in tables.theme.of(meeting.id)}
        assert len(themes) >= count
        assert {note.theme_id for note in tables.note.of(meeting.id)} <= themes


def test_numbers_are_unique_and_the_next_one_is_free(tables: Tables) -> None:
    for meeting in tables.meeting.all():
        numbers = [note.number for note in tables.note.of(meeting.id)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert meeting.last_number == len(numbers)


def test_the_words_are_untouched(tables: Tables) -> None:
    (meeting,) = tables.meeting.of_step(Step.GOALS_VALUES)
    first = (settings.demo_folder() / "notes_values.json").read_text(encoding="utf-8")
    assert all(
        note.text in first or "\n" in note.text or '"' in note.text for note in tables.note.of(meeting.id)
    )


def test_no_note_can_be_led_back_to_a_phone(tables: Tables) -> None:
    assert {note.device for meeting in tables.meeting.all() for note in tables.note.of(meeting.id)} <= {""}


def test_every_evening_is_over_and_was_attended(tables: Tables) -> None:
    for meeting in tables.meeting.all():
        assert meeting.status is MeetingStatus.CLOSED
        assert (meeting.residents or 0) + (meeting.organisations or 0) > 0
        assert tables.meeting.parties_present(meeting.id)
        assert meeting.outcomes
        assert {prompt.phase for prompt in tables.prompt.of(meeting.id)} <= {Phase.DONE}


def test_decisions_are_of_three_kinds(tables: Tables) -> None:
    found = [decision for meeting in tables.meeting.all() for decision in tables.decision.of(meeting.id)]
    assert set(Counter(decision.kind for decision in found)) == set(DecisionKind)
    returning = [decision for decision in found if decision.returns_from]
    assert {decision.returns_from for decision in returning} <= {decision.id for decision in found}


def test_every_meeting_has_a_code_that_leads_to_it(machine: tuple[Shelf, House], tables: Tables) -> None:
    uuid = tables.dossier.current().uuid
    for meeting in tables.meeting.all():
        assert machine[1].meeting_of(meeting.code) == (uuid, meeting.id)


def test_it_is_made_once(machine: tuple[Shelf, House]) -> None:
    with pytest.raises(Conflict, match=r"demo\.there"):
        demo.load(*machine, settings.demo_folder())
