"""The remote's page: steering one meeting from a phone, and nothing else from a phone that was lost."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from sok_core import access, clock, meeting, note
from sok_core.access import LOGIN_COOKIE
from sok_core.model import Phase, Role, ScreenView
from sok_core.sight import milliseconds
from sok_core.web import running
from tests.evening import NOW, Evening, plan
from tests.web.conftest import PhoneMaker

ACTS = ("next", "question", "phase", "screen", "timer", "sheet", "notes/1")
EVERYTHING = {"question": "1", "to": "pauze", "was": "", "minutes": "5", "hide": "1"}
Post = Callable[..., Any]


@pytest.fixture
def remote(phone_of: PhoneMaker, evening: Evening) -> TestClient:
    """A phone that was paired as the remote of this evening."""
    client = phone_of()
    client.cookies.set(LOGIN_COOKIE, evening.cookie(Role.REMOTE))
    return client


@pytest.fixture
def path(evening: Evening) -> str:
    return f"/afstand/{evening.code}"


@pytest.fixture
def act(remote: TestClient, path: str, evening: Evening) -> Post:
    """Press a button of a page that showed what is on now, but for what is given."""

    def press(name: str, **fields: Any) -> Any:
        with_question = {"question": evening.meeting.prompt_id or ""} | fields
        return remote.post(f"{path}/{name}", data=with_question)

    return press


@pytest.fixture
def secret(evening: Evening) -> Evening:
    """An evening with a note."""
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Geheim")
    return evening


def code_for(evening: Evening) -> str:
    return access.make_remote_code(
        evening.house, dossier=evening.uuid, meeting_id=evening.id, now=clock.now()
    )


# ---------------------------------------------------------------- coming in


def test_a_code_leads_a_phone_to_its_meeting(web: TestClient, evening: Evening, path: str) -> None:
    evening.ask()
    code = code_for(evening)
    answer = web.post("/deur/koppel", data={"code": f"{code[:3]} {code[3:]}"})
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    page = web.get(path)
    assert page.status_code == 200
    assert "Wat vind jij belangrijk?" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "afstandsbediening" in web.get("/deur").text
    assert web.post("/deur/koppel", data={"code": code}).status_code == 403


def test_a_picture_shows_one_button_and_only_that_spends_the_code(
    web: TestClient, evening: Evening, path: str
) -> None:
    code = code_for(evening)
    for _ in range(3):
        page = web.get(f"/deur/koppel?code={code}")
        assert (page.status_code, page.text.count("<button>")) == (200, 1)
        assert f'name="code" value="{code}"' in page.text
    assert (
        web.get("/deur/koppel?code=999999").text.replace("999999", code) == page.text
    )  # it looks at nothing
    assert "<script" not in web.get("/deur/koppel?code=<script>1").text
    assert "Zes cijfers" in web.get("/deur/koppel").text
    assert web.post("/deur/koppel", data={"code": code}).headers["location"] == path


def test_a_withdrawn_code_lets_nobody_in(web: TestClient, evening: Evening) -> None:
    code = code_for(evening)
    (kept,) = access.open_codes(
        evening.house, role=Role.REMOTE, dossier=evening.uuid, meeting_id=evening.id, now=clock.now()
    )
    access.withdraw_code(evening.house, kept, now=clock.now())
    assert web.post("/deur/koppel", data={"code": code}).status_code == 403


def test_the_facilitator_steers_with_her_own_login(web: TestClient, evening: Evening, path: str) -> None:
    evening.ask()
    web.cookies.set(LOGIN_COOKIE, evening.cookie(Role.FACILITATOR))
    assert web.get(path).status_code == 200
    assert web.post(f"{path}/next", data={"question": evening.prompts[0].id}).status_code == 303
    assert evening.meeting.prompt_id == evening.prompts[1].id


def test_the_door_leads_the_facilitator_on_to_the_remote(web: TestClient, path: str) -> None:
    web.get("/deur")
    running.current().house.set_setting(
        "facilitator_passphrase", access.hash_passphrase("vier bomen en een bank")
    )
    page = web.get(path)
    assert page.status_code == 403
    goal = re.findall(r'name="goal" value="([^"]+)"', page.text)
    assert goal == [path]
    answer = web.post("/deur/begeleider", data={"passphrase": "vier bomen en een bank", "goal": goal[0]})
    assert answer.headers["location"] == path


# ---------------------------------------------------------------- attacks


def refused_everywhere(client: TestClient, path: str, status: int = 403) -> bool:
    """Whether nothing below a remote's page opens, and nothing can be steered."""
    answers = [client.get(path + place) for place in ("", "/events", *(f"/{name}" for name in ACTS))]
    answers += [client.post(f"{path}/{name}", data=EVERYTHING) for name in ACTS]
    assert {answer.status_code for answer in answers} == {status}
    assert not [answer for answer in answers if "Geheim" in answer.text]
    return True


