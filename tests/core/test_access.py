"""Who may do what: passphrases, links, codes, cookies and withdrawals."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sok_core import access
from sok_core.access import LINK, NOBODY, PAIRING, Right, Visitor
from sok_core.errors import Conflict, Forbidden, RuleBroken
from sok_core.model import Role
from sok_core.store.house import House

NOW = dt.datetime(2026, 11, 5, 19, 0, tzinfo=dt.UTC)
INSIDE = [role for role in Role if role not in access.OF_ONE_MEETING]  # who goes into the pages
OURS, OTHER = "uuid van ons", "uuid van een ander"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "huis.sqlite")
    yield house
    house.close()


def later(**delta: float) -> dt.datetime:
    return NOW + dt.timedelta(**delta)


def cookie(house: House, role: Role, dossier: str | None = None) -> str:
    return access.seal(house, [access.log_in(house, role=role, dossier=dossier, now=NOW).id])


def role_with(
    house: House, sealed: str, *, dossier: str | None = OURS, now: dt.datetime = NOW
) -> Role | None:
    return access.visitor(house, sealed, dossier=dossier, now=now).role


def test_a_passphrase_fits_its_own_hash_only() -> None:
    hashed = access.hash_passphrase("vier koeien in de wei")
    assert access.is_passphrase("vier koeien in de wei", hashed)
    assert access.is_passphrase("  vier koeien in de wei ", hashed)
    assert not access.is_passphrase("vijf koeien in de wei", hashed)
    assert "koeien" not in hashed


@pytest.mark.parametrize("passphrase", ["", "kort", "         x         "])
def test_a_short_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(RuleBroken, match=r"passphrase\.short"):
        access.hash_passphrase(passphrase)


@pytest.mark.parametrize("hashed", ["", "geen hash", "$argon2id$v=19$m=65536"])
def test_no_passphrase_fits_something_that_is_no_hash(hashed: str) -> None:
    assert not access.is_passphrase("vier koeien in de wei", hashed)


def test_a_link_lets_one_in_once(house: House) -> None:
    key = access.make_link(house, role=Role.FACILITATOR, now=NOW)
    login = access.spend_key(house, key, kind=LINK, now=NOW)
    assert (login.role, login.dossier) == (Role.FACILITATOR, None)
    with pytest.raises(Forbidden, match=r"key\.spent"):
        access.spend_key(house, key, kind=LINK, now=NOW)


def test_a_link_lets_one_in_once_when_twenty_threads_try(house: House) -> None:
    key = access.make_link(house, role=Role.FACILITATOR, now=NOW)

    def attempt(_: int) -> bool:
        try:
            access.spend_key(house, key, kind=LINK, now=NOW)
        except Forbidden:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(attempt, range(20))) == 1
    assert len(house.logins(None)) == 1


def test_looking_at_a_link_does_not_spend_it(house: House) -> None:
    key = access.make_link(house, role=Role.SCREEN, dossier=OURS, now=NOW, label="beamer")
    for _ in range(3):
        assert access.look_at_key(house, key, now=NOW).label == "beamer"
    assert access.spend_key(house, key, kind=LINK, now=NOW).role is Role.SCREEN


def test_a_link_ends_after_two_days(house: House) -> None:
    key = access.make_link(house, role=Role.FACILITATOR, now=NOW)
    for attempt in (access.look_at_key, lambda *a, now: access.spend_key(*a, kind=LINK, now=now)):
        with pytest.raises(Forbidden, match=r"key\.spent"):
            attempt(house, key, now=later(hours=access.LINK_HOURS))


@pytest.mark.parametrize("role", [Role.CORE_TEAM, Role.SCREEN])
def test_a_link_for_one_dossier_needs_that_dossier(house: House, role: Role) -> None:
    with pytest.raises(RuleBroken, match=r"link\.needs_dossier"):
        access.make_link(house, role=role, now=NOW)


def test_the_key_itself_is_kept_nowhere(house: House, tmp_path: Path) -> None:
    key = access.make_link(house, role=Role.FACILITATOR, now=NOW)
    secret, _ = access.make_invite(house, dossier=OURS, label="wijkmanager", now=NOW)
    house.close()
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert key.encode() not in files
    assert secret.encode() not in files


def test_a_pairing_code_makes_a_screen_for_ten_minutes(house: House) -> None:
    code = access.make_pairing_code(house, dossier=OURS, now=NOW)
    assert len(code) == 6
    assert code.isdecimal()
    with pytest.raises(Forbidden):
        access.spend_key(house, code, kind=PAIRING, now=later(minutes=access.PAIRING_MINUTES))
    login = access.spend_key(house, code, kind=PAIRING, now=later(minutes=9))
    assert (login.role, login.dossier) == (Role.SCREEN, OURS)


def test_a_pairing_code_is_no_link_and_a_link_no_pairing_code(house: House) -> None:
    code = access.make_pairing_code(house, dossier=OURS, now=NOW)
    key = access.make_link(house, role=Role.FACILITATOR, now=NOW)
    for secret, kind, error in ((code, LINK, r"key\.spent"), (key, PAIRING, r"code\.wrong")):
        with pytest.raises(Forbidden, match=error):
            access.spend_key(house, secret, kind=kind, now=NOW)


def test_a_personal_link_needs_a_function(house: House) -> None:
    with pytest.raises(RuleBroken, match=r"invite\.label_empty"):
        access.make_invite(house, dossier=OURS, label="  ", now=NOW)


def test_a_withdrawn_personal_link_ends_its_logins(house: House) -> None:
    key, invite = access.make_invite(house, dossier=OURS, label="wijkmanager", now=NOW)
    assert access.look_at_invite(house, key) == invite
    login = access.log_in(house, role=Role.CORE_TEAM, dossier=OURS, invite_id=invite.id, now=NOW)
    sealed = access.seal(house, [login.id])
    assert role_with(house, sealed) is Role.CORE_TEAM
    house.withdraw_invite(invite.id, now=NOW)
    assert role_with(house, sealed) is None
    with pytest.raises(Forbidden, match=r"invite\.withdrawn"):
        access.look_at_invite(house, key)


def test_a_withdrawn_login_ends_at_once(house: House) -> None:
    sealed = cookie(house, Role.FACILITATOR)
    (login_id,) = access.unseal(house, sealed)
    house.withdraw_login(login_id, now=NOW)
    assert access.visitor(house, sealed, dossier=None, now=NOW) is NOBODY


@pytest.mark.parametrize("role", INSIDE)
def test_a_login_ends_after_its_days(house: House, role: Role) -> None:
    sealed = cookie(house, role, OURS)
    last = later(days=access.LOGIN_DAYS[role])
    assert role_with(house, sealed, now=last - dt.timedelta(seconds=1)) is role
    assert role_with(house, sealed, now=last) is None


def test_a_login_for_one_dossier_is_worth_nothing_for_another(house: House) -> None:
    for role in INSIDE:
        sealed = cookie(house, role, OURS)
        assert role_with(house, sealed, dossier=OTHER) is None
        assert role_with(house, sealed, dossier=None) is None


def test_the_facilitator_of_the_machine_may_open_every_dossier(house: House) -> None:
    sealed = cookie(house, Role.FACILITATOR)
    assert role_with(house, sealed, dossier=OTHER) is Role.FACILITATOR
    assert role_with(house, sealed, dossier=None) is Role.FACILITATOR


def test_the_strongest_login_counts(house: House) -> None:
    ids = [access.log_in(house, role=role, dossier=OURS, now=NOW).id for role in reversed(INSIDE)]
    assert role_with(house, access.seal(house, ids)) is Role.FACILITATOR


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.FACILITATOR, {Right.READ, Right.WRITE, Right.RUN, Right.SHOW, Right.STEER}),
        (Role.CORE_TEAM, {Right.READ, Right.WRITE, Right.SHOW}),
        (Role.SCREEN, {Right.SHOW}),
    ],
)
def test_each_role_has_its_rights(house: House, role: Role, rights: set[Right]) -> None:
    who = access.visitor(house, cookie(house, role, OURS), dossier=OURS, now=NOW)
    assert {right for right in Right if who.may(right)} == rights


def helper_code(house: House, *, dossier: str = OURS, meeting_id: int = 7, table: int = 4) -> str:
    return access.make_helper_code(house, dossier=dossier, meeting_id=meeting_id, table=table, now=NOW)


def paired(house: House, **seat: Any) -> str:
    """Let a helper in with a code and return her sealed cookie."""
    return access.seal(house, [access.spend_key(house, helper_code(house, **seat), kind=PAIRING, now=NOW).id])


def helper_with(
    house: House, sealed: str, *, dossier: str = OURS, meeting_id: int = 7, now: dt.datetime = NOW
) -> Visitor:
    return access.helper(house, sealed, dossier=dossier, meeting_id=meeting_id, now=now)


def test_a_code_makes_a_helper_of_one_table_once_and_for_ten_minutes(house: House) -> None:
    code = helper_code(house)
    assert len(code) == 6
    assert code.isdecimal()
    with pytest.raises(Forbidden, match=r"key\.spent"):
        access.spend_key(house, code, kind=PAIRING, now=later(minutes=access.PAIRING_MINUTES))
    login = access.spend_key(house, code, kind=PAIRING, now=NOW)
    assert (login.role, login.dossier, login.meeting_id, login.table) == (Role.HELPER, OURS, 7, 4)
    with pytest.raises(Forbidden, match=r"key\.spent"):
        access.spend_key(house, code, kind=PAIRING, now=NOW)


def test_the_code_of_a_helper_is_kept_as_its_hash_only(house: House, tmp_path: Path) -> None:
    code = helper_code(house)
    house.close()
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert code.encode() not in files
    assert access.secret_hash(code).encode() in files


def test_a_helper_helps_in_her_own_meeting_of_her_own_dossier_only(house: House) -> None:
    sealed = paired(house)
    who = helper_with(house, sealed)
    assert (who.role, who.table) == (Role.HELPER, 4)
    assert {right for right in Right if who.may(right)} == {Right.HELP}
    assert helper_with(house, sealed, meeting_id=8) is NOBODY
    assert helper_with(house, sealed, dossier=OTHER) is NOBODY


def test_a_helper_is_nobody_anywhere_else(house: House) -> None:
    sealed = paired(house)
    for dossier in (OURS, OTHER, None):
        assert access.visitor(house, sealed, dossier=dossier, now=NOW) is NOBODY
    assert not access.goes_inside(access.valid_logins(house, sealed, now=NOW))


def test_only_a_helper_may_help(house: House) -> None:
    for role in INSIDE:
        sealed = cookie(house, role, OURS)
        assert not access.visitor(house, sealed, dossier=OURS, now=NOW).may(Right.HELP)
        assert helper_with(house, sealed) is NOBODY
        assert access.goes_inside(access.valid_logins(house, sealed, now=NOW))


def test_a_helper_is_gone_when_withdrawn_and_after_a_day(house: House) -> None:
    sealed = paired(house)
    last = later(days=access.LOGIN_DAYS[Role.HELPER])
    assert helper_with(house, sealed, now=last - dt.timedelta(seconds=1)).role is Role.HELPER
    assert helper_with(house, sealed, now=last) is NOBODY
    house.withdraw_login(access.unseal(house, sealed)[0], now=NOW)
    assert helper_with(house, sealed) is NOBODY


def test_the_last_table_counts_on_a_device_that_was_paired_twice(house: House) -> None:
    ids = [login_id for table in (4, 5) for login_id in access.unseal(house, paired(house, table=table))]
    assert helper_with(house, access.seal(house, ids)).table == 5


def remote_code(house: House) -> str:
    return access.make_remote_code(house, dossier=OURS, meeting_id=7, now=NOW)


def steers(house: House, sealed: str, **where: Any) -> Visitor:
    seat: dict[str, Any] = {"dossier": OURS, "meeting_id": 7, "now": NOW}
    return access.remote(house, sealed, **seat | where)


def test_a_remote_steers_its_own_meeting_and_nothing_else(house: House) -> None:
    login = access.spend_key(house, remote_code(house), kind=PAIRING, now=NOW)
    sealed = access.seal(house, [login.id])
    who = steers(house, sealed)
    assert {right for right in Right if who.may(right)} == {Right.STEER}
    assert steers(house, sealed, meeting_id=8) is NOBODY
    assert steers(house, sealed, dossier=OTHER) is NOBODY
    assert steers(house, sealed, now=later(days=access.LOGIN_DAYS[Role.REMOTE])) is NOBODY
    assert helper_with(house, sealed) is NOBODY
    assert access.visitor(house, sealed, dossier=OURS, now=NOW) is NOBODY
    assert not access.goes_inside(access.valid_logins(house, sealed, now=NOW))
    house.withdraw_login(login.id, now=NOW)
    assert steers(house, sealed) is NOBODY


def test_the_facilitator_steers_every_meeting_that_is_hers(house: House) -> None:
    assert steers(house, cookie(house, Role.FACILITATOR), meeting_id=8).role is Role.FACILITATOR
    of_ours = cookie(house, Role.FACILITATOR, OURS)
    assert steers(house, of_ours).role is Role.FACILITATOR
    assert steers(house, of_ours, dossier=OTHER) is NOBODY
    for role in (Role.CORE_TEAM, Role.SCREEN):
        assert steers(house, cookie(house, role, OURS)) is NOBODY
    assert steers(house, paired(house)) is NOBODY


def test_there_is_no_remote_without_a_meeting(house: House) -> None:
    with pytest.raises(RuleBroken, match=r"link\.needs_code"):
        access.log_in(house, role=Role.REMOTE, dossier=OURS, now=NOW)
    with pytest.raises(RuleBroken, match=r"link\.needs_code"):
        access.make_link(house, role=Role.REMOTE, dossier=OURS, now=NOW)


def test_a_code_that_waits_is_known_until_it_is_used_too_old_or_withdrawn(house: House) -> None:
    def waiting(role: Role = Role.REMOTE, **more: Any) -> list[str]:
        seat: dict[str, Any] = {"dossier": OURS, "meeting_id": 7, "now": NOW}
        return [code.hash for code in access.open_codes(house, role=role, **seat | more)]

    one, two = remote_code(house), remote_code(house)
    assert set(waiting()) == {access.secret_hash(one), access.secret_hash(two)}
    assert waiting(Role.HELPER) == waiting(meeting_id=8) == waiting(dossier=OTHER) == []
    assert waiting(now=later(minutes=access.PAIRING_MINUTES)) == []
    first, second = (house.key(access.secret_hash(code)) for code in (one, two))
    assert first
    assert second
    access.withdraw_code(house, first, now=NOW)
    with pytest.raises(Forbidden, match=r"key\.spent"):
        access.spend_key(house, one, kind=PAIRING, now=NOW)
    access.spend_key(house, two, kind=PAIRING, now=NOW)
    with pytest.raises(Conflict, match=r"key\.used"):  # somebody was just in: the device must go
        access.withdraw_code(house, second, now=NOW)
    access.withdraw_code(house, second, now=later(minutes=access.PAIRING_MINUTES))
    assert waiting() == []


@pytest.mark.parametrize("table", [0, -1, 100])
def test_a_helper_needs_a_table_that_can_be(house: House, table: int) -> None:
    with pytest.raises(RuleBroken, match=r"note\.table"):
        helper_code(house, table=table)


def test_there_is_no_helper_without_a_meeting_and_a_table(house: House) -> None:
    with pytest.raises(RuleBroken, match=r"link\.needs_code"):
        access.log_in(house, role=Role.HELPER, dossier=OURS, now=NOW)
    with pytest.raises(RuleBroken, match=r"link\.needs_code"):
        access.make_link(house, role=Role.HELPER, dossier=OURS, now=NOW)


def test_nobody_may_do_anything() -> None:
    assert not any(NOBODY.may(right) for right in Right)


def test_a_cookie_of_another_machine_is_worth_nothing(house: House, tmp_path: Path) -> None:
    other = House(tmp_path / "ander.sqlite")
    sealed = access.seal(other, access.unseal(house, cookie(house, Role.FACILITATOR)))
    other.close()
    assert access.unseal(house, sealed) == []


def test_a_cookie_with_one_changed_sign_is_worth_nothing(house: House) -> None:
    sealed = cookie(house, Role.FACILITATOR)
    body, dot, signature = sealed.rpartition(".")
    for place in range(len(body)):
        other = "A" if body[place] != "A" else "B"
        assert access.unseal(house, body[:place] + other + body[place + 1 :] + dot + signature) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.from_regex(r"\A[\w.-]{0,80}\Z"))
def test_no_text_is_a_cookie_and_none_does_harm(house: House, text: str) -> None:
    assert access.unseal(house, text) == []
    assert access.visitor(house, text, dossier=OURS, now=NOW) is NOBODY


def test_a_cookie_keeps_the_newest_logins(house: House) -> None:
    sealed = access.seal(house, [f"login {n}" for n in range(30)])
    assert access.unseal(house, sealed) == [f"login {n}" for n in range(18, 30)]
