"""One-time links: the way in when nobody can come in any more."""

import click

from sok_core import access
from sok_core.cli.address import address_options, base_url
from sok_core.cli.dutch import Command
from sok_core.cli.machine import opened
from sok_core.clock import now
from sok_core.model import Role


@click.command("login-link", cls=Command)
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role if role not in access.OF_ONE_MEETING]),
    required=True,
    help="Wie er binnenkomt.",
)
@click.option("--dossier", help="Voor welk dossier. Zonder: alle dossiers.")
@click.option("--label", default="", help="Voor welke functie de link is.")
@address_options
def login_link(role: str, dossier: str | None, label: str, address: str, port: int | None) -> None:
    """Maak een link waarmee iemand één keer binnenkomt."""
    with opened() as machine:
        uuid = machine.shelf.dossier(dossier).uuid if dossier else None
        key = access.make_link(machine.house, role=Role(role), dossier=uuid, label=label.strip(), now=now())
        base = base_url(machine.house, address, port)
    click.echo(f"{base}/deur/sleutel/{key}")
