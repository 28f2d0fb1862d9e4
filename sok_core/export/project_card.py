"""Project cards: a project on one A4, and the timeline on paper; what is empty has a line to write on."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sok_core import delicate, project, words
from sok_core.charts import project as chart
from sok_core.clock import today
from sok_core.errors import Conflict
from sok_core.export import figure
from sok_core.export.meeting import place_name
from sok_core.export.paper_pdf import typeset
from sok_core.model import Aim, Dossier, Project, ProjectStatus, RolePart
from sok_core.role import agreed, gone, with_gone

if TYPE_CHECKING:
    from sok_core.store import Store

TEMPLATE = Path(__file__).with_name("project_card.typ")
WIDTH = 1000


def pdf(store: "Store", project_id: int | None = None, *, made_at: dt.datetime) -> bytes:
    """Return one project on an A4, or every one that was chosen (None), as a tagged PDF.

    While there is none, it is one card to fill in by hand. Raises NotFound for a project that is not there.
    """
    with delicate.for_paper(store) as tables:
        wanted = tables.project.all() if project_id is None else [tables.project.get(project_id)]
        parts = tables.role_part.of_projects()
        aims = tables.aim.all()
        names = with_gone({one.id: one.name for one in tables.party.all()}, gone(tables))
        dossier = tables.dossier.current()
    wanted = [one for one in wanted if project_id is not None or one.status not in project.IDEAS]
    projects = wanted or [Project(0, 1, "", ProjectStatus.CHOSEN)]
    place = _place(dossier)
    title = projects[0].title if project_id is not None else "Projectkaarten"
    data = {
        "title": f"{title} ({place})",
        "subject": f"Projecten van {place}",
        "above": f"{place} · projectkaart",
        "footer": f"Projectkaart · {place} · {words.day(made_at.date(), with_year=True)}",
        "lesson": "Hoe we samenwerkten",
        "projects": [
            _card(one, [each for each in parts if each.project_id == one.id], names, aims) for one in projects
        ],
    }
    return typeset(TEMPLATE, data, made_at=made_at)


def _card(
    one: Project, parts: Sequence[RolePart], names: dict[int, str], aims: Sequence[Aim]
) -> dict[str, Any]:
    known = {name: project.readable(one, name, aims) if getattr(one, name) else "" for name in project.FIELDS}
    roles = [
        f"{words.ROLE_KINDS[kind]}: {', '.join(names[each] for each in ids if each in names)}"
        for kind, ids in agreed(parts).items()
    ]
    money = [
        f"€ {known['budget']}" if known["budget"] else "",
        known["funding"],
    ]
    span = [
        f"Van {known['starts_on']}" if known["starts_on"] else "",
        f"tot {known['ends_on']}" if known["ends_on"] else "",
    ]
    step = [known["first_step"], f"Op {known['first_step_on']}" if known["first_step_on"] else ""]
    reach = [f"Voor ongeveer {known['reach']} huishoudens"] if known["reach"] else []
    items = (
        ("Wie doet mee?", roles),
        ("Eerste kleine stap", step),
        ("Wanneer?", [" ".join(part for part in span if part)]),
        ("Voor wie?", reach),
        ("Geld", money),
        ("Uren en spullen", [known["means"]]),
        ("Ruimte", [known["space"]]),
        ("Welke waarde of welk doel?", [known["aim_ids"]]),
        ("Klaar als", [known["done_when"]]),
    )
    return {
        "title": one.title or "Ons project",
        "goal": one.goal,
        "lesson": one.lesson,
        "items": [{"name": name, "lines": [line for line in lines if line]} for name, lines in items],
    }


def timeline(store: "Store", *, made_at: dt.datetime) -> bytes:
    """Return the timeline as one accessible page under what it says; raises Conflict when it is empty."""
    with delicate.for_paper(store) as tables:
        projects = tables.project.all()
        dossier = tables.dossier.current()
    if not chart.shown(projects):
        raise Conflict("project.none")
    day = today(made_at, dossier.reference_date)
    drawn = chart.figure(projects, today=day)
    drawn.update_layout(width=WIDTH)
    return figure.pdf(
        drawn,
        title=project.finding(projects, today=day),
        alt=chart.alt(projects, today=day),
        made_at=made_at,
    )


def _place(dossier: Dossier) -> str:
    return place_name(dossier.name, is_fictional=dossier.is_fictional)
