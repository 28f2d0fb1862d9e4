"""What a facilitator writes down about a dossier itself: help, Wi-Fi, how long it is kept, who has it now."""

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from sok_core.access import hash_passphrase
from sok_core.errors import RuleBroken
from sok_core.model import Region

if TYPE_CHECKING:
    from sok_core.store import Store


def describe(
    store: "Store",
    *,
    contact: str,
    retention_until: dt.date | None,
    wifi_name: str,
    wifi_password: str,
) -> None:
    """Write down whom to ask for help, until when the dossier is kept, and the Wi-Fi for on the screen."""
    with store.write() as tables:
        tables.dossier.update(
            contact=contact.strip(),
            retention_until=retention_until,
            wifi_name=wifi_name.strip(),
            wifi_password=wifi_password.strip(),
        )


def keep_contact_names(store: "Store", *, is_kept: bool) -> None:
    """Say whether parties may have the name of a person; without, the names that were written go away."""
    with store.write() as tables:
        tables.dossier.update(has_contact_names=is_kept)
        if not is_kept:
            tables.party.forget_names()


def set_region(store: "Store", *, region: Region | None) -> None:
    """Say when the schools here are free; without a region a day counts when they are free anywhere."""
    with store.write() as tables:
        tables.dossier.update(region=region)


def share_roads(store: "Store", *, is_shared: bool) -> str:
    """Open the public page about what became of the notes, or close it; return its key, empty when closed.

    A page that is opened again has another key: who had the link before has it no more.
    """
    with store.write() as tables:
        known = tables.dossier.current().road_key
        key = (known or secrets.token_urlsafe(16)) if is_shared else ""
        tables.dossier.update(road_key=key)
        return key


def set_passphrase(store: "Store", passphrase: str) -> None:
    """Set the passphrase of the core team; raises RuleBroken when it is too short."""
    hashed = hash_passphrase(passphrase)
    with store.write() as tables:
        tables.dossier.update(passphrase_hash=hashed)


def hand_over(store: "Store", *, to: str, now: dt.datetime) -> None:
    """Write down that somebody else goes on with this dossier; raises RuleBroken when nobody is named."""
    if not to.strip():
        raise RuleBroken("handover.nobody")
    with store.write() as tables:
        tables.dossier.update(handed_over_to=to.strip(), handed_over_at=now)


def take_back(store: "Store") -> None:
    """Write down that this machine goes on with the dossier after all."""
    with store.write() as tables:
        tables.dossier.update(handed_over_to="", handed_over_at=None)
