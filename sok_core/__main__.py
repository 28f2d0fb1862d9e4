"""The command line of the house: ``python -m sok_core``."""

import click

from sok_core.cli import dossier, login, meeting
from sok_core.cli.dutch import Group


@click.group(cls=Group)
def cli() -> None:
    """SOK-tafel op de opdrachtregel. Werkt ook terwijl de server draait."""


cli.add_command(dossier.demo)
cli.add_command(login.login_link)
cli.add_command(meeting.group)
cli.add_command(meeting.export)
cli.add_command(dossier.backup)
cli.add_command(dossier.restore)
cli.add_command(dossier.check)

if __name__ == "__main__":
    cli(prog_name="python -m sok_core")
