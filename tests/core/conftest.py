"""What tests of the nouns share: who hears what, and people who do something at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from sok_core.errors import SokError
from sok_core.model import Change, Situation
from tests.evening import Evening
from tests.signing import Text, write

Told = list[tuple[int, list[Change], dict[int, Situation]]]


@pytest.fixture
def told(evening: Evening) -> Told:
    """Everything that the store told its listeners."""
    heard: Told = []

    def listen(revision: int, changes: Sequence[Change], situations: dict[int, Situation]) -> None:
        heard.append((revision, list(changes), situations))

    evening.store.listeners.append(listen)
    return heard


@pytest.fixture
def text(evening: Evening) -> Text:
    """An agreement whose signing is open."""
    made = write(evening.store)
    made.freeze()
    made.open()
    return made


def at_once(*acts: Callable[[], object]) -> list[SokError]:
    """Let each act in a thread of its own, all at one moment, and return what was refused."""
    gate = Barrier(len(acts))

    def do(act: Callable[[], object]) -> SokError | None:
        gate.wait(timeout=10)
        try:
            act()
        except SokError as error:
            return error
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return [error for error in pool.map(do, acts) if error]
