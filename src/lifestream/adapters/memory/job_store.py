"""Jobs in a dictionary, for tests."""

from __future__ import annotations

from collections.abc import Collection

from lifestream.domain.job import Job, State
from lifestream.errors import NotFoundError
from lifestream.ports.job_store import JobStore


class MemoryJobStore(JobStore):
    """Keeps jobs until the process ends."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    def put(self, job: Job) -> None:
        self._jobs[job.id] = job

    def job(self, job: str) -> Job:
        if job not in self._jobs:
            raise NotFoundError(f"There is no job {job}.")
        return self._jobs[job]

    def jobs(self, states: Collection[State] = ()) -> tuple[Job, ...]:
        return tuple(job for job in self._jobs.values() if not states or job.state in states)

    def forget(self, recording: str) -> None:
        self._jobs = {id: job for id, job in self._jobs.items() if job.recording != recording}
