"""Jobs in the library's database."""

from __future__ import annotations

from collections.abc import Collection

from lifestream import codec
from lifestream.adapters.local.database import Database
from lifestream.domain.job import Job, State
from lifestream.errors import NotFoundError
from lifestream.ports.job_store import JobStore


class SqliteJobStore(JobStore):
    """Keeps each job as JSON beside the columns by which it is looked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, job: Job) -> None:
        self._database.write(
            "INSERT INTO jobs (id, state, recording, job) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
            "SET state = excluded.state, recording = excluded.recording, job = excluded.job",
            (job.id, job.state, job.recording, codec.dump(job).decode()),
        )

    def job(self, job: str) -> Job:
        rows = self._database.read("SELECT job FROM jobs WHERE id = ?", (job,))
        if not rows:
            raise NotFoundError(f"There is no job {job}.")
        return codec.load(Job, rows[0][0])

    def jobs(self, states: Collection[State] = ()) -> tuple[Job, ...]:
        marks = ", ".join("?" * len(states))
        condition = f"WHERE state IN ({marks})" if states else ""
        rows = self._database.read(f"SELECT job FROM jobs {condition} ORDER BY number", tuple(states))  # noqa: S608
        return tuple(codec.load(Job, row[0]) for row in rows)

    def forget(self, recording: str) -> None:
        self._database.write("DELETE FROM jobs WHERE recording = ?", (recording,))
