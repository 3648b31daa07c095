"""Runs the network: ONNX Runtime over the weights that ship in the package."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from functools import cache

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from musnad.errors import ModelError
from musnad.knowledge.tables import weights
from musnad.models.inputs import Inputs
from musnad.models.pieces import Pieces
from musnad.models.scores import Output

NETWORKS = {"trained": "reader.onnx"}
"""The weights of each trained reader, in `musnad/data/models`."""
_PIECES = "pieces.json"
_QUIET = 3


class Session:
    """One network ready to run, one for each process; `digest` is that of its weights."""

    def __init__(self, network: bytes, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = _QUIET
        # Windows differ in length: memory planned for one would be planned anew for each.
        options.enable_mem_pattern = False
        self.digest = "sha256:" + hashlib.sha256(network).hexdigest()
        try:
            self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"the reader's weights cannot be loaded: {error}; install musnad again") from error

    def run(self, windows: list[Inputs]) -> list[Output]:
        """What the network says of each window."""
        return [self._one(window) for window in windows]

    def _one(self, window: Inputs) -> Output:
        found = self._session.run(
            list(Output._fields),
            {
                "pieces": window.pieces[None],
                "words": window.words[None],
                "first": window.first[None],
                "last": window.last[None],
                "signs": window.signs[None],
            },
        )
        return Output(*(np.asarray(each, np.float32) for each in found))


@cache
def session_of(reader: str, threads: int = 0) -> Session:
    """The session of a trained reader, loaded once a process; `threads` 0 stands for as many as are right.

    A worker process gets one thread, since its siblings have the other cores; the main process gets all cores.
    """
    alone = multiprocessing.parent_process() is None
    return Session(weights(NETWORKS[reader]), threads or (_cores() if alone else 1))


@cache
def pieces() -> Pieces:
    """The vocabulary of the trained readers."""
    return Pieces(Tokenizer.from_buffer(weights(_PIECES)))


@cache
def digest_of(reader: str) -> str:
    """The SHA-256 of a trained reader's weights, as `sha256:…`, without loading them."""
    return "sha256:" + hashlib.sha256(weights(NETWORKS[reader])).hexdigest()


def _cores() -> int:
    """The cores that this process may use, where the system tells; else those of the machine."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1
