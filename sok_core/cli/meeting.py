"""Opening and closing a meeting, and its summary."""

import datetime as dt
import json
from pathlib import Path

import click

from sok_core import meeting
from sok_core.cli.address import address_options, base_url
from sok_core.cli.dutch import Command, Group
from sok_core.cli.machine import opened
from sok_core.clock import local, now, today
from sok_core.export import summary
from sok_core.model import Phase, Step
from sok_core.note import visible
from sok_core.steps import RECIPES
from sok_core.store import Tables


@click.group("meeting", cls=Group)
def group() -> None:
    """Open of sluit een bijeenkomst."""


@group.command("open")
@click.option("--dossier", required=True, help="De naam van het bestand van het dossier.")
@click.option(
    "--step", type=click.Choice([step.value for step in Step]), required=True, help="Bij welke stap."
)
@click.option("--question", "questions", multiple=True, help="Een vraag aan de zaal. Mag vaker.")
@click.option(
    "--phase",
    type=click.Choice([phase.value for phase in Phase]),
    default=Phase.OPEN.value,
    show_default=True,
    help="De fase van de eerste vraag.",
)
@click.option("--title", default="", help="Hoe de bijeenkomst heet.")
@address_options
def open_meeting(
    dossier: str,
    step: str,
    questions: tuple[str, ...],
    phase: str,
    title: str,
    address: str,
    port: int | None,
) -> None:
    """Begin een bijeenkomst, met het draaiboek van de stap, en zet de eerste vraag op het scherm."""
    recipe = RECIPES[Step(step)]
    moment = now()
    starts_at, ends_at = times(moment, minutes=sum(block[0] for block in recipe.agenda))
    with opened() as machine:
        store = machine.shelf.open(dossier)
        planned = meeting.plan(
            store,
            machine.house,
            step=recipe.step,
            title=title.strip() or recipe.title,
            date=today(moment),
            starts_at=starts_at,
            ends_at=ends_at,
            questions=[text for text in questions if text.strip()] or recipe.questions[:1],
            agenda=recipe.agenda,
        )
        meeting.begin(store, meeting_id=planned.id, now=moment)
        with store.read() as tables:
            first = tables.prompt.of(planned.id)[0]
        meeting.show_question(store, prompt_id=first.id, phase=Phase(phase))
        base = base_url(machine.house, address, port)
    made = {"meeting": planned.id, "code": planned.code}
    made |= {"phone": f"{base}/m/{planned.code}", "screen": f"{base}/scherm?d={dossier}"}
    click.echo(json.dumps(made))


def times(moment: dt.datetime, *, minutes: int) -> tuple[dt.time, dt.time]:
    """Return when a meeting that begins now starts, rounded down to five minutes, and when it ends."""
    here = local(moment).replace(tzinfo=None, second=0, microsecond=0)
    start = here - dt.timedelta(minutes=here.minute % 5)
    return start.time(), (start + dt.timedelta(minutes=minutes)).time()


@group.command("close")
@click.option("--dossier", required=True, help="De naam van het bestand van het dossier.")
@click.option("--meeting", "meeting_id", type=int, help="Welke bijeenkomst. Zonder: die nu bezig is.")
def close_meeting(dossier: str, meeting_id: int | None) -> None:
    """Sluit een bijeenkomst: niemand schrijft meer, en telefoons zijn vergeten."""
    with opened() as machine:
        store = machine.shelf.open(dossier)
        with store.read() as tables:
            found = tables.meeting.running() if meeting_id is None else tables.meeting.get(meeting_id)
        if found is None:
            raise click.ClickException("Er is in dit dossier geen bijeenkomst bezig.")
        meeting.close(store, meeting_id=found.id, now=now())
    click.echo(f"Gesloten: {found.title} (bijeenkomst {found.id}).")


@click.command("export", cls=Command)
@click.option("--dossier", required=True, help="De naam van het bestand van het dossier.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Het zipbestand.")
@click.option(
    "--meeting", "meeting_id", type=int, help="Welke bijeenkomst. Zonder: de nieuwste met briefjes."
)
def export(dossier: str, out: Path, meeting_id: int | None) -> None:
    """Maak de samenvatting van een bijeenkomst: Word, PDF, Markdown en Excel in één zip."""
    with opened() as machine:
        store = machine.shelf.open(dossier)
        with store.read() as tables:
            chosen = newest_with_notes(tables) if meeting_id is None else tables.meeting.get(meeting_id).id
        if chosen is None:
            raise click.ClickException("In dit dossier is nog geen bijeenkomst met briefjes.")
        packed = summary.archive(summary.gather(store, chosen, now=now()))
    out.write_bytes(packed)
    click.echo(str(out))


def newest_with_notes(tables: Tables) -> int | None:
    """Return the id of the newest meeting on whose wall something hangs."""
    meetings = reversed(tables.meeting.all())
    return next((found.id for found in meetings if visible(tables.note.of(found.id))), None)
