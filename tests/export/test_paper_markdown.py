import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core.export.paper_markdown import escaped, heading, markdown, paragraph
from sok_core.export.summary_paper import paper
from tests.export import demo, read

BARE = re.compile(r"(?<!\\)(?:\\\\)*[`*_\[\]<>|~$]")


def with_notes(*texts: str) -> str:
    return markdown(paper(demo.with_notes(*texts)))


def test_every_wording_is_there_as_a_line_of_its_own() -> None:
    text = markdown(paper(demo.summary()))
    lines = [
        line.partition("** ")[2] for line in read.markdown_text(text).splitlines() if line.startswith("- **")
    ]
    assert [words for words in demo.wordings() if words not in lines] == []


def test_headings_skip_no_level() -> None:
    text = markdown(paper(demo.summary()))
    marks = [line.partition(" ")[0] for line in text.splitlines() if line.startswith("#")]
    assert marks[:3] == ["#", "##", "###"]
    assert set(marks) == {"#", "##", "###"}


def test_actions_are_a_table_with_a_header() -> None:
    lines = markdown(paper(demo.summary())).splitlines()
    place = lines.index("| Wie | Wat | Wanneer | Stand |")
    assert lines[place + 1] == "| --- | --- | --- | --- |"
    assert lines[place + 2].count(" | ") == 3


def test_last_lines_stand_under_a_rule() -> None:
    *_, rule, empty, last = markdown(paper(demo.summary())).splitlines()
    assert (rule, empty) == ("---", "")
    assert last.startswith("Bij een briefje staat nooit wie het schreef.")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("[x](y)", r"\[x\](y)"),
        ("<script>", r"\<script\>"),
        ("*vet* _a_ `c`", r"\*vet\* \_a\_ \`c\`"),
        ("a | b", r"a \| b"),
        ("&lt; R&D", r"\&lt; R&D"),
        ("c:\\map", r"c:\\map"),
    ],
)
def test_sign_that_means_something_is_escaped(text: str, safe: str) -> None:
    assert escaped(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("# kop", r"\# kop"),
        ("- punt", r"\- punt"),
        ("3. punt", r"3\. punt"),
        ("---", r"\---"),
        ("2 keer", "2 keer"),
    ],
)
def test_start_of_a_line_makes_no_heading_or_list(text: str, safe: str) -> None:
    assert paragraph(text) == safe
    assert f"eerst\\\n  {safe}" in with_notes(f"eerst\n{text}")


def test_heading_keeps_a_hash_at_its_end() -> None:
    assert heading("wijk #1 #") == r"wijk \#1 \#"


@given(st.text(max_size=80))
def test_no_sign_is_left_bare_in_whatever_people_write(text: str) -> None:
    assert BARE.search(escaped(text)) is None
    assert read.markdown_text(escaped(text.replace("\n", " "))) == text.replace("\n", " ")
