"""What the tests of who hears what share."""

from collections.abc import Sequence

import pytest

from sok_core.model import Change, Situation
from tests.evening import Evening

Told = list[tuple[int, list[Change], dict[int, Situation]]]


@pytest.fixture
def told(evening: Evening) -> Told:
    """Everything that the store told its listeners."""
    heard: Told = []

    def listen(revision: int, changes: Sequence[Change], situations: dict[int, Situation]) -> None:
        heard.append((revision, list(changes), situations))

    evening.store.listeners.append(listen)
    return heard
