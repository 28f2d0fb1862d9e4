"""The six steps on a page: one row of papers where there is room, two rows on a tablet, a list on a phone."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from sok_core import words
from sok_core.model import Step
from sok_core.steps import picture
from sok_core.steps.step import Progress

FOLDER = Path(__file__).parent / "picture"

_PICTURE = st.components.v2.component(
    "sok_picture",
    html="<div class='tafel'>\n<div class='rij'></div><div class='blok'></div><ol class='lijst'></ol></div>",
    css=(FOLDER / "picture.css").read_text(encoding="utf-8"),
    js=(FOLDER / "picture.js").read_text(encoding="utf-8"),
)


def show(steps: Sequence[Progress], *, current: Step | None = None) -> None:
    """Draw how far each step is; ``current`` is the one to go on with."""
    data = {
        "row": picture.draw(steps, columns=6, current=current),
        "block": picture.draw(steps, columns=3, current=current),
        "steps": [_line(number, step, current) for number, step in enumerate(steps, 1)],
    }
    _PICTURE(key="picture", data=data)


def _line(number: int, step: Progress, current: Step | None) -> dict[str, str | bool]:
    text, tint = picture.COLOURS[step.state]
    return {
        "name": f"{number}. {words.STEPS[step.step]}",
        "line": ". ".join(part for part in (step.word, step.line) if part),
        "glyph": step.glyph,
        "text": text,
        "tint": tint,
        "now": step.step is current,
    }
