"""Which phones are here, on a clock that the test turns by hand."""

import pytest

from sok_core.presence import GRACE_SECONDS, LINGER_SECONDS, Presence


class Clock:
    """Seconds that pass when the test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def presence(clock: Clock) -> Presence:
    return Presence(clock)


def test_a_phone_counts_once_however_many_streams_it_has(presence: Presence, clock: Clock) -> None:
    for phone in ("a", "a", "b"):
        presence.enter(phone)
    presence.leave("a")
    clock.now += LINGER_SECONDS * 10
    assert presence.count() == 2


def test_a_page_without_a_stream_counts_a_while_after_its_last_look(presence: Presence, clock: Clock) -> None:
    presence.see("a")
    clock.now += LINGER_SECONDS - 1
    assert presence.count() == 1
    presence.see("a")
    clock.now += LINGER_SECONDS - 1
    assert presence.count() == 1
    clock.now += 1
    assert presence.count() == 0


def test_a_browser_that_closes_is_gone_after_a_few_seconds(presence: Presence, clock: Clock) -> None:
    presence.see("a")
    presence.enter("a")
    clock.now += 10
    presence.leave("a")
    clock.now += GRACE_SECONDS - 0.1
    assert presence.count() == 1
    clock.now += 0.1
    assert presence.count() == 0


def test_a_stream_that_comes_back_in_time_was_never_away(presence: Presence, clock: Clock) -> None:
    presence.enter("a")
    presence.leave("a")
    clock.now += GRACE_SECONDS - 1
    presence.enter("a")
    clock.now += LINGER_SECONDS * 10
    assert presence.count() == 1


def test_a_page_that_loads_while_the_old_one_closes_stays(presence: Presence, clock: Clock) -> None:
    presence.enter("a")
    presence.see("a")
    presence.enter("a")
    presence.leave("a")
    clock.now += LINGER_SECONDS * 2
    assert presence.count() == 1


def test_whoever_leaves_without_having_come_breaks_nothing(presence: Presence, clock: Clock) -> None:
    presence.leave("a")
    presence.enter("a")
    presence.leave("a")
    clock.now += GRACE_SECONDS
    assert presence.count() == 0


def test_memory_keeps_nobody_who_is_gone(presence: Presence, clock: Clock) -> None:
    for number in range(100):
        presence.see(str(number))
    clock.now += LINGER_SECONDS
    assert presence.count() == 0
    assert presence._until == {}
