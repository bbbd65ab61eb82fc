"""The step: resume, idempotency, timing, progress and degradation in one place."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from lifestream import codec
from lifestream.domain.document import StageFailure
from lifestream.domain.stage import Progress, Stage
from lifestream.errors import Cancelled, InputError, LifeStreamError, ModelError, UnavailableError
from lifestream.ports.blob_store import BlobStore
from lifestream.ports.clock import Clock
from lifestream.ports.watch import Watch

T = TypeVar("T")
U = TypeVar("U")

log = logging.getLogger(__name__)

VERSIONS = {
    **dict.fromkeys(Stage, 1),
    **dict.fromkeys((Stage.TRANSCRIBE, Stage.SPEAKERS, Stage.ALIGN, Stage.NOTES), 2),
    Stage.PROBE: 4,
    Stage.AUDIO: 3,
    Stage.SCENES: 3,
    Stage.OCR: 3,
    Stage.COMPOSE: 5,
}
"""Raise a stage's number when its code would write something else from the same inputs."""


@dataclass(frozen=True, slots=True)
class StepWatch(Watch):
    """Reports the progress of one stage, and stops it when ``stop`` is set."""

    stage: Stage
    listener: Callable[[Progress], None]
    stop: threading.Event
    elapsed: Callable[[], float]
    media_seconds: float = 0.0

    def report(self, done: float, detail: str = "") -> None:
        if self.stop.is_set():
            raise Cancelled
        done = min(1.0, max(0.0, done))
        self.listener(Progress(self.stage, "running", done, self.elapsed(), detail, self.media_seconds))


@dataclass(slots=True)
class Steps:
    """Runs stages, keeping each one's artefact under the key of everything it depends on.

    A stage whose key is stored is loaded, not run. A stage that fails under ``guard`` or ``attempt`` is noted
    in ``failures``, with its error in ``causes``, and replaced by something that is not stored: the next run
    tries it again. ``seconds`` is the wall-clock time of each stage that ran, ``keys`` the blobs that hold artefacts.
    ``media_seconds`` is the length of the recording once it is known, so that reports can tell a speed.
    """

    blobs: BlobStore
    clock: Clock
    listener: Callable[[Progress], None] = lambda _: None
    stop: threading.Event = field(default_factory=threading.Event)
    fresh: bool = False
    failures: list[StageFailure] = field(default_factory=list)
    causes: dict[str, Exception] = field(default_factory=dict)
    seconds: dict[Stage, float] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    media_seconds: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __call__(
        self,
        stage: Stage,
        kind: type[T],
        produce: Callable[[Watch], T],
        *inputs: object,
        usable: Callable[[T], bool] = lambda _: True,
    ) -> T:
        """Load or make one artefact.

        ``inputs`` are everything ``produce`` depends on: domain values, options, fingerprints. One that is
        a function is called for its value, so that its failure is the stage's. ``usable`` says whether a
        value may be loaded, or stored, as the stage's whole result.

        Raises:
            Cancelled: somebody asked to stop.
            LifeStreamError: the stage failed.
        """
        if self.stop.is_set():
            raise Cancelled
        begun = self.clock.monotonic()
        values = (value() if callable(value) else value for value in inputs)
        key = f"artefacts/{stage}/{codec.fingerprint(str(stage), VERSIONS[stage], *values)[:32]}.json"
        self.keys.add(key)
        if not self.fresh and (stored := self._load(key, kind)) is not None and usable(stored):
            self.listener(Progress(stage, "stored", 1.0))
            return stored
        watch = StepWatch(stage, self.listener, self.stop, lambda: self.clock.monotonic() - begun, self.media_seconds)
        watch.report(0.0)
        try:
            value = produce(watch)
        except LifeStreamError as error:
            error.stage = error.stage or str(stage)
            raise
        if usable(value):
            self._store(key, value)
        seconds = self.clock.monotonic() - begun
        with self._lock:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        self.listener(Progress(stage, "done", 1.0, seconds, media_seconds=self.media_seconds))
        return value

    def guard(
        self,
        stage: Stage,
        kind: type[T],
        otherwise: Callable[[], T],
        produce: Callable[[Watch], T],
        *inputs: object,
        usable: Callable[[T], bool] = lambda _: True,
    ) -> T:
        """Like a call, but a failure is noted and ``otherwise`` gives the value, so that the rest goes on."""
        try:
            return self(stage, kind, produce, *inputs, usable=usable)
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 (one stage fails, the rest goes on)
            self.fail(stage, error)
        return otherwise()

    def attempt(
        self,
        stage: Stage,
        default: T,
        produce: Callable[[Watch], T],
        *inputs: object,
        usable: Callable[[T], bool] = lambda _: True,
    ) -> T:
        """Like ``guard``, with a ``default`` that is there already."""
        return self.guard(stage, type(default), lambda: default, produce, *inputs, usable=usable)

    def within(self) -> Steps:
        """Steps for the parts of a stage: stored and noted like any, but the stage alone reports and is timed."""
        return replace(self, listener=lambda _: None, seconds={})

    def fail(self, stage: Stage, error: Exception) -> None:
        """Note that a stage failed; one on which several others rest, as all hearing does on the sound, once."""
        log.warning("stage %s failed", stage, exc_info=error)
        if isinstance(error, LifeStreamError):
            message, remedy, is_ours = error.message, error.remedy, not error.retryable
            cause = error.stage or str(stage)
        else:
            message, remedy, is_ours = f"{type(error).__name__}: {error}", "", False
            cause = str(stage)
        again = "" if is_ours else "Run the same command again: what is finished is kept."
        failure = StageFailure(cause, message, remedy or again)
        self.causes[cause] = error
        if failure not in self.failures:
            self.failures.append(failure)
        for failed in dict.fromkeys((Stage(cause), stage)):
            self.listener(Progress(failed, "failed", 1.0, detail=message))

    def skip(self, *stages: Stage) -> None:
        """Report stages that have nothing to do."""
        for stage in stages:
            self.listener(Progress(stage, "skipped", 1.0))

    def both(self, one: Callable[[], T], other: Callable[[], U]) -> tuple[T, U]:
        """Run two branches in parallel; if one raises, the other is stopped."""
        with ThreadPoolExecutor(2, thread_name_prefix="branch") as pool:
            first, second = pool.submit(one), pool.submit(other)
            branches: tuple[Future[Any], ...] = (first, second)
            try:
                wait(branches, return_when=FIRST_EXCEPTION)
            finally:
                if not all(branch.done() and branch.exception() is None for branch in branches):
                    self.stop.set()
            errors = [e for e in (first.exception(), second.exception()) if e is not None]
        if errors:
            # A branch that was only told to stop is not the cause.
            raise next((e for e in errors if not isinstance(e, Cancelled)), errors[0])
        return first.result(), second.result()

    def _load(self, key: str, kind: type[T]) -> T | None:
        if not self.blobs.exists(key):
            return None
        try:
            return codec.load(kind, self.blobs.get(key))
        except (ModelError, InputError):
            log.info("%s is from another version and is made again", key)
            return None

    def _store(self, key: str, value: object) -> None:
        try:
            self.blobs.put(key, codec.dump(value))
        except UnavailableError as error:
            # A full disk must not cost the result that was just computed.
            log.warning("%s was not stored: %s", key, error)
