"""The door: start links, passphrases, pairing codes, leaving; and where it lets nobody go."""

from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from sok_core import access, clock, words
from sok_core.access import LOGIN_COOKIE
from sok_core.model import Role
from sok_core.throttle import Throttle
from sok_core.web import door, running
from tests.evening import Evening
from tests.web.conftest import PhoneMaker

PASSPHRASE = "vier bomen en een bank"
ELSEWHERE = [{"origin": "https://elders.example"}, {"sec-fetch-site": "cross-site"}]


@pytest.fixture
def start_key(evening: Evening) -> str:
    return access.make_link(evening.house, role=Role.FACILITATOR, now=clock.now())


@pytest.fixture
def with_passphrase(evening: Evening) -> None:
    evening.house.set_setting(door.PASSPHRASE, access.hash_passphrase(PASSPHRASE))


def login_of(answer: Any) -> str:
    """Return the attributes of the login cookie in an answer, empty when there is none."""
    return next((c for c in answer.headers.get_list("set-cookie") if c.startswith(LOGIN_COOKIE)), "")


def test_a_start_link_is_spent_only_by_its_button(web: TestClient, start_key: str) -> None:
    for method in ("GET", "HEAD", "GET"):
        answer = web.request(method, f"/deur/sleutel/{start_key}")
        assert (answer.status_code, login_of(answer)) == (200, "")
    assert login_of(web.post(f"/deur/sleutel/{start_key}"))


def test_a_start_link_works_once(web: TestClient, start_key: str, phone_of: PhoneMaker) -> None:
    assert web.post(f"/deur/sleutel/{start_key}").status_code == 303
    for again in (
        phone_of().get(f"/deur/sleutel/{start_key}"),
        phone_of().post(f"/deur/sleutel/{start_key}"),
    ):
        assert (again.status_code, login_of(again)) == (403, "")
        assert "al gebruikt" in again.text


def test_a_login_cookie_is_for_the_server_only(web: TestClient, start_key: str) -> None:
    cookie = login_of(web.post(f"/deur/sleutel/{start_key}")).lower()
    parts = {part.strip() for part in cookie.split(";")}
    assert {"httponly", "samesite=lax", "path=/", "max-age=7776000"} <= parts
    assert "secure" not in parts


def test_a_login_cookie_is_secure_behind_https(web: TestClient, start_key: str) -> None:
    secure = TestClient(web.app, base_url="https://testserver", follow_redirects=False)
    cookie = login_of(secure.post(f"/deur/sleutel/{start_key}")).lower()
    assert "secure" in {part.strip() for part in cookie.split(";")}


def test_the_first_facilitator_is_asked_for_a_passphrase(
    web: TestClient, start_key: str, evening: Evening
) -> None:
    assert web.post(f"/deur/sleutel/{start_key}").headers["location"] == "/deur/wachtzin?naar=/"
    short = web.post("/deur/wachtzin", data={"passphrase": "kort"})
    assert (short.status_code, "minstens 10 tekens" in short.text) == (422, True)
    assert web.post("/deur/wachtzin", data={"passphrase": PASSPHRASE}).status_code == 303
    assert PASSPHRASE not in str(evening.house.setting(door.PASSPHRASE))


def test_every_start_link_asks_for_a_passphrase_until_there_is_one(web: TestClient, evening: Evening) -> None:
    def comes_in(goal: str = "") -> str:
        key = access.make_link(evening.house, role=Role.FACILITATOR, now=clock.now())
        return str(web.post(f"/deur/sleutel/{key}{goal}").headers["location"])

    assert comes_in() == comes_in() == "/deur/wachtzin?naar=/"
    assert 'href="/beheer?d=molenkwartier">Nu niet' in web.get(comes_in("?naar=/beheer?d=molenkwartier")).text
    assert web.post("/deur/wachtzin", data={"passphrase": PASSPHRASE}).status_code == 303
    assert comes_in() == "/"


def test_the_facilitator_of_one_dossier_is_not_asked_for_the_passphrase_of_the_machine(
    web: TestClient, evening: Evening
) -> None:
    key = access.make_link(evening.house, role=Role.FACILITATOR, dossier=evening.uuid, now=clock.now())
    assert web.post(f"/deur/sleutel/{key}").headers["location"] == "/?d=molenkwartier"


