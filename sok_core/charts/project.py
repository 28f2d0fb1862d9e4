"""The timeline of projects: from when to when each goes on, its first small step, and today."""

import datetime as dt
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from sok_core.charts.style import PALE, SHADES, Shade
from sok_core.model import Project, ProjectStatus
from sok_core.project import IDEAS, start_of
from sok_core.words import date, month

ROW, TOP, BOTTOM = 58, 10, 40
LETTER = 15
ABOVE = 0.4  # of a row: where a name stands above its bar
GAP = 0.36  # of a row: what the line of today leaves free for a name
LOW, HIGH = 0.4, 0.6  # of a row: what is in sight below the lowest, and above the highest
MOST_MONTHS = 4  # as many as fit beside each other on a phone
GLYPHS = {
    ProjectStatus.CHOSEN: ("○", "gekozen"),
    ProjectStatus.BUSY: ("●", "bezig"),
    ProjectStatus.DONE: ("✓", "klaar"),
    ProjectStatus.STOPPED: ("×", "gestopt"),
}


def shown(projects: Sequence[Project]) -> list[Project]:
    """Return the projects that have a place in time, the earliest first."""
    placed = [one for one in projects if one.status not in IDEAS and start_of(one)]
    return sorted(placed, key=lambda one: (start_of(one), one.position))


def end_of(one: Project, today: dt.date) -> dt.date:
    """Return until when the bar of a project runs; one without an end runs until today."""
    start = start_of(one) or today
    return max(one.ends_on or today, start + dt.timedelta(days=1))


def figure(projects: Sequence[Project], *, today: dt.date, template: str = "sok") -> go.Figure:
    """Return a bar per project, its name above it and a diamond at its first step; days as ordinals."""
    rows, shade = shown(projects), SHADES[template]
    first, last = _span(rows, today)
    room = max(1, (last - first) // 40)
    chart = go.Figure(
        [_bars(rows, today, shade), _names(rows, first - room, shade), _first_steps(rows, today, shade)]
    )
    ticks = _months(dt.date.fromordinal(first), dt.date.fromordinal(last))
    chart.update_layout(
        template=template,
        height=TOP + BOTTOM + ROW * max(1, len(rows)),
        margin={"l": 8, "r": 8, "t": TOP, "b": BOTTOM},
        bargap=0.6,
        shapes=list(_line_of(today, len(rows), shade)),
        xaxis={
            "range": [first - room, last + room],
            "tickvals": [each.toordinal() for each in ticks],
            "ticktext": [month(each) for each in ticks],
            "tickangle": 0,
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [LOW, len(rows) + HIGH], "fixedrange": True},
    )
    return chart


def _places(rows: Sequence[Project]) -> range:
    """Return the height of each row; the first is the highest."""
    return range(len(rows), 0, -1)


def _bars(rows: Sequence[Project], today: dt.date, shade: Shade) -> go.Bar:
    starts = [(start_of(one) or today).toordinal() for one in rows]
    ends = [end_of(one, today).toordinal() for one in rows]
    return go.Bar(
        orientation="h",
        x=[end - start for start, end in zip(starts, ends, strict=True)],
        base=starts,
        y=[place - ABOVE / 2 for place in _places(rows)],
        width=0.4,
        marker={"color": [_colour(one.status, shade.accent, shade.line) for one in rows]},
        hovertext=[_told(one, today) for one in rows],
        hoverinfo="text",
    )


def _names(rows: Sequence[Project], left: int, shade: Shade) -> go.Scatter:
    return go.Scatter(
        mode="text",
        x=[left] * len(rows),
        y=[place + ABOVE / 2 for place in _places(rows)],
        text=[f"{GLYPHS[one.status][0]} {escape(one.title)}" for one in rows],
        textposition="middle right",
        textfont={"size": LETTER, "color": shade.ink},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _first_steps(rows: Sequence[Project], today: dt.date, shade: Shade) -> go.Scatter:
    steps = [(place, one) for place, one in zip(_places(rows), rows, strict=True) if one.first_step_on]
    return go.Scatter(
        mode="markers",
        x=[(one.first_step_on or today).toordinal() for _, one in steps],
        y=[place - ABOVE / 2 for place, _ in steps],
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": shade.paper,
            "line": {"color": shade.ink, "width": 2},
        },
        hovertext=[f"Eerste stap: {escape(one.first_step)}" for _, one in steps],
        hoverinfo="text",
    )


def _line_of(today: dt.date, rows: int, shade: Shade) -> Iterator[dict[str, Any]]:
    """Yield the dashes of the line of today: one over each bar, and room between them for each name."""
    now, low, high = today.toordinal(), LOW, rows + HIGH
    names = [place + ABOVE / 2 for place in range(1, rows + 1)]
    edges = [low, *(edge for middle in names for edge in (middle - GAP / 2, middle + GAP / 2)), high]
    for bottom, top in zip(edges[::2], edges[1::2], strict=True):
        yield {
            "type": "line",
            "x0": now,
            "x1": now,
            "y0": bottom,
            "y1": top,
            "line": {"color": shade.soft, "width": 2},
        }


def _span(rows: Sequence[Project], today: dt.date) -> tuple[int, int]:
    """Return the first and the last day that must be in sight, as ordinals: also that of a first step."""
    days = [today, *(one.first_step_on for one in rows if one.first_step_on)]
    days += [day for one in rows for day in (start_of(one) or today, end_of(one, today))]
    return min(days).toordinal(), max(days).toordinal()


def _colour(status: ProjectStatus, accent: str, soft: str) -> str:
    return {ProjectStatus.DONE: accent, ProjectStatus.STOPPED: soft}.get(status, PALE)


def _told(one: Project, today: dt.date) -> str:
    until = date(one.ends_on, with_year=True) if one.ends_on else "nog geen einde"
    return f"{escape(one.title)}: {date(start_of(one) or today, with_year=True)} tot {until}"


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the first days of months between two days, so many that their names do not touch."""
    found, day = [], first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    every = -(-len(found) // MOST_MONTHS) or 1
    return found[::every]


def rows(projects: Sequence[Project], *, today: dt.date) -> list[dict[str, str]]:
    """Return the timeline as a table."""
    return [
        {
            "Project": one.title,
            "Stand": GLYPHS[one.status][1],
            "Begin": date(start_of(one) or today, with_year=True),
            "Eind": date(one.ends_on, with_year=True) if one.ends_on else "nog niet gekozen",
            "Eerste stap": one.first_step
            + (f" ({date(one.first_step_on, with_year=True)})" if one.first_step_on else ""),
        }
        for one in shown(projects)
    ]


def _step(one: Project) -> str:
    return one.first_step + (f" ({date(one.first_step_on, with_year=True)})" if one.first_step_on else "")


def alt(projects: Sequence[Project], *, today: dt.date) -> str:
    """Return what the timeline shows, for who does not see it."""
    told = "; ".join(
        f"{one['Project']}, {one['Stand']}, {one['Begin']} tot {one['Eind']}"
        for one in rows(projects, today=today)
    )
    return f"Tijdlijn van projecten: {told or 'nog leeg'}."
