"""huis.sqlite: keys, links, logins and codes of one machine."""

import datetime as dt
import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from sok_core.errors import RuleBroken
from sok_core.model import Role
from sok_core.store.house import House

NOW = dt.datetime(2026, 11, 5, 19, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "data" / "huis.sqlite")
    yield house
    house.close()


def add_key(house: House, key_hash: str = "h", **values: object) -> None:
    given = {"kind": "link", "role": Role.FACILITATOR, "dossier": None, "label": "", "expires_at": LATER}
    house.add_key(hash=key_hash, **given | values)


def add_login(house: House, login_id: str, **values: object) -> None:
    given = {"role": Role.CORE_TEAM, "dossier": "d", "label": "", "invite_id": None}
    house.add_login(id=login_id, created_at=NOW, expires_at=LATER, **given | values)


def test_the_file_is_for_its_owner_alone(tmp_path: Path, house: House) -> None:
    mode = (tmp_path / "data" / "huis.sqlite").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert house.setting("bestaat niet") is None


def test_the_signing_key_stays_the_same_over_a_restart(tmp_path: Path) -> None:
    keys = []
    for _ in range(2):
        house = House(tmp_path / "huis.sqlite")
        keys.append(house.signing_key())
        house.close()
    assert keys[0] == keys[1]
    assert len(keys[0]) >= 40


def test_twenty_threads_agree_on_one_signing_key(house: House) -> None:
    with ThreadPoolExecutor(20) as pool:
        assert len(set(pool.map(lambda _: house.signing_key(), range(20)))) == 1


def test_a_setting_is_replaced_by_a_later_one(house: House) -> None:
    house.set_setting("a", "1")
    house.set_setting("a", "2")
    assert house.setting("a") == "2"


def test_a_key_is_spent_by_the_first_who_asks(house: House) -> None:
    add_key(house)
    with ThreadPoolExecutor(20) as pool:
        spent = list(pool.map(lambda _: house.spend_key("h", now=NOW), range(20)))
    assert len([key for key in spent if key]) == 1


def test_a_key_that_is_too_old_is_not_spent(house: House) -> None:
    add_key(house, expires_at=NOW)
    assert house.spend_key("h", now=NOW) is None


def test_all_keys_of_one_kind_can_end_together(house: House) -> None:
    add_key(house, "a", kind="koppelcode")
    add_key(house, "b", kind="link")
    house.spend_all_keys("koppelcode", now=NOW)
    assert house.spend_key("a", now=NOW) is None
    assert house.spend_key("b", now=NOW)


def test_logins_are_listed_by_dossier_without_those_that_ended(house: House) -> None:
    add_login(house, "a")
    add_login(house, "b", dossier="ander")
    add_login(house, "c", dossier=None, role=Role.FACILITATOR)
    add_login(house, "d")
    house.withdraw_login("d", now=NOW)
    assert [login.id for login in house.logins("d")] == ["a"]
    assert [login.id for login in house.logins(None)] == ["c"]


def test_withdrawing_a_personal_link_ends_the_logins_that_came_from_it(house: House) -> None:
    invite = house.add_invite(hash="h", dossier="d", label="wijkmanager", created_at=NOW)
    add_login(house, "a", invite_id=invite.id)
    add_login(house, "b")
    house.withdraw_invite(invite.id, now=NOW)
    assert house.invites("d") == []
    assert [login.id for login in house.logins("d")] == ["b"]


def test_a_code_leads_to_one_meeting_only(house: House) -> None:
    assert house.claim_code("AB23", dossier="d", meeting_id=1)
    assert house.claim_code("AB23", dossier="d", meeting_id=1)
    assert not house.claim_code("AB23", dossier="ander", meeting_id=1)
    assert house.meeting_of("AB23") == ("d", 1)


def test_a_file_name_leads_to_the_dossiers_that_had_it_the_last_one_first(house: House) -> None:
    for slug, dossier in (("wijk", "a"), ("buurt", "a"), ("wijk", "b")):
        house.remember_name(slug, dossier=dossier)
    assert house.dossiers_named("wijk") == ["b", "a"]
    house.remember_name("wijk", dossier="a")
    assert (house.dossiers_named("wijk"), house.dossiers_named("buurt")) == (["a", "b"], ["a"])
    house.forget_dossier("a", now=NOW)
    assert (house.dossiers_named("wijk"), house.dossiers_named("buurt")) == (["b"], [])


def test_a_server_is_written_down_until_it_says_goodbye(house: House) -> None:
    first = house.add_server(port=8501, address="", now=NOW)
    second = house.add_server(port=9000, address="https://wijk.example", now=LATER)
    assert house.servers() == [second, first]
    house.remove_server(second.id)
    assert house.servers() == [first]


