"""How often one device, address or door may ask."""

import pytest

from sok_core.errors import TooMany
from sok_core.throttle import Throttle


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
