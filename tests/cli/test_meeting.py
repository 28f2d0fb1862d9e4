"""A meeting that the command line opens is a whole one: with an agenda, a beginning and an end."""

import datetime as dt

import pytest

from sok_core.cli.machine import opened
from sok_core.cli.meeting import times
from sok_core.clock import local, now
from sok_core.model import Step
from sok_core.steps import RECIPES
from tests.cli.test_cli import done


@pytest.mark.parametrize("step", Step)
def test_a_meeting_begins_now_with_the_agenda_of_its_step(dossier: str, step: Step) -> None:
    before = local(now())
    done("meeting", "open", "--dossier", dossier, "--step", step)
    with opened() as machine, machine.shelf.open(dossier).read() as tables:
        (found,) = tables.meeting.all()
        blocks = tables.agenda.of(found.id)
    assert [(block.minutes, block.title, block.form) for block in blocks] == list(RECIPES[step].agenda)
    assert found.starts_at is not None
    assert found.ends_at is not None
    start, end = (dt.datetime.combine(found.date, time) for time in (found.starts_at, found.ends_at))
    minutes = (end - start) % dt.timedelta(days=1) // dt.timedelta(minutes=1)
    assert minutes == sum(block.minutes for block in blocks)
    assert dt.timedelta(minutes=-5) < start - before.replace(tzinfo=None) < dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("moment", "start", "end"),
    [
        (dt.datetime(2026, 11, 5, 18, 7, 59, tzinfo=dt.UTC), dt.time(19, 5), dt.time(21, 15)),
        (dt.datetime(2026, 7, 1, 17, 0, tzinfo=dt.UTC), dt.time(19, 0), dt.time(21, 10)),
        (dt.datetime(2026, 11, 5, 22, 59, tzinfo=dt.UTC), dt.time(23, 55), dt.time(2, 5)),
    ],
)
def test_a_beginning_is_rounded_down_and_a_night_may_be_crossed(
    moment: dt.datetime, start: dt.time, end: dt.time
) -> None:
    assert times(moment, minutes=130) == (start, end)
