"""Nothing grows past what one can read in one go."""

from pathlib import Path

from tests.house import sizes
from tests.house.tree import ROOT


def tree_with(tmp_path: Path, path: str, source: str) -> Path:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    return tmp_path


def long_function(lines: int) -> str:
    return "def act():\n" + "    x = 1\n" * (lines - 1)


def test_no_function_or_file_is_too_long() -> None:
    found = sizes.too_long(ROOT)
    assert not found, "\n" + "\n".join(found)


def test_a_function_of_one_line_too_many_is_caught(tmp_path: Path) -> None:
    root = tree_with(tmp_path, "sok_core/vote.py", long_function(81))
    assert sizes.too_long(root) == ["sok_core/vote.py:1 act: 81 lines of code"]


def test_a_function_at_the_limit_is_left_alone(tmp_path: Path) -> None:
    assert sizes.too_long(tree_with(tmp_path, "sok_core/vote.py", long_function(80))) == []


def test_a_file_of_one_line_too_many_is_caught(tmp_path: Path) -> None:
    root = tree_with(tmp_path, "tests/core/test_vote.py", "x = 1\n" * 501)
    assert sizes.too_long(root) == ["tests/core/test_vote.py: 501 lines of code"]


def test_docstrings_comments_and_blank_lines_do_not_count(tmp_path: Path) -> None:
    comments = '"""One.\n\nTwo.\n"""\n\n# three\n'
    source = comments + 'def act():\n    """Four."""\n    # five\n\n    return """\n    six\n    """\n'
    files, functions = sizes.measure(tree_with(tmp_path, "pages/start.py", source))
    assert [size.lines for size in files] == [4]
    assert functions == [sizes.Size("pages/start.py:7 act", 4)]


def test_a_table_of_text_does_not_count(tmp_path: Path) -> None:
    source = "import re\nSENTENCES = {\n" + '    "a": "b",\n' * 600 + "}\n"
    files, _ = sizes.measure(tree_with(tmp_path, "sok_core/words.py", source))
    assert files == [sizes.Size("sok_core/words.py", 1)]


def test_a_migration_does_not_count(tmp_path: Path) -> None:
    root = tree_with(tmp_path, "sok_core/store/migrations/note.py", long_function(600))
    assert sizes.too_long(root) == []


def test_the_report_names_what_wants_a_reason(tmp_path: Path) -> None:
    root = tree_with(tmp_path, "pages/start.py", "x = 1\n" * 151)
    assert list(sizes.report(root))[-1] == "Wants a reason in review: pages/start.py (151)"
