"""`python -m tests.bench.reading FILE...`: `read` beside pdfplumber, its memory, and its growth with pages.

Both programs run in this one process, in turn; the least processor time of some rounds counts, so that what
else the machine does is left out. Memory is the peak of a process of its own. Long files are made by
repeating the pages of the first FILE.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pikepdf
from gouji.read import read

SAMPLES = Path(__file__).parents[2] / "corpora/samples"
TARGETS = {"pdfium": 0.4, "pdfminer": 1.5}
LONG = (250, 500, 1000, 2000)
MEGABYTES = 150
_MEMORY = """
import sys
from pathlib import Path
from gouji.read import read
read(sys.argv[1], ocr="none")
for line in Path("/proc/self/status").read_text().splitlines():
    if line.startswith("VmHWM"):
        print(int(line.split()[1]) // 1024)
"""


def plumbed(path: Path) -> int:
    """What pdfplumber takes for the same: text and tables of every page. Gives the number of pages."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
        return len(pdf.pages)


def least(tasks: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The least processor time of each of some tasks, in seconds; every round runs each of them in turn."""
    found = [float("inf")] * len(tasks)
    for _ in range(rounds):
        for place, task in enumerate(tasks):
            began = time.process_time()
            task()
            found[place] = min(found[place], time.process_time() - began)
    return found


def speed(paths: Sequence[Path], rounds: int) -> bool:
    """Print the table of times and ratios; whether all ratios are within their targets."""
    print(
        f"{'file':34} {'pages':>5} {'pdfplumber':>11} {'pdfium':>8} {'ratio':>6} {'pdfminer':>9} {'ratio':>6}"
    )
    good = True
    for path in paths:
        pages = plumbed(path)
        tasks: list[Callable[[], object]] = [lambda path=path: plumbed(path)]
        tasks += [
            lambda path=path, engine=engine: read(path, engine=engine, ocr="none") for engine in TARGETS
        ]
        other, *own = least(tasks, rounds)
        cells = [f"{path.name[-34:]:34} {pages:5} {other / pages * 1000:8.1f} ms"]
        for taken, target in zip(own, TARGETS.values(), strict=True):
            good &= taken <= target * other
            cells.append(f"{taken / pages * 1000:5.1f} ms {taken / other:6.2f}")
        print(" ".join(cells))
    return good


def repeated(path: Path, pages: int, folder: Path) -> Path:
    """A PDF with the pages of another one over and over."""
    long = folder / f"{pages}.pdf"
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf, pikepdf.new() as made:
        for number in range(pages):
            made.pages.append(pdf.pages[number % len(pdf.pages)])
        made.save(long)
    return long


def peak(path: Path) -> int:
    """The most memory that reading a file takes, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(path)], check=True, capture_output=True, text=True
    )
    return int(done.stdout)


def memory(path: Path, folder: Path) -> bool:
    """Print the peak for thirty pages; whether it is within its target."""
    taken = peak(repeated(path, 30, folder))
    print(f"\npeak memory of 30 pages: {taken} MB (at most {MEGABYTES})")
    return taken <= MEGABYTES


def growth(path: Path, folder: Path) -> bool:
    """Print time and memory of long files; whether a page of the longest costs no more than 1.5 times one of the shortest."""
    print(f"\n{'pages':>6} {'seconds':>8} {'ms a page':>10} {'MB':>6}")
    costs = []
    for pages in LONG:
        long = repeated(path, pages, folder)
        taken = least([lambda long=long: read(long, engine="pdfium", ocr="none")], 1)[0]
        costs.append(taken / pages)
        print(f"{pages:6} {taken:8.1f} {taken / pages * 1000:10.1f} {peak(long):6}")
    return costs[-1] <= 1.5 * costs[0]


def main(arguments: Sequence[str]) -> int:
    """Print the tables; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="tests.bench.reading")
    parser.add_argument("files", nargs="*", type=Path, default=sorted(SAMPLES.glob("*.pdf")))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--short", action="store_true", help="without the long files")
    chosen = parser.parse_args(arguments)
    good = speed(chosen.files, chosen.rounds)
    with tempfile.TemporaryDirectory() as folder:
        good &= memory(chosen.files[0], Path(folder))
        if not chosen.short:
            good &= growth(chosen.files[0], Path(folder))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
