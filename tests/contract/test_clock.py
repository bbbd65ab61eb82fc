"""What every clock does."""

from __future__ import annotations

from datetime import UTC, timedelta
from itertools import pairwise

import pytest

from lifestream.adapters.local.system_clock import SystemClock
from lifestream.ports.clock import Clock


@pytest.fixture(params=[SystemClock])
def clock(request: pytest.FixtureRequest) -> Clock:
    made: Clock = request.param()
    return made


def test_the_present_is_aware_and_in_utc(clock: Clock) -> None:
    now = clock.now()
    assert now.tzinfo is not None
    assert (now.utcoffset(), now.astimezone(UTC)) == (timedelta(0), now)


def test_durations_are_never_negative(clock: Clock) -> None:
    moments = [clock.monotonic() for _ in range(1000)]
    assert all(a <= b for a, b in pairwise(moments))
