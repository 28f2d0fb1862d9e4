"""The poster of how everything stands: one sheet, large letters, and nobody is called slow."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sok_core.commitment_state import State
from sok_core.errors import NotFound
from sok_core.export import progress, progress_poster
from sok_core.export.progress import Progress
from sok_core.model import Attention, CommitmentStatus, Confirmation
from sok_core.store import Store
from tests.export import read
from tests.export.read import squeezed
from tests.export.test_progress import NOW
from tests.molenkwartier import neighbourhood


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("wijk")) as store:
        yield store


@pytest.fixture(scope="module")
def found(store: Store) -> Progress:
    return progress.gather(store, now=NOW)


@pytest.mark.parametrize(("size", "width", "smallest"), [("a3", 842, 22), ("a4", 595, 15)])
def test_it_is_one_sheet_with_the_counts_and_large_letters(
    found: Progress, size: str, width: int, smallest: int
) -> None:
    body = progress_poster.pdf(found, size=size)
    (page,) = read.pdf(body).pages
    assert round(float(page.mediabox.width)) == width
    assert read.is_accessible(body)
    assert read.painted_outside_artifacts(body) == []
    text = squeezed(page.extract_text())
    for status, count in found.counts.items():
        assert squeezed(str(count)) in text
        assert squeezed(status.value.replace("_", " ")) in text
    heads = [
        text.index(squeezed(head)) for head in ("Dit is gelukt", "Hier is hulp nodig", "We zien elkaar weer")
    ]
    assert heads == sorted(heads)
    assert squeezed("donderdag 14 januari om 13:30, De Spil") in text
    sizes = read.sizes(body)
    foot = next(place for place, one in enumerate(sizes) if one.startswith("Zo stond"))
    assert min(list(sizes.values())[1:foot]) >= smallest


def test_it_says_nothing_of_who_is_late_or_silent(found: Progress) -> None:
    text = read.pdf_text(progress_poster.pdf(found)).casefold()
    assert not any(word in text for word in ("te laat", "niets gehoord", "dagen", "trekker"))


def test_what_is_stuck_or_asked_for_comes_before_what_wants_care(found: Progress) -> None:
    care = [one for one in found.wanting if one.kinds == (Attention.TAKE_CARE,)]
    stuck = replace(care[-1], kinds=(Attention.STUCK,))
    needs = progress_poster.needing_help([*care[:-1], stuck])
    assert needs[0] is stuck.state
    late = replace(care[0], kinds=(Attention.LATE,), state=replace(care[0].state, update=None))
    assert progress_poster.needing_help([late]) == []


def test_with_nothing_done_and_many_in_need_it_stays_one_sheet(found: Progress) -> None:
    states = [replace(one, status=CommitmentStatus.STUCK) for one in found.states]
    long = [
        replace(
            one,
            state=replace(one.state, commitment=replace(one.state.commitment, title="Een afspraak " * 30)),
        )
        for one in found.wanting
    ]
    body = progress_poster.pdf(replace(found, states=states, done=[], wanting=long, upcoming=None))
    assert len(read.pdf(body).pages) == 1
    text = squeezed(read.pdf_text(body))
    assert squeezed("Nog niets is klaar.") in text
    assert squeezed("en nog") in text
    assert squeezed("We zien elkaar weer") not in text


@pytest.mark.parametrize("size", progress_poster.SIZES)
def test_the_next_moment_stands_above_the_foot_however_long_the_titles(found: Progress, size: str) -> None:
    def long(one: State, sign: str) -> State:
        return replace(one, commitment=replace(one.commitment, title=f"{sign * 9} " * 16))

    states = [
        replace(long(one, "m"), status=CommitmentStatus.DONE, update=None, doubts=()) for one in found.states
    ]
    wanting = [replace(one, state=long(one.state, "W"), kinds=(Attention.STUCK,)) for one in found.wanting]
    assert found.upcoming is not None
    moment = replace(found.upcoming, place="Het buurthuis van iedereen " * 4)
    told = replace(found, states=states, wanting=wanting, upcoming=moment)
    lines = read.heights(progress_poster.pdf(told, size=size))
    foot = next(place for place, (text, _) in enumerate(lines) if text.startswith("Zo stond"))
    lowest = min(height for text, height in lines[:foot] if text.strip())
    assert lowest - lines[foot][1] > 20


def test_a_poster_of_another_size_is_not_made(found: Progress) -> None:
    with pytest.raises(NotFound):
        progress_poster.pdf(found, size="a9")


def test_what_another_doubts_is_not_on_the_list_of_what_went_well(found: Progress) -> None:
    (one, *rest) = [each for each in found.states if each.status is CommitmentStatus.DONE]
    no = Confirmation(1, 1, one.commitment.owner_id + 1, False, found.today, "Nee")
    for doubts, is_there in (((), True), ((no,), False)):
        told = replace(one, doubts=doubts)
        body = progress_poster.pdf(replace(found, states=[told], done=[told], wanting=[]))
        assert (squeezed(one.commitment.title[:40]) in squeezed(read.pdf_text(body))) is is_there
    assert rest


def test_done_that_another_doubts_is_no_tile_of_what_is_done(found: Progress) -> None:
    one = next(each for each in found.states if each.status is CommitmentStatus.DONE)
    no = Confirmation(1, 1, 999, False, found.today, "Nog niet.")
    told = replace(found, states=[replace(one, seen_by=(), doubts=(no,))])
    assert {each["word"]: each["count"] for each in progress_poster.tiles(told) if each["count"]} == {
        "let op": 1
    }
