"""The attacks of facts 9 to 14, played against the running server."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from sok_core import access, clock, note
from sok_core.access import LOGIN_COOKIE
from sok_core.model import Phase, Role
from tests.evening import NOW, Evening, opened
from tests.server import Server
from tests.streamlit_socket import opened_socket

DOOR = "Hier is de deur"
NOT_HERE = "Hier kun je niet in"  # what the door says to who came in, but not for this
SECRET = "Alleen de begeleider leest dit"


@contextmanager
def dossier(server: Server) -> Iterator[Evening]:
    """A new dossier beside the running server, with a hidden note that only the facilitator may see."""
    with opened(server.folder, f"Wijk {secrets.token_hex(4)}") as evening:
        evening.ask(phase=Phase.TOGETHER)
        evening.post(SECRET)
        note.hide(evening.store, note_id=1, reason="naam", now=NOW)
        yield evening


@pytest.fixture
def wijk(shared_server: Server) -> Iterator[Evening]:
    with dossier(shared_server) as evening:
        yield evening


@pytest.fixture
def overkant(shared_server: Server) -> Iterator[Evening]:
    with dossier(shared_server) as evening:
        yield evening


def jar(cookie: str) -> str:
    return f"{LOGIN_COOKIE}={cookie}"


def regie(evening: Evening) -> str:
    return f"d={evening.store.slug}&m={evening.id}"


def test_the_facilitator_himself_sees_the_secret(shared_server: Server, wijk: Evening) -> None:
    with opened_socket(shared_server.base, cookie=jar(wijk.cookie(Role.FACILITATOR))) as socket:
        assert SECRET in socket.run("regie", regie(wijk))
        assert socket.session_id


@pytest.mark.parametrize("cookie", ["", "sok_login=x", "sok_login=WyJ4Il0.x", "andere=1"])
def test_a_socket_without_a_login_is_refused(shared_server: Server, cookie: str) -> None:
    with pytest.raises(InvalidStatus) as caught, opened_socket(shared_server.base, cookie=cookie):
        pass
    assert caught.value.response.status_code == 403


def test_a_socket_from_another_website_is_refused(shared_server: Server, wijk: Evening) -> None:
    cookie = jar(wijk.cookie(Role.FACILITATOR))
    with (
        pytest.raises(InvalidStatus),
        opened_socket(shared_server.base, cookie=cookie, Origin="https://elders.example"),
    ):
        pass


@pytest.mark.parametrize("is_still_open", [True, False])
def test_an_overheard_session_id_gives_nothing_of_the_facilitator(
    shared_server: Server, wijk: Evening, overkant: Evening, is_still_open: bool
) -> None:
    facilitator, core_team = jar(wijk.cookie(Role.FACILITATOR)), jar(overkant.cookie(Role.CORE_TEAM))
    with opened_socket(shared_server.base, cookie=facilitator) as victim:
        assert SECRET in victim.run("regie", regie(wijk))
        if is_still_open:
            heard = overheard(shared_server, core_team, victim.session_id, wijk, victim.fragments)
    if not is_still_open:
        heard = overheard(shared_server, core_team, victim.session_id, wijk, victim.fragments)
    assert SECRET not in heard
    assert NOT_HERE in heard


def overheard(server: Server, cookie: str, session_id: str, evening: Evening, fragments: list[str]) -> str:
    """Return all that somebody hears who comes with another's session id: pages and fragments."""
    with opened_socket(server.base, cookie=cookie, session_id=session_id) as thief:
        for fragment in fragments:
            thief.ask("regie", regie(evening), fragment=fragment)
        thief.run("regie", regie(evening))
        thief.run("", f"d={evening.store.slug}")
        assert thief.session_id not in ("", session_id)
        return thief.heard


def test_what_a_session_was_still_sending_reaches_nobody_else(
    shared_server: Server, wijk: Evening, overkant: Evening
) -> None:
    facilitator, core_team = jar(wijk.cookie(Role.FACILITATOR)), jar(overkant.cookie(Role.CORE_TEAM))
    with opened_socket(shared_server.base, cookie=facilitator) as victim:
        victim.run("regie", regie(wijk))
        for _ in range(5):
            victim.ask("regie", regie(wijk))
            with opened_socket(shared_server.base, cookie=core_team, session_id=victim.session_id) as thief:
                seen = thief.run("", f"d={overkant.store.slug}")
            assert wijk.store.slug not in seen
            assert SECRET in victim.finish()


