"""What was drawn with a finger, as a picture on paper."""

from collections.abc import Sequence
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("stroke.typ")
ROOM = 30  # around the lines, in their own unit
PPI = 200

Strokes = Sequence[Sequence[tuple[int, int]]]


def svg(strokes: Strokes) -> str:
    """Return lines as SVG, cut to what was drawn; a line of one point is a dot."""
    points = [point for line in strokes for point in line] or [(0, 0)]
    left, top = min(x for x, _ in points) - ROOM, min(y for _, y in points) - ROOM
    wide, high = max(x for x, _ in points) + ROOM - left, max(y for _, y in points) + ROOM - top
    paths = "".join(f'<path d="{_path(line)}"/>' for line in strokes if line)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:d} {top:d} {wide:d} {high:d}" fill="none" '
        f'stroke="#2A2420" stroke-width="10" stroke-linecap="round" stroke-linejoin="round">{paths}</svg>'
    )


def png(strokes: Strokes) -> bytes:
    """Return lines as a picture with a white ground, for a Word file."""
    found = typst.compile(TEMPLATE, format="png", ppi=PPI, sys_inputs={"drawn": svg(strokes)})
    if not isinstance(found, bytes):
        raise TypeError("what was drawn is one page")
    return found


def _path(line: Sequence[tuple[int, int]]) -> str:
    (x, y), *others = line
    rest = others or [(x, y)]
    return f"M{x:d} {y:d}" + "".join(f"L{x:d} {y:d}" for x, y in rest)
