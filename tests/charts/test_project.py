"""The timeline: who has a place on it, and that all that is drawn lies within it."""

import datetime as dt

from sok_core.charts import project as chart
from sok_core.model import Project, ProjectStatus

TODAY = dt.date(2026, 11, 19)
STEP = dt.date(2026, 12, 3)


def placed(**dates: dt.date) -> Project:
    return Project(1, 1, "Soep", ProjectStatus.CHOSEN, first_step="Pan lenen", **dates)  # type: ignore[arg-type]


def test_a_project_with_only_a_first_step_is_on_the_timeline() -> None:
    one = placed(first_step_on=STEP)
    assert chart.shown([one, placed()]) == [one]
    (row,) = chart.rows([one], today=TODAY)
    assert (row["Begin"], row["Eind"]) == ("3 december 2026", "nog niet gekozen")
    bar = chart.figure([one], today=TODAY).data[0]
    assert (bar.base[0], bar.x[0]) == (STEP.toordinal(), 1)


def test_the_line_of_today_passes_each_bar_and_no_name() -> None:
    rows = [placed(starts_on=TODAY - dt.timedelta(days=30 * each)) for each in (3, 2, 1)]
    drawn = chart.figure(rows, today=TODAY)
    bars, names, _ = drawn.data
    spans = [(one.y0, one.y1) for one in drawn.layout.shapes if one.x0 == one.x1 == TODAY.toordinal()]
    half = chart.LETTER / 2 / chart.ROW
    for middle in names.y:
        assert not any(low < middle + half and high > middle - half for low, high in spans)
    for middle in bars.y:
        assert any(low <= middle - 0.2 and high >= middle + 0.2 for low, high in spans)
    low, high = drawn.layout.yaxis.range
    assert (min(one for one, _ in spans), max(one for _, one in spans)) == (low, high)


def test_a_first_step_outside_the_bar_lies_within_the_axis() -> None:
    for step in (dt.date(2026, 8, 1), dt.date(2027, 8, 1)):
        one = placed(first_step_on=step, starts_on=TODAY, ends_on=dt.date(2027, 1, 1))
        first, last = chart.figure([one], today=TODAY).layout.xaxis.range
        assert first < step.toordinal() < last
