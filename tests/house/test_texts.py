"""What no file of this project may say."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.house.tree import ROOT, project_files, text_of

ANYWHERE = {
    "unfinished work": re.compile(r"\b(TODO|FIXME)\b"),
    "a path of one machine": re.compile(
        r"(?<![\w./~*-])/(?:work|tmp|root)/|(?<!\w)/(?:Users|home)/[a-z]|[A-Z]:\\Users"
    ),
    "a host of a package registry": re.compile(
        r"pypi\.org|pythonhosted\.org|registry\.npmjs|npmjs\.com|artifactory|:///opt/"
    ),
}
IN_PYTHON = {
    "a door for foreign HTML": re.compile(r"unsafe_allow_html"),
}
# Our own words for a neighbourhood: the words of its agreement decide how firm it is, we do not.
IN_OUR_TEXTS = {
    "a claim about the law; a lawyer may say so": re.compile(
        r"juridisch(?:e)?\s+(?:niet\s+)?(?:bindend|geldig)|(?:niet|wettelijk|rechtens)[\s-]+bindend"
        r"|bindende?\s+(?:afspra|overeenkomst)",
        re.IGNORECASE,
    ),
}
IN_TESTS = {
    "a fixed wait; wait for what you expect": re.compile(r"\btime\.sleep\(|wait_for_timeout\("),
    "a skipped test; mend it or remove it": re.compile(
        r"pytest\.skip|mark\.skip|importorskip|unittest\.skip"
    ),
    "a patch; hand in what differs": re.compile(
        r"monkeypatch\.(?:set|del)(?:attr|item)|\bmock\.|unittest\.mock|\bMagicMock\b"
    ),
}
THE_ONE_PATCH = "tests/pages/conftest.py"  # AppTest knows no cookies
# The first names what it forbids; the licence of a font is quoted as it is.
EXEMPT = {"tests/house/test_texts.py", "static/OFL.txt", "pages/static/OFL.txt"}


def rules_for(path: str) -> dict[str, re.Pattern[str]]:
    is_python = path.endswith(".py")
    rules = (
        ANYWHERE
        | (IN_PYTHON if is_python else {})
        | (IN_OUR_TEXTS if path.startswith(("sok_core/", "pages/", "docs/", "CHANGELOG")) else {})
        | (IN_TESTS if is_python and path.startswith("tests/") else {})
    )
    if path == THE_ONE_PATCH:
        rules.pop("a patch; hand in what differs")
    return rules


def test_the_one_patch_is_one() -> None:
    (line,) = re.findall(r"monkeypatch\.setattr.*", (ROOT / THE_ONE_PATCH).read_text(encoding="utf-8"))
    assert line == 'monkeypatch.setattr(door, "cookies", lambda: cookies)'


def findings(root: Path, files: Iterable[Path]) -> list[str]:
    found = []
    for file in files:
        path, text = file.relative_to(root).as_posix(), text_of(file)
        if path in EXEMPT or text is None:
            continue
        for why, pattern in rules_for(path).items():
            for number, line in enumerate(text.splitlines(), start=1):
                if match := pattern.search(line):
                    found.append(f"{path}:{number}: {why} ({match[0]})")
    return found


def test_no_file_says_what_it_may_not() -> None:
    found = findings(ROOT, project_files())
    assert not found, "\n" + "\n".join(found)


def test_there_is_something_to_read() -> None:
    assert len(project_files()) > 20


@pytest.mark.parametrize(
    ("path", "line", "why"),
    [
        ("sok_core/vote.py", "# TODO later", "unfinished work"),
        ("docs/draaien.md", "Kijk in /home/sanne/wijk.", "a path of one machine"),
        ("README.md", "cd /tmp/sok", "a path of one machine"),
        ("requirements.txt", "--index-url https://pypi.org/simple", "a host of a package registry"),
        ("pages/start.py", "st.markdown(x, unsafe_allow_html=True)", "a door for foreign HTML"),
        ("sok_core/clause_start.py", 'X = "Dit is juridisch bindend."', "a claim about the law"),
        ("pages/_ui/clause.py", 'st.info("Deze tekst is niet bindend")', "a claim about the law"),
        ("sok_core/web/templates/page.html", "<p>Een bindende afspraak</p>", "a claim about the law"),
        ("tests/core/test_vote.py", "    time.sleep(1)", "a fixed wait"),
        ("tests/core/test_vote.py", '@pytest.mark.skipif(True, reason="x")', "a skipped test"),
        ("tests/core/test_vote.py", '    monkeypatch.setattr(vote, "MOST_DOTS", 3)', "a patch"),
        ("tests/core/test_vote.py", "from unittest.mock import Mock", "a patch"),
    ],
)
def test_a_planted_line_is_caught(tmp_path: Path, path: str, line: str, why: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"\n{line}\n", encoding="utf-8")
    (found,) = findings(tmp_path, [file])
    assert found.startswith(f"{path}:2: {why}")


@pytest.mark.parametrize(
    "line", ["docs/work/plan.md", "een net/work/station", "../tmp/x", "De wijk Artifact"]
)
def test_an_innocent_line_is_left_alone(tmp_path: Path, line: str) -> None:
    file = tmp_path / "README.md"
    file.write_text(line, encoding="utf-8")
    assert findings(tmp_path, [file]) == []
