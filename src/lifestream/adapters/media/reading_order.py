"""Lines of text in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

from lifestream.domain.scene import TextLine

COLUMN_GAP = 0.02
"""White space, as a share of the picture's width, that parts two columns."""
ROW_OVERLAP = 0.5
"""Share of the lower line's height that two pieces of one row have in common."""


def in_reading_order(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Sort lines: top to bottom, columns from left to right.

    The page is cut again and again at its white space, first across, else downwards where both
    sides hold several lines (recursive XY-cut, Nagy and Seth 1984).
    """
    if len(lines) < 2:
        return tuple(lines)
    rows = _rows(lines)
    columns = _columns(lines)
    if columns:
        return tuple(line for column in columns for line in in_reading_order(column))
    bands = _bands(rows)
    if len(bands) > 1:
        return tuple(line for band in bands for line in in_reading_order(band))
    return tuple(line for row in rows for line in row)


def _rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines side by side, from the top; in each row from the left."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: (line.box[1] + line.box[3], line.box[0])):
        if rows and _is_beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box[0]) for row in rows]


def _is_beside(first: TextLine, second: TextLine) -> bool:
    shared = min(first.box[3], second.box[3]) - max(first.box[1], second.box[1])
    return shared > ROW_OVERLAP * min(first.box[3] - first.box[1], second.box[3] - second.box[1])


def _columns(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Two or more columns of several lines each, parted by white space from top to bottom; else none."""
    columns: list[list[TextLine]] = []
    reach = -1.0
    for line in sorted(lines, key=lambda line: line.box[0]):
        if columns and line.box[0] < reach + COLUMN_GAP:
            columns[-1].append(line)
        else:
            columns.append([line])
        reach = max(reach, line.box[2])
    several = sum(len(_rows(column)) >= 2 for column in columns)
    return columns if len(columns) > 1 and several == len(columns) else []


def _bands(rows: list[list[TextLine]]) -> list[list[TextLine]]:
    """Cut between a row of one wide line and rows of several, which may be the heads and lines of columns."""
    bands: list[list[TextLine]] = []
    previous: bool | None = None
    for row in rows:
        is_single = len(row) == 1
        if previous is None or is_single != previous:
            bands.append([])
        bands[-1] += row
        previous = is_single
    return bands
