"""The evening that is measured: a data folder with a running meeting, seed notes and two cookies."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sok_core import settings
from sok_core.model import Phase, Role
from tests.evening import opened

SEEDS = 100


@dataclass(frozen=True)
class Hall:
    """What a load needs to know of an evening."""

    code: str
    slug: str
    screen_cookie: str
    facilitator_cookie: str


def texts() -> Iterator[str]:
    """Yield what residents wrote in the fictional neighbourhood, over and over, each time another note."""
    found = json.loads((settings.demo_folder() / "notes_values.json").read_text(encoding="utf-8"))
    for round_number in itertools.count(1):
        for note in found:
            yield f"{note['text'][:250]} ({round_number}.{note['id']})"


def prepare(folder: Path, phase: Phase, *, notes: int = SEEDS) -> Hall:
    """Write an evening with some notes, its first question in this phase; no server runs yet."""
    with opened(folder) as evening:
        evening.ask(1, Phase.OPEN)
        for number, text in enumerate(itertools.islice(texts(), notes)):
            evening.post(f"zaad {text}", device=f"zaad {number % 40}")
        evening.ask(1, phase)
        screen, facilitator = (
            f"sok_login={evening.cookie(role)}" for role in (Role.SCREEN, Role.FACILITATOR)
        )
        return Hall(evening.code, evening.store.slug, screen, facilitator)
