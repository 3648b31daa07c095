"""What the trained reader's speed is held against: a classifier of BERT-base's size, and the machine's 8-bit products."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from musnad.training.network import Layer

_WIDTH, _LAYERS, _HEADS, _INNER, _VOCABULARY, _POSITIONS, _LABELS = 768, 12, 12, 3072, 30_000, 512, 9
_SIDE = 1024


class Classifier(nn.Module):
    """BERT-base with one linear head over words, as CAMeL Tools' taggers have it; random weights cost the same."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces, self.positions = nn.Embedding(_VOCABULARY, _WIDTH), nn.Embedding(_POSITIONS, _WIDTH)
        self.normal = nn.LayerNorm(_WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(_WIDTH, _HEADS, _INNER, 0.0) for _ in range(_LAYERS))
        self.head = nn.Linear(_WIDTH, _LABELS)

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """The scores of the labels of each piece."""
        places = torch.arange(pieces.shape[1])
        x = self.normal(self.pieces(pieces) + self.positions(places))
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return self.head(x)


def write(folder: Path) -> tuple[Path, Path]:
    """Writes the classifier in 32-bit floats and in 8-bit integers."""
    plain, small = folder / "bert32.onnx", folder / "bert8.onnx"
    example = (torch.randint(0, 1000, (2, 50)), torch.ones(2, 50, dtype=torch.bool))
    torch.onnx.export(
        Classifier().eval(), example, str(plain), input_names=["pieces", "mask"], output_names=["labels"],
        dynamic_axes={"pieces": {0: "b", 1: "p"}, "mask": {0: "b", 1: "p"}, "labels": {0: "b", 1: "p"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    return plain, small


def session(model: bytes | Path, threads: int) -> onnxruntime.InferenceSession:
    """A session with so many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    source = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def batches(lengths: list[int], pieces: int = 4096) -> list[tuple[np.ndarray, np.ndarray]]:
    """Sentences of these lengths in pieces as batches of about one length, at most 512 pieces each."""
    found: list[list[int]] = []
    for length in sorted(min(length, _POSITIONS) for length in lengths):
        if found and (len(found[-1]) + 1) * length <= pieces:
            found[-1].append(length)
        else:
            found.append([length])
    rng = np.random.default_rng(1)
    result = []
    for batch in found:
        shape = (len(batch), max(batch))
        mask = np.arange(shape[1])[None, :] < np.array(batch)[:, None]
        result.append((rng.integers(5, _VOCABULARY, shape), mask))
    return result


def product() -> bytes:
    """A product of two 8-bit matrices as a network: what the machine's integer units give at best."""
    a = helper.make_tensor_value_info("a", TensorProto.UINT8, [_SIDE, _SIDE])
    c = helper.make_tensor_value_info("c", TensorProto.INT32, [_SIDE, _SIDE])
    values = np.random.default_rng(1).integers(-60, 60, (_SIDE, _SIDE), np.int8)
    b = helper.make_tensor("b", TensorProto.INT8, [_SIDE, _SIDE], values.tobytes(), raw=True)
    node = helper.make_node("MatMulInteger", ["a", "b"], ["c"])
    graph = helper.make_graph([node], "product", [a], [c], [b])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return bytes(model.SerializeToString())


SIDE = _SIDE
