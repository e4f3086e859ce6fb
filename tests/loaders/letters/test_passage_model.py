"""The trained model, as shipped: what it says is sound whatever it reads."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peelgraph.loaders.letters.coding.encoder import Encoder
from peelgraph.loaders.letters.coding.passage_model import FIELDS, PassageModel, Reading, load_passage_model
from peelgraph.loaders.letters.coding.practices import PracticeCoder
from peelgraph.loaders.letters.coding.risks import RiskCoder
from peelgraph.loaders.letters.coding.signals import KINDS, POLARITIES, Signals, Surroundings
from peelgraph.loaders.letters.learning.coded_document import training_hash
from peelgraph.ontology.vocabulary import Vocabulary, load_vocabulary

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def model() -> PassageModel:
    return load_passage_model()


def read(
    model: PassageModel, sentences: list[str], section: str = "", vocabulary: Vocabulary | None = None
) -> list[Reading]:
    known = vocabulary or load_vocabulary()
    signals = Signals(
        PracticeCoder(known.practices), RiskCoder(known.risks), model.values["practices"], model.values["risks"]
    )
    around = Surroundings(" ".join(sentences), section)
    return model.read(sentences, around, signals.of(sentences, around))


def test_it_knows_the_shipped_vocabulary_and_no_more(model, vocabulary):
    assert set(model.values["practices"]) == set(vocabulary.practices)
    assert set(model.values["risks"]) == set(vocabulary.risks)
    assert (tuple(model.values["polarity"]), tuple(model.values["kind"])) == (POLARITIES, KINDS)


def test_it_was_trained_on_the_coded_documents_as_they_are():
    """Where this fails, the coded documents changed after the training: train again (training/README.md)."""
    shipped = np.load(str(files("peelgraph.loaders.letters.coding").joinpath("model.npz")))
    assert bytes(shipped["trained_on"]).decode() == training_hash(ROOT / "data")


def test_a_long_passage_is_read_in_parts(model):
    sentences = [
        f"In case {number} the officers did not keep the victim informed of what they were doing."
        for number in range(60)
    ]
    readings = read(model, sentences)
    assert [reading.text for reading in readings] == sentences


def test_the_passage_tells_what_it_means(model):
    custody = read(
        model, ["The custody suite is clean and detainees are well cared for.", "It is inspected every week."]
    )[1]
    calls = read(model, ["Call handlers answer emergency calls within ten seconds.", "It is inspected every week."])[1]
    place = model.values["practices"].index("custody")
    assert custody.shares["practices"][place] > calls.shares["practices"][place]


@given(st.lists(st.text(max_size=120), min_size=1, max_size=4), st.text(max_size=40))
@settings(max_examples=25, deadline=None)
def test_whatever_it_reads_its_shares_are_probabilities_and_its_cues_words_of_the_text(sentences, section):
    model = load_passage_model()
    for text, reading in zip(sentences, read(model, sentences, section), strict=True):
        for field in FIELDS:
            shares = reading.shares[field]
            assert shares.shape == (len(model.values[field]),)
            assert np.isfinite(shares).all()
            assert ((shares >= 0) & (shares <= 1)).all()
            assert reading.cue(field, int(shares.argmax())) in text
        assert reading.shares["polarity"].sum() == pytest.approx(1, abs=1e-5)


def test_the_same_text_gives_the_same_numbers(model):
    text = ["The force has reduced its backlog.", "However, it is still too long."]
    first, second = read(model, text, "Answering calls"), read(model, text, "Answering calls")
    for one, other in zip(first, second, strict=True):
        assert all((one.shares[field] == other.shares[field]).all() for field in FIELDS)


def test_nothing_to_read_is_nothing_read(model):
    assert model.read([], Surroundings(""), np.zeros((0, 1), np.float32)) == []


def test_the_encoder_mixes_each_piece_with_all_others():
    """One layer whose attention is even and whose other parts add nothing: each vector moves towards the mean."""
    width = 12
    chance = np.random.default_rng(1)
    zeros = {f"0.{part}.weight": np.zeros((width, width), np.float32) for part in ("query", "key", "inner", "outer")}
    ones = {f"0.{part}.weight": np.eye(width, dtype=np.float32) for part in ("value", "output")}
    norms = {f"{name}.scale": np.ones(width, np.float32) for name in ("norm", "0.attention_norm", "0.output_norm")}
    weights = {
        "words": chance.normal(size=(5, width)).astype(np.float32),
        "positions": np.zeros((8, width), np.float32),
        **zeros, **ones, **norms,
        **{name.replace(".weight", ".bias"): np.zeros(width, np.float32) for name in (zeros | ones)},
        **{name.replace(".scale", ".shift"): np.zeros(width, np.float32) for name in norms},
    }  # fmt: skip
    [vectors] = Encoder(weights).encode([[0, 1, 2, 3]])

    def norm(values: np.ndarray) -> np.ndarray:
        centred = values - values.mean(-1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(-1, keepdims=True))

    apart = norm(weights["words"][:4])
    assert np.allclose(vectors, norm(norm(apart + apart.mean(0))), atol=1e-5)


def test_texts_that_are_encoded_together_do_not_see_each_other(model):
    encoder = model._encoder
    texts = [[1, 40, 50, 60, 2], [1, 70, 2], [1, *range(100, 160), 2]]
    for together, ids in zip(encoder.encode(texts), texts, strict=True):
        assert together.shape == (len(ids), 384)
        assert np.allclose(together, encoder.encode([ids])[0], atol=1e-4)