@pytest.mark.parametrize("role", [Role.CORE_TEAM, Role.SCREEN])
def test_a_login_without_the_right_gets_the_door(shared_server: Server, wijk: Evening, role: Role) -> None:
    with opened_socket(shared_server.base, cookie=jar(wijk.cookie(role))) as socket:
        seen = socket.run("regie", regie(wijk))
    assert NOT_HERE in seen
    assert SECRET not in seen


@pytest.mark.parametrize("role", [Role.CORE_TEAM, Role.SCREEN])
@pytest.mark.parametrize(
    "page", ["", "regie", "scherm", "beheer", "verkenning", "doelen-en-waarden", "rollen", "monitoring"]
)
def test_a_cookie_of_another_dossier_gets_the_door(
    shared_server: Server, wijk: Evening, overkant: Evening, role: Role, page: str
) -> None:
    with wijk.store.read() as tables:
        name = tables.dossier.name()
    with opened_socket(shared_server.base, cookie=jar(overkant.cookie(role))) as socket:
        seen = socket.run(page, regie(wijk))
    assert NOT_HERE in seen
    assert not [secret for secret in (SECRET, name, wijk.code) if secret in seen]


def test_emptied_caches_cost_nobody_a_note_or_a_login(shared_server: Server, wijk: Evening) -> None:
    base, facilitator = shared_server.base, jar(wijk.cookie(Role.FACILITATOR))
    with opened_socket(base, cookie=jar(wijk.cookie(Role.CORE_TEAM))) as vandal:
        vandal.run("", f"d={wijk.store.slug}")
        vandal.clear_cache()
        vandal.run("", f"d={wijk.store.slug}")
    posted = httpx.post(f"{base}/m/{wijk.code}/notes", json={"text": "Nog steeds", "key": "1"})
    assert (posted.status_code, posted.json()["number"]) == (201, 2)
    state = httpx.get(f"{base}/live/{wijk.code}/state", headers={"cookie": facilitator}).json()
    assert [n["text"] for n in state["notes"]] == [SECRET, "Nog steeds"]
    with opened_socket(base, cookie=facilitator) as socket:
        assert SECRET in socket.run("regie", regie(wijk))


def test_a_fragment_gives_the_door_once_the_login_is_withdrawn(shared_server: Server, wijk: Evening) -> None:
    cookie = wijk.cookie(Role.FACILITATOR)
    with opened_socket(shared_server.base, cookie=jar(cookie)) as socket:
        socket.run("regie", regie(wijk))
        assert socket.fragments
        (login_id,) = access.unseal(wijk.house, cookie)
        wijk.house.withdraw_login(login_id, now=clock.now())
        for fragment in socket.fragments:
            seen = socket.run("regie", regie(wijk), fragment=fragment)
            assert SECRET not in seen
            assert wijk.code not in seen
            assert DOOR in seen
        assert DOOR in socket.run("regie", regie(wijk))


@pytest.mark.parametrize(
    "path",
    [
        "/media/x.png",
        "/media/" + "a" * 56 + ".png",
        "/_stcore/upload_file/x/y",
        "/component/x/y.js",
        "/_stcore/metrics",
    ],
)
def test_files_of_streamlit_need_a_cookie(shared_server: Server, path: str) -> None:
    answer = httpx.get(f"{shared_server.base}{path}")
    assert answer.status_code in (303, 403)
    assert answer.headers.get("location", "/deur").startswith("/deur")


@pytest.mark.parametrize(
    "page", ["/", "/regie", "/regie?d=molenkwartier&m=1", "/beheer", "/scherm", "/start", "/index.html"]
)
def test_a_participant_who_types_a_page_gets_the_door(shared_server: Server, page: str) -> None:
    answer = httpx.get(f"{shared_server.base}{page}")
    assert (answer.status_code, answer.content) == (303, b"")
    assert answer.headers["location"].startswith("/deur?naar=/")
    door = httpx.get(f"{shared_server.base}{answer.headers['location']}")
    assert (door.status_code, DOOR in door.text) == (200, True)


