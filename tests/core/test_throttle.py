"""How often one device, address or door may ask, and how many streams may be open."""

from contextlib import ExitStack

import pytest

from sok_core.errors import Full, TooMany
from sok_core.throttle import Places, Throttle


def test_a_burst_is_allowed_and_one_more_is_not() -> None:
    throttle = Throttle(burst=3, per_second=1)
    for _ in range(3):
        throttle.take("a", now=0.0)
    with pytest.raises(TooMany) as caught:
        throttle.take("a", now=0.0)
    assert (caught.value.code, caught.value.values) == ("too_many", {"retry_after": 1})


@pytest.mark.parametrize("per_second", [0.1, 0.3, 0.49, 0.5, 1, 3])
def test_whoever_waits_as_long_as_he_was_told_may_go_on(per_second: float) -> None:
    throttle = Throttle(burst=1, per_second=per_second)
    throttle.take("a", now=100.0)
    with pytest.raises(TooMany) as caught:
        throttle.take("a", now=100.001)
    throttle.take("a", now=100.001 + caught.value.values["retry_after"])


def test_one_device_does_not_hold_up_another() -> None:
    throttle = Throttle(burst=1, per_second=1)
    throttle.take("a", now=0.0)
    assert throttle.wait("a", now=0.0) > 0
    assert throttle.wait("b", now=0.0) == 0


def test_a_refusal_costs_nothing() -> None:
    throttle = Throttle(burst=1, per_second=1)
    throttle.take("a", now=0.0)
    for _ in range(5):
        with pytest.raises(TooMany):
            throttle.take("a", now=0.5)
    throttle.take("a", now=1.0)


def test_what_did_not_happen_is_given_back_and_no_more_than_that() -> None:
    throttle = Throttle(burst=2, per_second=1)
    throttle.give_back("a", now=0.0)
    throttle.take("a", now=0.0)
    for _ in range(3):
        throttle.give_back("a", now=0.0)
    throttle.take("a", now=0.0)
    throttle.take("a", now=0.0)
    assert throttle.wait("a", now=0.0) == 1.0


def test_waiting_long_saves_up_no_more_than_a_burst() -> None:
    throttle = Throttle(burst=2, per_second=1)
    throttle.take("a", now=0.0)
    assert throttle.wait("a", now=1000.0) == 0
    throttle.take("a", now=1000.0)
    throttle.take("a", now=1000.0)
    assert throttle.wait("a", now=1000.0) == 1.0


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    throttle = Throttle(burst=2, per_second=1)
    throttle.take("a", now=5000.0)
    throttle.take("a", now=0.0)
    assert throttle.wait("a", now=0.0) == 1.0


def test_memory_stays_small() -> None:
    throttle = Throttle(burst=1, per_second=1, most_keys=10)
    for number in range(100):
        throttle.take(str(number), now=0.0)
    assert len(throttle._buckets) == 10


def test_who_asked_last_is_remembered_when_memory_is_full() -> None:
    throttle = Throttle(burst=1, per_second=0.001, most_keys=2)
    for key in ("a", "b", "c"):
        throttle.take(key, now=0.0)
    assert [throttle.wait(key, now=0.0) > 0 for key in ("a", "b", "c")] == [False, True, True]


class Streams(ExitStack):
    """Streams that stay open until the test ends; ``ended`` names those that were told to go."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places
        self.ended: list[str] = []

    def open(self, name: str, *, address: str = "hal", holder: str = "") -> ExitStack:
        one = ExitStack()
        hold = self.places.hold(address=address, holder=holder, end=lambda: self.ended.append(name))
        one.enter_context(hold)
        self.push(one)
        return one


def test_there_is_a_place_again_when_a_stream_ends() -> None:
    with Streams(Places(in_all=2, per_address=2, per_holder=9)) as streams:
        first = streams.open("a", holder="Ans")
        streams.open("b", holder="Bo")
        with pytest.raises(Full) as caught:
            streams.open("c", holder="Cas")
        assert (caught.value.code, caught.value.values) == ("streams.full", {"retry_after": 5})
        first.close()
        streams.open("c", holder="Cas")
        assert streams.places.taken == 2
    assert streams.places.taken == 0


def test_one_address_leaves_places_for_the_others() -> None:
    with Streams(Places(in_all=4, per_address=3, per_holder=9)) as streams:
        for holder in "abc":
            streams.open(holder, holder=holder)
        with pytest.raises(Full):
            streams.open("d", holder="d")
        streams.open("d", address="elders", holder="d")


def test_whoever_keeps_no_cookie_leaves_half_of_an_address_to_those_who_do() -> None:
    with Streams(Places(in_all=9, per_address=4, per_holder=9)) as streams:
        streams.open("a"), streams.open("b")
        with pytest.raises(Full):
            streams.open("c")
        streams.open("c", holder="Cas"), streams.open("d", holder="Dirk")
        assert streams.ended == []


def test_a_device_keeps_its_newest_streams_also_when_all_is_full() -> None:
    with Streams(Places(in_all=3, per_address=3, per_holder=2)) as streams:
        streams.open("ander", holder="Bo")
        oldest = streams.open("1", holder="Ans")
        streams.open("2", holder="Ans")
        streams.open("3", holder="Ans")
        assert streams.ended == ["1"]
        oldest.close()
        streams.open("4", holder="Ans")
        assert streams.ended == ["1", "2"]


def test_nothing_is_remembered_of_a_device_that_left() -> None:
    places = Places(in_all=3, per_address=3, per_holder=2)
    with Streams(places) as streams:
        streams.open("1", holder="Ans")
    assert (places._held, dict(places._taken)) == ({}, {})
