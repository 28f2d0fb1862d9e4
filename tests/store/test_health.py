"""The check-up finds what is wrong, and changes nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sok_core.store.health import TWIN, Finding, examine
from sok_core.store.shelf import Shelf
from tests.store.test_shelf import a_text, alter, newer


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups")
    for name in ("De Spil", "Zuidhoek"):
        shelf.create(name)
    yield shelf
    shelf.close_all()


def test_sound_dossiers_have_no_findings(shelf: Shelf) -> None:
    assert examine(shelf, shelf.slugs()) == []


def test_a_shelf_without_dossiers_has_no_findings(tmp_path: Path) -> None:
    assert examine(Shelf(tmp_path, tmp_path), []) == []


def test_two_files_of_one_dossier_are_both_named(shelf: Shelf) -> None:
    shutil.copy(shelf.backup("de-spil"), shelf.folder / "tweede.sqlite")
    found = examine(shelf, shelf.slugs())
    assert found == [Finding("de-spil", TWIN), Finding("tweede", TWIN)]


def test_rows_that_point_nowhere_are_counted(shelf: Shelf) -> None:
    columns = "meeting_id, position, text, kind, phase"
    alter(shelf.path("zuidhoek"), f"INSERT INTO prompt ({columns}) VALUES (9, 1, 'x', 'briefjes', 'open')")  # noqa: S608
    (finding,) = examine(shelf, shelf.slugs())
    assert (finding.slug, finding.text[:13]) == ("zuidhoek", "1 regel wijst")


def test_only_what_was_asked_is_looked_at(shelf: Shelf) -> None:
    a_text(shelf.folder / "raar.sqlite")
    assert examine(shelf, ["de-spil"]) == []
    assert [finding.slug for finding in examine(shelf, ["raar"])] == ["raar"]


def test_a_newer_file_is_named_and_not_changed(shelf: Shelf) -> None:
    shelf.close_all()
    newer(shelf.path("de-spil"))
    before = shelf.path("de-spil").read_bytes()
    (finding,) = examine(shelf, shelf.slugs())
    assert "nieuwere versie" in finding.text
    assert shelf.path("de-spil").read_bytes() == before