def test_nobody_else_sets_the_passphrase(web: TestClient, evening: Evening) -> None:
    cookies = [
        "",
        f"{LOGIN_COOKIE}={evening.cookie(Role.CORE_TEAM)}",
        f"{LOGIN_COOKIE}={evening.cookie(Role.SCREEN)}",
    ]
    for cookie in cookies:
        for answer in (
            web.get("/deur/wachtzin", headers={"cookie": cookie}),
            web.post("/deur/wachtzin", data={"passphrase": PASSPHRASE}, headers={"cookie": cookie}),
        ):
            assert answer.status_code == 403
    assert evening.house.setting(door.PASSPHRASE) is None


@pytest.mark.usefixtures("with_passphrase")
def test_the_passphrase_lets_the_facilitator_in(web: TestClient) -> None:
    answer = web.post(
        "/deur/begeleider", data={"passphrase": f" {PASSPHRASE} ", "goal": "/regie?d=molenkwartier"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/regie?d=molenkwartier")
    assert login_of(answer)


@pytest.mark.usefixtures("with_passphrase", "no_second_chance")
def test_a_wrong_passphrase_is_refused_and_slowed_down(web: TestClient) -> None:
    running.current().guesses_per_address.per_second = 0.001  # however slow this test is
    answers = [web.post("/deur/begeleider", data={"passphrase": f"fout {n}"}) for n in range(9)]
    assert [answer.status_code for answer in answers] == [403] * 8 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    right = web.post("/deur/begeleider", data={"passphrase": PASSPHRASE})
    assert (right.status_code, login_of(right)) == (429, "")


def test_without_a_passphrase_nothing_opens_the_door(web: TestClient) -> None:
    for passphrase in ("", "None", PASSPHRASE):
        assert web.post("/deur/begeleider", data={"passphrase": passphrase}).status_code == 403


@pytest.mark.parametrize(
    "goal",
    [
        "https://elders.example",
        "//elders.example",
        "/\\elders.example",
        "\\\\elders.example",
        "/\t/elders.example",
        "/\n/elders.example",
        "javascript:alert(1)",
        "//[",
        "/deur/uit",
        "",
        "elders",
        " //elders.example",
    ],
)
@pytest.mark.usefixtures("with_passphrase")
def test_the_door_leads_to_our_own_pages_only(web: TestClient, goal: str) -> None:
    shown = web.get("/deur", params={"naar": goal})
    assert shown.status_code == 200
    assert 'name="goal" value="/"' in shown.text
    answer = web.post("/deur/begeleider", data={"passphrase": PASSPHRASE, "goal": goal})
    assert answer.headers["location"] == "/"


def test_a_pairing_code_makes_a_screen_of_one_dossier(web: TestClient, evening: Evening) -> None:
    code = access.make_pairing_code(evening.house, dossier=evening.uuid, now=clock.now())
    answer = web.post("/deur/koppel", data={"code": f"{code[:3]} {code[3:]}"})
    assert answer.headers["location"] == "/scherm?d=molenkwartier"
    assert web.get(f"/live/{evening.code}/state").status_code == 200
    assert web.get(f"/download/{evening.store.slug}/dossier").status_code == 403
    again = web.post("/deur/koppel", data={"code": code})
    assert again.status_code == 403
    assert words.ERRORS["key.spent"] in again.text
    wrong = web.post("/deur/koppel", data={"code": f"{(int(code) + 1) % 10**6:06d}"})
    assert (wrong.status_code, words.ERRORS["code.wrong"] in wrong.text) == (403, True)


@pytest.mark.usefixtures("no_second_chance")
def test_guessing_pairing_codes_is_slowed_down(web: TestClient, evening: Evening) -> None:
    code = access.make_pairing_code(evening.house, dossier=evening.uuid, now=clock.now())
    guesses = [f"{(int(code) + n) % 10**6:06d}" for n in range(1, 10)]
    statuses = [web.post("/deur/koppel", data={"code": guess}).status_code for guess in guesses]
    assert statuses == [403] * 8 + [429]
    assert web.post("/deur/koppel", data={"code": code}).status_code == 429


@pytest.mark.usefixtures("no_second_chance")
def test_the_helpers_of_many_tables_come_in_from_one_address(web: TestClient, evening: Evening) -> None:
    for table in range(1, 13):
        code = access.make_helper_code(
            evening.house, dossier=evening.uuid, meeting_id=evening.id, table=table, now=clock.now()
        )
        assert web.post("/deur/koppel", data={"code": code}).status_code == 303
    guesses = [web.post("/deur/koppel", data={"code": "x"}).status_code for _ in range(9)]
    assert guesses == [403] * 8 + [429]


@pytest.mark.usefixtures("no_second_chance")
def test_guesses_from_many_addresses_end_every_pairing_code(web: TestClient, evening: Evening) -> None:
    code = access.make_pairing_code(evening.house, dossier=evening.uuid, now=clock.now())
    running.current().guesses_per_address = Throttle(burst=10_000, per_second=1000)
    guesses = [f"{(int(code) + n) % 10**6:06d}" for n in range(1, 42)]
    statuses = [web.post("/deur/koppel", data={"code": guess}).status_code for guess in guesses]
    assert statuses == [403] * 40 + [429]
    running.current().guesses_in_all = Throttle(burst=10, per_second=1)
    assert web.post("/deur/koppel", data={"code": code}).status_code == 403


def test_looking_at_a_link_says_nothing_about_pairing_codes(web: TestClient, evening: Evening) -> None:
    code = access.make_pairing_code(evening.house, dossier=evening.uuid, now=clock.now())
    for method in ("GET", "POST"):
        answer = web.request(method, f"/deur/sleutel/{code}")
        assert (answer.status_code, login_of(answer)) == (403, "")


def test_a_core_team_link_asks_for_the_passphrase_of_the_dossier(web: TestClient, evening: Evening) -> None:
    with evening.store.write() as tables:
        tables.dossier.update(passphrase_hash=access.hash_passphrase(PASSPHRASE))
    key, invite = access.make_invite(evening.house, dossier=evening.uuid, label="Voorzitter", now=clock.now())
    assert "Welkom, Voorzitter" in web.get(f"/deur/kernteam/{key}").text
    wrong = web.post(f"/deur/kernteam/{key}", data={"passphrase": "iets anders dan dat"})
    assert (wrong.status_code, login_of(wrong)) == (403, "")
    right = web.post(f"/deur/kernteam/{key}", data={"passphrase": PASSPHRASE})
    assert right.headers["location"] == "/?d=molenkwartier"
    evening.house.withdraw_invite(invite.id, now=clock.now())
    assert web.get(f"/live/{evening.code}/state").status_code == 403
    assert web.get(f"/deur/kernteam/{key}").status_code == 403


def test_leaving_ends_every_copy_of_the_cookie(
    web: TestClient, evening: Evening, phone_of: PhoneMaker
) -> None:
    cookie = evening.cookie(Role.FACILITATOR)
    copy = phone_of(cookie=f"{LOGIN_COOKIE}={cookie}")
    assert copy.get(f"/live/{evening.code}/state").status_code == 200
    left = web.post("/deur/uit", headers={"cookie": f"{LOGIN_COOKIE}={cookie}"})
    assert (left.status_code, left.headers["location"]) == (303, "/deur")
    assert copy.get(f"/live/{evening.code}/state").status_code == 403


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
@pytest.mark.parametrize("path", ["begeleider", "koppel", "wachtzin", "uit", "sleutel/KEY", "kernteam/KEY"])
@pytest.mark.usefixtures("with_passphrase")
def test_another_website_opens_no_door(
    web: TestClient, evening: Evening, start_key: str, headers: dict[str, str], path: str
) -> None:
    cookie = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.FACILITATOR)}"}
    data = {"passphrase": PASSPHRASE, "code": "123456"}
    answer = web.post(f"/deur/{path.replace('KEY', start_key)}", data=data, headers=headers | cookie)
    assert (answer.status_code, login_of(answer)) == (403, "")
    assert web.get(f"/live/{evening.code}/state", headers=cookie).status_code == 200
    assert web.post(f"/deur/sleutel/{start_key}").status_code == 303


