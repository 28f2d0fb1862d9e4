"""The files of this project, as a newcomer would get them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE_BY_TOOLS = {".git", ".venv", "__pycache__", "node_modules", "test-results", "dossiers", "backups"}
MADE_BY_TOOLS |= {".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"}


def python_files(root: Path, *tops: str) -> Iterator[Path]:
    """Yield the Python files under some folders (or files) of a tree, in a fixed order."""
    for top in tops:
        place = root / top
        yield from [place] if place.is_file() else sorted(place.rglob("*.py"))


def project_files() -> list[Path]:
    """Return every file that git would take along; without git, every file that is not made by a tool."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not MADE_BY_TOOLS & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in set(found) if path.is_file())


def text_of(path: Path) -> str | None:
    """Return what a file says, or None when it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def parts_of(page: str) -> list[str]:
    """Return the parts of a page, by the name that its address asks for, in the order of its file."""
    tree = ast.parse((ROOT / "pages" / page).read_text(encoding="utf-8"))
    drawn = (node for node in ast.walk(tree) if isinstance(node, ast.Dict) and node.values)
    parts = [node for node in drawn if all(isinstance(value, ast.Attribute) for value in node.values)]
    return [ast.literal_eval(key) for node in parts for key in node.keys if key is not None]
