"""What .streamlit/config.toml says, Streamlit knows; the letters that it names are where Streamlit looks."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streamlit import config, file_util

from tests.house.tree import ROOT

WRITTEN = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def options(table: dict[str, Any], above: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from options(value, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def is_known(name: str) -> bool:
    try:
        config.get_option(name)
    except RuntimeError:
        return False
    return True


def test_streamlit_knows_every_option() -> None:
    assert [name for name in options(WRITTEN) if not is_known(name)] == []


def test_an_option_that_streamlit_does_not_know_is_caught() -> None:
    assert not is_known("server.headles")


def test_streamlit_finds_each_font() -> None:
    folder = Path(file_util.get_app_static_dir(str(ROOT / "pages" / "huis.py")))
    urls = [face["url"] for face in WRITTEN["theme"]["fontFaces"]]
    assert urls
    assert [url for url in urls if not (folder / url.removeprefix("app/static/")).is_file()] == []
