"""Writes a fitted network for ONNX Runtime, its weights in 8 bits."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Protocol

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from torch import Tensor, nn

from musnad.models.inputs import Inputs
from musnad.models.scores import Output
from musnad.training.e5 import Pretrained
from musnad.training.fitting import batch_of
from musnad.training.network import Batch, Layer, Network

_NAMES = ("pieces", "words", "first", "last", "signs")
_AXES = {
    "pieces": {1: "pieces"}, "words": {1: "pieces"}, "first": {1: "words"}, "last": {1: "words"}, "signs": {1: "words"},
    "labels": {0: "words"}, "source": {1: "words"}, "target": {1: "words"}, "lean": {1: "words"},
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

    def forward(self, *parts: Tensor) -> tuple[Tensor, ...]:
        """The first four arrays of `musnad.models.scores.Output`."""
        pieces, words, first, last, signs = parts
        labels, source, target, lean = self.net.parts(Batch(pieces, words, first, last, signs, pieces, pieces))
        return labels[0], source[0], target[0], lean[0]


def export(net: Network, example: Inputs, path: Path) -> None:
    """Writes the network to `path`; `example` is any window, its size does not matter."""
    parts = tuple(batch_of([example])[: len(_NAMES)])
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            _Single(net.eval()), parts, str(plain), input_names=list(_NAMES), output_names=list(Output._fields[:4]),
            dynamic_axes=_AXES, opset_version=_OPERATORS, dynamo=False, custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
        # Without dedicated instructions a product of 8 by 8 bits can overflow its 16-bit sum: 7 bits of weight cannot.
        quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    model = onnx.load(path)
    for name, weight in (("distance", net.distance.weight.T), ("ties", net.ties.weight)):
        values = weight.detach().numpy().copy()
        model.graph.initializer.append(numpy_helper.from_array(values, name))
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, values.shape))
    onnx.save(model, path)


def tokenizer_of(model: Pretrained) -> Tokenizer:
    """The cut vocabulary as a tokenizer of the library tokenizers."""
    pieces = list(zip(model.pieces, model.scores, strict=True))
    return Tokenizer(Unigram(pieces, unk_id=model.pieces.index(_UNKNOWN), byte_fallback=False))
