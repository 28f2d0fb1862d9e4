"""What a facilitator writes down about a dossier itself: help, Wi-Fi, how long it is kept, who has it now."""

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from sok_core import words
from sok_core.access import hash_passphrase
from sok_core.clock import local
from sok_core.errors import RuleBroken
from sok_core.model import Dossier, Region

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


def be_real(store: "Store") -> None:
    """Write down that the dossier on this machine is the one real one, whatever the file said of another."""
    with store.write() as tables:
        tables.dossier.be_real()


def is_from_elsewhere(one: Dossier, *, machine: str) -> bool:
    """Whether a file was taken from another machine than this one (``machine``, see ``House.machine``)."""
    return bool(one.came_from) and one.came_machine != machine


def where_is_real(one: Dossier, *, address: str, machine: str) -> str:
    """Return where the one real dossier lives, as far as this file can know; this machine has ``address``."""
    if one.handed_over_at is not None:
        day = words.day(local(one.handed_over_at).date(), with_year=True)
        return f"Op {day} schreven jullie op dat {one.handed_over_to} hiermee verdergaat. Daar is het echte."
    if not is_from_elsewhere(one, machine=machine):
        return f"Het echte dossier staat op {address}."
    came = f"Dit dossier kwam van {one.came_from}, zoals het daar was op {_moment(one)}."
    if one.came_handed_to:
        return f"{came} Daar staat: {one.came_handed_to} gaat verder. Is dat hier? Dan is dit het echte."
    return f"{came} Of daar daarna nog iets is opgeschreven, kunnen wij hier niet zien."


def beside(arriving: Dossier, here: Dossier, *, machine: str) -> str:
    """Return what can be known of a file of the very dossier that is here: which of both is of later."""
    if not arriving.came_from:
        return (
            f"In het bestand is {_times(arriving.revision)} iets opgeschreven, hier {_times(here.revision)}."
        )
    if is_from_elsewhere(arriving, machine=machine):
        who = arriving.handed_over_to
        handed = f" Daar staat: {who} gaat verder." if who else ""
        return (
            f"Het bestand komt van {arriving.came_from} en is van {_moment(arriving)}.{handed} "
            "Op allebei kan zijn gewerkt: welk het nieuwste is, kunnen wij niet zien. Vraag het daar."
        )
    made = f"Het bestand is hier gemaakt, op {_moment(arriving)}."
    later = here.revision - arriving.revision
    if later <= 0:
        return f"{made} Daarna is hier niets veranderd: ze zijn gelijk."
    return f"{made} Daarna is hier nog {_times(later)} iets veranderd: hier is het nieuwer."


def _times(number: int) -> str:
    return words.count(number, "keer", "keer")


def _moment(one: Dossier) -> str:
    at = local(one.came_at) if one.came_at else None
    return f"{words.day(at.date(), with_year=True)} om {words.clock_time(at)}" if at else "een onbekende dag"
