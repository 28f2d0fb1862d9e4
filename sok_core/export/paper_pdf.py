"""A paper as an accessible PDF (PDF/UA-1), set by typst from data, never from markup."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import typst

from sok_core.export import stroke
from sok_core.export.glyph import FONTS, breakable, drawable
from sok_core.export.paper import Block, Paper, Picture, Signatures, plain

TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper) -> bytes:
    """Return a tagged PDF. A sign that no font of ours has is written in it as its Unicode name."""
    data, pictures = _whole(paper)
    return typeset(TEMPLATE, data, made_at=paper.made_at, pictures=pictures)


def pages(paper: Paper) -> int:
    """Return on how many pages a paper goes."""
    data, pictures = _whole(paper)
    found = typst.compile(
        TEMPLATE,
        format="svg",
        font_paths=fonts(),
        sys_inputs={**pictures, "paper": json.dumps(drawable_data(data))},
    )
    return len(found) if isinstance(found, list) else 1


def _whole(paper: Paper) -> tuple[dict[str, object], dict[str, str]]:
    """Return a paper as a template reads it, and the pictures in it."""
    pictures: dict[str, str] = {}
    blocks = [_data(block, pictures) for block in paper.blocks]
    head = asdict(replace(paper, blocks=()))
    return {**head, "blocks": blocks, "made_at": paper.made_at.isoformat()}, pictures


def _data(block: Block, pictures: dict[str, str]) -> dict[str, Any]:
    """Return a block as a template reads it; what was drawn on it goes into the pictures."""
    if isinstance(block, Picture):
        name = f"drawn-{len(pictures)}"
        pictures[name] = block.svg
        return {"kind": "picture", "picture": name, "alt": block.alt}
    data = {"kind": type(block).__name__.lower(), **asdict(block)}
    if isinstance(block, Signatures):
        for row, signed in zip(data["rows"], block.rows, strict=True):
            del row["strokes"]
            row["picture"] = f"drawn-{len(pictures)}" if signed.strokes else ""
            if signed.strokes:
                pictures[row["picture"]] = stroke.svg(signed.strokes)
    return data


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
