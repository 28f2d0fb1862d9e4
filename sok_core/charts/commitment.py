"""Charts of what is promised: how it stood each month, one promise on its way, who carries it, what comes."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from sok_core import words
from sok_core.charts.style import PALE, SHADES, Shade
from sok_core.commitment import SHARE, amount, begins_at, expected
from sok_core.commitment_state import Carried, Coming, Month, State, lead
from sok_core.model import UNCHANGED, Attention, Commitment, CommitmentKind, CommitmentStatus, Update

GLYPHS = {
    CommitmentStatus.NOT_BEGUN: "○",
    CommitmentStatus.ON_TRACK: "●",
    CommitmentStatus.TAKE_CARE: "▲",
    CommitmentStatus.STUCK: "■",
    CommitmentStatus.DONE: "✓",
    CommitmentStatus.STOPPED: "×",
}
FILLS = {
    CommitmentStatus.DONE: "#1F4E86",
    CommitmentStatus.ON_TRACK: "#78B085",
    CommitmentStatus.NOT_BEGUN: "#F4EFE6",
    CommitmentStatus.TAKE_CARE: "#E5A32B",
    CommitmentStatus.STUCK: "#B3261E",
    CommitmentStatus.STOPPED: "#38332F",
}  # from the floor up: neighbours differ enough in grey
DARK = {CommitmentStatus.DONE, CommitmentStatus.STUCK, CommitmentStatus.STOPPED}  # white numbers on these
INK = "#2A2420"
ATTENTION_GLYPHS = {
    Attention.CHANGED: "§",
    Attention.STUCK: "■",
    Attention.SILENT: "…",
    Attention.LATE: "!",
    Attention.NO_LEAD: "?",
    Attention.TAKE_CARE: "▲",
}
MOST_MONTHS = 12
MOST_TICKS = 5
MOST_AHEAD = 30  # lines in the figure of what comes; its table has them all
FEWEST_POINTS = 4  # below these nothing is said of where it goes
EDGE = 1.004  # times the longest bar, or half of its border is cut off
CODE = len(CommitmentStatus)
SMALLEST = 14  # pixels of a count in a bar
NAME, LINE = 24, 40  # signs in a line of a name before a bar, and over a phone
THIN = "\u2009"  # a thin space between a sign and its number: a dozen bars fit beside each other


def label(status: CommitmentStatus) -> str:
    """Return a status with its sign: "● op koers"."""
    return f"{GLYPHS[status]} {words.COMMITMENT_STATUSES[status]}"


def code(month: int, status: CommitmentStatus) -> int:
    """Return the number under which a piece of a bar is known when somebody chooses it.

    >>> decoded(code(3, CommitmentStatus.STUCK)) == (3, CommitmentStatus.STUCK)
    True
    """
    return month * CODE + list(CommitmentStatus).index(status)


def decoded(number: int) -> tuple[int, CommitmentStatus]:
    """Return the month, counted from 0, and the status of a chosen piece."""
    return number // CODE, list(CommitmentStatus)[number % CODE]


def recent(months: Sequence[Month]) -> list[Month]:
    """Return the last months, as many as can be read beside each other."""
    return list(months[-MOST_MONTHS:])


def by_month(months: Sequence[Month], *, template: str = "sok") -> go.Figure:
    """Return a stacked bar of counts per status for each of the last months, the newest at the bottom."""
    shown = recent(months)
    return _stacked([_pieces(status, shown) for status in FILLS], template=template)


def _pieces(status: CommitmentStatus, months: Sequence[Month]) -> dict[str, Any]:
    rows = list(reversed(list(enumerate(months))))  # an axis begins at the bottom
    counts = [one.counts[status] for _, one in rows]
    told = [
        f"{words.month(one.first)}: {one.counts[status]} {words.COMMITMENT_STATUSES[status]}"
        for _, one in rows
    ]
    found = _bars(
        counts,
        [words.month(one.first) for _, one in rows],
        ids=[code(place, status) for place, _ in rows],
        sign=f"{GLYPHS[status]}{THIN}",
        colours=(FILLS[status], "#FFFFFF" if status in DARK else INK),
    )
    return found | {"name": label(status), "hovertext": told, "hoverinfo": "text"}


def _bars(
    counts: Sequence[int], names: Sequence[str], *, ids: Sequence[int], sign: str, colours: tuple[str, str]
) -> dict[str, Any]:
    """Return one piece of each of some lying bars; ``colours`` are those of the piece and of its count."""
    fill, ink = colours
    return {
        "type": "bar",
        "orientation": "h",
        "x": counts,
        "y": names,
        "text": [f"{sign}{count}" if count else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": SMALLEST, "color": ink},
        "customdata": ids,
        "hoverinfo": "skip",
        "marker": {"color": fill, "line": {"color": INK, "width": 1}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _stacked(traces: Sequence[dict[str, Any]], *, template: str) -> go.Figure:
    """Return lying bars with a name before each; a count that does not fit in its piece is not written."""
    names = traces[0]["y"]
    lines = max((name.count("<br>") for name in names), default=0)
    longest = max(map(sum, zip(*(one["x"] for one in traces), strict=True)), default=1)
    layout = {
        "template": template,
        "barmode": "stack",
        "height": 60 + (34 + 14 * lines) * len(names),
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "xaxis": {"visible": False, "fixedrange": True, "range": [0, longest * EDGE]},
        "yaxis": {"automargin": True, "fixedrange": True, "ticklabelstandoff": 8},
        "uniformtext": {"mode": "hide", "minsize": SMALLEST},
        "clickmode": "event+select",
    }
    return go.Figure(traces, layout)


def finding(counts: Mapping[CommitmentStatus, int], *, unseen: int) -> str:
    """Return what the counts say, as a title; ``unseen`` are done, and not confirmed by another.

    >>> finding({CommitmentStatus.DONE: 6, CommitmentStatus.TAKE_CARE: 7}, unseen=2)
    'Zes afspraken zijn klaar, waarvan twee nog niet bevestigd, zeven staan op ‘let op’'
    """
    done = counts.get(CommitmentStatus.DONE, 0)
    parts = [words.capital(f"{words.counted(done, 'afspraak is', 'afspraken zijn')} klaar")]
    if unseen == done > 1:
        parts.append("nog geen daarvan bevestigd")
    elif unseen:
        who = f"waarvan {words.counted(unseen, '', '').strip()}" if done > 1 else "maar"
        parts.append(f"{who} nog niet bevestigd")
    for status, says in (
        (CommitmentStatus.STUCK, ("loopt vast", "lopen vast")),
        (CommitmentStatus.TAKE_CARE, ("staat op ‘let op’", "staan op ‘let op’")),
    ):
        if count := counts.get(status, 0):
            parts.append(words.counted(count, *says))
    return ", ".join(parts)


def legend(months: Sequence[Month]) -> str:
    """Return what the bars count, what is not in the last, and the sign of every status that is in them.

    >>> legend([])
    'Aantal afspraken per status, aan het eind van elke maand.'
    """
    later = months[-1].later if months else 0
    used = [label(status) for status in FILLS if any(one.counts[status] for one in recent(months))]
    parts = [
        "Aantal afspraken per status, aan het eind van elke maand.",
        words.capital(f"{words.counted(later, 'afspraak begint', 'afspraken beginnen')} later.")
        if later
        else "",
        " · ".join(used),
    ]
    return " ".join(filter(None, parts))


def month_rows(months: Sequence[Month]) -> list[dict[str, str]]:
    """Return the counts as a table, one line per month."""
    return [
        {
            "Maand": words.month(one.first),
            **{label(status): str(one.counts[status]) for status in FILLS},
            "Lang niets gehoord": str(one.silent),
        }
        for one in recent(months)
    ]


def month_alt(months: Sequence[Month]) -> str:
    """Return what the bars show, for who does not see them."""
    shown = recent(months)
    if not shown:
        return "Er is nog geen afspraak om te volgen."
    ends = [shown[0], shown[-1]] if len(shown) > 1 else shown
    told = [
        f"{words.month(one.first)}: "
        + words.enumerated(
            [f"{count} {words.COMMITMENT_STATUSES[status]}" for status, count in one.counts.items() if count]
        )
        for one in ends
    ]
    span = f"laatste {len(shown)} maanden" if len(shown) > 1 else "laatste maand"
    return f"Aantal afspraken per status in de {span}. {'; '.join(told)}."


def has_line(one: Commitment, said: Sequence[Update]) -> bool:
    """Whether there is a number to draw: not for yes or no, and not without any value."""
    return is_counted(one) and bool(measured(said))


def measured(said: Iterable[Update]) -> list[Update]:
    """Return where a number was given; "Niets veranderd" repeats one and measures nothing."""
    return [each for each in said if each.value is not None and each.text != UNCHANGED]


def is_counted(one: Commitment) -> bool:
    """Whether a commitment has a number that goes up or down."""
    return one.kind in (CommitmentKind.NUMBER, CommitmentKind.STEPS)


def way(one: Commitment, said: Sequence[Update], *, today: dt.date, template: str = "sok") -> go.Figure:
    """Return the values of one commitment beside the straight line to its target, or beside its target.

    A month without a value leaves a gap. What a moment decided and "Niets veranderd" leave none and no point,
    as nobody measured then. With fewer than four values only the points are drawn.
    """
    shade = SHADES[template]
    is_few = len(measured(said)) < FEWEST_POINTS
    said = [
        each for each in said if each.text != UNCHANGED and (each.value is not None or not each.is_decided)
    ]
    days, values = [each.date for each in said], [each.value for each in said]
    traces = [
        {
            "type": "scatter",
            "mode": "markers" if is_few else "lines+markers",
            "x": days,
            "y": values,
            "customdata": [each.id for each in said],
            "line": {"color": shade.accent, "width": 3},
            "marker": {"color": shade.accent, "size": 10},
            "hovertext": [_story(each, one) for each in said],
            "hoverinfo": "text",
            "connectgaps": False,
        }
    ]
    first = min([one.starts_on, *days])
    last = max([today, *days, *([one.due] if one.due else [])])
    if one.target is not None:
        traces.insert(0, _dashed(one, one.target, (first, last), shade))
    ticks = _firsts(first, last)
    ticks = ticks[:: -(-len(ticks) // MOST_TICKS) or 1]
    suffix = f" {SHARE}" if one.unit == SHARE else ""
    highest = max([abs(each) for each in (one.target, *values) if each is not None], default=0)
    layout = {
        "template": template,
        "height": 320,
        "margin": {"l": 24 + 9 * len(f"{words.exact(highest)}{suffix}"), "r": 24, "t": 16, "b": 56},
        "xaxis": {
            "range": [first, last],
            "fixedrange": True,
            "tickvals": ticks,
            "ticktext": [words.month(each).replace(" ", "<br>") for each in ticks],
            "tickangle": 0,
        },
        "yaxis": {"fixedrange": True, "rangemode": "tozero", "ticksuffix": suffix},
    }
    return go.Figure(traces, layout)


def way_caption(one: Commitment) -> str:
    """Return what is drawn: the number, and what its dashed line is."""
    about = words.ended(words.capital(one.indicator or one.title))
    if one.target is None:
        return about
    line = "loopt recht van begin naar doel" if _has_slope(one) else "is het doel"
    return f"{about} De streepjeslijn {line}."


def _has_slope(one: Commitment) -> bool:
    return expected(one, one.starts_on) is not None


def _dashed(one: Commitment, target: float, span: tuple[dt.date, dt.date], shade: Shade) -> dict[str, Any]:
    """Return the straight line from begin to target; without a begin or a day the target lies flat."""
    is_sloping = _has_slope(one)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [one.starts_on, one.due] if is_sloping else list(span),
        "y": [expected(one, one.starts_on), target] if is_sloping else [target, target],
        "line": {"color": shade.soft, "width": 2, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _story(said: Update, one: Commitment) -> str:
    value = "" if said.value is None else amount(one, said.value)
    parts = (words.date(said.date, with_year=True), value, label(said.status), said.text)
    return "<br>".join(escape(part) for part in parts if part)


def _unit(one: Commitment) -> str:
    """Return in what a number counts, as people wrote it: in the plural."""
    return "stappen" if one.kind is CommitmentKind.STEPS else one.unit


def way_finding(one: Commitment, said: Sequence[Update], *, today: dt.date) -> str:
    """Return where the number stands beside where a straight line would have it today.

    A promise that was stopped is not behind any more: it says when that was.
    """
    last = next((each for each in reversed(said) if each.value is not None), None)
    if last is None or last.value is None:
        return "Er is nog geen getal"
    value = words.exact(last.value)
    if one.target is None:
        return f"Nu {amount(one, last.value)}"
    target = amount(one, one.target)
    if said[-1].status is CommitmentStatus.STOPPED:
        stopped = words.date(said[-1].date, with_year=True)
        return f"Gestopt op {stopped} bij {value}, het doel was {target}"
    goal = f"Nu {value}, het doel is {target}"
    straight = expected(one, min(today, one.due) if one.due else today)
    if straight is None or len(measured(said)) < FEWEST_POINTS:
        return goal
    ahead = (last.value - straight) * (1 if one.target >= (begins_at(one) or 0) else -1)
    return (
        f"{words.ended(goal)} {'Dat is op schema' if ahead >= 0 else 'Dat loopt achter op een rechte lijn'}"
    )


def way_rows(one: Commitment, said: Sequence[Update]) -> list[dict[str, str]]:
    """Return what was said of one commitment as a table, the newest first."""
    number = f"Getal ({_unit(one)})" if _unit(one) else "Getal"
    return [
        {
            "Datum": words.date(each.date, with_year=True),
            "Status": label(each.status),
            number: "" if each.value is None else words.exact(each.value),
            "Wat is er gezegd?": each.text,
        }
        for each in reversed(said)
    ]


def way_alt(one: Commitment, said: Sequence[Update], *, today: dt.date) -> str:
    """Return what the line shows, for who does not see it."""
    values = [each.value for each in measured(said) if each.value is not None]
    if not values:
        return "Er is nog geen getal."
    span = f"van {words.exact(values[0])} naar {amount(one, values[-1])}"
    measured_so = words.ended(f"{one.indicator or one.title}: {len(values)} keer gemeten, {span}")
    return f"{measured_so} {words.ended(way_finding(one, said, today=today))}"


def carrying(found: Sequence[Carried], *, template: str = "sok") -> go.Figure:
    """Return per party the open and the done promises that it leads, in the order of the parties."""
    shade, rows = SHADES[template], [one for one in reversed(found) if one.open or one.done]
    names, ids = [_carrier(one) for one in rows], [one.party.id for one in rows]
    opened, done = [len(one.open) for one in rows], [len(one.done) for one in rows]
    traces = [
        _bars(opened, names, ids=ids, sign="", colours=(shade.accent, shade.paper)),
        _bars(done, names, ids=ids, sign=f"✓{THIN}", colours=(PALE, INK)),
    ]
    return _stacked(traces, template=template)


CARRYING = (
    "Afspraken die een partij trekt, in vaste volgorde. ✓ is klaar, de andere zijn open. ♥ vrijwilligers."
)


def _carrier(one: Carried) -> str:
    return _wrapped(f"{one.party.short_name} ♥" if one.is_volunteer else one.party.short_name, NAME)


def _wrapped(text: str, most: int) -> str:
    """Return a text in lines of at most so many signs, for in a figure: there no text wraps by itself."""
    return "<br>".join(escape(line) for line in wrap(text, most))


def carrying_finding(found: Sequence[Carried]) -> str:
    """Return how the open promises are spread, without any order of merit."""
    leads = [one for one in found if one.open]
    if not leads:
        return "Niemand trekt nu een open afspraak"
    count = sum(len(one.open) for one in leads)
    unpaid = sum(one.is_volunteer for one in leads)
    by = f"{words.counted(len(leads), 'partij trekt', 'partijen trekken samen')} "
    more = f", {words.counted(unpaid, 'daarvan is', 'daarvan zijn')} vrijwilliger" if unpaid else ""
    return words.capital(f"{by}{words.counted(count, 'open afspraak', 'open afspraken')}{more}")


def carrying_rows(found: Sequence[Carried]) -> list[dict[str, str]]:
    """Return who carries what as a table."""
    return [
        {
            "Partij": one.party.short_name,
            "Vrijwilligers": "ja" if one.is_volunteer else "",
            "Trekt, open": words.enumerated(each.title for each in one.open),
            "Trekt, klaar": words.enumerated(each.title for each in one.done),
            "Helpt bij": words.enumerated(each.title for each in one.helps),
        }
        for one in found
    ]


def carrying_alt(found: Sequence[Carried]) -> str:
    """Return who carries what, for who does not see it."""
    told = "; ".join(f"{one.party.short_name} {len(one.open)} open, {len(one.done)} klaar" for one in found)
    return f"Per partij de afspraken die ze trekt: {told or 'nog geen'}."


def ahead(found: Sequence[Coming], *, today: dt.date, days: int, template: str = "sok") -> go.Figure:
    """Return the first thirty days that come as points on a line of time, the name of each above its line."""
    shade, rows = SHADES[template], list(reversed(found[:MOST_AHEAD]))
    last, places = today + dt.timedelta(days=days), list(range(len(rows)))
    titles = [_coming(one) for one in rows]
    lines = 1 + max((title.count("<br>") for title in titles), default=0)
    names = {
        "type": "scatter",
        "mode": "text",
        "x": [today] * len(rows),
        "y": [place + 0.3 for place in places],
        "text": titles,
        "textposition": "middle right",
        "textfont": {"size": 15, "color": shade.ink},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": [one.day for one in rows],
        "y": [place - 0.15 for place in places],
        "marker": {
            "size": 14,
            "symbol": [
                "diamond" if one.check_in else "square" if one.is_leaving else "circle" for one in rows
            ],
            "color": [shade.paper if one.check_in or one.is_leaving else shade.accent for one in rows],
            "line": {"color": shade.ink, "width": 2},
        },
        "hovertext": [f"{words.day(one.day)}: {escape(one.title)}" for one in rows],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    firsts = _firsts(today, last)
    layout = {
        "template": template,
        "height": 48 + (34 + 18 * lines) * max(1, len(rows)),
        "margin": {"l": 16, "r": 16, "t": 8, "b": 36},
        "shapes": [_rail(today, last, place - 0.15, shade) for place in places],
        "xaxis": {
            "range": [today, last],
            "fixedrange": True,
            "tickvals": firsts,
            "ticktext": [words.date(each) for each in firsts],
        },
        "yaxis": {"visible": False, "fixedrange": True, "range": [-0.6, max(1, len(rows)) - 0.4]},
    }
    return go.Figure([names, points], layout)


def _coming(one: Coming) -> str:
    day = words.date(one.day)
    told = _wrapped(f"{day}  {words.shortened(one.title, 60)}", LINE)
    return f"<b>{day}</b>{told.removeprefix(day)}"


def _rail(first: dt.date, last: dt.date, place: float, shade: Shade) -> dict[str, Any]:
    line = {"color": shade.hair, "width": 2}
    return {
        "type": "line",
        "x0": first,
        "x1": last,
        "y0": place,
        "y1": place,
        "layer": "below",
        "line": line,
    }


def _firsts(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the first days of the months between two days."""
    day = (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    found = []
    while day <= last:
        found.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return found


AHEAD_SIGNS = "● een afspraak moet klaar zijn · ◇ een moment samen"
LEAVING_SIGN = " · □ een afspraak zoekt dan een trekker"


def ahead_legend(found: Sequence[Coming]) -> str:
    """Return what the signs mean, and how much of what comes is not drawn.

    >>> ahead_legend([])
    '● een afspraak moet klaar zijn · ◇ een moment samen'
    """
    signs = f"{AHEAD_SIGNS}{LEAVING_SIGN}" if any(one.is_leaving for one in found) else AHEAD_SIGNS
    left = len(found) - MOST_AHEAD
    if left <= 0:
        return signs
    more = words.counted(left, "staat", "staan")
    return f"Getekend zijn de eerste {MOST_AHEAD}, nog {more} in de tabel. {signs}"


def ahead_rows(found: Iterable[Coming], names: Mapping[int, str]) -> list[dict[str, str]]:
    """Return what comes as a table; ``names`` are those of the parties."""
    return [
        {
            "Wanneer": words.day(one.day),
            "Wat": one.title,
            "Wie": _of_whom(one, names),
        }
        for one in found
    ]


def _of_whom(one: Coming, names: Mapping[int, str]) -> str:
    if one.state is None:
        return "iedereen"
    if one.is_leaving:
        return f"{lead(one.state, names)} stopt"
    return lead(one.state, names, on=one.day)


def ahead_alt(found: Iterable[Coming]) -> str:
    """Return what comes, for who does not see it."""
    told = [f"{words.date(one.day)}: {one.title}" for one in found]
    if (left := len(told) - MOST_AHEAD) > 0:
        told = [*told[:MOST_AHEAD], f"nog {left} in de tabel"]
    return f"De komende dagen: {words.ended('; '.join(told) or 'niets')}"


def standing(found: Iterable[State]) -> dict[CommitmentStatus, list[State]]:
    """Return the commitments of each status, for whoever chose it."""
    grouped: dict[CommitmentStatus, list[State]] = {status: [] for status in CommitmentStatus}
    for one in found:
        grouped[one.status].append(one)
    return grouped
