"""Bringing a list in and taking files out, on a page of its own: step 1 shows the same."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import party, words
from sok_core.model import Party, Reader, Role
from sok_core.store import Store
from sok_core.web import running
from tests.evening import cookie
from tests.intake.files import xlsx
from tests.pages.conftest import Carry, texts

PAGE = """
from pages._ui import door, intake
from sok_core.access import Right
intake.show(door.enter(Right.READ))
"""


class Page:
    """The page as one visitor has it before him."""

    def __init__(self, store: Store, carry: Carry, role: Role | None = Role.FACILITATOR) -> None:
        self.uuid = running.current().shelf.dossier(store.slug).uuid
        dossier = None if role is Role.FACILITATOR else self.uuid
        carry(cookie(running.current().house, role, dossier=dossier) if role else None)
        self.at = AppTest.from_string(PAGE, default_timeout=20)
        self.at.query_params["d"] = store.slug
        self.at.run()
        assert not self.at.exception

    def key(self, name: str) -> str:
        return f"intake_{self.uuid}_{name}"

    def paste(self, text: str) -> None:
        self.at.text_area[0].set_value(text).run()
        assert not self.at.exception

    def press(self, name: str) -> None:
        self.at.button(key=self.key(name)).click().run()
        assert not self.at.exception


@pytest.fixture
def page(store: Store, carry: Carry) -> Page:
    return Page(store, carry)


def addresses(page: Page) -> dict[str, str]:
    """Return where each button with a file leads."""
    return {link.proto.label: link.proto.url for link in page.at.get("link_button")}


def parties(store: Store) -> list[Party]:
    with store.read() as tables:
        return tables.party.all()


def test_a_pasted_list_comes_in_and_goes_out_again(page: Page, store: Store) -> None:
    page.paste("Naam\tStand\nDe Spil\tAan tafel\nMolen\tontbreekt")
    assert page.at.button(key=page.key("go_0")).label == "Zet in dossier (2)"
    page.press("go_0")
    assert [one.name for one in parties(store)] == ["De Spil", "Molen"]
    assert "2 partijen erbij" in texts(page.at)
    assert page.at.text_area[0].value == ""
    page.press("undo")
    assert parties(store) == []


def test_lines_come_in_after_their_parties(page: Page, store: Store) -> None:
    party.write_down_all(store, [{"name": "De Spil"}, {"name": "Molen"}])
    page.at.get_by_key(page.key("what_0")).set_value("Lijnen tussen partijen").run()
    page.paste("Van\tNaar\nDe Spil\tMolen")
    page.press("go_0")
    with store.read() as tables:
        assert len(tables.relation.all()) == 1


def test_what_is_wrong_is_told_by_row_and_what_was_pasted_stays(page: Page, store: Store) -> None:
    text = "Naam\tSoort\nDe Spil\tmolenaar\n" + "\n".join(f"Partij {n}\tx{n}" for n in range(60))
    page.paste(text)
    assert "61 dingen kloppen nog niet" in texts(page.at)
    assert "| 2 | Soort | ‘molenaar’ is geen soort partij" in texts(page.at)
    assert "Partij 59" not in texts(page.at)
    assert "Bekijk alle 61" in [one.label for one in page.at.expander]
    assert page.at.button(key=page.key("go_0")).disabled
    assert (page.at.text_area[0].value, parties(store)) == (text, [])


def test_a_heading_that_nobody_knows_can_be_chosen(page: Page, store: Store) -> None:
    page.paste("Club\tSoort\nDe Spil\tvve")
    assert "We zien geen kolom voor ‘Naam’" in texts(page.at)
    page.at.selectbox(key=page.key("column_0_Partijen_Club")).set_value("name").run()
    page.press("go_0")
    assert [one.name for one in parties(store)] == ["De Spil"]


def test_a_file_that_cannot_be_read_says_why_and_stays(page: Page, store: Store) -> None:
    box = page.at.file_uploader[0]
    box.set_value(("partijen.xlsx", b"geen excel", "application/octet-stream")).run()
    assert not page.at.exception
    assert words.ERRORS["table.foreign"] in texts(page.at)
    page.at.file_uploader[0].set_value(
        ("partijen.xlsx", xlsx([["Naam"], ["De Spil"]]), "application/octet-stream")
    ).run()
    page.press("go_0")
    assert [one.name for one in parties(store)] == ["De Spil"]


def test_a_name_that_is_there_is_brought_up_to_date_when_that_was_chosen(page: Page, store: Store) -> None:
    party.add(store, name="De Spil")
    page.paste("Naam\tStand\nDe Spil\tgesproken")
    assert "staat al in het dossier" in texts(page.at)
    page.at.checkbox(key=page.key("updates_0")).check().run()
    assert "Dit verandert aan partijen die er al staan" in texts(page.at)
    (row,) = page.at.dataframe[-1].value.to_dict("records")
    assert (row["Nu"], row["Wordt"]) == ("aan tafel", "gesproken")
    page.press("go_0")
    assert "1 partij bijgewerkt" in texts(page.at)
    assert [one.status for one in parties(store)] == ["gesproken"]
    page.press("undo")
    assert [one.status for one in parties(store)] == ["aan_tafel"]


def test_a_list_that_stands_there_already_has_nothing_to_put_in(page: Page, store: Store) -> None:
    party.add(store, name="De Spil")
    page.paste("Naam\tStand\nDe Spil\taan tafel")
    page.at.checkbox(key=page.key("updates_0")).check().run()
    assert "Alles in deze lijst staat al zo in het dossier." in texts(page.at)
    assert page.at.button(key=page.key("go_0")).disabled


def test_files_are_for_everybody_until_the_facilitator_chooses(page: Page, store: Store) -> None:
    assert not [url for url in addresses(page).values() if "lezer" in url]
    page.at.selectbox(key=page.key("reader")).set_value(Reader.FACILITATOR).run()
    assert addresses(page)["Voor Kumu"] == f"/download/{store.slug}/tabel/kumu.xlsx?lezer=begeleider"
    assert "meningen over partijen" in texts(page.at)


def test_the_core_team_takes_files_out_and_brings_nothing_in(store: Store, carry: Carry) -> None:
    page = Page(store, carry, Role.CORE_TEAM)
    assert [one.value for one in page.at.header] == ["Neem mee", "Papier"]
    assert not page.at.text_area
    assert page.at.selectbox(key=page.key("reader")).options == ["iedereen aan tafel", "kernteam"]


def test_nobody_else_finds_anything_here(store: Store, carry: Carry) -> None:
    page = Page(store, carry, None)
    assert not page.at.text_area
    assert not page.at.selectbox
    assert "Neem mee" not in texts(page.at)


def test_the_talk_guide_is_for_the_party_that_was_chosen(page: Page, store: Store) -> None:
    one = party.add(store, name="De Spil")
    page.at.run()
    page.at.selectbox(key=page.key("guide")).set_value(one.id).run()
    assert addresses(page)["Download de leidraad"].endswith(f"gespreksleidraad?partij={one.id}")
