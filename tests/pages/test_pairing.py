"""Which devices are in for one meeting, which codes still wait, and withdrawing either."""

import pytest

from sok_core import access
from sok_core.access import PAIRING
from sok_core.clock import now
from sok_core.errors import Forbidden
from sok_core.model import Meeting, Role
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Visit, plan, tab, texts

EITHER = pytest.mark.parametrize(
    ("role", "part"), [(Role.HELPER, "Tafelhulp"), (Role.REMOTE, "Afstandsbediening")], ids=str
)


def code_for(store: Store, of: Meeting, role: Role, *, table: int = 4) -> str:
    seat = {"dossier": running.current().shelf.dossier(store.slug).uuid, "meeting_id": of.id, "now": now()}
    make = access.make_remote_code if role is Role.REMOTE else access.make_helper_code
    return make(running.current().house, **seat, **({} if role is Role.REMOTE else {"table": table}))


def let_in(store: Store, of: Meeting, role: Role, *, table: int = 4) -> str:
    """Let a device in with a code and return its login."""
    code = code_for(store, of, role, table=table)
    return access.spend_key(running.current().house, code, kind=PAIRING, now=now()).id


@EITHER
def test_who_is_in_is_listed_and_one_is_withdrawn(
    visit: Visit, store: Store, begun: Meeting, role: Role, part: str
) -> None:
    one, two = let_in(store, begun, role), let_in(store, begun, role, table=5)
    at = tab(visit, store, part)
    assert texts(at).count(":gray[· sinds ") == 2
    at.button(key=f"withdraw_{one}").click().run()
    assert not at.exception
    logins = running.current().house.login
    assert logins(one).withdrawn_at  # type: ignore[union-attr]
    assert logins(two).withdrawn_at is None  # type: ignore[union-attr]
    assert texts(at).count(":gray[· sinds ") == 1


@EITHER
def test_a_code_that_nobody_used_yet_is_listed_and_withdrawn(
    visit: Visit, store: Store, begun: Meeting, role: Role, part: str
) -> None:
    code, other = code_for(store, begun, role), code_for(store, begun, role, table=5)
    at = tab(visit, store, part)
    assert texts(at).count("code nog niet gebruikt, tot ") == 2
    at.button(key=f"withdraw_{access.secret_hash(code)}").click().run()
    assert not at.exception
    assert texts(at).count("code nog niet gebruikt, tot ") == 1
    with pytest.raises(Forbidden, match=r"key\.spent"):
        access.spend_key(running.current().house, code, kind=PAIRING, now=now())
    assert access.spend_key(running.current().house, other, kind=PAIRING, now=now()).role is role
    assert "code nog niet gebruikt" not in texts(at.run())


@EITHER
def test_what_belongs_to_another_meeting_or_role_is_not_listed(
    visit: Visit, store: Store, begun: Meeting, role: Role, part: str
) -> None:
    (other_role,) = set(access.OF_ONE_MEETING) - {role}
    let_in(store, plan(store), role)
    code_for(store, plan(store), role)
    let_in(store, begun, other_role)
    code_for(store, begun, other_role)
    shown = texts(tab(visit, store, part))
    assert "sinds " not in shown
    assert "code nog niet gebruikt" not in shown
