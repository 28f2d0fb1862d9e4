"""Beheer: backups, details, access, and what happens to a dossier as a whole."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import access, meeting, words
from sok_core.clock import now
from sok_core.model import Dossier, Role, Step
from sok_core.store import Store
from sok_core.store.shelf import Shelf, file_name
from sok_core.web import door as web_door
from sok_core.web import running
from tests.pages.conftest import Visit, links, texts


@pytest.fixture
def store(data_folder: Path) -> Store:
    assert data_folder.is_dir()
    return running.current().shelf.create("De Spil")


@pytest.fixture
def beheer(store: Store, visit: Visit) -> Visit:
    """Open one part of the page; ``own``: as the facilitator of this one dossier."""

    def opened(
        part: str = "", *, role: Role = Role.FACILITATOR, own: bool = False, d: str = store.slug
    ) -> AppTest:
        of = store.slug if own or role is not Role.FACILITATOR else ""
        at = visit("beheer.py", d=d, role=role, of=of)
        return at.get_by_key("deel").set_value(part).run() if part else at  # type: ignore[attr-defined]

    return opened


def dossier(store: Store) -> Dossier:
    with store.read() as tables:
        return tables.dossier.current()


def shelf() -> Shelf:
    return running.current().shelf


def all_texts(at: AppTest) -> str:
    """Return all that a person reads, the good news too."""
    return "\n".join([texts(at), *(success.value for success in at.success)])


def click(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception
    assert not at.error
    return at


@pytest.mark.parametrize("part", ["Back-up", "Gegevens", "Toegang", "Meer", "Deze computer"])
def test_each_part_shows_its_name_and_few_primary_acts(beheer: Visit, part: str) -> None:
    at = beheer(part)
    assert [title.value for title in at.title] == ["Beheer"]
    assert not at.exception
    assert at.get_by_key("deel").value == part
    assert sum(button.proto.type == "primary" for button in at.button) <= 1


@pytest.mark.parametrize("role", [Role.CORE_TEAM, Role.SCREEN])
def test_others_find_the_door(beheer: Visit, role: Role) -> None:
    at = beheer(role=role)
    assert [title.value for title in at.title] == ["Hier kun je niet in"]
    assert f"Je bent binnen als **{words.ROLES[role]}** van De Spil." in texts(at)
    assert "Dit deel is voor de begeleider." in texts(at)
    assert ("Naar De Spil" if role is Role.CORE_TEAM else "Naar het scherm") in links(at)
    assert not at.button


def test_the_facilitator_of_one_dossier_cannot_touch_the_machine(beheer: Visit) -> None:
    at = beheer("Meer", own=True)
    assert "Deze computer" not in at.get_by_key("deel").options
    assert "copy" not in {button.key for button in at.button}
    at = beheer(own=True, d="")
    assert [title.value for title in at.title] == ["Hier kun je niet in"]
    assert "Dit deel is voor de begeleider van deze computer." in texts(at)
    assert "Naar De Spil" in links(at)


def test_a_backup_is_made_and_put_back(beheer: Visit, store: Store) -> None:
    at = click(beheer(), "backup")
    (kept,) = shelf().backups_of(store.slug)
    with store.write() as tables:
        tables.dossier.update(contact="Bel Karim")
    before = store.revision()
    click(at.run(), f"restore_now_{kept.stem}")
    assert dossier(store).contact == ""
    assert store.revision() == before + 1
    assert len(shelf().backups_of(store.slug)) == 2


def test_the_download_leaves_through_the_door_with_the_cookie(beheer: Visit) -> None:
    (link,) = [link for link in beheer().get("link_button") if link.proto.label == "Download een back-up"]
    assert link.proto.url == "/download/de-spil/dossier"


def test_details_are_saved_together(beheer: Visit, store: Store) -> None:
    at = beheer("Gegevens")
    at.text_area(key="contact").set_value("Sanne, buurthuis")
    at.date_input(key="retention").set_value(dt.date(2030, 1, 1))
    click(at, "save_details")
    found = dossier(store)
    assert (found.contact, found.retention_until) == ("Sanne, buurthuis", dt.date(2030, 1, 1))


def test_the_wifi_is_saved_by_itself_and_stays_when_the_details_are_saved(
    beheer: Visit, store: Store
) -> None:
    at = beheer("Gegevens")
    at.text_input(key="wifi_password").set_value("koffie met melk")
    click(at, "wifi_save")
    assert "Typ ook de naam van de wifi." in texts(at)
    assert dossier(store).wifi_password == ""
    at.text_input(key="wifi_name").set_value("DeSpil")
    click(at, "wifi_save")
    click(at, "save_details")
    found = dossier(store)
    assert (found.wifi_name, found.wifi_password) == ("DeSpil", "koffie met melk")


def test_a_day_that_has_passed_is_said(beheer: Visit, store: Store) -> None:
    with store.write() as tables:
        tables.dossier.update(retention_until=dt.date(2020, 1, 1))
    assert "woensdag 1 januari 2020. Die dag is voorbij." in texts(beheer())


def test_rename_goes_on_under_the_new_name(beheer: Visit) -> None:
    at = beheer("Gegevens")
    at.text_input(key="new_name").set_value("Zuidhoek")
    click(at, "rename")
    assert shelf().slugs() == ["zuidhoek"]
    assert at.query_params["d"] == "zuidhoek"


@pytest.mark.parametrize(
    ("name", "says"),
    [("Zuidhoek", "Er is al een dossier met deze naam."), (" ! ", "Typ eerst de naam van jullie wijk")],
)
def test_rename_is_refused_in_a_sentence(beheer: Visit, store: Store, name: str, says: str) -> None:
    shelf().create("Zuidhoek")
    at = beheer("Gegevens")
    at.text_input(key="new_name").set_value(name)
    click(at, "rename")
    assert says in texts(at)
    assert dossier(store).name == "De Spil"


def test_a_copy_opens_with_an_identity_of_its_own(beheer: Visit, store: Store) -> None:
    at = click(beheer("Meer"), "copy")
    assert at.query_params["d"] == "de-spil-kopie"
    assert shelf().dossier("de-spil-kopie").uuid != dossier(store).uuid


def test_handing_over_marks_the_dossier_and_offers_the_parcel(beheer: Visit, store: Store) -> None:
    at = click(beheer("Meer"), "hand_over")
    assert "Typ eerst aan wie je het dossier geeft." in texts(at)
    at.text_input(key="hand_over_to").set_value("Buurtwerk Zuid")
    click(at, "hand_over")
    assert dossier(store).handed_over_to == "Buurtwerk Zuid"
    assert "/download/de-spil/overdracht" in {link.proto.url for link in at.get("link_button")}
    click(at, "take_back")
    assert dossier(store).handed_over_at is None


def test_the_check_up_says_that_all_is_well(beheer: Visit) -> None:
    assert "Alles is in orde." in all_texts(click(beheer("Meer"), "check_up"))


def test_delete_wants_the_name(beheer: Visit) -> None:
    at = beheer("Meer")
    at.text_input(key="delete_name").set_value("de spil")
    click(at, "delete")
    assert "Typ precies de naam: De Spil." in texts(at)
    assert shelf().slugs() == ["de-spil"]


def test_delete_ends_everything_that_led_to_the_dossier(beheer: Visit, store: Store) -> None:
    uuid, house = dossier(store).uuid, running.current().house
    kept = shelf().backup(store.slug)
    access.make_invite(house, dossier=uuid, label="wijkmanager", now=now())
    at = beheer("Meer")
    at.text_input(key="delete_name").set_value("De Spil")
    at.checkbox(key="delete_backups").check()
    click(at, "delete")
    assert (shelf().slugs(), kept.exists(), house.invites(uuid)) == ([], False, [])
    assert [title.value for title in at.title] == ["Welke wijk?"]


@pytest.fixture
def going_on(store: Store) -> int:
    """A meeting that goes on, with two phones; returns its id."""
    here = running.current()
    planned = meeting.plan(store, here.house, step=Step.ROLES, title="Rollen *nog* eens", date=now().date())
    meeting.begin(store, meeting_id=planned.id, now=now())
    for phone in ("Fatma", "Karim"):
        here.room(store, planned.id).presence.see(phone)
    return planned.id


def test_a_dossier_with_a_meeting_that_goes_on_is_deleted_only_when_that_is_asked(
    beheer: Visit, going_on: int
) -> None:
    at = beheer("Meer")
    assert "De bijeenkomst ‘Rollen \\*nog\\* eens’ is nu bezig, met 2 telefoons verbonden." in texts(at)
    at.text_input(key="delete_name").set_value("De Spil")
    click(at, "delete")
    assert "is nu bezig, met 2 telefoons verbonden. Sluit die eerst" in texts(at)
    assert shelf().slugs() == ["de-spil"]
    at.checkbox(key="delete_during").check()
    click(at, "delete")
    assert (shelf().slugs(), going_on) == ([], 1)


def test_a_meeting_that_began_after_the_page_was_drawn_is_seen_too(beheer: Visit, store: Store) -> None:
    at = beheer("Meer")
    assert "delete_during" not in {box.key for box in at.checkbox}
    planned = meeting.plan(store, running.current().house, step=Step.ROLES, title="Rollen", date=now().date())
    meeting.begin(store, meeting_id=planned.id, now=now())
    at.text_input(key="delete_name").set_value("De Spil")
    click(at, "delete")
    assert "is nu bezig, met geen telefoon verbonden." in texts(at)
    assert shelf().slugs() == ["de-spil"]


def test_deleting_with_its_backups_takes_what_cannot_be_read_too(beheer: Visit, store: Store) -> None:
    kept = shelf().backup(store.slug)
    shelf().close(store.slug)
    store.path.write_bytes(b"kapot" * 2000)
    shelf().restore(store.slug, kept)
    at = beheer("Meer")
    at.text_input(key="delete_name").set_value("De Spil")
    at.checkbox(key="delete_backups").check()
    click(at, "delete")
    assert list(shelf().backups.iterdir()) == []


def test_a_deleted_dossier_is_brought_back_with_its_codes(beheer: Visit, store: Store, going_on: int) -> None:
    house, uuid = running.current().house, dossier(store).uuid
    with store.read() as tables:
        code = tables.meeting.get(going_on).code
    shelf().backup(store.slug)
    shelf().delete(store.slug)
    house.forget_dossier(uuid, now=now())
    at = click(beheer(d=""), f"bring_back_now_{uuid}")
    assert at.query_params["d"] == "de-spil"
    assert (shelf().dossier("de-spil").uuid, house.meeting_of(code)) == (uuid, (uuid, going_on))


# ---------------------------------------------------------------- told apart


def rows_with(at: AppTest, sign: str) -> list[str]:
    return [str(text.value) for text in at.markdown if sign in str(text.value)]


def test_backups_of_one_minute_are_told_apart(beheer: Visit, store: Store) -> None:
    first = shelf().backup(store.slug)
    for name in ("de-spil-20261105-190007", "de-spil-20261105-190031", "de-spil-20261105-190031-2"):
        shutil.copy(first, first.with_name(f"{name}.sqlite"))
    rows = [row.split("**")[1] for row in rows_with(beheer(), " kB]")]
    assert rows[1:] == [
        "donderdag 5 november 2026, 20:00:31",
        "donderdag 5 november 2026, 20:00:31 (2)",
        "donderdag 5 november 2026, 20:00:07",
    ]


def test_logins_and_links_of_one_moment_are_told_apart(beheer: Visit, store: Store) -> None:
    house, uuid, moment = running.current().house, dossier(store).uuid, now()
    for _ in range(2):
        access.log_in(house, role=Role.CORE_TEAM, dossier=uuid, label="wijkmanager", now=moment)
        access.make_invite(house, dossier=uuid, label="wijkmanager", now=moment)
    at = beheer("Toegang")
    for sign in ("· sinds", "· gemaakt op"):
        rows = rows_with(at, sign)
        assert len(rows) == len(set(rows)) == 2


def test_two_dossiers_with_one_name_are_told_apart(beheer: Visit) -> None:
    shelf().create("De Spil", slug="de-spil-2")
    shown = texts(beheer(d=""))
    assert "**De Spil \\(de\\-spil\\)**" in shown
    assert "**De Spil \\(de\\-spil\\-2\\)**" in shown


# ---------------------------------------------------------------- who may come in


@pytest.mark.parametrize("d", ["de-spil", ""])
def test_the_facilitator_of_the_machine_is_reminded_of_a_passphrase_until_there_is_one(
    beheer: Visit, d: str
) -> None:
    def ways(at: AppTest) -> list[str]:
        return [link.proto.url for link in at.get("link_button") if "wachtzin" in link.proto.url]

    at = beheer(d=d)
    assert "Je hebt nog geen wachtzin." in texts(at)
    assert ways(at) == [f"/deur/wachtzin?naar=/beheer%3Fd%3D{d}" if d else "/deur/wachtzin?naar=/beheer"]
    assert "wachtzin" not in texts(beheer(own=True))
    running.current().house.set_setting(web_door.PASSPHRASE, access.hash_passphrase("vier koeien in de wei"))
    assert "Je hebt nog geen wachtzin." not in texts(at.run())
    assert ways(beheer(d="")) == ["/deur/wachtzin"]


def test_a_personal_link_is_shown_once_and_can_be_withdrawn(beheer: Visit, store: Store) -> None:
    house, uuid = running.current().house, dossier(store).uuid
    at = beheer("Toegang")
    at.text_input(key="invite_label").set_value("wijkmanager")
    click(at, "make_invite")
    link = at.code[0].value
    assert link.startswith("http://testserver/deur/kernteam/")
    assert access.look_at_invite(house, link.rsplit("/", 1)[1]).label == "wijkmanager"
    assert not at.run().code
    (invite,) = house.invites(uuid)
    click(at, f"withdraw_{invite.id}")
    assert house.invites(uuid) == []


def test_a_link_without_a_function_is_refused(beheer: Visit) -> None:
    assert "Typ eerst voor welke functie de link is." in texts(click(beheer("Toegang"), "make_invite"))


def test_the_passphrase_is_kept_as_a_hash(beheer: Visit, store: Store) -> None:
    at = beheer("Toegang")
    at.text_input(key="passphrase_text").set_value("kort")
    click(at, "save_passphrase")
    assert "Een wachtzin heeft minstens 10 tekens." in texts(at)
    at.text_input(key="passphrase_text").set_value("vier koeien in de wei")
    click(at, "save_passphrase")
    assert access.is_passphrase("vier koeien in de wei", dossier(store).passphrase_hash)


def test_a_pairing_code_makes_a_screen_of_this_dossier(beheer: Visit, store: Store) -> None:
    at = click(beheer("Toegang"), "pairing_code")
    code = at.metric[0].value.replace(" ", "")
    login = access.spend_key(running.current().house, code, kind=access.PAIRING, now=now())
    assert (login.role, login.dossier) == (Role.SCREEN, dossier(store).uuid)


@pytest.mark.parametrize("own", [False, True])
def test_a_one_time_link_never_reaches_further_than_this_dossier(
    beheer: Visit, store: Store, own: bool
) -> None:
    at = beheer("Toegang", own=own)
    at.get_by_key("one_time_role").set_value("Begeleider van dit dossier").run()
    click(at, "one_time_link")
    key = at.code[0].value.rsplit("/", 1)[1]
    login = access.spend_key(running.current().house, key, kind=access.LINK, now=now())
    assert (login.role, login.dossier) == (Role.FACILITATOR, dossier(store).uuid)


def test_a_device_is_logged_out(beheer: Visit, store: Store) -> None:
    house, uuid = running.current().house, dossier(store).uuid
    login = access.log_in(house, role=Role.CORE_TEAM, dossier=uuid, label="wijkmanager", now=now())
    click(beheer("Toegang"), f"logout_{login.id}")
    assert house.logins(uuid) == []


def test_the_own_device_has_no_button_to_log_out(beheer: Visit) -> None:
    at = beheer("Deze computer")
    assert len(running.current().house.logins(None)) == 1
    assert not [button for button in at.button if str(button.key).startswith("logout_")]


def test_the_machine_has_a_page_of_its_own(beheer: Visit) -> None:
    at = beheer(d="")
    assert [title.value for title in at.title] == ["Beheer van deze computer"]
    click(at, "manage_de-spil")
    assert at.query_params["d"] == "de-spil"
    assert [title.value for title in at.title] == ["Beheer"]


def test_the_fictional_neighbourhood_is_made_once(beheer: Visit) -> None:
    at = click(beheer(d=""), "demo")
    assert shelf().dossier("molenkwartier").is_fictional
    assert at.query_params["d"] == "molenkwartier"
    assert beheer(d="").button(key="demo").disabled


@pytest.fixture
def parcel(tmp_path: Path, store: Store) -> Iterator[Callable[[str], bytes]]:
    """Return a function that gives the file of a dossier from another machine."""
    assert store.slug
    elsewhere = Shelf(tmp_path / "elders", tmp_path / "elders-backups")

    def made(name: str) -> bytes:
        elsewhere.create(name)
        return elsewhere.backup(file_name(name)).read_bytes()

    yield made
    elsewhere.close_all()


def take_in(at: AppTest, content: bytes, name: str = "dossier.sqlite") -> AppTest:
    at.file_uploader(key="dossier_file").upload(name, content).run()
    return click(at, "take_in")


def test_a_dossier_from_elsewhere_comes_in(beheer: Visit, parcel: Callable[[str], bytes]) -> None:
    at = take_in(beheer(d=""), parcel("Zuidhoek"))
    assert shelf().slugs() == ["de-spil", "zuidhoek"]
    assert at.query_params["d"] == "zuidhoek"


def test_a_handover_comes_in_as_it_was_downloaded(
    beheer: Visit, parcel: Callable[[str], bytes], tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "zuidhoek.sqlite").write_bytes(parcel("Zuidhoek"))
    (tmp_path / "in" / "LEESMIJ.txt").write_text("Lees mij", encoding="utf-8")
    pack = Path(shutil.make_archive(str(tmp_path / "overdracht"), "zip", tmp_path / "in"))
    take_in(beheer(d=""), pack.read_bytes(), "overdracht.zip")
    assert shelf().slugs() == ["de-spil", "zuidhoek"]


def test_a_dossier_that_is_here_already_is_offered_as_a_copy(beheer: Visit, store: Store) -> None:
    at = take_in(beheer(d=""), shelf().backup(store.slug).read_bytes())
    assert "Dit dossier staat al op deze computer." in texts(at)
    assert "In het bestand is" in texts(at)
    assert shelf().slugs() == ["de-spil"]
    assert at.button(key="take_in").label == "Zet het erbij als kopie"
    click(at, "take_in")
    assert shelf().slugs() == ["de-spil", "de-spil-kopie"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Dit bestand is geen dossier van SOK-tafel."),
        (b"een brief " * 500, "Dit bestand is beschadigd."),
        (b"PK\x03\x04 geen zip", "Dit bestand is geen dossier van SOK-tafel."),
    ],
)
def test_a_file_that_is_no_dossier_is_refused_in_a_sentence(beheer: Visit, content: bytes, says: str) -> None:
    at = take_in(beheer(d=""), content)
    assert says in texts(at)
    assert shelf().slugs() == ["de-spil"]


def test_a_damaged_dossier_gets_its_backup_back(beheer: Visit, store: Store) -> None:
    kept, path = shelf().backup(store.slug), store.path
    shelf().close(store.slug)
    path.write_bytes(b"kapot" * 2000)
    at = beheer(d="")
    assert "de-spil: Dit bestand is beschadigd." in texts(at)
    click(at, f"restore_now_{kept.stem}")
    assert shelf().dossier("de-spil").name == "De Spil"
    assert "manage_de-spil" in {button.key for button in at.button}