@pytest.mark.parametrize(
    "path", ["/", "/regie", "/beheer?d=molenkwartier", "/scherm", "/nergens", "//regie", "/%2e%2e/regie"]
)
def test_a_participant_gets_the_door_and_never_the_page(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/deur?naar=/")
    assert "regie" not in answer.text


@pytest.mark.parametrize("path", ["/media/x.png", "/_stcore/upload_file/a/b", "/download/x/dossier"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD"])
def test_without_a_login_there_is_nothing_to_fetch(web: TestClient, path: str, method: str) -> None:
    assert web.request(method, path).status_code == 403


@pytest.mark.parametrize("other", ["a{b=1", "kaal", 'a="x', "=", "a=b;;c"])
def test_a_strange_cookie_beside_ours_shuts_nobody_out(web: TestClient, evening: Evening, other: str) -> None:
    headers = {"cookie": f"{other}; {LOGIN_COOKIE}={evening.cookie(Role.FACILITATOR)}"}
    assert web.get(f"/live/{evening.code}/state", headers=headers).status_code == 200


def test_a_cookie_that_was_tampered_with_is_nobody(web: TestClient, evening: Evening) -> None:
    good = evening.cookie(Role.SCREEN)
    payload, signature = good.rsplit(".", 1)
    bad = [
        good[:-2] + "xx",
        payload,
        f"{payload}.",
        f".{signature}",
        f"{payload[:-1]}A.{signature}",
        "x" * 4000,
        "",
    ]
    for cookie in bad:
        headers = {"cookie": f"{LOGIN_COOKIE}={cookie}"}
        assert web.get(f"/live/{evening.code}/state", headers=headers).status_code == 403


def test_a_cookie_of_a_phone_opens_no_door(web: TestClient, evening: Evening) -> None:
    web.get(f"/m/{evening.code}")
    headers = {"cookie": f"{LOGIN_COOKIE}={web.cookies['sok_toestel']}"}
    assert web.get(f"/live/{evening.code}/state", headers=headers).status_code == 403


def test_the_start_link_leads_on_to_the_page_behind_it(web: TestClient, start_key: str) -> None:
    goal = "/?d=molenkwartier"
    asked = web.post(f"/deur/sleutel/{start_key}?naar={goal}").headers["location"]
    assert asked == f"/deur/wachtzin?naar={quote(goal, safe='/')}"
    assert web.post(asked, data={"passphrase": PASSPHRASE}).headers["location"] == goal


def test_a_cookie_lives_as_long_as_the_longest_login_in_it(
    web: TestClient, start_key: str, evening: Evening
) -> None:
    days = access.LOGIN_DAYS[Role.FACILITATOR] * 86400
    web.post(f"/deur/sleutel/{start_key}")
    with evening.store.read() as tables:
        uuid = tables.dossier.current().uuid
    code = access.make_pairing_code(evening.house, dossier=uuid, now=clock.now())
    paired = login_of(web.post("/deur/koppel", data={"code": code}))
    (seconds,) = [int(part.split("=")[1]) for part in paired.split("; ") if part.startswith("Max-Age=")]
    assert days - 600 < seconds <= days
    assert web.get("/deur").text.count("begeleider") >= 1


@pytest.mark.parametrize("path", ["iets", "sleutel", "sleutel/a/b", "kernteam/", "wachtzin/x", "koppel/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_of_the_door_that_is_not_there_is_the_door(web: TestClient, path: str, method: str) -> None:
    answer = web.request(method, f"/deur/{path}")
    assert (answer.status_code, "Hier is de deur" in answer.text) == (404, True)
    assert "Deze bladzijde is er niet" in answer.text
    told = web.request(method, f"/deur/{path}", headers={"accept": "application/json"})
    assert (told.status_code, told.json()["error"]) == (404, "door.unknown")


@pytest.mark.parametrize("path", ["", "begeleider", "uit"])
def test_the_address_of_a_form_of_the_door_leads_to_the_door(web: TestClient, path: str) -> None:
    answer = web.get(f"/deur/{path}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/deur")
