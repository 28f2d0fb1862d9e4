"""Scored values in the control room: how many people did, paper, the result, and the question in the plan."""

import pytest

from sok_core import aim, meeting, value_score_room, words
from sok_core.clock import now
from sok_core.model import Aim, AimKind, Group, Meeting, Phase, Prompt, PromptKind, Step
from sok_core.store import Store
from tests.pages.conftest import Visit, open_part, press, texts
from tests.pages.test_regie import regie


@pytest.fixture
def trust(store: Store) -> Aim:
    return aim.write_down(store, kind=AimKind.VALUE, title="Elkaar *vertrouwen*")


@pytest.fixture
def asked(store: Store, begun: Meeting, trust: Aim) -> Prompt:
    """The question about values on the screen, with one value."""
    assert trust.id
    prompt = value_score_room.ask(store, meeting_id=begun.id)
    meeting.show_question(store, prompt_id=prompt.id, phase=Phase.OPEN)
    return prompt


def counts(store: Store) -> list[tuple[Group | None, int | None, int]]:
    with store.read() as tables:
        (one,) = tables.score_round.all()
        return [(each.group, each.score, each.people) for each in tables.value_score.counts(one.id)]


def paper(store: Store, asked: Prompt, trust: Aim, people: int, group: Group = Group.RESIDENT) -> None:
    sheet = {(trust.id, 2): people}
    value_score_room.count_paper(store, meeting_id=asked.meeting_id, sheet=sheet, group=group, table=1)


def box(asked: Prompt, trust: Aim, score: int, *, whose: str = "Bewoners", turn: int = 0) -> str:
    return f"paper_scores_{asked.id}_{whose}_{trust.id}_{score}_{turn}"


def test_the_facilitator_sees_how_many_people_scored_and_no_running_score(
    visit: Visit, store: Store, asked: Prompt, trust: Aim
) -> None:
    paper(store, asked, trust, 7)
    at = regie(visit, store)
    assert {one.label: one.value for one in at.metric}["Gaven cijfers"] == "7"
    assert "7 mensen gaven cijfers." in texts(at)
    assert "Niemand ziet een tussenstand, jij ook niet." in texts(at)
    assert words.VALUE_PHASE_MEANINGS[Phase.OPEN] in texts(at)


def test_when_it_is_over_the_finding_stands_there(
    visit: Visit, store: Store, asked: Prompt, trust: Aim
) -> None:
    paper(store, asked, trust, 7)
    meeting.set_phase(store, meeting_id=asked.meeting_id, phase=Phase.DONE, now=now())
    at = regie(visit, store)
    assert "Iedereen geeft een waarde hetzelfde cijfer" in texts(at)
    assert "Papier telt mee zolang de vraag open is." in texts(at)
    (link,) = [one for one in at.get("page_link") if one.proto.label == "Bekijk de cijfers door de tijd"]
    assert "deel=waarden" in link.proto.query_string


def test_only_three_phases_are_offered_and_a_result_stays_a_result(
    visit: Visit, store: Store, asked: Prompt, trust: Aim
) -> None:
    paper(store, asked, trust, 7)
    meeting.set_phase(store, meeting_id=asked.meeting_id, phase=Phase.DONE, now=now())
    at = regie(visit, store)
    control = at.get("button_group")[0]
    assert [option.content for option in control.proto.options] == ["Dicht", "Open", "Klaar"]


def test_paper_is_counted_per_group(visit: Visit, store: Store, asked: Prompt, trust: Aim) -> None:
    at = regie(visit, store)
    at.number_input(key=box(asked, trust, 4)).set_value(3)
    at.number_input(key=box(asked, trust, 0)).set_value(1)
    press(at, "Tel mee")
    assert counts(store) == [(Group.RESIDENT, None, 1), (Group.RESIDENT, 4, 3)]
    assert "Geteld: bewoners." in [one.value for one in at.success]
    assert at.number_input(key=box(asked, trust, 4, turn=1)).value == 3
    at.session_state["score_group"] = "Organisaties"
    at.run()
    at.number_input(key=box(asked, trust, 5, whose="Organisaties")).set_value(2)
    press(at, "Tel mee")
    assert (Group.ORGANISATION, 5, 2) in counts(store)


def test_the_words_of_a_value_are_no_markup(visit: Visit, store: Store, asked: Prompt) -> None:
    assert asked.id
    assert r"**Elkaar \*vertrouwen\***" in texts(regie(visit, store))


def test_the_question_is_put_in_the_plan_of_a_moment_of_step_six_once(
    visit: Visit, store: Store, begun: Meeting, trust: Aim
) -> None:
    assert trust.id
    labels = [one.label for one in open_part(regie(visit, store), "Plan").button]
    assert "Voeg de waardenvraag toe" not in labels
    with store.write() as tables:
        tables.meeting.update(begun.id, step=Step.MONITORING)
    at = open_part(regie(visit, store), "Plan")
    press(at, "Voeg de waardenvraag toe")
    with store.read() as tables:
        kinds = [one.kind for one in tables.prompt.of(begun.id)]
        assert len(tables.score_round.all()) == 1
    assert kinds.count(PromptKind.VALUES) == 1
    at = open_part(regie(visit, store), "Plan")
    assert "Voeg de waardenvraag toe" not in [one.label for one in at.button]
    assert "Druk de waardenkaart af" in [one.proto.label for one in at.get("link_button")]
