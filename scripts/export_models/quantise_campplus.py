"""Quantise CAM++ to static int8: its convolutions alone, one scale a channel.

    python scripts/export_models/quantise_campplus.py OUT_FOLDER RECORDING…

OUT_FOLDER holds the single-precision file that ``campplus.py`` wrote. The ranges of activations are
measured on six stretches of three seconds of each recording, so another choice of recordings gives
another file. At the end both files embed the same stretches, and their cosines are printed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from recordings import with_sound
from weights import compare_with_manifest, run

from lifestream.adapters.speech.voice_embedding import filter_bank, unit

SAMPLE_RATE: Final = 16_000
FIRST, EVERY, LENGTH, STRETCHES = 5, 10, 3, 6
"""Seconds to the first stretch, from one to the next, and of each; how many a recording gives."""
LEAST_COSINE = 0.95
"""Between the embeddings of the two files: below it, something went wrong."""


class Banks(CalibrationDataReader):  # type: ignore[misc]
    """Filter banks of shape (1, frames, 80), one after the other."""

    def __init__(self, banks: Sequence[NDArray[np.float32]]) -> None:
        self._inputs = iter([{"x": bank} for bank in banks])

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """The next input, or ``None``."""
        return next(self._inputs, None)


def stretches(samples: NDArray[np.int16]) -> Iterator[NDArray[np.float32]]:
    """The filter banks of a recording's stretches; fewer where it is short."""
    for number in range(STRETCHES):
        start = (FIRST + number * EVERY) * SAMPLE_RATE
        sound = samples[start : start + LENGTH * SAMPLE_RATE].astype(np.float32) / np.float32(32_768)
        if len(sound) == LENGTH * SAMPLE_RATE:
            yield filter_bank(sound)[None]


def quantise(folder: Path, banks: Sequence[NDArray[np.float32]]) -> Path:
    """Write the int8 file beside the single-precision one."""
    exact, path = folder / "campplus_zh_en_192.onnx", folder / "campplus_zh_en_192.stat8.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        prepared = Path(scratch) / "prepared.onnx"
        quant_pre_process(exact, prepared, skip_symbolic_shape=True)
        quantize_static(
            prepared,
            path,
            Banks(banks),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["Conv"],
            extra_options={"ActivationSymmetric": False},
        )
    likeness = [float((unit(run(exact, {"x": b})) * unit(run(path, {"x": b}))).sum()) for b in banks]
    print(f"cosine to single precision: {min(likeness):.3f} at least, {np.mean(likeness):.3f} on average")
    if min(likeness) < LEAST_COSINE:
        raise SystemExit("The quantised model hears voices differently.")
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Quantise CAM++ to static int8.")
    parser.add_argument("folder", type=Path, help="where campplus_zh_en_192.onnx lies")
    parser.add_argument("recordings", type=Path, nargs="+", help="speech of many kinds to measure ranges on")
    arguments = parser.parse_args()
    heard = [bank for path in arguments.recordings for bank in with_sound(path, lambda s: list(stretches(s)))]
    compare_with_manifest(quantise(arguments.folder, heard))
