"""Figures: one Row each, a Section per measurement, and the page docs/metingen.md that keeps them."""

import itertools
import math
import os
import platform
import re
import sqlite3
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from sok_core import words
from sok_core.clock import local, now
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "metingen.md"
MS = "ms"
HEAD = """\
# Metingen

Deze bladzijde schrijft `make bench`. Eén onderdeel opnieuw meten: `make bench ARGS="--only room"`.

Alles draait op één machine: de server, de nagemaakte telefoons en de browser delen de processor. Er zit geen
wifi tussen. De doelen gelden voor de machine met 2 kernen waarop dit project is gemaakt. Elders zegt de
laatste kolom meer: hoeveel keer zo lang als een leeg verzoek (`GET /_stcore/health`), kort ervoor op
dezelfde server gemeten. `p50` is het midden van alle metingen; bij `p95` waren 95 van de 100 sneller.
"""


@dataclass(frozen=True)
class Row:
    """One figure. ``goal`` is the most that it may be, None when it is only there to know."""

    name: str
    value: float
    unit: str = ""
    goal: float | None = None
    group: str = ""

    @property
    def ok(self) -> bool | None:
        """Whether the goal was met; None without a goal, or when it was not measured."""
        return None if self.goal is None or math.isnan(self.value) else self.value <= self.goal


@dataclass
class Section:
    """One measurement. ``empty`` is how long an empty request took beside it, in milliseconds.

    Rows that are added while ``group`` has a name stand together under it.
    """

    title: str
    how: str
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    empty: float | None = None
    group: str = ""

    @property
    def ok(self) -> bool:
        """Whether every goal was met."""
        return all(row.ok is not False for row in self.rows)

    def begin(self, group: str) -> None:
        """Put what comes next under a heading of its own."""
        self.group = group
        print(f" {group}", flush=True)

    def add(self, name: str, value: float, unit: str = "", goal: float | None = None) -> None:
        """Add a figure and print it."""
        row = Row(name, value, unit, goal, self.group)
        self.rows.append(row)
        print("  " + " | ".join(cell for cell in cells(row, self.empty) if cell), flush=True)

    def spread(self, name: str, values: Sequence[float], goal: float | None = None) -> None:
        """Add p50, p95 and the longest of times in seconds; the goal is for p95, in milliseconds."""
        for label, value, most in (
            ("p50", percentile(values, 50), None),
            ("p95", percentile(values, 95), goal),
            ("langste", max(values, default=math.nan), None),
        ):
            self.add(f"{name}, {label}", value * 1000, MS, most)

    def remark(self, text: str) -> None:
        """Add what a reader of the figures must know, and print it."""
        self.remarks.append(text)
        print(f"  ! {text}", flush=True)


def percentile(values: Iterable[float], percent: float) -> float:
    """Return the smallest value that at least ``percent`` of all do not exceed (nearest rank).

    >>> percentile([5, 1, 4, 2, 3], 50)
    3
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)] if ordered else math.nan


def dutch(value: float) -> str:
    """Return a figure with as many decimals as mean something.

    >>> dutch(2.345), dutch(45.67), dutch(1234.5)
    ('2,3', '46', '1234')
    """
    if not math.isfinite(value):
        return "niet gemeten" if math.isnan(value) else "nooit"
    if value == int(value) or abs(value) >= 10:
        return f"{value:.0f}"
    decimals = 1 if abs(value) >= 1 else 2
    return f"{value:.{decimals}f}".replace(".", ",")


def cells(row: Row, empty: float | None) -> list[str]:
    """Return a row as it stands in the table."""
    goal = "" if row.goal is None else f"≤ {dutch(row.goal)} {row.unit}".rstrip()
    verdict = {True: "ja", False: "**nee**", None: ""}[row.ok]
    ratio = f"{dutch(row.value / empty)}×" if empty and row.unit == MS and math.isfinite(row.value) else ""
    return [row.name, f"{dutch(row.value)} {row.unit}".rstrip(), goal, verdict, ratio]


def markdown(section: Section) -> str:
    """Return a section as it stands on the page."""
    empty = f" Een leeg verzoek kostte {dutch(section.empty)} ms." if section.empty else ""
    day = words.day(local(now()).date(), with_year=True)
    lines = [
        f"## {section.title}",
        "",
        textwrap.fill(section.how, 110, break_on_hyphens=False),
        "",
        f"Gemeten op {day}; {machine()}.{empty}",
        "",
    ]
    for group, rows in itertools.groupby(section.rows, key=lambda row: row.group):
        lines += [f"### {group}", ""] if group else []
        lines += ["| wat | uitkomst | doel | gehaald | × leeg verzoek |", "|---|---|---|---|---|"]
        lines += [*(f"| {' | '.join(cells(row, section.empty))} |" for row in rows), ""]
    if section.remarks:
        lines += [*(f"- {remark}" for remark in section.remarks), ""]
    return "\n".join(lines)


def machine() -> str:
    """Return on what was measured: processor, memory and versions."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{cores} kernen {processor()}, {platform.system()}, {python}, Streamlit {version('streamlit')}"


def processor() -> str:
    """Return the name of the processor as far as the machine tells."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", info.read_text(encoding="utf-8")) if info.exists() else None
    return " ".join(found[1].split()) if found else platform.processor() or platform.machine()


def write(sections: Iterable[Section], page: Path = PAGE, *, order: Sequence[str] = ()) -> None:
    """Put the sections on the page; what was not measured now stays as it was."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    parts = {part.split("\n", 1)[0]: f"## {part.strip()}\n" for part in re.split(r"(?m)^## ", text)[1:]}
    parts |= {section.title: markdown(section) for section in sections}
    ranked = sorted(parts, key=lambda title: order.index(title) if title in order else len(order))
    page.write_text("\n".join([HEAD, *(parts[title] for title in ranked)]), encoding="utf-8")
