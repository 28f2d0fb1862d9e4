"""Throttles: how often one device, address or door may ask. In memory; a restart forgives."""

import math
import threading
from collections import OrderedDict

from sok_core.errors import TooMany


class Throttle:
    """Token buckets by key: ``burst`` at once, then ``per_second`` on.

    >>> throttle = Throttle(burst=2, per_second=1)
    >>> throttle.take("a", now=0.0); throttle.take("a", now=0.0)
    >>> throttle.wait("a", now=0.0)
    1.0
    """

    def __init__(
        self, *, burst: float, per_second: float, most_keys: int = 10_000, code: str = "too_many"
    ) -> None:
        self.burst = burst
        self.per_second = per_second
        self._most_keys = most_keys
        self._code = code
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str, *, now: float) -> float:
        """Return how many seconds are left until the next one is allowed, 0 when it is now."""
        with self._lock:
            return max(0.0, (1 - self._tokens(key, now)) / self.per_second)

    def take(self, key: str, *, now: float) -> None:
        """Use one up; raises TooMany with ``retry_after`` in whole seconds when there is none."""
        with self._lock:
            tokens = self._tokens(key, now)
            if tokens < 1:
                raise TooMany(self._code, retry_after=math.ceil((1 - tokens) / self.per_second))
            self._buckets[key] = (tokens - 1, now)
            self._buckets.move_to_end(key)
            while len(self._buckets) > self._most_keys:
                self._buckets.popitem(last=False)

    def give_back(self, key: str, *, now: float) -> None:
        """Put back the one that was taken for something that did not happen."""
        with self._lock:
            if key in self._buckets:
                self._buckets[key] = (min(self.burst, self._tokens(key, now) + 1), now)

    def _tokens(self, key: str, now: float) -> float:
        tokens, since = self._buckets.get(key, (self.burst, now))
        return min(self.burst, tokens + max(0.0, now - since) * self.per_second)  # a clock may be set back
