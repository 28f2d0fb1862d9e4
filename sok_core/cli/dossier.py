"""Dossiers: the fictional neighbourhood, backups, putting one back, and the check-up."""

from pathlib import Path

import click

from sok_core import settings
from sok_core.cli.dutch import Command
from sok_core.cli.machine import opened
from sok_core.errors import Conflict, SokError
from sok_core.intake import demo as fictional
from sok_core.store.health import examine
from sok_core.store.shelf import Shelf
from sok_core.words import count, sentence


@click.command("demo", cls=Command)
def demo() -> None:
    """Zet de verzonnen wijk Molenkwartier op deze computer."""
    with opened() as machine:
        try:
            store = fictional.load(machine.shelf, machine.house, settings.demo_folder())
        except Conflict as error:
            click.echo(sentence(error))
        else:
            click.echo(f"De voorbeeldwijk staat klaar: {store.path}")


@click.command("backup", cls=Command)
@click.option("--dossier", help="De naam van het bestand van het dossier. Zonder: alle dossiers.")
def backup(dossier: str | None) -> None:
    """Maak een back-up, ook terwijl de server draait, en toon waar hij staat."""
    failed = False
    with opened() as machine:
        for slug in _chosen(machine.shelf, dossier):
            try:
                click.echo(str(machine.shelf.backup(slug)))
            except SokError as error:
                failed = True
                click.echo(f"{slug}: {sentence(error)}", err=True)
    if failed:
        raise click.exceptions.Exit(1)


@click.command("restore", cls=Command)
@click.option("--dossier", required=True, help="De naam van het bestand van het dossier.")
@click.argument("file", metavar="BESTAND", type=click.Path(dir_okay=False, path_type=Path))
def restore(dossier: str, file: Path) -> None:
    """Zet een back-up terug, na een kopie van wat er nu staat. Ook van een dossier dat verwijderd is."""
    if not file.is_file():
        raise click.ClickException(f"Dit bestand is er niet: {file}")
    with opened() as machine:
        safety = machine.shelf.restore(dossier, file)
        path = machine.shelf.path(dossier)
    if safety is None:
        click.echo(f"Het dossier is terug: {path}. Maak nieuwe links voor het kernteam.")
    else:
        click.echo(f"Teruggezet. Wat er stond, is bewaard in: {safety}")


@click.command("check", cls=Command)
@click.option("--dossier", help="De naam van het bestand van het dossier. Zonder: alle dossiers.")
def check(dossier: str | None) -> None:
    """Kijk of elk dossier heel is. Er verandert niets."""
    with opened() as machine:
        slugs = _chosen(machine.shelf, dossier)
        found = examine(machine.shelf, slugs)
    for finding in found:
        click.echo(f"{finding.slug}: {finding.text}", err=True)
    if found:
        raise click.exceptions.Exit(1)
    click.echo(f"{count(len(slugs), 'dossier', 'dossiers')} bekeken. Alles is in orde.")


def _chosen(shelf: Shelf, dossier: str | None) -> list[str]:
    """Return the dossier that was asked for, or all; raises NotFound."""
    if dossier is None:
        return shelf.slugs()
    if not shelf.path(dossier).is_file():
        shelf.open(dossier)  # raises NotFound
    return [dossier]