@pytest.mark.parametrize("cookie", ["", "x", "WyJ4Il0.x"])
def test_without_a_login_there_is_the_door(web: TestClient, secret: Evening, path: str, cookie: str) -> None:
    before = secret.situation
    web.cookies.set(LOGIN_COOKIE, cookie)
    assert refused_everywhere(web, path)
    assert "Bestuur de avond" in web.get(path).text
    assert secret.situation == before


@pytest.mark.parametrize("role", [Role.CORE_TEAM, Role.SCREEN, Role.HELPER])
def test_no_other_role_steers(web: TestClient, secret: Evening, path: str, role: Role) -> None:
    before = secret.situation
    web.cookies.set(LOGIN_COOKIE, secret.cookie(role))
    assert refused_everywhere(web, path)
    assert secret.situation == before


def test_the_remote_of_another_meeting_gets_the_door(remote: TestClient, evening: Evening) -> None:
    other = plan(evening.store, evening.house, title="Een andere avond")
    other.ask(phase=Phase.TOGETHER)
    other.post("Geheim")
    before = other.situation
    assert refused_everywhere(remote, f"/afstand/{other.code}")
    assert other.situation == before


def test_the_remote_of_another_dossier_gets_the_door(remote: TestClient, evening: Evening) -> None:
    here = running.current()
    other = plan(here.shelf.create("Overkant"), here.house)
    other.ask(phase=Phase.TOGETHER)
    other.post("Geheim")
    before = other.situation
    assert other.id == evening.id  # the same number in another file
    assert refused_everywhere(remote, f"/afstand/{other.code}")
    assert other.situation == before


def test_the_facilitator_of_another_dossier_does_not_steer(
    web: TestClient, secret: Evening, path: str
) -> None:
    other = running.current().shelf.create("Overkant")
    uuid = running.current().shelf.dossier(other.slug).uuid
    login = access.log_in(secret.house, role=Role.FACILITATOR, dossier=uuid, now=clock.now())
    web.cookies.set(LOGIN_COOKIE, access.seal(secret.house, [login.id]))
    assert refused_everywhere(web, path)


def test_a_withdrawn_phone_gives_nothing(remote: TestClient, secret: Evening, path: str) -> None:
    assert remote.get(path).status_code == 200
    (login_id,) = access.unseal(secret.house, remote.cookies[LOGIN_COOKIE])
    secret.house.withdraw_login(login_id, now=clock.now())
    before = secret.situation
    assert refused_everywhere(remote, path)
    assert secret.situation == before


def test_after_the_meeting_there_is_nothing_left_to_steer(
    remote: TestClient, secret: Evening, path: str
) -> None:
    meeting.close(secret.store, meeting_id=secret.id, now=NOW)
    before = secret.situation
    assert refused_everywhere(remote, path, 410)
    assert "De avond is klaar" in remote.get(path).text
    assert secret.situation == before


def test_a_lost_phone_reaches_nothing_but_its_page(remote: TestClient, secret: Evening) -> None:
    slug, code = secret.store.slug, secret.code
    for place in (
        "/",
        f"/regie?d={slug}",
        f"/beheer?d={slug}",
        f"/scherm?d={slug}",
        "/afstandje",
        "/media/x.png",
    ):
        assert remote.get(place).status_code in (303, 403)
    for place in (
        f"/live/{code}/state",
        f"/live/{code}/events",
        f"/live/dossier/{slug}/events",
        f"/hulp/{code}",
    ):
        assert remote.get(place).status_code == 403
    for place in ("dossier", f"samenvatting/{secret.id}"):
        assert remote.get(f"/download/{slug}/{place}").status_code in (303, 403)
    assert remote.post(f"/live/{code}/themes", json={"act": "begin", "numbers": [1]}).status_code == 403
    assert remote.post(f"/hulp/{code}/notes", data={"text": "x", "question": "1"}).status_code == 403
    assert remote.get("/deur/wachtzin").status_code == 403
    assert remote.post("/deur/wachtzin", data={"passphrase": "een nieuwe wachtzin"}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elders.example"}, {"sec-fetch-site": "cross-site"}], ids=str
)
def test_another_website_steers_nothing(
    remote: TestClient, secret: Evening, path: str, headers: dict[str, str]
) -> None:
    before = secret.situation
    for name in ACTS:
        data = EVERYTHING | {"question": str(secret.prompts[0].id)}
        assert remote.post(f"{path}/{name}", data=data, headers=headers).status_code == 403
    assert secret.situation == before


def test_an_unknown_code_or_act_is_not_found(remote: TestClient, path: str) -> None:
    for place in ("/afstand/ZZZZ", "/afstand/ZZZZ/niets", f"{path}/niets"):
        assert remote.get(place).status_code == 404


