"""The lines of a slide as one reads them: what stands on one row together, and wrapped lines whole."""

from __future__ import annotations

from collections.abc import Sequence

from lifestream.domain.scene import TextLine
from lifestream.pipeline.topics import SMALL

BULLETS = " •·●▪◦*–-"
SAME_ROW = 0.5  # share of the lower line's height that two lines on one row have in common
TOUCHING = 1.0  # heights of a line between two parts of one text
CELL_WORDS = 5  # of a cell in a table: more is a column of text
WRAPPED = 0.8  # heights between the lines of one text


def rows(lines: Sequence[TextLine]) -> tuple[str, ...]:
    """The texts of a slide from top to bottom: cells of a table as "label: value", a wrapped line as one.

    >>> label, value = TextLine("Video", (0.1, 0.5, 0.2, 0.56), 1.0), TextLine("4,000 EUR", (0.5, 0.5, 0.6, 0.56), 1.0)
    >>> rows([label, value])
    ('Video: 4,000 EUR',)
    >>> rows([TextLine("State of the", (0.1, 0.5, 0.4, 0.56), 1.0), TextLine("Union", (0.1, 0.58, 0.2, 0.64), 1.0)])
    ('State of the Union',)
    """
    texts: list[str] = []
    before: TextLine | None = None
    for row in _grouped(lines):
        whole, line = _joined(row), row[0]
        if texts and before and len(row) == 1 and _goes_on(texts[-1], before, line):
            texts[-1] = f"{texts[-1]} {whole}"
        else:
            texts.extend([whole] if whole else [])
        before = line if len(row) == 1 else None
    return tuple(texts)


def _grouped(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines that stand side by side, each row from left to right; rows in order of their first line."""
    found: list[list[TextLine]] = []
    for line in lines:
        row = next((row for row in found if all(_is_beside(line, other) for other in row)), None)
        if row is None:
            found.append([line])
        else:
            row.append(line)
    return [sorted(row, key=lambda line: line.box[0]) for row in found]


def _is_beside(a: TextLine, b: TextLine) -> bool:
    shared = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    is_apart = a.box[2] <= b.box[0] or b.box[2] <= a.box[0]
    return is_apart and shared >= SAME_ROW * min(_height(a), _height(b))


def _joined(row: Sequence[TextLine]) -> str:
    """The cells of a row as one text; those that are columns of text stay apart."""
    cells = [line.text.strip(BULLETS) for line in row]
    cells = [cell for cell in cells if cell]
    if len(cells) < 2 or any(len(cell.split()) > CELL_WORDS for cell in cells):
        return "; ".join(cells)
    is_one = row[1].box[0] - row[0].box[2] <= TOUCHING * min(_height(row[0]), _height(row[1]))
    if len(cells) == 2 and is_one:
        return " ".join(cells)
    label, values = cells[0].rstrip(":"), ", ".join(cells[1:])
    is_label = any(map(str.isalpha, label)) and not any(map(str.isdigit, label))
    return f"{label}: {values}" if is_label else f"{label}, {values}"


def _goes_on(text: str, before: TextLine, line: TextLine) -> bool:
    """Whether a line continues the text above it."""
    is_near = -_height(line) <= line.box[1] - before.box[3] <= WRAPPED * _height(before)
    is_open = text.split()[-1].lower() in SMALL or text.endswith((",", "-"))
    return is_near and (is_open or line.text[:1].islower())


def _height(line: TextLine) -> float:
    return line.box[3] - line.box[1]
