"""`python -m corpora.ledger DIR` writes the samples: clean and planted report, key and truth."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from corpora.ledger.document import Document, compose
from corpora.ledger.fonts import FontMissing
from corpora.ledger.injectors import plant
from corpora.ledger.invent import invent
from corpora.ledger.profiles import WATER
from corpora.ledger.text import to_text
from corpora.ledger.truth import Json, key, truth

SEED = 16
WORDING = 149


def sample() -> Document:
    """The clean sample report."""
    return compose(invent(SEED, "shandong", WATER), WORDING)


def texts() -> dict[str, str]:
    """The text files of the samples by name."""
    clean = sample()
    planted, entries = plant(clean)
    return {
        "sample-clean.txt": to_text(clean),
        "sample-planted.txt": to_text(planted),
        "sample-planted.key.json": _json(key(entries)),
        "sample-clean.truth.json": _json(truth(clean)),
    }


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write_pdfs(folder: Path) -> None:
    """Set both reports; needs a font."""
    from corpora.ledger.pdf import write_pdf

    clean = sample()
    write_pdf(clean, folder / "sample-clean.pdf")
    write_pdf(plant(clean)[0], folder / "sample-planted.pdf")


def main(arguments: list[str]) -> int:
    """Write everything into the folder named by the only argument."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m corpora.ledger DIR\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8")
    try:
        write_pdfs(folder)
    except FontMissing as problem:
        sys.stderr.write(f"{problem}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
