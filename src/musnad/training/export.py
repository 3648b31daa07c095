"""Writes a fitted network for ONNX Runtime, its weights in 8 bits."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Protocol

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from torch import Tensor, nn

from musnad.models.inputs import Inputs
from musnad.training.e5 import Pretrained
from musnad.training.fitting import batch_of
from musnad.training.network import Batch, Layer, Network

_NAMES = ("pieces", "words", "first", "last", "signs", "ties", "distances")
_AXES = {
    "pieces": {1: "pieces"}, "words": {1: "pieces"}, "first": {1: "words"}, "last": {1: "words"}, "signs": {1: "words"},
    "ties": {2: "words", 3: "words"}, "distances": {1: "words", 2: "words"}, "labels": {1: "words"},
    "pairs": {2: "words", 3: "words"},
}  # fmt: skip
_OPERATORS = 17
_UNKNOWN = "<unk>"


class Graph(Protocol):
    """What the exporter adds operators to."""

    def op(self, name: str, *inputs: object, **attributes: object) -> object:
        """Adds an operator; its output."""
        ...


class _Attention(torch.autograd.Function):
    """Attention of all heads as the one operator of ONNX Runtime that has an 8-bit form (`QAttention`)."""

    @staticmethod
    def forward(_: object, x: Tensor, weight: Tensor, bias: Tensor, heads: int) -> Tensor:
        """The mixed values: what the operator computes, for the tracer to know the shape."""
        batch, length, width = x.shape
        parts = (x @ weight + bias).view(batch, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        mixed = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2])
        return mixed.transpose(1, 2).reshape(batch, length, width)

    @staticmethod
    def symbolic(graph: Graph, x: object, weight: object, bias: object, heads: int) -> object:
        """The operator."""
        return graph.op("com.microsoft::Attention", x, weight, bias, num_heads_i=heads)


class _Fused(nn.Module):
    """A layer whose attention is one operator; for one window, where nothing is padded."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        parts = (layer.query, layer.key, layer.value)
        self.weight = nn.Parameter(torch.cat([part.weight.T for part in parts], 1).contiguous())
        self.bias = nn.Parameter(torch.cat([part.bias for part in parts]))

    def forward(self, x: Tensor, _: Tensor | None) -> Tensor:
        """As the layer itself."""
        layer = self.layer
        x = layer.attended(x + layer.output(_Attention.apply(x, self.weight, self.bias, layer.heads)))
        return layer.normal(x + layer.narrow(nn.functional.gelu(layer.widen(x))))


class _Single(nn.Module):
    """The network over one window, with its inputs one by one: ONNX has no named tuples."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = copy.deepcopy(net)
        self.net.layers = nn.ModuleList(_Fused(layer) for layer in self.net.layers)

    def forward(self, *parts: Tensor) -> tuple[Tensor, Tensor]:
        """The scores of labels and pairs."""
        result: tuple[Tensor, Tensor] = self.net(Batch(*parts))
        return result


def export(net: Network, example: Inputs, path: Path) -> None:
    """Writes the network to `path`; `example` is any window, its size does not matter."""
    parts = tuple(batch_of([example])[: len(_NAMES)])
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            _Single(net.eval()), parts, str(plain), input_names=list(_NAMES), output_names=["labels", "pairs"],
            dynamic_axes=_AXES, opset_version=_OPERATORS, dynamo=False, custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
        # Without dedicated instructions a product of 8 by 8 bits can overflow its 16-bit sum: 7 bits of weight cannot.
        quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def tokenizer_of(model: Pretrained) -> Tokenizer:
    """The cut vocabulary as a tokenizer of the library tokenizers."""
    pieces = list(zip(model.pieces, model.scores, strict=True))
    return Tokenizer(Unigram(pieces, unk_id=model.pieces.index(_UNKNOWN), byte_fallback=False))
