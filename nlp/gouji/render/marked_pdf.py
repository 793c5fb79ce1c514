"""The source PDF with highlights on the figures that do not hold and on their cells, each with a note."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from gouji.errors import SourceError
from gouji.model import Audit, Box, Finding, Source
from gouji.render.columns import clean
from gouji.render.figures import diagnoses, expressions, said_computed_implied
from gouji.render.lookup import Lookup, groups, look_up
from gouji.render.places import Place, Places
from gouji.render.titles import about_figures, finding_title
from gouji.render.wording import LABELS, PAGE, SEVERITIES, word

PDF = "application/pdf"
_COLOURS = {"error": (1.0, 0.62, 0.62), "warning": (1.0, 0.88, 0.4)}
_PRINTED = 4
_MOST_PARENTS = 60
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Note:
    """A highlight of one page: its colour, its title, its text."""

    place: Place
    severity: str
    title: str
    text: str


def marked_pdfs(audit: Audit, sources: Sequence[str | Path], lang: str = "zh") -> Iterator[bytes]:
    """Each PDF of a report with what was found highlighted: errors red, warnings yellow; notices are left out.

    Args:
        audit: what was found.
        sources: the files of the report; only the very bytes that were audited are marked.
        lang: the language of the notes.

    Raises:
        SourceError: the report has no PDF, its PDF is not among ``sources``, is another one than was audited, or
            cannot be opened.
    """
    wanted = [
        (index, source) for index, source in enumerate(audit.report.sources) if source.media_type == PDF
    ]
    if not wanted:
        names = "、".join(source.name for source in audit.report.sources)
        raise SourceError(f"{names}：不是 PDF，没有可标注的页面；请用 xlsx 或 html 格式")
    data = {index: _bytes(source, sources) for index, source in wanted}
    notes = notes_of(audit, lang)
    for index, source in wanted:
        yield _marked(data[index], source, [note for note in notes if note.place.file == index])


def notes_of(audit: Audit, lang: str) -> list[Note]:
    """What to highlight, in the order of the findings; findings in one place share a note."""
    lookup = look_up(audit)
    places = Places(audit, lookup)
    found: dict[Place, Note] = {}
    for group in groups(audit.findings):
        for finding in (group.head.finding, *(one.finding for one in group.followers)):
            if finding.severity not in _COLOURS:
                continue
            title, text = _title(finding, lang), _text(finding, lookup, lang)
            for place in places.of_finding(finding):
                known = found.get(place)
                if known is None:
                    found[place] = Note(place, finding.severity, title, text)
                elif text not in known.text:
                    worse = min(known.severity, finding.severity)
                    found[place] = Note(place, worse, known.title, f"{known.text}\n\n{text}")
    return list(found.values())


def _title(finding: Finding, lang: str) -> str:
    return f"{word(SEVERITIES, finding.severity, lang)} · {finding_title(finding.code, lang)}"


def _text(finding: Finding, lookup: Lookup, lang: str) -> str:
    """The note of a finding: what it is, what was said, what was computed, what would be right, and why."""
    line = word(PAGE, "is", lang)
    lines = [_title(finding, lang), finding.message]
    figures = said_computed_implied(finding, lookup)
    for key, figure in zip(("said", "computed", "implied"), figures, strict=True):
        if figure:
            lines.append(line.format(word(LABELS, key, lang), figure))
    derived = expressions(finding, lookup, lang)[:1] if about_figures(finding.code) else []
    lines += [line.format(word(LABELS, "expression", lang), written) for written in derived]
    for name, _, where in diagnoses(finding, lookup, lang):
        told = " · ".join(part for part in (name, where) if part)
        lines.append(line.format(word(LABELS, "diagnosis", lang), told))
    return "\n".join(clean(text) for text in lines)


def _bytes(source: Source, paths: Sequence[str | Path]) -> bytes:
    """The file that was audited, by its hash."""
    named = False
    for path in map(Path, paths):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceError(f"{path.name}：无法打开，未标注；请检查路径和读取权限") from error
        if hashlib.sha256(data).hexdigest() == source.sha256:
            return data
        named = named or path.name == source.name
    if named:
        raise SourceError(f"{source.name}：与核对时的文件不同（sha256 不一致），未标注；请重新核对这份文件")
    raise SourceError(f"没有给出原文件 {source.name}，不能标注 PDF；请直接核对该 PDF，而不是读取后的 JSON")


def _marked(data: bytes, source: Source, notes: Sequence[Note]) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, note in enumerate(notes, 1):
                if 0 < note.place.page <= len(pdf.pages):
                    _annotate(pdf, pdf.pages[note.place.page - 1], note, f"gouji-{number}")
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
            return out.getvalue()
    except pikepdf.PdfError as error:
        raise SourceError(f"{source.name}：无法写入标注（{error}）；请用 html 格式查看") from error


def _annotate(pdf: pikepdf.Pdf, page: pikepdf.Page, note: Note, name: str) -> None:
    """Add one highlight to a page."""
    view = _View.of(page)
    quads = [view.corners(box) for box in note.place.boxes]
    points = [point for quad in quads for point in quad]
    rect = [
        min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points),
    ]  # fmt: skip
    colour = list(_COLOURS[note.severity])
    highlight = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Highlight, Rect=rect, C=colour, F=_PRINTED,
        QuadPoints=[value for point in points for value in point], NM=pikepdf.String(name),
        Contents=pikepdf.String(note.text), T=pikepdf.String("gouji 勾稽"), Subj=pikepdf.String(note.title),
        AP=pikepdf.Dictionary(N=_appearance(pdf, rect, colour, quads)),
    )  # fmt: skip
    held = page.obj.get("/Annots")
    if not isinstance(held, pikepdf.Array):
        page.obj.Annots = pikepdf.Array()
    page.obj.Annots.append(pdf.make_indirect(highlight))


def _appearance(
    pdf: pikepdf.Pdf, rect: Sequence[float], colour: Sequence[float], quads: Sequence[Sequence[_Point]]
) -> pikepdf.Stream:
    """The look of a highlight: the text shines through, in every viewer."""
    drawn = [" ".join(f"{part:.3f}" for part in colour) + " rg /Marker gs"]
    for top_left, top_right, bottom_left, bottom_right in quads:
        corners = (top_left, top_right, bottom_right, bottom_left)
        steps = [f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(corners)]
        drawn.append(" ".join(steps) + " h f")
    form = pikepdf.Stream(pdf, "\n".join(drawn).encode())
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, list(rect)
    marker = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name.Multiply)
    form.Resources = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(Marker=marker))
    return form


@dataclass(frozen=True, slots=True)
class _View:
    """The part of a page's sheet that is shown, and its turn clockwise in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: pikepdf.Page) -> _View:
        """How a page is shown."""
        media, crop = (_sides(box) for box in (page.mediabox, page.cropbox))
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        right, top = min(media[2], crop[2]), min(media[3], crop[3])
        if left >= right or bottom >= top:
            left, bottom, right, top = media
        return cls(left, bottom, right, top, _turn(page))

    def corners(self, box: Box) -> tuple[_Point, _Point, _Point, _Point]:
        """The corners of a box in the coordinates of the page: upper left, upper right, lower left, lower right."""
        return (
            self._point(box.x0, box.top), self._point(box.x1, box.top),
            self._point(box.x0, box.bottom), self._point(box.x1, box.bottom),
        )  # fmt: skip

    def _point(self, x: float, y: float) -> _Point:
        if self.turn == 90:
            return self.left + y, self.bottom + x
        if self.turn == 180:
            return self.right - x, self.bottom + y
        if self.turn == 270:
            return self.right - y, self.top - x
        return self.left + x, self.top - y


def _sides(box: pikepdf.Array) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(side) for side in list(box)[:4])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turn(page: pikepdf.Page) -> int:
    """The turn of a page, its own or that of the tree above it."""
    node: pikepdf.Object | None = page.obj
    for _ in range(_MOST_PARENTS):
        if node is None:
            break
        turn = node.get("/Rotate")
        if turn is not None:
            return int(turn) % 360
        node = node.get("/Parent")
    return 0
