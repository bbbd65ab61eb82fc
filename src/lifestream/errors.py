"""Everything that LifeStream raises on purpose.

::

    LifeStreamError
    ├── InputError            the caller can fix it; never retried
    │   ├── NotFoundError     there is no such recording, job, model or blob
    │   └── UndecodableError  a track is there, and nothing of it can be decoded
    ├── ConflictError         somebody else changed it first; reload and retry
    ├── ModelError            a model answered, unusably; retried once, then degraded or failed
    ├── UnavailableError      a service or model is out of reach; retried with backoff
    ├── ConfigurationError    the operator can fix it; the process refuses to start
    └── Cancelled             the caller asked to stop; what is finished stays

Two questions decide everything: whose fault is it, and would trying again help (``retryable``).
"""

from __future__ import annotations

from typing import ClassVar


class LifeStreamError(Exception):
    """Something went wrong in LifeStream."""

    retryable: ClassVar[bool] = False
    stage: str = ""  # the innermost stage that failed with it
    spent: tuple[int, int, int] = (0, 0, 0)  # calls, prompt tokens, completion tokens: paid for though it failed

    def __init__(self, message: str = "", *, remedy: str = "") -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        self.remedy = remedy
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class InputError(LifeStreamError):
    """What was given cannot be used."""


class NotFoundError(InputError):
    """There is no such thing here."""


class UndecodableError(InputError):
    """A track is there, and nothing of it can be decoded."""


class ConflictError(LifeStreamError):
    """Somebody else changed it first: reload and try again."""

    retryable = True


class ModelError(LifeStreamError):
    """A model gave an answer that cannot be used."""

    retryable = True


class UnavailableError(LifeStreamError):
    """A service or a model is out of reach right now."""

    retryable = True


class ConfigurationError(LifeStreamError):
    """The installation or its settings need a change before this can run."""


class Cancelled(LifeStreamError):
    """Stopped because the caller asked for it; everything finished so far is kept."""
