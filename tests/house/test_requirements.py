"""What the code imports is pinned, exactly, and so is everything that comes along with it."""

import importlib.metadata
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.test_imports import imports_of
from tests.house.tree import ROOT

FILES = ("requirements.txt", "requirements-dev.txt")
EXACT = re.compile(r'[\w.-]+==[\w.]+(; sys_platform [!=]= "\w+")?')
OURS = {"app", "pages", "sok_core"}
BROUGHT_BY_PYTHON = {"pip"}  # sqlite-utils names it; each venv has its own


def lines_of(name: str) -> list[str]:
    """Return the requirement lines of a file, without comments and without the lists that it reads in."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [
        line
        for raw in text.splitlines()
        if (line := raw.split("#")[0].strip()) and not line.startswith("-r ")
    ]


def pins(*names: str) -> dict[str, Requirement]:
    return {
        canonicalize_name((pin := Requirement(line)).name): pin for name in names for line in lines_of(name)
    }


def applies(pin: Requirement) -> bool:
    """Whether a pin is meant for this machine."""
    return pin.marker is None or pin.marker.evaluate()


def unpinned(root: Path, pinned: set[str]) -> list[str]:
    """Return each import of another's library that no pin covers."""
    brought_by = importlib.metadata.packages_distributions()
    missing = []
    for found in imports_of(root):
        top = found.target.split(".")[0]
        foreign = not found.is_relative and top not in OURS and top not in sys.stdlib_module_names
        if foreign and not {canonicalize_name(name) for name in brought_by.get(top, [])} & pinned:
            missing.append(f"{found.path}:{found.line}: {top} is not pinned in requirements.txt")
    return missing


def left_open(pinned: dict[str, Requirement]) -> set[str]:
    """Return the packages that a pinned one needs here and that no pin covers."""
    needed: set[str] = set()
    for name, pin in pinned.items():
        if applies(pin):
            for line in importlib.metadata.requires(name) or []:
                wanted = Requirement(line)
                if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                    needed.add(canonicalize_name(wanted.name))
    return needed - pinned.keys() - BROUGHT_BY_PYTHON


def test_every_import_is_pinned() -> None:
    found = unpinned(ROOT, set(pins("requirements.txt")))
    assert not found, "\n" + "\n".join(found)


def test_an_unpinned_import_is_caught(tmp_path: Path) -> None:
    for top in ("pages", "sok_core"):
        (tmp_path / top).mkdir()
    (tmp_path / "app.py").write_text("import re\nimport streamlit\nimport pytest\n", encoding="utf-8")
    assert unpinned(tmp_path, {"streamlit"}) == ["app.py:3: pytest is not pinned in requirements.txt"]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_is_exact(name: str) -> None:
    assert [line for line in lines_of(name) if not EXACT.fullmatch(line)] == []


def test_nothing_is_listed_twice() -> None:
    names = [canonicalize_name(Requirement(line).name) for file in FILES for line in lines_of(file)]
    assert sorted(names) == sorted(set(names))


def test_what_pinned_packages_need_is_pinned_too() -> None:
    assert left_open(pins("requirements.txt")) == set()
    assert left_open(pins(*FILES)) == set()


def test_a_package_left_open_is_caught() -> None:
    assert "starlette" in left_open({"streamlit": Requirement("streamlit==1.67.0")})


def test_this_environment_has_the_pinned_versions() -> None:
    wanted = {name: pin for name, pin in pins(*FILES).items() if applies(pin)}
    assert [
        name for name, pin in wanted.items() if importlib.metadata.version(name) not in pin.specifier
    ] == []
