"""LifeStream: one recording in, verified minutes out.

The public API is one function and the types it takes and gives::

    import lifestream

    document, timeline = lifestream.process("meeting.mp4")
    for action in document.actions:
        print(action.owner, action.task, action.due)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lifestream.config import Settings
    from lifestream.domain.document import Document
    from lifestream.domain.stage import Progress
    from lifestream.domain.timeline import Timeline
    from lifestream.pipeline.options import ProcessOptions

__all__ = ["process"]


def process(
    path: str | Path,
    options: ProcessOptions | None = None,
    *,
    recorded_at: datetime | None = None,
    settings: Settings | None = None,
    listener: Callable[[Progress], None] = lambda _: None,
    fresh: bool = False,
) -> tuple[Document, Timeline]:
    """Process one recording, resuming at the first stage that is not stored.

    Settings come from the environment where none are given; ``listener`` hears the progress of every
    stage, from several threads; ``fresh`` makes everything again.

    Raises:
        InputError: the recording cannot be read at all.
        ConfigurationError: a model or a setting is missing; the message says how to get it.
    """
    from lifestream.bootstrap import bootstrap
    from lifestream.config import load_settings
    from lifestream.domain.recording import Recording
    from lifestream.pipeline.checkpoint import Steps
    from lifestream.pipeline.options import ProcessOptions
    from lifestream.pipeline.process import process as run

    app = bootstrap(settings or load_settings())
    recording = Recording(id="", path=str(path), filename=Path(path).name, recorded_at=recorded_at)
    return run(recording, app.tools, options or ProcessOptions(), Steps(app.blobs, app.clock, listener, fresh=fresh))