def test_a_hidden_note_is_not_to_be_read_on_a_phone_that_may_be_lost(
    remote: TestClient, secret: Evening, path: str
) -> None:
    assert "Geheim" in remote.get(path).text
    note.hide(secret.store, note_id=1, reason="Geheime reden", now=NOW)
    for query in ("", "?verborgen=1", "?terug=1"):
        page = remote.get(f"{path}{query}").text
        assert "Geheim" not in page
        assert "Verborgen" in page


def test_the_page_runs_our_script_only_and_is_small(remote: TestClient, evening: Evening, path: str) -> None:
    evening.ask()
    for n in range(12):
        evening.post(f"<script>alert({n})</script>", device=str(n))
    odd = "&".join(
        f"{name}=<b>" for name in ("vraag", "fase", "scherm", "blad", "tijd", "terug", "verborgen")
    )
    page = remote.get(f"{path}?{odd}", headers={"accept-encoding": "gzip"})
    assert "<script>alert" not in page.text
    assert "<b>&" not in page.text
    (source,) = re.findall(r'src="([^"]+)"', page.text)
    assert re.findall(r"<script[^>]*>", page.text) == [f'<script src="{source}">']
    sent = remote.get(source, headers={"accept-encoding": "gzip"})
    assert sent.headers["content-type"].startswith("text/javascript")
    assert int(page.headers["content-length"]) + int(sent.headers["content-length"]) < 15_000


# ---------------------------------------------------------------- steering


def told(remote: TestClient, answer: Any) -> str:
    """Follow an answer to the page, and return what it tells."""
    assert answer.status_code == 303, answer.text
    page = remote.get(answer.headers["location"])
    return text_of(page.text)


