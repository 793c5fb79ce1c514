"""`python -m tests.notebooks [NAME...]`: executes the notebooks and writes them back with what they gave."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
CELL_SECONDS = 300
_METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}
# the same sums on any number of cores, and no threads that wait for each other
_SETTINGS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_IDS = re.compile(r'<g id="[^"]*">')
_DIGITS = re.compile(r"(\d\.\d\d)\d{2,}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def notebooks() -> list[Path]:
    """All notebooks, in the order of their names."""
    return sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path, home: Path) -> Any:
    """A notebook run from its first cell in a kernel of its own, without what it gave before; settings under `home`.

    Raises:
        CellExecutionError: a cell raised.
    """
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        book, timeout=CELL_SECONDS, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute(env={**os.environ, **_SETTINGS, "IPYTHONDIR": str(home)})
    return tidy(book)


def tidy(book: Any) -> Any:
    """The notebook without what changes from run to run: times, versions, warnings on the standard error."""
    book.metadata = nbformat.from_dict(_METADATA)
    for cell in book.cells:
        cell.metadata = nbformat.from_dict(
            {name: cell.metadata[name] for name in ("tags",) if name in cell.metadata}
        )
        if cell.cell_type == "code":
            cell.outputs = _joined(
                output for output in cell.outputs if output.output_type != "stream" or output.name != "stderr"
            )
            for output in cell.outputs:
                if "metadata" in output:
                    output.metadata = nbformat.from_dict({})
                if "image/svg+xml" in output.get("data", {}):
                    output.data["image/svg+xml"] = _shorter(output.data["image/svg+xml"])
    return book


def _joined(outputs: Iterable[Any]) -> list[Any]:
    """The outputs with what was printed in pieces as one: where the kernel cuts it is chance."""
    kept: list[Any] = []
    for output in outputs:
        if kept and output.output_type == kept[-1].output_type == "stream":
            kept[-1].text += output.text
        else:
            kept.append(output)
    return kept


def _shorter(drawing: str) -> str:
    """An SVG with one line a group and without names and digits that no reader of it needs."""
    drawing = _DIGITS.sub(r"\1", _IDS.sub("<g>", drawing))
    return " ".join(drawing.split()).replace(" <g>", "\n<g>")


def told(cell: Any) -> list[str]:
    """What a cell gave, as words: text, tables without their markup, the Chinese labels of figures.

    The other labels of a figure (ticks) are left out: they are the choice of the plotting library and its version.
    """
    found = []
    for output in cell.get("outputs", ()):
        if output.output_type == "stream":
            found.append(output.text)
            continue
        data = output.data
        if "image/svg+xml" in data:
            labels = re.findall(r"<text[^>]*>([^<]*)</text>", data["image/svg+xml"])
            found += sorted(label for label in labels if _CHINESE.search(label))
        elif "text/html" in data:
            found.append(
                " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", data["text/html"], flags=re.S).split())
            )
        else:
            found.append(data.get("text/plain", ""))
    return found


def kinds(cell: Any) -> list[str]:
    """What kinds of output a cell gave."""
    return [
        ",".join(sorted(output.get("data", ()))) or output.output_type for output in cell.get("outputs", ())
    ]


def numbers(texts: Sequence[str]) -> list[float]:
    """The numbers in some texts, in their order."""
    return [float(number) for text in texts for number in _NUMBER.findall(text)]


def words(texts: Sequence[str]) -> list[str]:
    """The texts with each number as #, and runs of spaces as one: their width follows the numbers."""
    return [" ".join(_NUMBER.sub("#", text).split()) for text in texts]


def main() -> None:
    """Execute and write back the notebooks named, or all."""
    import tempfile

    for path in notebooks():
        if len(sys.argv) == 1 or path.name in sys.argv[1:]:
            with tempfile.TemporaryDirectory() as home:
                book = executed(path, Path(home))
            nbformat.write(book, path)


if __name__ == "__main__":
    main()
