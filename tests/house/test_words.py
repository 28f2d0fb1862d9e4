"""The glossary and the vocabulary say the same: docs/woordenlijst.md against sok_core/model."""

import dataclasses
import enum
import inspect
import re

import pytest

from sok_core import model
from tests.house.tree import ROOT

STORED = re.compile(r"[a-z]+(_[a-z]+)*")
PAIR = re.compile(r"`([^`]+)` = `([^`]+)`")
SAME_IN_BOTH = {
    "monitoring",
    "open",
    "wifi",
    "agenda",
    "school",
    "project",
    "later",
    "pen",
}  # one word in Dutch and in English
Row = list[str]

CLASSES = [c for c in vars(model).values() if inspect.isclass(c)]
ENUMS = [c for c in CLASSES if issubclass(c, enum.Enum)]


def glossary() -> str:
    return (ROOT / "docs" / "woordenlijst.md").read_text(encoding="utf-8")


def chapters(text: str) -> dict[str, list[Row]]:
    """Return the rows of each table by the heading above it, without the head of the table."""
    found: dict[str, list[Row]] = {}
    rows: list[Row] = []
    for line in text.splitlines():
        if line.startswith("## "):
            rows = found.setdefault(line.removeprefix("## "), [])
        elif line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return {heading: rows[2:] for heading, rows in found.items() if rows}


def code_of(cell: str) -> str:
    """Return the one name that a cell gives between backticks."""
    (name,) = re.findall(r"`([^`]+)`", cell)
    return str(name)


def names(text: str) -> list[str]:
    """Return the names that the glossary explains, fields left out."""
    tables = chapters(text)
    cells = [row[2] for row in tables["Woorden van het proces"] + tables["Dingen in een dossier"]]
    return [code_of(cell) for cell in cells + [row[1] for row in tables["Keuzelijsten"]]]


def differences(text: str) -> list[str]:
    """Return where the glossary and the vocabulary part."""
    tables, wrong = chapters(text), []
    listed = {code_of(row[1]): dict(PAIR.findall(row[2])) for row in tables["Keuzelijsten"]}
    fields = {code_of(row[0]) for row in tables["Velden"]}
    for found in CLASSES:
        if found.__name__ not in names(text):
            wrong.append(f"{found.__name__} is not in the glossary")
    for found in ENUMS:
        if listed.get(found.__name__) != {member.value: member.name for member in found}:
            wrong.append(f"the values of {found.__name__} differ")
    for found in filter(dataclasses.is_dataclass, CLASSES):
        wrong += [
            f"field {found.__name__}.{field.name} is not in the glossary"
            for field in dataclasses.fields(found)
            if field.name not in fields
        ]
    known = {found.__name__ for found in CLASSES}
    wrong += [
        f"{name} is not in the vocabulary" for name in names(text) if name[0].isupper() and name not in known
    ]
    return wrong


def test_the_glossary_explains_every_name_of_the_vocabulary() -> None:
    found = differences(glossary())
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("choices", ENUMS, ids=lambda choices: choices.__name__)
def test_stored_values_are_snake_case(choices: type[enum.Enum]) -> None:
    assert [member.value for member in choices if not STORED.fullmatch(member.value)] == []


@pytest.mark.parametrize("choices", ENUMS, ids=lambda choices: choices.__name__)
def test_stored_values_are_not_the_english_names(choices: type[enum.Enum]) -> None:
    same = {member.value for member in choices if member.value == member.name.lower()}
    assert same <= SAME_IN_BOTH


def test_each_dutch_word_has_one_name() -> None:
    rows = chapters(glossary())["Woorden van het proces"]
    dutch = [word for row in rows for word in re.sub(r"\(.*?\)", "", row[0]).split(",")]
    words = [word.strip() for word in dutch]
    assert sorted(words) == sorted(set(words))


def test_each_name_has_one_meaning() -> None:
    found = names(glossary())
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| `Note` |", "| `Card` |", "Note is not in the glossary"),
        ("| `Note` |", "| `Card` |", "Card is not in the vocabulary"),
        ("`dicht` = `CLOSED`", "`toe` = `CLOSED`", "the values of Phase differ"),
        ("`dicht` = `CLOSED`, ", "", "the values of Phase differ"),
        ("| `hidden_reason` |", "| `why_hidden` |", "field Note.hidden_reason is not in the glossary"),
    ],
)
def test_a_glossary_that_parts_from_the_vocabulary_is_caught(old: str, new: str, message: str) -> None:
    assert message in differences(glossary().replace(old, new))