def text_of(page: str) -> str:
    status = page.partition('<div id="m"')[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", f"<div{status}").split())


def test_the_evening_goes_from_question_to_question(
    remote: TestClient, act: Post, evening: Evening, path: str
) -> None:
    assert "Eerste vraag" in remote.get(path).text
    for position in (1, 2, 3):
        assert told(remote, act("next")) == f"Vraag {position} staat op het scherm."
        assert evening.meeting.prompt_id == evening.prompts[position - 1].id
    assert "Dit is de laatste vraag." in remote.get(path).text
    refused = act("next")
    assert (refused.status_code, text_of(refused.text)) == (
        409,
        "Dit was de laatste vraag. Je tik deed niets.",
    )


def test_a_stale_page_is_told_and_does_nothing(act: Post, evening: Evening) -> None:
    evening.ask(3)
    stale = {"question": evening.prompts[0].id}
    before = evening.situation
    acts = (
        ("next", {}),
        ("question", {"to": evening.prompts[1].id}),
        ("phase", {"to": "samen", "was": "open"}),
        ("timer", {"minutes": 5, "was": ""}),
        ("timer", {"more": 5, "was": ""}),
        ("sheet", {"to": 2, "was": 1}),
    )
    for name, fields in acts:
        answer = act(name, **(fields | stale))
        assert answer.status_code == 409
        assert text_of(answer.text) == "Er is al doorgegaan naar vraag 3. Je tik deed niets."
        assert "Waar ben je trots op?" in answer.text  # and it shows what is on now
    assert evening.situation == before


def test_each_phase_can_be_chosen(remote: TestClient, act: Post, evening: Evening) -> None:
    evening.ask()
    for phase in Phase:
        answer = act("phase", to=phase, was=evening.situation.phase)
        assert told(remote, answer).startswith("Fase: ")
        assert evening.situation.phase is phase
        page = remote.get(answer.headers["location"]).text
        assert re.findall(r'value="(\w+)" aria-pressed="true"', page) == [phase]
    refused = act("phase", to="samen", was="open")
    assert refused.status_code == 409
    assert "De fase is intussen Uitslag." in refused.text


def test_the_screen_pauses_and_goes_on(remote: TestClient, act: Post, evening: Evening, path: str) -> None:
    evening.ask()
    assert told(remote, act("screen", to="pauze", was="vraag")) == "Het scherm staat op pauze."
    assert evening.meeting.screen is ScreenView.PAUSE
    assert re.search(r'value="vraag">Verder<', remote.get(path).text)
    late = act("screen", to="wifi", was="vraag")
    assert (late.status_code, evening.meeting.screen) == (409, ScreenView.PAUSE)
    assert told(remote, act("screen", to="vraag", was="pauze")) == "De vraag staat weer op het scherm."
    for view in ("wifi", "welkom"):
        told(remote, act("screen", to=view, was=evening.meeting.screen))
        assert evening.meeting.screen == view


def test_the_timer_is_set_extended_and_stopped(
    remote: TestClient, act: Post, evening: Evening, path: str
) -> None:
    evening.ask()

    def was() -> object:
        ends_at = evening.meeting.timer_ends_at
        return milliseconds(ends_at) if ends_at else ""

    assert "erbij" not in remote.get(path).text
    assert told(remote, act("timer", minutes=10, was="")).startswith("De tijd loopt tot ")
    begun = was()
    assert f'data-ends="{begun}"' in remote.get(path).text
    told(remote, act("timer", more=5, was=begun))
    assert was() == int(str(begun)) + 300_000
    assert act("timer", more=5, was=begun).status_code == 409
    assert told(remote, act("timer", stop=1, was=was())) == "De tijd staat uit."
    assert evening.meeting.timer_ends_at is None
    assert act("timer", minutes=999, was="").status_code == 422


def test_sheets_are_turned_only_as_far_as_the_wall_goes(
    remote: TestClient, act: Post, evening: Evening, path: str
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    assert '<div id="w" data-live hidden>' in remote.get(path).text
    running.current().room(evening.store, evening.id).sheets = 3
    assert "blad 1 van 3" in remote.get(path).text
    assert told(remote, act("sheet", to=2, was=1)) == "Blad 2 staat op het scherm."
    assert act("sheet", to=9, was=2).status_code == 303
    assert evening.meeting.sheet == 3
    assert act("sheet", to=2, was=1).status_code == 409
    assert act("sheet", to=0, was=3).status_code == 422


def test_a_note_is_hidden_with_one_tap_and_put_back_with_one(
    remote: TestClient, act: Post, secret: Evening
) -> None:
    hidden = act("notes/1", hide=1)
    assert told(remote, hidden) == "Briefje 1 is verborgen. Zet terug briefje 1"
    assert secret.notes[0].is_hidden
    assert told(remote, act("notes/1", restore=1)) == "Briefje 1 staat er weer."
    assert not secret.notes[0].is_hidden
    for note_id in (99, 10**17):
        assert act(f"notes/{note_id}", hide=1).status_code == 404


@pytest.mark.parametrize(
    ("name", "fields", "status"),
    [
        ("phase", {"to": "feest"}, 422),
        ("phase", {}, 422),
        ("screen", {"to": "feest"}, 422),
        ("question", {"to": "x"}, 404),
        ("question", {"to": "9" * 20}, 404),
        ("timer", {}, 422),
        ("timer", {"minutes": "x"}, 422),
        ("sheet", {"to": "x"}, 422),
        ("notes/1", {}, 422),
    ],
)
def test_what_no_page_of_ours_sends_changes_nothing(
    act: Post, secret: Evening, name: str, fields: dict[str, str], status: int
) -> None:
    before = secret.situation
    assert act(name, **fields).status_code == status
    assert secret.situation == before


def test_before_the_evening_there_is_nothing_to_press(
    remote: TestClient, act: Post, evening: Evening, path: str
) -> None:
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, status="gepland")
    page = remote.get(path).text
    assert "Begin de avond in de regie." in page
    assert "Volgende vraag" not in page
    assert act("next").status_code == 409


def test_the_address_of_an_act_leads_back_to_the_page(remote: TestClient, path: str) -> None:
    for name in ACTS:
        answer = remote.get(f"{path}/{name}")
        assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert remote.get("/afstand").headers["location"] == "/deur"


def test_pressing_without_end_is_slowed_down(act: Post, evening: Evening) -> None:
    evening.ask()
    statuses = [act("screen", to="pauze", was="vraag").status_code for _ in range(75)]
    assert 429 in statuses
    assert statuses[0] == 303


# ---------------------------------------------------------------- the bell


@pytest.fixture
def bell(evening: Evening, address: str) -> Iterator[Iterator[str]]:
    """What a remote hears."""
    headers = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.REMOTE)}"}
    url = f"{address}/afstand/{evening.code}/events"
    with httpx.stream("GET", url, headers=headers, timeout=30) as stream:
        yield stream.iter_lines()


def rings(lines: Iterator[str]) -> str:
    return next(line for line in lines if line.startswith("data"))


def test_the_bell_rings_for_notes_phones_and_sheets_without_a_word(
    evening: Evening, bell: Iterator[str]
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    assert rings(bell) == "data: {}"
    evening.post("Geheim")
    assert rings(bell) == "data: {}"
    here = running.current()
    here.hub.ring(evening.store.slug, evening.id)  # as when a phone comes in
    assert rings(bell) == "data: {}"


def test_withdrawing_ends_the_bell_at_once(evening: Evening, bell: Iterator[str]) -> None:
    evening.ask()
    assert rings(bell) == "data: {}"
    (login,) = [one for one in evening.house.logins(evening.uuid) if one.role is Role.REMOTE]
    running.current().withdraw(evening.store, login)
    began = clock.now()
    assert "data" not in "".join(bell)
    assert (clock.now() - began).total_seconds() < 10  # not only at the next heartbeat
