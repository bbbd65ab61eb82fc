"""The need: to know what is being done, across crashes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection
from typing import Protocol

from lifestream.domain.job import Job, State


class JobStore(Protocol):
    """Keeps jobs: the only truth about what is in work."""

    @abstractmethod
    def put(self, job: Job) -> None:
        """Keep a job, replacing the one of its id."""

    @abstractmethod
    def job(self, job: str) -> Job:
        """One job.

        Raises:
            NotFoundError: there is none of that id.
        """

    @abstractmethod
    def jobs(self, states: Collection[State] = ()) -> tuple[Job, ...]:
        """Jobs in these states, or all, oldest first."""

    @abstractmethod
    def forget(self, recording: str) -> None:
        """Forget the jobs of a recording."""
