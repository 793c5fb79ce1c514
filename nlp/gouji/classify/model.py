"""The trained model of reason types: linear, one score a type; read from arrays and JSON, which run no code."""

from __future__ import annotations

import functools
import io
import json
import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from gouji import patterns
from gouji.classify.joining import Joiner
from gouji.errors import SchemaError
from gouji.vocabulary import ReasonType

FILE = "reasons/model.npz"
SCHEMA = "gouji.reason-model/1"


@dataclass(frozen=True, eq=False)
class Model:
    """A linear multi-label model over named features.

    ``weights`` has a row a feature and a column a type, ``idf`` one number a feature, ``bias`` and ``thresholds`` one
    a type; a type is given where its probability reaches its threshold. ``joiner`` says which pieces are one cause, ``card`` what
    it was trained on.
    """

    types: tuple[ReasonType, ...]
    vocabulary: dict[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    thresholds: NDArray[np.float32]
    card: dict[str, Any] = field(default_factory=dict)
    joiner: Joiner | None = None

    def probabilities(self, features: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """The probability of each type for each list of features; shape (causes, types)."""
        scores = self.matrix(features) @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float64)

    def of_one(self, features: Sequence[str]) -> NDArray[np.float64]:
        """The probability of each type for one list of features, as `probabilities` gives it, without a matrix."""
        places = [
            place for name in dict.fromkeys(features) if (place := self.vocabulary.get(name)) is not None
        ]
        if not places:
            return np.asarray(1.0 / (1.0 + np.exp(-self.bias)), dtype=np.float64)
        sums = self._scaled.take(places, axis=0).sum(axis=0, dtype=np.float64)
        scores = sums[:-1] / math.sqrt(sums[-1]) + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float64)

    @functools.cached_property
    def _scaled(self) -> NDArray[np.float32]:
        """A row a feature: its weights times its inverse frequency, and the square of that in a last column."""
        return np.column_stack([self.weights * self.idf[:, None], np.square(self.idf)]).astype(np.float32)

    def matrix(self, features: Sequence[Sequence[str]]) -> csr_matrix:
        """TF-IDF rows of length one over the known features; shape (causes, features)."""
        return rows(features, self.vocabulary, self.idf)


def rows(
    features: Sequence[Sequence[str]], vocabulary: dict[str, int], idf: NDArray[np.float32]
) -> csr_matrix:
    """A matrix with a row a list: idf of each known feature it has, each row of Euclidean length one."""
    columns: list[int] = []
    ends = [0]
    for each in features:
        columns += sorted({place for name in each if (place := vocabulary.get(name)) is not None})
        ends.append(len(columns))
    shape = (len(features), len(vocabulary))
    found = csr_matrix((idf[columns].astype(np.float32), columns, ends), shape=shape)
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    found.data = found.data / np.repeat(lengths, np.diff(found.indptr)).astype(np.float32)
    return found


def to_bytes(model: Model) -> bytes:
    """The model as a file: the same model gives the same bytes."""
    names = sorted(model.vocabulary, key=lambda name: model.vocabulary[name])
    head = {"schema": SCHEMA, "types": list(model.types), "card": model.card}
    arrays: dict[str, NDArray[Any]] = {
        "idf": model.idf.astype(np.float32),
        "weights": model.weights.astype(np.float16),
        "bias": model.bias.astype(np.float32),
        "thresholds": model.thresholds.astype(np.float32),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _put(archive, "head.json", json.dumps(head, ensure_ascii=False, sort_keys=True).encode())
        _put(archive, "features.txt", "\n".join(names).encode())
        if model.joiner is not None:
            gaps = sorted(model.joiner.vocabulary, key=model.joiner.vocabulary.__getitem__)
            _put(archive, "gaps.txt", "\n".join(gaps).encode())
            arrays["gaps"] = np.append(model.joiner.weights, model.joiner.bias).astype(np.float32)
        for name, array in arrays.items():
            data = io.BytesIO()
            np.save(data, array, allow_pickle=False)
            _put(archive, f"{name}.npy", data.getvalue())
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)


def from_bytes(data: bytes) -> Model:
    """The model of a file.

    Raises:
        SchemaError: the file is no model of this version.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            head = json.loads(archive.read("head.json"))
            names = archive.read("features.txt").decode().split("\n")
            gaps = archive.read("gaps.txt").decode().split("\n") if "gaps.txt" in archive.namelist() else []
            arrays = {
                name: np.load(io.BytesIO(archive.read(f"{name}.npy")), allow_pickle=False)
                for name in ("idf", "weights", "bias", "thresholds", *(["gaps"] if gaps else []))
            }
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise SchemaError(f"原因类型模型无法读取：{error}") from error
    if head.get("schema") != SCHEMA:
        raise SchemaError(
            f"原因类型模型的版本是 {head.get('schema')}，应为 {SCHEMA}；请用 gouji train 重新训练"
        )
    return Model(
        tuple(head["types"]),
        {name: place for place, name in enumerate(names)},
        arrays["idf"],
        arrays["weights"].astype(np.float32),
        arrays["bias"],
        arrays["thresholds"],
        head["card"],
        _joiner(gaps, arrays["gaps"]) if gaps else None,
    )


def _joiner(names: Sequence[str], numbers: NDArray[np.float32]) -> Joiner:
    """The weights of the gaps with the bias behind them."""
    return Joiner({name: place for place, name in enumerate(names)}, numbers[:-1], float(numbers[-1]))


@functools.cache
def shipped() -> Model | None:
    """The model that comes with the patterns, or None where there is none."""
    path: Path = patterns.root() / FILE
    return from_bytes(path.read_bytes()) if path.is_file() else None