def test_forgetting_a_dossier_ends_all_that_led_to_it(house: House) -> None:
    house.claim_code("AB23", dossier="d", meeting_id=1)
    house.claim_code("CD45", dossier="ander", meeting_id=1)
    add_key(house, dossier="d")
    add_login(house, "a")
    house.add_invite(hash="i", dossier="d", label="wijkmanager", created_at=NOW)
    house.forget_dossier("d", now=NOW)
    assert house.meeting_of("AB23") is None
    assert house.meeting_of("CD45") == ("ander", 1)
    assert (house.key("h"), house.logins("d"), house.invites("d")) == (None, [], [])


def test_two_houses_on_one_file_do_not_lock_each_other_out(tmp_path: Path, house: House) -> None:
    other = House(tmp_path / "data" / "huis.sqlite")
    both = (house, other)

    def act(n: int) -> bool:
        both[n % 2].set_setting(f"{n % 5}", f"{n}")
        both[n % 2].add_invite(hash=f"{n}", dossier="d", label="x", created_at=NOW)
        return both[n % 2].claim_code(f"{n}", dossier="d", meeting_id=n)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(act, range(200)))
    other.close()
    assert len(house.invites("d")) == 200


def test_nobody_else_on_the_machine_can_read_the_keys(tmp_path: Path) -> None:
    path = tmp_path / "data" / "huis.sqlite"
    house = House(path)
    house.set_setting("geheim", "x")
    beside = [one for one in path.parent.iterdir() if one.name.startswith("huis.sqlite")]
    assert len(beside) == 3
    assert {stat.S_IMODE(one.stat().st_mode) for one in beside} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    house.close()


def test_a_file_of_an_earlier_version_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "huis.sqlite"
    House(path).close()
    path.chmod(0o644)
    House(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_helper_keeps_her_meeting_and_her_table(house: House) -> None:
    add_key(house, "h", kind="koppelcode", role=Role.HELPER, dossier="d", meeting_id=7, table=4)
    spent = house.spend_key("h", now=NOW)
    assert spent is not None
    assert (spent.meeting_id, spent.table) == (7, 4)
    add_login(house, "a", role=Role.HELPER, meeting_id=7, table=4)
    add_login(house, "b")
    found = {login.id: (login.meeting_id, login.table) for login in house.logins("d")}
    assert found == {"a": (7, 4), "b": (None, None)}


def test_a_house_from_before_there_were_helpers_opens_with_its_logins(tmp_path: Path) -> None:
    path = tmp_path / "huis.sqlite"
    from_before_there_were_helpers(path)
    for _ in range(2):
        house = House(path)
        login = house.login("a")
        assert login is not None
        assert (login.role, login.meeting_id, login.table) == (Role.CORE_TEAM, None, None)
        house.close()


def from_before_there_were_helpers(path: Path) -> None:
    """Make a house as the version before this one left it."""
    house = House(path)
    add_login(house, "a")
    house.close()
    with closing(sqlite3.connect(path)) as old:
        for table in ("login", "door_key"):
            old.execute(f"ALTER TABLE {table} DROP COLUMN meeting_id")
            old.execute(f'ALTER TABLE {table} DROP COLUMN "table"')
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'm20261125_helper'")
        old.commit()


def test_an_older_house_is_kept_as_it_was_before_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "huis.sqlite"
    from_before_there_were_helpers(path)
    for _ in range(2):
        House(path).close()
    (kept,) = (tmp_path / "backups").iterdir()
    assert kept.name.startswith("huis.sqlite-2")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with closing(sqlite3.connect(kept)) as before:
        columns = {row[1] for row in before.execute("PRAGMA table_info(login)")}
        assert before.execute("SELECT id FROM login").fetchall() == [("a",)]
    assert "meeting_id" not in columns


def test_a_new_house_has_nothing_to_keep(tmp_path: Path) -> None:
    House(tmp_path / "huis.sqlite").close()
    assert not (tmp_path / "backups").exists()


def newer(path: Path) -> None:
    House(path).close()
    with closing(sqlite3.connect(path)) as later:
        later.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('sok_house', 'm2099', '')"
        )
        later.commit()


def half(path: Path) -> None:
    House(path).close()
    path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.write_bytes(b"dit is geen database" * 500), "house.damaged"),
        (half, "house.damaged"),
        (newer, "house.newer"),
    ],
    ids=["text", "half", "newer"],
)
def test_a_house_that_cannot_be_used_is_left_untouched(
    tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    path = tmp_path / "huis.sqlite"
    spoil(path)
    path.chmod(0o640)
    before = path.read_bytes()
    with pytest.raises(RuleBroken, match=code):
        House(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["huis.sqlite"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
