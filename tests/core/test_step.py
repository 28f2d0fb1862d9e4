"""The six recipes, how far a neighbourhood is, and the picture of it."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sok_core import meeting as evenings
from sok_core import notice, signature, steps, words
from sok_core import party as parties_rules
from sok_core.commitment_state import State as Promise
from sok_core.errors import RuleBroken
from sok_core.model import (
    CheckIn,
    CheckInStatus,
    Commitment,
    CommitmentStatus,
    Conversation,
    CoreTeamMember,
    Decision,
    DecisionKind,
    Meeting,
    MeetingStatus,
    Party,
    PartyStatus,
    PartyType,
    Project,
    ProjectStatus,
    Reader,
    RoleKind,
    Step,
    StepMark,
    StepMarkKind,
    TalkResult,
    Task,
)
from sok_core.role import Mismatch, MismatchKind
from sok_core.steps import RECIPES, picture
from sok_core.steps.step import Facts, Progress, State, mark
from sok_core.store.shelf import Shelf
from tests.evening import Evening
from tests.molenkwartier import neighbourhood
from tests.signing import LATER, PEN, Text

NOW = dt.datetime(2026, 11, 23, 18, 30, tzinfo=dt.UTC)
TODAY = NOW.date()
SEATS = [CoreTeamMember(number, "lid") for number in range(4)]
FACTS = Facts(now=NOW, today=TODAY, as_of=TODAY, core_team=SEATS)


def meeting(step: Step, status: MeetingStatus = MeetingStatus.CLOSED, **values: Any) -> Meeting:
    known: dict[str, Any] = {"id": 1, "title": "Een avond", "date": TODAY, "place": "De Spil"} | values
    closed = NOW - dt.timedelta(days=7) if status is MeetingStatus.CLOSED else None
    return Meeting(
        step=step, starts_at=dt.time(19), ends_at=None, status=status, code="", salt="",
        closed_at=known.pop("closed_at", closed), **known,
    )  # fmt: skip


def party(name: str, status: PartyStatus = PartyStatus.AT_THE_TABLE) -> Party:
    return Party(1, name, name, PartyType.OTHER, status)


def marked(step: Step, kind: StepMarkKind, *, at: dt.datetime = NOW) -> dict[Step, StepMark]:
    return {step: StepMark(1, step, kind, "Het liep anders", at)}


def progress(step: Step, facts: Facts) -> Progress:
    return RECIPES[step].progress(facts)


TABLE = [party(name) for name in ("Bewoners", "Gemeente", "De Spil", "Woonstichting")]

SEAT = CoreTeamMember(1, "voorzitter")


# ---------------------------------------------------------------- the recipes


@pytest.mark.parametrize("step", Step)
def test_each_step_has_questions_an_agenda_and_a_purpose(step: Step) -> None:
    recipe = RECIPES[step]
    assert recipe.step is step
    assert recipe.title
    assert recipe.purpose.endswith(".")
    assert 4 <= len(recipe.questions) <= 5
    assert all(len(question) <= 100 and "{" not in question for question in recipe.questions)
    assert 60 <= sum(minutes for minutes, _, _ in recipe.agenda) <= 180


def test_the_recipes_come_in_the_order_of_the_process() -> None:
    assert list(RECIPES) == list(Step)


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.EXPLORATION])
def test_a_step_begins_with_planning_an_evening(step: Step) -> None:
    found = progress(step, FACTS)
    assert (found.state, found.done) == (State.NOT_BEGUN, "")
    assert (found.act.label, found.act.page, dict(found.act.params)) == (
        "Plan een avond", "regie.py", {"plan": step.value},
    )  # fmt: skip


@pytest.mark.parametrize("step", Step)
def test_a_planned_evening_makes_a_step_busy(step: Step) -> None:
    planned = meeting(step, MeetingStatus.PLANNED, date=TODAY + dt.timedelta(days=3))
    found = progress(step, replace(FACTS, meetings=[planned]))
    assert found.state is State.BUSY
    assert found.act.label == "Bereid de avond voor"
    assert dict(found.act.params) == {"m": "1"}
    assert found.act.why == "Donderdag 26 november om 19:00 in De Spil: ‘Een avond’."


@pytest.mark.parametrize(
    ("status", "days", "label"),
    [
        (MeetingStatus.RUNNING, 0, "Ga naar de avond"),
        (MeetingStatus.PLANNED, 0, "Begin de avond"),
        (MeetingStatus.PLANNED, -2, "Kies een nieuwe datum"),
    ],
)
def test_the_act_is_the_one_that_fits_the_evening(status: MeetingStatus, days: int, label: str) -> None:
    evening = meeting(Step.ROLES, status, date=TODAY + dt.timedelta(days=days))
    assert progress(Step.ROLES, replace(FACTS, meetings=[evening])).act.label == label


def test_an_exploration_misses_empty_chairs() -> None:
    absent = [party("Molenboys", PartyStatus.TO_APPROACH), party("Verhuurders", PartyStatus.MISSING)]
    found = progress(Step.EXPLORATION, replace(FACTS, parties=[*TABLE, *absent]))
    assert found.state is State.INCOMPLETE
    assert found.done == "4 aan tafel, twee stoelen leeg"
    assert found.missing == ("De stoel van Verhuurders is nog leeg.", "Molenboys is nog niet benaderd.")


def waits(name: str, *, days: int, id: int = 9) -> Party:
    """Return a party where somebody would go so many days from now."""
    return replace(party(name, PartyStatus.SPOKEN), id=id, call_by=TODAY + dt.timedelta(days=days))


def test_an_exploration_misses_visits_and_talks_whose_day_has_passed() -> None:
    tried = Conversation(
        1, 8, TODAY, "voorzitter", TalkResult.FAILED, Reader.TABLE, next_date=TODAY - dt.timedelta(days=1)
    )
    waiting = [waits("Molenboys", days=-2), waits("Later", days=2, id=7), waits("Kerk", days=5, id=8)]
    facts = replace(FACTS, parties=[*TABLE, *waiting], conversations=[tried], core_team=[SEAT] * 4)
    found = progress(Step.EXPLORATION, facts)
    assert found.missing == (
        "Bij Molenboys zou iemand langsgaan op zaterdag 21 november.",
        "Met Kerk zou een gesprek zijn op zondag 22 november.",
    )
    assert (found.act.label, dict(found.act.params)) == ("Bekijk de gesprekken", {"deel": "gesprekken"})
    several = [waits(name, days=-2, id=number) for number, name in enumerate("ABCDE", start=10)]
    found = progress(Step.EXPLORATION, replace(facts, parties=[*TABLE, *several], conversations=[]))
    assert found.missing == ("Bij A, B, C en twee andere partijen zou al iemand zijn geweest.",)


def test_after_an_evening_the_core_team_comes_first() -> None:
    held = replace(FACTS, parties=TABLE, core_team=[], meetings=[meeting(Step.EXPLORATION)])
    found = progress(Step.EXPLORATION, held)
    assert (found.act.label, dict(found.act.params)) == ("Vorm het kernteam", {"deel": "kernteam"})
    assert found.act.why.startswith("Vier tot acht mensen werkt het best.")
    complete = replace(held, core_team=[SEAT] * 4)
    assert progress(Step.EXPLORATION, complete).act.label == "Plan nog een avond"


def test_a_planned_evening_goes_before_the_parties() -> None:
    planned = meeting(Step.EXPLORATION, MeetingStatus.PLANNED, date=TODAY + dt.timedelta(days=3))
    assert progress(Step.EXPLORATION, replace(FACTS, meetings=[planned])).act.label == "Bereid de avond voor"


def test_many_empty_chairs_are_one_sentence() -> None:
    absent = [party(name, PartyStatus.MISSING) for name in "ABCDE"]
    found = progress(Step.EXPLORATION, replace(FACTS, parties=[*TABLE, *absent]))
    assert found.missing == ("De stoelen van A, B, C en twee andere partijen zijn nog leeg.",)


@pytest.mark.parametrize(
    ("parties", "seats", "missing"),
    [
        (TABLE[:1], SEATS, "Er zit nog maar één partij aan tafel."),
        (TABLE, [], "In het kernteam zit nog niemand. Vier tot acht werkt het best."),
        (TABLE, SEATS[:1], "In het kernteam zit maar één mens. Vier tot acht werkt het best."),
        (TABLE, SEATS[:3], "In het kernteam zitten maar drie mensen. Vier tot acht werkt het best."),
    ],
)
def test_an_exploration_wants_a_table_and_a_core_team(
    parties: Sequence[Party], seats: Sequence[CoreTeamMember], missing: str
) -> None:
    facts = replace(FACTS, parties=parties, core_team=seats)
    assert progress(Step.EXPLORATION, facts).missing == (missing,)


def test_a_full_table_is_done() -> None:
    assert progress(Step.EXPLORATION, replace(FACTS, parties=TABLE)).state is State.DONE


@pytest.mark.parametrize(
    ("notes", "themes", "loose", "missing"),
    [
        (0, [], 0, "Er hangt nog geen enkel briefje."),
        (9, [], 0, "De briefjes hebben nog geen thema’s."),
        (9, ["Samen"], 1, "Eén briefje zit nog niet in een thema."),
        (9, ["Samen"], 4, "Vier briefjes zitten nog niet in een thema."),
        (9, ["Samen", " "], 0, "Eén thema heeft nog geen naam."),
    ],
)
def test_goals_and_values_want_notes_in_named_themes(
    notes: int, themes: list[str], loose: int, missing: str
) -> None:
    held = [meeting(Step.GOALS_VALUES)]
    facts = replace(FACTS, meetings=held, notes={1: notes}, themes={1: themes}, loose={1: loose})
    found = progress(Step.GOALS_VALUES, facts)
    assert (found.state, found.missing) == (State.INCOMPLETE, (missing,))


def test_goals_and_values_are_done_when_every_note_has_a_theme() -> None:
    facts = replace(FACTS, meetings=[meeting(Step.GOALS_VALUES)], notes={1: 93}, themes={1: ["Samen"] * 9})
    found = progress(Step.GOALS_VALUES, facts)
    assert (found.state, found.done) == (State.DONE, "93 briefjes in negen thema’s")


def test_roles_want_notes() -> None:
    facts = replace(FACTS, meetings=[meeting(Step.ROLES)])
    assert progress(Step.ROLES, facts).state is State.INCOMPLETE
    assert progress(Step.ROLES, replace(facts, notes={1: 5})).state is State.DONE


def test_a_late_action_is_missing_and_a_parked_point_is_for_later() -> None:
    late = Decision(1, 1, DecisionKind.ACTION, "Bel de school.", due=TODAY - dt.timedelta(days=1))
    coming = replace(late, text="Bel de club.", due=TODAY)
    parked = Decision(2, 1, DecisionKind.PARKED, "Iets met jongeren.")
    facts = replace(FACTS, meetings=[meeting(Step.PROJECTS)], decisions=[late, coming, parked])
    found = progress(Step.PROJECTS, facts)
    assert found.missing == ("Nog te doen sinds zondag 22 november: Bel de school.",)
    assert found.later == ("Iets met jongeren.",)
    assert found.done == "Twee acties"


@pytest.mark.parametrize("step", [Step.SIGNING, Step.MONITORING])
def test_signing_and_monitoring_go_by_the_today_of_the_dossier(step: Step) -> None:
    held = replace(FACTS, meetings=[meeting(step, date=dt.date(2026, 11, 5))])
    assert progress(step, held).state.is_begun
    assert progress(step, replace(held, as_of=dt.date(2026, 11, 4))).state is State.NOT_BEGUN


def test_signing_counts_the_text_and_says_what_it_leaves_open_until_it_was_signed() -> None:
    written = replace(FACTS, articles=32, withdrawn=2, text_gaps=9)
    found = progress(Step.SIGNING, written)
    assert (found.done, found.state) == ("32 artikelen, 2 ingetrokken", State.INCOMPLETE)
    assert found.missing[-1] == "In de tekst staan nog 9 dingen open. Kijk bij ‘Wat mist er’."
    held = replace(written, meetings=[meeting(Step.SIGNING, date=dt.date(2026, 11, 5))])
    signed = progress(Step.SIGNING, held)
    assert (signed.missing, signed.state) == ((), State.DONE)
    assert signed.done.startswith("32 artikelen, 2 ingetrokken. Avond gehad")


def test_monitoring_is_never_done_and_wants_a_next_moment() -> None:
    held = meeting(Step.MONITORING)
    alone = progress(Step.MONITORING, replace(FACTS, meetings=[held]))
    assert alone.missing == ("Het volgende moment staat nog niet in de agenda.",)
    assert alone.act.label == "Plan het volgende moment"
    following = meeting(Step.MONITORING, MeetingStatus.PLANNED, id=2, date=TODAY + dt.timedelta(days=90))
    assert progress(Step.MONITORING, replace(FACTS, meetings=[held, following])).state is State.BUSY


def moment(date: dt.date, status: CheckInStatus = CheckInStatus.PLANNED, **more: Any) -> CheckIn:
    return CheckIn(1, date, "Kwartaalmoment", status=status, **more)


def promise(status: CommitmentStatus, *, heard_on: dt.date = TODAY, due: dt.date | None = None) -> Promise:
    one = Commitment(1, 1, "Bomen", 1, dt.date(2025, 1, 1), due=due)
    return Promise(one, status, TODAY, heard_on)


def test_a_moment_that_is_planned_is_in_the_diary_and_one_that_was_held_was_looked_at() -> None:
    ahead = progress(Step.MONITORING, replace(FACTS, check_ins=[moment(TODAY)]))
    assert (ahead.missing, ahead.state) == ((), State.NOT_BEGUN)
    held = progress(Step.MONITORING, replace(FACTS, check_ins=[moment(TODAY, CheckInStatus.HELD)]))
    assert held.missing == ("Het volgende moment staat nog niet in de agenda.",)
    assert held.state.is_begun


def test_a_moment_of_today_goes_before_an_evening_of_later() -> None:
    later = meeting(Step.MONITORING, MeetingStatus.PLANNED, date=TODAY + dt.timedelta(days=90))
    known = replace(FACTS, meetings=[later], check_ins=[moment(TODAY)])
    found = {one: progress(one, known) for one in Step}
    assert found[Step.MONITORING].act.label == "Bereid het volgende moment voor"
    assert steps.next_act(known, found)[1].on == TODAY
    running = replace(known, meetings=[replace(later, status=MeetingStatus.RUNNING)])
    assert progress(Step.MONITORING, running).act.label == "Ga naar de avond"
    assert progress(Step.MONITORING, replace(known, check_ins=[])).act.label == "Bereid de avond voor"


def test_a_missed_moment_shows_until_another_came() -> None:
    passed, next_one = moment(TODAY - dt.timedelta(days=9)), moment(TODAY + dt.timedelta(days=9))
    told = progress(Step.MONITORING, replace(FACTS, check_ins=[passed, next_one])).missing
    assert told == (f"Hoe was het moment van {words.date(passed.date)}? Schrijf het op.",)
    cancelled = replace(passed, status=CheckInStatus.CANCELLED)
    told = progress(Step.MONITORING, replace(FACTS, check_ins=[cancelled, next_one])).missing
    assert told == (f"Het moment van {words.date(passed.date)} ging niet door.",)
    moved = replace(cancelled, moved_to_id=7)
    after = moment(TODAY - dt.timedelta(days=2), CheckInStatus.HELD)
    for others in ([moved, next_one], [cancelled, after, next_one]):
        assert progress(Step.MONITORING, replace(FACTS, check_ins=others)).missing == ()


def test_silence_is_told_loudly_and_what_goes_well_is_counted() -> None:
    long_ago = TODAY - dt.timedelta(days=300)
    promises = [
        promise(CommitmentStatus.DONE),
        promise(CommitmentStatus.ON_TRACK, heard_on=long_ago),
        promise(CommitmentStatus.ON_TRACK, heard_on=long_ago, due=long_ago),
        promise(CommitmentStatus.STUCK),
        promise(CommitmentStatus.TAKE_CARE),
    ]
    found = progress(Step.MONITORING, replace(FACTS, promises=promises, check_ins=[moment(TODAY)]))
    assert found.done == "1 van de 5 afspraken klaar"
    assert found.missing == (
        "1 afspraak loopt vast.",
        "2 afspraken: lang niets gehoord.",
        "1 afspraak is te laat.",  # one of the silent ones: the page counts it in both too
    )


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (CommitmentStatus.DONE, "de ene afspraak is klaar"),
        (CommitmentStatus.STUCK, "de ene afspraak is nog niet klaar"),
    ],
)
def test_one_promise_is_not_counted(status: CommitmentStatus, says: str) -> None:
    assert progress(Step.MONITORING, replace(FACTS, promises=[promise(status)])).done == says


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("kind", "state"), [(StepMarkKind.DONE, State.DONE), (StepMarkKind.SKIPPED, State.SKIPPED)]
)
def test_a_mark_goes_before_what_was_counted(kind: StepMarkKind, state: State) -> None:
    found = progress(Step.ROLES, replace(FACTS, marks=marked(Step.ROLES, kind)))
    assert (found.state, found.missing) == (state, ())
    assert "‘Het liep anders’" in steps.reason(found)


def test_a_mark_that_was_taken_back_says_nothing() -> None:
    found = progress(Step.ROLES, replace(FACTS, marks=marked(Step.ROLES, StepMarkKind.REOPENED)))
    assert (found.state, steps.reason(found)) == (State.NOT_BEGUN, "")


def test_a_repeated_step_waits_for_a_new_evening() -> None:
    facts = replace(FACTS, meetings=[meeting(Step.ROLES)], notes={1: 5})
    again = replace(facts, marks=marked(Step.ROLES, StepMarkKind.REPEATED, at=NOW - dt.timedelta(days=1)))
    found = progress(Step.ROLES, again)
    assert (found.state, found.act.label) == (State.INCOMPLETE, "Plan een avond")
    assert found.done == "Vijf briefjes over wie wat doet"
    planned = meeting(Step.ROLES, MeetingStatus.PLANNED, id=2)
    assert progress(Step.ROLES, replace(again, meetings=[*again.meetings, planned])).state is State.BUSY


def test_a_repeated_step_is_done_after_its_new_evening() -> None:
    anew = meeting(Step.ROLES, id=2, closed_at=NOW - dt.timedelta(hours=1))
    facts = replace(FACTS, meetings=[meeting(Step.ROLES), anew], notes={1: 5, 2: 7})
    marks = marked(Step.ROLES, StepMarkKind.REPEATED, at=NOW - dt.timedelta(days=1))
    assert progress(Step.ROLES, replace(facts, marks=marks)).state is State.DONE


def test_a_mark_wants_a_reason_in_one_line(tmp_path: Path) -> None:
    store = Shelf(tmp_path / "dossiers", tmp_path / "backups").create("De Spil")
    with pytest.raises(RuleBroken, match=r"step\.why_empty"):
        mark(store, step=Step.ROLES, kind=StepMarkKind.SKIPPED, why=" \n", now=NOW)
    mark(store, step=Step.ROLES, kind=StepMarkKind.SKIPPED, why="Dat is\n  al zo", now=NOW)
    with store.read() as tables:
        kept = tables.step.latest()[Step.ROLES]
    store.close()
    assert (kept.kind, kept.why, kept.marked_at) == (StepMarkKind.SKIPPED, "Dat is al zo", NOW)


# ---------------------------------------------------------------- what to do now


def overview(facts: Facts) -> dict[Step, Progress]:
    return steps.progress(facts)


def test_a_new_neighbourhood_begins_with_the_first_step() -> None:
    step, act = steps.next_act(FACTS, overview(FACTS))
    assert (step, act.label) == (Step.EXPLORATION, "Schrijf de partijen op")
    assert (act.page, dict(act.params)) == ("stap_1_verkenning.py", {"deel": "partijen"})
    assert steps.headline(list(overview(FACTS).values())).startswith("Jullie staan aan het begin.")


def test_who_skips_the_first_step_goes_on_with_the_second() -> None:
    facts = replace(FACTS, marks=marked(Step.EXPLORATION, StepMarkKind.SKIPPED))
    assert steps.next_act(facts, overview(facts))[0] is Step.GOALS_VALUES


def test_what_is_missing_furthest_on_goes_first() -> None:
    facts = replace(FACTS, parties=TABLE[:1], meetings=[meeting(Step.GOALS_VALUES)])
    assert steps.next_act(facts, overview(facts))[0] is Step.GOALS_VALUES


def test_after_a_step_that_is_done_comes_the_next() -> None:
    facts = replace(FACTS, meetings=[meeting(Step.ROLES)], notes={1: 5})
    assert steps.next_act(facts, overview(facts))[0] is Step.PROJECTS


def test_the_nearest_evening_goes_before_what_is_missing() -> None:
    far = meeting(Step.MONITORING, MeetingStatus.PLANNED, id=2, date=TODAY + dt.timedelta(days=9))
    near = meeting(Step.EXPLORATION, MeetingStatus.PLANNED, id=3, date=TODAY + dt.timedelta(days=2))
    facts = replace(FACTS, meetings=[meeting(Step.ROLES), far, near])
    assert dict(steps.next_act(facts, overview(facts))[1].params) == {"m": "3"}
    running = replace(facts, meetings=[*facts.meetings, meeting(Step.ROLES, MeetingStatus.RUNNING, id=4)])
    assert dict(steps.next_act(running, overview(running))[1].params) == {"m": "4"}


def test_when_everything_is_done_the_last_step_goes_on() -> None:
    marks = {step: StepMark(1, step, StepMarkKind.DONE, "Ja", NOW) for step in Step}
    facts = replace(FACTS, marks=marks)
    assert steps.current(overview(facts)) is Step.MONITORING
    assert steps.headline(list(overview(facts).values())) == "Zes stappen zijn klaar."


def test_who_skips_everything_still_has_something_to_do() -> None:
    marks = {step: StepMark(1, step, StepMarkKind.SKIPPED, "Ja", NOW) for step in Step}
    facts = replace(FACTS, marks=marks)
    assert steps.next_act(facts, overview(facts))[0] is Step.MONITORING


def test_the_fictional_neighbourhood_is_at_its_last_step(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store, store.read() as tables:
        known = steps.facts(tables, now=NOW)
    found = overview(known)
    assert known.as_of == dt.date(2026, 11, 5)
    assert [one.state for one in found.values()] == [
        State.INCOMPLETE, State.DONE, State.INCOMPLETE, State.DONE, State.DONE, State.INCOMPLETE,
    ]  # fmt: skip
    assert found[Step.ROLES].done == "Acht taken, vijf nog te bespreken"
    assert found[Step.ROLES].missing == (
        "Vijf taken zijn nog te bespreken.",
        "Is het trekken van de taken eerlijk verdeeld?",
    )
    act = steps.next_act(known, found)[1]
    assert (act.label, act.params) == ("Bereid het volgende moment voor", {"deel": "momenten"})
    assert act.why == "Kwartaalmoment 5 is op donderdag 14 januari 2027. 6 afspraken zijn te laat."
    unplanned = replace(known, check_ins=[one for one in known.check_ins if one.date < known.as_of])
    act = steps.next_act(unplanned, overview(unplanned))[1]
    assert (act.label, act.why) == (
        "Plan het volgende moment", "Het volgende moment staat nog niet in de agenda.",
    )  # fmt: skip


def tasks(number: int) -> list[Task]:
    return [Task(each, each, f"Taak {each}") for each in range(1, number + 1)]


@pytest.mark.parametrize(
    ("led", "done", "missing"),
    [
        ({1, 2, 3}, "Drie taken", ()),
        ({1, 2}, "Drie taken, één nog te bespreken", ("‘Taak 3’ is nog te bespreken.",)),
        ({1}, "Drie taken, twee nog te bespreken", ("Twee taken zijn nog te bespreken.",)),
        (set(), "Drie taken, drie nog te bespreken", ("Alle taken zijn nog te bespreken.",)),
    ],
)
def test_roles_count_the_tasks_and_those_without_a_lead(
    led: set[int], done: str, missing: tuple[str, ...]
) -> None:
    found = progress(Step.ROLES, replace(FACTS, tasks=tasks(3), led_tasks=led))
    assert (found.done, found.missing) == (done, missing)


def mismatch(kind: MismatchKind, *task_ids: int) -> Mismatch:
    return Mismatch(
        kind, task_ids, (1,), RoleKind.LEAD, "Alleen voor de begeleider", "Is het eerlijk verdeeld?"
    )


def test_all_that_is_still_to_be_talked_about_is_missing_at_step_3() -> None:
    led = replace(FACTS, tasks=tasks(3), led_tasks={1, 2, 3})
    open_point = [*tasks(2), replace(tasks(3)[2], open_point="Wie betaalt dit?")]
    for known, missing in (
        (replace(led, mismatches=[mismatch(MismatchKind.REFUSED, 2)]), "‘Taak 2’ is nog te bespreken."),
        (replace(led, tasks=open_point), "‘Taak 3’ is nog te bespreken."),
        (replace(led, mismatches=[mismatch(MismatchKind.OVERLOADED, 1, 2)]), "Is het eerlijk verdeeld?"),
    ):
        found = progress(Step.ROLES, known)
        assert found.missing == (missing,)
        assert found.state is State.INCOMPLETE


def test_a_project_of_which_the_lead_left_misses_one() -> None:
    going = project(ProjectStatus.BUSY, first_step="Koken")
    found = progress(Step.PROJECTS, replace(FACTS, projects=[going], unled_projects={1}))
    assert found.missing == ("‘Soep’ heeft geen trekker meer.",)
    over = replace(going, status=ProjectStatus.DONE)
    assert progress(Step.PROJECTS, replace(FACTS, projects=[over], unled_projects={1})).missing == ()


def project(status: ProjectStatus, title: str = "Soep", **more: Any) -> Project:
    return Project(1, 1, title, status, **more)


def test_projects_are_counted_without_the_ideas_that_wait() -> None:
    known = [
        project(ProjectStatus.DONE, first_step="Koken"),
        project(ProjectStatus.CHOSEN, "Bankjes"),
        project(ProjectStatus.LATER),
    ]
    found = progress(Step.PROJECTS, replace(FACTS, projects=known))
    assert found.done == "Twee projecten, één klaar"
    assert found.missing == ("‘Bankjes’ heeft nog geen eerste stap.",)


# ---------------------------------------------------------------- the picture

LONG = (
    "Een heel lange zin over alles wat deze wijk al gedaan heeft, met Woningbouwverenigingsvergadering erin"
)


def shown(*, done: str = "93 briefjes in negen thema’s") -> list[Progress]:
    states = [*State, State.DONE]
    return [
        replace(one, state=state, done=done)
        for one, state in zip(overview(FACTS).values(), states, strict=True)
    ]


@pytest.mark.parametrize("columns", [6, 3])
def test_the_picture_is_sound_svg_with_every_step_and_state(columns: int) -> None:
    root = ET.fromstring(picture.draw(shown(), columns=columns, current=Step.ROLES))  # noqa: S314  (our own text)
    written = " ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))
    for number, one in enumerate(shown(), 1):
        assert f"{number}. {words.STEPS[one.step].split()[0]}" in written
        assert one.word in written
    assert root.get("role") == "img"
    assert root.get("aria-label") == picture.describe(shown(), current=Step.ROLES)


def test_the_picture_tells_itself_in_words() -> None:
    told = picture.describe(shown(), current=Step.ROLES)
    assert told.startswith("De zes stappen als papieren op één tafel. 1. Verkenning: nog niet begonnen, 93")
    assert told.endswith("Jullie zijn nu bij rollen.")


@pytest.mark.parametrize("columns", [6, 3])
@pytest.mark.parametrize("done", ["", LONG, "W" * 80, "<b>&'\"</b>"])
def test_nothing_in_the_picture_runs_off_its_paper(done: str, columns: int) -> None:
    svg = picture.draw(shown(done=done), columns=columns)
    ET.fromstring(svg)  # noqa: S314  (our own text)
    found = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]*)<', svg)
    assert len(found) >= 12
    for x, y, size, text in found:
        assert float(y) < picture.HEIGHT - 4
        plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        plain = plain.replace("&quot;", '"').replace("&#x27;", "'")
        assert float(x) + picture.width(plain, float(size)) * 0.96 <= picture.WIDTH


@pytest.mark.parametrize("text", ["", "kort", LONG, "W" * 80, "a " * 60])
def test_wrapped_lines_fit_and_keep_their_order(text: str) -> None:
    lines = picture.wrap(text, size=17, room=160, most=3)
    assert len(lines) <= 3
    assert all(picture.width(line, 17) <= 160 for line in lines)
    assert text.startswith(" ".join(lines).rstrip("…").split("…")[0])


def signing_of(text: Text) -> Progress:
    with text.store.read() as tables:
        return overview(steps.facts(tables, now=NOW))[Step.SIGNING]


def test_a_text_that_would_change_what_was_signed_leaves_the_fifth_step_done(
    text: Text, evening: Evening
) -> None:
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    with text.store.write() as tables:
        tables.dossier.update(reference_date=NOW.date())
        tables.meeting.update(evening.id, step=Step.SIGNING)
    evenings.close(text.store, meeting_id=evening.id, now=NOW)
    assert signing_of(text).state is State.DONE
    text.freeze(LATER)
    found = signing_of(text)
    assert (found.state, found.missing) == (State.DONE, ())
    assert "Versie 1 ligt voor: 0 van 2 zeiden ja" in found.done
    text.open(version=1, now=LATER)
    notice.give(text.store, signature_id=1, on=NOW.date(), why="De school sluit.")
    assert "Versie 1 ligt voor: 1 van 1 zei ja" in signing_of(text).done
    signature.sign(text.store, party_id=text.town, pen=PEN, now=LATER)
    found = signing_of(text)  # now that is in force, and the school is not missing from it
    assert (found.state, found.missing) == (State.DONE, ())
    assert "ligt voor" not in found.done


def test_facts_are_gathered_anew_after_a_change_and_on_another_day(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store:
        known = steps.kept(store, now=NOW)
        later = NOW + dt.timedelta(minutes=5)
        again = steps.kept(store, now=later)
        assert again == replace(known, now=later)
        assert again.parties is known.parties  # not read again
        tomorrow = steps.kept(store, now=NOW + dt.timedelta(days=1))
        assert tomorrow.today == known.today + dt.timedelta(days=1)
        parties_rules.write_down(store, name="De Fietsclub", type=PartyType.SCHOOL)
        changed = steps.kept(store, now=NOW)
        with store.read() as tables:
            assert changed == steps.facts(tables, now=NOW)
    assert len(changed.parties) == len(known.parties) + 1


def test_what_everybody_said_yes_to_misses_a_pen_and_no_answer(text: Text) -> None:
    with text.store.read() as tables:
        everybody = steps.facts(tables, now=NOW)
    assert everybody.agreed == everybody.signing_parties == 2
    missing = overview(everybody)[Step.SIGNING].missing
    assert "Niemand tekende nog." in missing
    assert not [one for one in missing if "ja" in one.split()]
    halfway = overview(replace(everybody, agreed=1))[Step.SIGNING].missing
    assert "1 van 2 partijen zei ja." in halfway