def test_a_phone_is_no_login(shared_server: Server, wijk: Evening) -> None:
    with httpx.Client(base_url=shared_server.base) as phone:
        phone.get(f"/m/{wijk.code}")
        assert phone.cookies["sok_toestel"]
        stolen = {"cookie": f"{LOGIN_COOKIE}={phone.cookies['sok_toestel']}"}
        assert phone.get("/regie").status_code == 303
        assert httpx.get(f"{shared_server.base}/live/{wijk.code}/state", headers=stolen).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elders.example"}, {"sec-fetch-site": "cross-site"}], ids=str
)
def test_another_website_can_post_nothing(
    shared_server: Server, wijk: Evening, headers: dict[str, str]
) -> None:
    base, login = shared_server.base, {"cookie": jar(wijk.cookie(Role.FACILITATOR))}
    posts = [
        f"/m/{wijk.code}/notes",
        f"/m/{wijk.code}/wie",
        f"/live/{wijk.code}/sheets",
        "/deur/uit",
        "/deur/wachtzin",
    ]
    for path in posts:
        answer = httpx.post(f"{base}{path}", data={"text": "x", "key": "1"}, headers=headers | login)
        assert answer.status_code == 403
    assert httpx.get(f"{base}/live/{wijk.code}/state", headers=login).status_code == 200
    assert len(wijk.notes) == 1


def test_a_cookie_that_was_tampered_with_opens_nothing(shared_server: Server, wijk: Evening) -> None:
    payload, signature = wijk.cookie(Role.FACILITATOR).rsplit(".", 1)
    for bad in (f"{payload}.{signature[::-1]}", payload, f"{payload[:-2]}XX.{signature}"):
        headers = {"cookie": jar(bad)}
        assert httpx.get(f"{shared_server.base}/live/{wijk.code}/state", headers=headers).status_code == 403
        with pytest.raises(InvalidStatus), opened_socket(shared_server.base, cookie=jar(bad)):
            pass


def test_a_live_stream_ends_with_its_login(shared_server: Server, wijk: Evening) -> None:
    base, cookie = shared_server.base, wijk.cookie(Role.FACILITATOR)
    url = f"{base}/live/{wijk.code}/events"
    with httpx.stream("GET", url, headers={"cookie": jar(cookie)}, timeout=30) as stream:
        lines = stream.iter_lines()
        assert any("presence" in line for line in lines)
        (login_id,) = access.unseal(wijk.house, cookie)
        wijk.house.withdraw_login(login_id, now=clock.now())
        httpx.post(f"{base}/m/{wijk.code}/notes", json={"text": "Na het intrekken", "key": "1"})
        assert "Na het intrekken" not in "".join(lines)


def test_the_start_link_is_spent_by_its_button_only(server: Server) -> None:
    link = f"{server.base}/deur/sleutel/{server.start_key}"
    for _ in range(3):
        assert httpx.get(link).status_code == 200
    login = httpx.post(link)
    assert (login.status_code, LOGIN_COOKIE in login.cookies) == (303, True)
    assert httpx.post(link).status_code == 403


def test_a_server_that_was_killed_keeps_every_acknowledged_note(server: Server) -> None:
    with opened(server.folder) as evening:
        evening.ask(phase=Phase.TOGETHER)
        url = f"{server.base}/m/{evening.code}"
        with httpx.Client() as phone:
            posted = [
                phone.post(f"{url}/notes", json={"text": f"briefje {n}", "key": str(n)}) for n in range(5)
            ]
            version = phone.get(f"{url}/state").json()["version"]
            server.kill()
            server.start()
            again = phone.post(f"{url}/notes", json={"text": "briefje 4", "key": "4"})
            state = phone.get(f"{url}/state").json()
        assert [answer.status_code for answer in posted] == [201] * 5
        assert (again.status_code, again.json()) == (200, posted[4].json())
        assert [n["text"] for n in state["own"]] == [f"briefje {n}" for n in range(5)]
        assert state["version"] >= version
