"""One table of settings. Each can be given in the environment; nothing else in the house reads it."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Setting:
    """One setting: its name in the environment, its default, and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("SOK_DATA", str(PROJECT / "data"), "folder with dossiers/, backups/ and huis.sqlite"),
    Setting("SOK_ADDRESS", "", "base URL that phones use, when it is not the address of this machine"),
    Setting("SOK_DEMO", "", "1 = open the fictional neighbourhood when the server starts"),
    Setting("SOK_PHONE_SECONDS", "0.5", "shortest time between two messages to one phone"),
    Setting("SOK_CONTACT", "", "text under 'Hulp nodig?' for dossiers that have none of their own"),
)


def read(name: str) -> str:
    """Return the value of a setting: from the environment, else its default.

    Raises KeyError for a name that is not in the table.
    """
    setting = next((s for s in SETTINGS if s.name == name), None)
    if setting is None:
        raise KeyError(name)
    return os.environ.get(name) or setting.default


def data_folder() -> Path:
    """Return the folder of everything that is kept."""
    return Path(read("SOK_DATA")).expanduser()


def dossier_folder() -> Path:
    """Return the folder of the dossiers."""
    return data_folder() / "dossiers"


def backup_folder() -> Path:
    """Return the folder of the backups."""
    return data_folder() / "backups"


def demo_folder() -> Path:
    """Return the folder of the fictional neighbourhood."""
    return PROJECT / "data" / "demo"
