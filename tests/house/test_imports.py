"""Who may import whom, judged on every import in sok_core, pages and app.py.

A shelf may import what stands in its row of ``MAY``; a library may be imported only in its places of
``LIBRARIES``. Everything else is a violation, so a new library or a new shelf starts with a line here.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.tree import ROOT, python_files

TOPS = ("app.py", "pages", "sok_core")
BASE = {"model", "errors", "settings", "clock", "words"}
CORE = {"base", "noun", "steps", "store", "charts", "intake", "export", "web"}
MAY = {
    "base": {"base"},
    "noun": {"base", "noun"},
    "steps": {"base", "noun", "steps"},
    "store": {"base", "noun", "store"},
    "charts": {"base", "noun", "charts"},
    "intake": {"base", "noun", "intake"},
    "export": {"base", "noun", "charts", "export"},
    "web": CORE,
    "cli": CORE - {"web"} | {"cli"},
    "_ui": CORE | {"_ui"},
    "page": CORE | {"_ui"},
}
# Stores are handed in: these shelves may name their types under TYPE_CHECKING.
HANDED_IN = {"noun", "steps", "intake", "export"}
STORES = {"sok_core.store", "sok_core.store.house", "sok_core.store.shelf"}
LIBRARIES = {
    "babel": ("sok_core/words.py",),
    "networkx": ("sok_core/network.py",),
    "numpy": ("sok_core/shortest.py",),
    "argon2": ("sok_core/access.py",),
    "itsdangerous": ("sok_core/access.py",),
    "rapidfuzz": ("sok_core/note.py",),
    "holidays": ("sok_core/calendar.py",),
    "sqlite3": ("sok_core/store/",),
    "sqlite_utils": ("sok_core/store/",),
    "plotly": ("sok_core/charts/",),
    # app.py only loads it, before the first visitor comes.
    "pandas": ("sok_core/charts/", "sok_core/intake/", "sok_core/export/", "app.py"),
    "openpyxl": ("sok_core/intake/", "sok_core/export/"),
    "typst": ("sok_core/export/",),
    "docx": ("sok_core/export/", "sok_core/intake/"),
    "icalendar": ("sok_core/export/",),
    "starlette": ("sok_core/web/",),
    "jinja2": ("sok_core/web/",),
    "rcssmin": ("sok_core/web/",),
    "rjsmin": ("sok_core/web/",),
    "markupsafe": ("sok_core/web/",),
    "segno": ("sok_core/web/",),
    "click": ("sok_core/cli/", "sok_core/__main__.py"),
    "streamlit": ("app.py", "pages/"),
}


@dataclass(frozen=True)
class Import:
    """One imported name. ``target`` is a whole dotted name, as far as the source tells."""

    path: str
    line: int
    target: str
    module: str
    is_relative: bool
    is_for_types: bool


def imports_of(root: Path) -> Iterator[Import]:
    for file in python_files(root, *TOPS):
        path = file.relative_to(root).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"), path)
        for_types = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            types = id(node) in for_types
            if isinstance(node, ast.Import):
                for name in node.names:
                    yield Import(path, node.lineno, name.name, "", False, types)
            elif isinstance(node, ast.ImportFrom):
                module = node.module or ""
                for name in node.names:
                    yield Import(path, node.lineno, f"{module}.{name.name}", module, node.level > 0, types)


def shelf(path: str) -> str:
    """Return the shelf of a file, or of a dotted name turned into a path."""
    match Path(path).with_suffix("").parts:
        case ("sok_core",) | ("sok_core", "__init__"):
            return "core itself"
        case ("sok_core", "__main__"):
            return "cli"
        case ("sok_core", name, *deeper):
            if name in BASE:
                return "base"
            return name if deeper or name in MAY else "noun"
        case ("pages", "_ui", *_):
            return "_ui"
        case _:
            return "page"


def target_shelf(root: Path, found: Import) -> str:
    """Return the shelf that an import of our own lands on; ``sok_core.vote.cast`` is the noun vote."""
    first, second = (*found.target.split("."), "")[:2]
    if first == "sok_core" and second and not (root / first / second).is_dir():
        is_module = (root / first / f"{second}.py").is_file()
        return shelf(f"{first}/{second}.py") if is_module else "core itself"
    return shelf("/".join(found.target.split(".")[:2]) + ("/x.py" if second else ".py"))


def verdict(root: Path, found: Import) -> str | None:
    """Return what is wrong with an import, or None."""
    top, here = found.target.split(".")[0], shelf(found.path)
    if found.is_relative:
        return "a relative import; write it out from the root"
    if top in LIBRARIES:
        places = LIBRARIES[top]
        allowed = any(found.path == place or found.path.startswith(place) for place in places)
        return None if allowed else f"{top} belongs to {' and '.join(places)} alone"
    if top not in ("sok_core", "pages", "app"):
        known = top in sys.stdlib_module_names
        return None if known else f"{top} is not in the table of libraries in tests/house/test_imports.py"
    if found.target.startswith("pages._ui") and found.module != "pages._ui":
        return "only `from pages._ui import x` loads one copy"
    there = target_shelf(root, found)
    if here == "core itself":
        return f"sok_core/__init__.py imports nothing of ours, so not {found.target}"
    if here not in MAY:
        return f"{here} is not a shelf in tests/house/test_imports.py"
    if found.module in STORES and here in HANDED_IN and found.is_for_types:
        return None
    if there in MAY[here] or there == "core itself":
        return None
    return f"a file of shelf '{here}' may not import {found.target} of shelf '{there}'"


def violations(root: Path) -> list[str]:
    """Return one line for each import that is out of place."""
    found = [f"{i.path}:{i.line}: {wrong}" for i in imports_of(root) if (wrong := verdict(root, i))]
    return list(dict.fromkeys(found))


def cycle(root: Path) -> list[str]:
    """Return the modules of sok_core/*.py that import each other in a ring, or an empty list."""
    arrows: dict[str, set[str]] = {}
    for found in imports_of(root):
        parts = found.target.split(".")
        is_noun = (
            found.path.count("/") == 1 and len(parts) > 1 and (root / "sok_core" / f"{parts[1]}.py").is_file()
        )
        if parts[0] == "sok_core" and is_noun and not found.is_for_types:
            arrows.setdefault(Path(found.path).stem, set()).add(parts[1])

    def walk(module: str, trail: list[str]) -> list[str]:
        if module in trail:
            return [*trail[trail.index(module) :], module]
        return next(
            (ring for to in sorted(arrows.get(module, ())) if (ring := walk(to, [*trail, module]))), []
        )

    return next((ring for module in sorted(arrows) if (ring := walk(module, []))), [])


def test_every_import_stays_on_its_shelf() -> None:
    found = violations(ROOT)
    assert not found, "\n" + "\n".join(found)


def test_nouns_do_not_import_each_other_in_a_ring() -> None:
    assert cycle(ROOT) == []


def test_there_is_something_to_judge() -> None:
    assert len({found.path for found in imports_of(ROOT)}) > 5


PLANTED = [
    ("sok_core/vote.py", "import streamlit as st", "streamlit belongs to app.py and pages/ alone"),
    ("sok_core/vote.py", "import sqlite3", "sqlite3 belongs to sok_core/store/ alone"),
    ("sok_core/vote.py", "import networkx as nx", "networkx belongs to sok_core/network.py alone"),
    ("sok_core/vote.py", "import torch", "torch is not in the table"),
    ("sok_core/vote.py", "from sok_core.store import Store", "'noun' may not import sok_core.store.Store"),
    (
        "sok_core/vote.py",
        "if TYPE_CHECKING:\n    from sok_core.store.note import Notes",
        "'noun' may not import",
    ),
    ("sok_core/vote.py", "from sok_core import steps", "'noun' may not import sok_core.steps"),
    ("sok_core/vote.py", "from .note import post", "a relative import"),
    ("sok_core/vote.py", "def f():\n    import sok_core.web.phone", "of shelf 'web'"),
    ("sok_core/model/note.py", "from sok_core.note import post", "'base' may not import sok_core.note.post"),
    ("sok_core/steps/s1.py", "from sok_core.charts import vote", "'steps' may not import"),
    ("sok_core/charts/vote.py", "from sok_core.store import Store", "'charts' may not import"),
    ("sok_core/export/press.py", "from sok_core.steps import s1", "'export' may not import"),
    ("sok_core/store/vote.py", "import pandas as pd", "pandas belongs to"),
    ("sok_core/cli/serve.py", "from sok_core.web import phone", "'cli' may not import"),
    ("sok_core/web/phone.py", "from sok_core.cli import serve", "'web' may not import"),
    ("sok_core/drawer/x.py", "from sok_core import note", "drawer is not a shelf"),
    ("sok_core/__init__.py", "from sok_core import note", "imports nothing of ours"),
    ("pages/start.py", "from pages import huis", "'page' may not import pages.huis of shelf 'page'"),
    ("pages/start.py", "import pages.huis", "'page' may not import pages.huis"),
    ("pages/start.py", "import app", "'page' may not import app"),
    ("pages/start.py", "import pages._ui.door", "loads one copy"),
    ("pages/start.py", "from pages._ui.door import visitor", "loads one copy"),
    ("pages/start.py", "from pages import _ui", "loads one copy"),
    ("pages/start.py", "from ._ui import door", "a relative import"),
    ("pages/start.py", "from sok_core.cli import serve", "'page' may not import"),
    ("pages/_ui/door.py", "from pages import start", "'_ui' may not import pages.start"),
    ("pages/_ui/door.py", "import starlette.requests", "starlette belongs to sok_core/web/ alone"),
]
FINE = [
    ("sok_core/vote.py", "if TYPE_CHECKING:\n    from sok_core.store import Store, Tables"),
    (
        "sok_core/vote.py",
        "import datetime as dt\nfrom sok_core.note import post\nfrom sok_core import model, note",
    ),
    ("sok_core/access.py", "if TYPE_CHECKING:\n    from sok_core.store.house import House"),
    ("sok_core/network.py", "import networkx as nx"),
    (
        "sok_core/store/vote.py",
        "import sqlite3\nfrom sok_core.model import Note\nfrom sok_core.store.door import Door",
    ),
    ("sok_core/store/vote.py", "import sok_core"),
    ("sok_core/export/press.py", "from sok_core.charts import vote"),
    ("sok_core/__main__.py", "import click\nfrom sok_core.cli import serve"),
    (
        "pages/_ui/door.py",
        "import streamlit as st\nfrom pages._ui import feedback\nfrom sok_core.web import qr",
    ),
    ("pages/start.py", "import streamlit as st\nfrom pages._ui import door\nfrom sok_core import vote"),
    ("app.py", "import streamlit as st\nfrom sok_core.web import phone"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small house in which everything stands where it should."""
    for path in (
        "sok_core/note.py",
        "sok_core/model/note.py",
        "sok_core/network.py",
        "sok_core/steps/s1.py",
        "pages/huis.py",
    ):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("import datetime as dt\n", encoding="utf-8")
    for shelf_name in ("store", "charts", "intake", "export", "web", "cli"):
        (tmp_path / "sok_core" / shelf_name).mkdir()
    (tmp_path / "app.py").touch()
    return tmp_path


def plant(tree: Path, path: str, source: str) -> None:
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text(source + "\n", encoding="utf-8")


@pytest.mark.parametrize(("path", "source", "message"), PLANTED)
def test_a_planted_violation_is_caught(tree: Path, path: str, source: str, message: str) -> None:
    plant(tree, path, source)
    (found,) = violations(tree)
    assert found.startswith(f"{path}:")
    assert message in found


@pytest.mark.parametrize(("path", "source"), FINE)
def test_an_import_of_the_table_is_left_alone(tree: Path, path: str, source: str) -> None:
    plant(tree, path, source)
    assert violations(tree) == []


def test_a_planted_ring_is_caught(tree: Path) -> None:
    plant(tree, "sok_core/vote.py", "from sok_core.note import post")
    plant(tree, "sok_core/note.py", "from sok_core import vote")
    assert cycle(tree) == ["note", "vote", "note"]


def test_a_ring_for_types_alone_is_left_alone(tree: Path) -> None:
    plant(tree, "sok_core/vote.py", "from sok_core.note import post")
    plant(tree, "sok_core/note.py", "if TYPE_CHECKING:\n    from sok_core import vote")
    assert cycle(tree) == []
