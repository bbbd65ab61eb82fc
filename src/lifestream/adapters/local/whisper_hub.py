"""The Hugging Face hub, which has Whisper in all sizes in CTranslate2's format."""

from __future__ import annotations

import os
from pathlib import Path

from lifestream.errors import UnavailableError

REPOSITORIES = {
    **{f"{size}.en": f"Systran/faster-whisper-{size}.en" for size in ("tiny", "base", "small", "medium")},
    **{
        size: f"Systran/faster-whisper-{size}"
        for size in ("tiny", "base", "small", "medium", "large-v1", "large-v2", "large-v3")
    },
    **{f"distil-{size}": f"Systran/faster-distil-whisper-{size}" for size in ("small.en", "medium.en")},
    **{f"distil-{size}": f"Systran/faster-distil-whisper-{size}" for size in ("large-v2", "large-v3")},
    "distil-large-v3.5": "distil-whisper/distil-large-v3.5-ct2",
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
}
"""Where each size of Whisper lies, as faster-whisper's own table has it."""

OTHER_NAMES = {"large": "large-v3", "turbo": "large-v3-turbo"}

_FILES = ["model.bin", "config.json", "preprocessor_config.json", "tokenizer.json", "vocabulary.*"]


def size_name(name: str) -> str:
    """The size that a name means: the list has ``whisper-base`` for ``base``."""
    return name if is_path(name) else name.removeprefix("faster-").removeprefix("whisper-")


def is_path(name: str) -> bool:
    """Whether a name is that of a folder or of a repository, not of a size."""
    return "/" in name or os.sep in name or name.startswith(("~", "."))


def download(repository: str, folder: Path) -> None:
    """Bring the files of a Whisper model into a folder; what an interrupted call brought is not fetched again.

    Raises:
        UnavailableError: the hub is out of reach, or has no such repository.
    """
    from huggingface_hub import errors, snapshot_download

    try:
        snapshot_download(repository, local_dir=folder, allow_patterns=_FILES, max_workers=2)
    except errors.RepositoryNotFoundError as error:
        raise UnavailableError(
            f"The hub shows no repository {repository}.",
            remedy="Check the name; for one that is not public, set HF_TOKEN.",
        ) from error
    except (OSError, ValueError, errors.HTTPError) as error:  # type: ignore[attr-defined]
        raise UnavailableError(
            f"{repository} could not be fetched from the hub: {type(error).__name__}.",
            remedy="Check the network and run the same command again, which goes on where it stopped; "
            "the default model, base, needs no network.",
        ) from error
