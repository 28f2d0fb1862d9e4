"""What tests of the nouns share: who hears what, and people who do something at once."""

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from sok_core import consent, mandate, signature
from sok_core.errors import SokError
from sok_core.model import Change, ConsentAnswer, Signature, Situation
from tests.evening import NOW, Evening
from tests.signing import PEN, Text, signed, write

COUNCIL = NOW + dt.timedelta(days=17)

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


@pytest.fixture
def hangs(evening: Evening) -> Text:
    """A text that both signed, the municipality with a proviso and a condition."""
    text = write(evening.store)
    text.freeze()
    mandate.change(text.store, party_id=text.town, version=0, proviso="Instemming van de raad")
    text.say(text.school)
    text.say(text.town, ConsentAnswer.YES_IF, text="als er geld is")
    consent.open_signing(text.store, now=NOW)
    for party_id in (text.school, text.town):
        signature.sign(text.store, party_id=party_id, pen=PEN, now=NOW)
    with text.store.write() as tables:
        tables.dossier.update(reference_date=COUNCIL.date())
    return text


def of_town(text: Text) -> Signature:
    """Return the first signature of the municipality."""
    return next(one for one in signed(text) if one.party_id == text.town)
