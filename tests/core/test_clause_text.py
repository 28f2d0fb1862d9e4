"""The words of a clause: a verb per kind of document, a beginning for every chapter."""

import datetime as dt

import pytest

from sok_core import clause_start, clause_text
from sok_core.model import DocumentType, RoleKind, RolePart, Section, Stance

APRIL = dt.date(2026, 4, 1)


@pytest.mark.parametrize(
    ("kind", "wij", "one", "many"),
    [
        (
            DocumentType.LETTER_OF_INTENT,
            "Wij willen dit: bomen.",
            "De school wil dit uiterlijk 1 april 2026: bomen.",
            "De school en De Spil willen dit: bomen.",
        ),
        (
            DocumentType.COVENANT,
            "Wij spannen ons hiervoor in: bomen.",
            "De school spant zich hiervoor in uiterlijk 1 april 2026: bomen.",
            "De school en De Spil spannen zich hiervoor in: bomen.",
        ),
        (
            DocumentType.COOPERATION_AGREEMENT,
            "Wij doen dit: bomen.",
            "De school doet dit uiterlijk 1 april 2026: bomen.",
            "De school en De Spil doen dit: bomen.",
        ),
        (
            DocumentType.GROUND_RULES,
            "Wij spreken dit af: bomen.",
            "De school spreekt dit af uiterlijk 1 april 2026: bomen.",
            "De school en De Spil spreken dit af: bomen.",
        ),
    ],
)
def test_the_verb_follows_the_kind_of_document(kind: DocumentType, wij: str, one: str, many: str) -> None:
    assert clause_text.suggest(kind, what=" bomen. ") == wij
    assert clause_text.suggest(kind, what="bomen", who=["De school"], due=APRIL) == one
    assert clause_text.suggest(kind, what="bomen", who=["De school", "De Spil"]) == many
    assert clause_text.suggest(kind, what="bomen", who=["De school", "De Spil"], is_all=True) == wij


@pytest.mark.parametrize("section", list(Section))
def test_every_chapter_has_a_beginning_of_its_own_in_each_kind_of_document(section: Section) -> None:
    texts = {kind: clause_start.start_text(section, kind) for kind in DocumentType}
    assert len(set(texts.values())) == len(DocumentType)
    assert all(len(text.split()) >= 8 and text[-1] in ".…" for text in texts.values())


def test_a_letter_of_intent_never_says_that_somebody_does_and_ground_rules_agree() -> None:
    for section in (Section.GOALS, Section.RESOURCES, Section.COMMUNICATION, Section.MONITORING):
        texts = clause_start.STARTS[section]
        assert " wil" in texts[DocumentType.LETTER_OF_INTENT].lower()
        assert "span" in texts[DocumentType.COVENANT].lower()
        assert "spreken af" in texts[DocumentType.GROUND_RULES]


def test_a_role_that_is_agreed_and_refused_leaves_dots_to_fill_in() -> None:
    said = [
        RolePart(1, 1, RoleKind.LEAD, Stance.AGREED),
        RolePart(2, 1, RoleKind.LEAD, Stance.NOT, text="Wij trekken niet."),
        RolePart(3, 1, RoleKind.FUNDER, Stance.NOT, text="Betalen."),
    ]
    assert clause_text.of_roles(DocumentType.COOPERATION_AGREEMENT, said, {1: "Gemeente"})[1:] == [
        "Gemeente doet dit niet: Betalen.",
        "Gemeente zei ook: ‘Wij trekken niet’. Wat geldt: …",
    ]
