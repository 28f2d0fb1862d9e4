"""A paper as an accessible PDF (PDF/UA-1), set by typst from data, never from markup."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from sok_core.export.glyph import FONTS, breakable, drawable
from sok_core.export.paper import Paper, plain

TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper) -> bytes:
    """Return a tagged PDF. A sign that no font of ours has is written in it as its Unicode name."""
    blocks = [{"kind": type(block).__name__.lower(), **asdict(block)} for block in paper.blocks]
    data = {**asdict(paper), "blocks": blocks, "made_at": paper.made_at.isoformat()}
    return typeset(TEMPLATE, data, made_at=paper.made_at)


def typeset(
    template: Path,
    data: Mapping[str, object],
    *,
    made_at: dt.datetime,
    pictures: Mapping[str, str] | None = None,
) -> bytes:
    """Return what a template makes of some data, as a tagged PDF.

    ``data`` reaches the template as JSON under the name ``paper``; ``pictures`` are SVG, each under its own.
    """
    return typst.compile(
        template,
        format="pdf",
        pdf_standards="ua-1",
        font_paths=fonts(),
        sys_inputs={**(pictures or {}), "paper": json.dumps(drawable_data(data))},
        timestamp=made_at.astimezone(dt.UTC).replace(microsecond=0),
    )


@cache
def fonts() -> typst.Fonts:
    """Return our own letters, and no other."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def drawable_data(value: object) -> object:
    """Return data with every text made of signs that we can draw."""
    if isinstance(value, str):
        return breakable(drawable(plain(value)))
    if isinstance(value, Mapping):
        return {key: drawable_data(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [drawable_data(each) for each in value]
    return value
