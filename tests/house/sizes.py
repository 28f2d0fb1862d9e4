"""How long files and functions are: `python -m tests.house.sizes` prints the report of `make check`.

A line counts when it holds code: no docstring, comment or blank line. A module-level constant in capitals
is a table, and tables and migrations are exempt. Aim at a function median of 8 lines, files of 40 to 200
and pages under 120; what is over the limits below wants a reason in review, and over ``HARD`` it fails.
"""

import ast
import io
import statistics
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import ROOT, python_files

TOPS = ("app.py", "pages", "sok_core", "tests", "benchmarks")
EXEMPT = ("sok_core/store/migrations/",)
FUNCTION, FILE, PAGE = 50, 400, 150
HARD_FUNCTION, HARD_FILE = 80, 500
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Size:
    """One file or function. ``where`` is path, or path:line and name."""

    where: str
    lines: int


def span(node: ast.stmt) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def docstrings(tree: ast.Module) -> set[int]:
    """Return the lines that docstrings take."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | Function) and ast.get_docstring(node) is not None:
            lines |= span(node.body[0])
    return lines


def tables(tree: ast.Module) -> set[int]:
    """Return the lines of module-level constants in capitals."""
    lines: set[int] = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        if targets and all(isinstance(target, ast.Name) and target.id.isupper() for target in targets):
            lines |= span(node)
    return lines


def code_lines(source: str, tree: ast.Module) -> set[int]:
    """Return the numbers of the lines that hold code."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in SILENT:
            lines |= set(range(token.start[0], token.end[0] + 1))
    return lines - docstrings(tree)


def measure(root: Path) -> tuple[list[Size], list[Size]]:
    """Return the sizes of all files and of all functions of a tree."""
    files: list[Size] = []
    functions: list[Size] = []
    for file in python_files(root, *(top for top in TOPS if (root / top).exists())):
        path, source = file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
        if path.startswith(EXEMPT):
            continue
        tree = ast.parse(source, path)
        code = code_lines(source, tree)
        files.append(Size(path, len(code - tables(tree))))
        functions += [
            Size(f"{path}:{node.lineno} {node.name}", len(code & span(node)))
            for node in ast.walk(tree)
            if isinstance(node, Function)
        ]
    return files, functions


def limit_of(path: str) -> int:
    is_page = path.startswith("pages/") and path.count("/") == 1
    return PAGE if is_page else FILE


def too_long(root: Path) -> list[str]:
    """Return what is over the hard limits."""
    files, functions = measure(root)
    over = [size for size in files if size.lines > HARD_FILE] + [
        s for s in functions if s.lines > HARD_FUNCTION
    ]
    return [f"{size.where}: {size.lines} lines of code" for size in over]


def largest(sizes: list[Size], count: int) -> list[Size]:
    return sorted(sizes, key=lambda size: (-size.lines, size.where))[:count]


def report(root: Path) -> Iterator[str]:
    """Yield the lines of the report."""
    files, functions = measure(root)
    yield f"{'':12}{'files':>7}{'lines':>8}{'median':>8}{'functions':>11}{'median':>8}"
    for top in TOPS:
        own_files = [size.lines for size in files if size.where.split("/")[0] == top and size.lines]
        own = [size.lines for size in functions if size.where.split(":")[0].split("/")[0] == top]
        if own_files:
            middle = statistics.median(own) if own else 0
            yield (
                f"{top:12}{len(own_files):7}{sum(own_files):8}{statistics.median(own_files):8.0f}"
                f"{len(own):11}{middle:8.0f}"
            )
    for title, sizes in (("Largest files", files), ("Largest functions", functions)):
        yield f"{title}: " + ", ".join(f"{size.where} ({size.lines})" for size in largest(sizes, 5))
    over = [s for s in files if s.lines > limit_of(s.where)] + [s for s in functions if s.lines > FUNCTION]
    for size in over:
        yield f"Wants a reason in review: {size.where} ({size.lines})"


if __name__ == "__main__":
    sys.stdout.write("\n".join(report(ROOT)) + "\n")
