"""The public protocol of docs/protocol.md, request by request."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import access, meeting, note, words
from sok_core.model import Group, Phase, Role
from sok_core.throttle import Throttle
from sok_core.web import running
from tests.disk import leave_room
from tests.evening import NOW, Evening, plan
from tests.web.conftest import PhoneMaker

JSON = {"accept": "application/json"}


def refused(answer: Any, status: int, code: str) -> bool:
    """Whether an answer is this error, with the Dutch sentence that goes with it."""
    body = answer.json()
    assert (answer.status_code, body.get("error"), set(body)) == (status, code, {"error", "message"})
    assert body["message"].split(" ")[0] == words.ERRORS[code].split(" ")[0]
    return True


def test_a_state_says_what_this_phone_may_see(web: TestClient, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("van een ander", device="Henk")
    state = web.get(f"/m/{evening.code}/state").json()
    assert {"version", "question", "phase", "notes", "own", "dots_left"} <= state.keys()
    assert (state["phase"], state["own"], state["dots_left"]) == ("samen", [], 0)
    question = {"id": 1, "text": "Wat vind jij belangrijk?", "translations": {}, "position": 1, "of": 3}
    assert state["question"] == question
    assert state["notes"] == [{"id": 1, "number": 1, "text": "van een ander"}]


def test_a_code_in_small_letters_is_the_same_code(web: TestClient, evening: Evening) -> None:
    evening.ask()
    code = evening.code.lower()
    assert web.get(f"/m/{code}/state").json()["phase"] == "open"
    assert web.post(f"/m/{code}/notes", json={"text": "Groen", "key": "1"}).status_code == 201


def test_the_same_key_twice_makes_one_note(web: TestClient, evening: Evening) -> None:
    evening.ask()
    first = web.post(f"/m/{evening.code}/notes", json={"text": " Groen ", "key": "k1"})
    again = web.post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "k1"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"id": 1, "number": 1, "text": "Groen"}
    assert len(evening.notes) == 1


def test_the_same_key_comes_back_without_its_cookie(evening: Evening, phone_of: PhoneMaker) -> None:
    evening.ask()
    answers = [
        phone_of().post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "k1"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert len(evening.notes) == 1


def test_a_program_may_send_a_form_and_read_json(web: TestClient, evening: Evening) -> None:
    evening.ask()
    form = {"text": "Groen", "key": "k1", "group": "bewoner"}
    answer = web.post(f"/m/{evening.code}/notes", data=form, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (201, {"id": 1, "number": 1, "text": "Groen"})
    assert evening.notes[0].group is Group.RESIDENT


@pytest.mark.parametrize(
    ("group", "kept"),
    [("bewoner", "bewoner"), ("organisatie", "organisatie"), ("koning", None), (5, None), ([], None)],
)
def test_a_group_is_one_of_two_or_nothing(
    web: TestClient, evening: Evening, group: object, kept: str | None
) -> None:
    evening.ask()
    answer = web.post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "1", "group": group})
    assert answer.status_code == 201
    assert evening.notes[0].group == kept


def test_a_writer_changes_and_takes_back_his_own_note(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "1"})
    changed = web.post(f"/m/{evening.code}/notes/1", json={"text": "Bomen"})
    assert (changed.status_code, changed.json()) == (200, {"id": 1, "number": 1, "text": "Bomen"})
    gone = web.post(f"/m/{evening.code}/notes/1", json={"delete": True})
    assert (gone.status_code, gone.json()) == (200, {"id": 1, "deleted": True})
    assert web.get(f"/m/{evening.code}/state").json()["own"] == []


@pytest.mark.parametrize("value", ["false", "true", "1", "", 0, 1, [], [True], {}], ids=repr)
def test_only_true_takes_a_note_back(web: TestClient, evening: Evening, value: object) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "1"})
    for body in ({"delete": value}, {"delete": value, "text": "Rood"}):
        assert refused(web.post(f"/m/{evening.code}/notes/1", json=body), 422, "note.delete")
    assert [n.text for n in evening.notes] == ["Groen"]


def test_whoever_says_false_may_still_change_a_note(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "1"})
    note_url = f"/m/{evening.code}/notes/1"
    assert refused(web.post(note_url, json={"delete": False}), 422, "note.delete")
    for number, value in enumerate((False, None)):
        answer = web.post(note_url, json={"delete": value, "text": f"Bomen {number}"})
        assert (answer.status_code, answer.json()["text"]) == (200, f"Bomen {number}")
    assert refused(web.post(note_url, data={"delete": "0"}, headers=JSON), 422, "note.delete")
    assert web.post(note_url, data={"delete": "1"}, headers=JSON).json() == {"id": 1, "deleted": True}


def test_another_phone_changes_nothing(web: TestClient, evening: Evening, phone_of: PhoneMaker) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "1"})
    for body in ({"text": "Rood"}, {"delete": True}):
        assert refused(phone_of().post(f"/m/{evening.code}/notes/1", json=body), 403, "note.not_yours")
    assert [n.text for n in evening.notes] == ["Groen"]


def test_an_unknown_code_is_not_found(web: TestClient) -> None:
    for answer in (
        web.get("/m/XXXX/state"),
        web.get("/m/XXXX/events"),
        web.post("/m/XXXX/notes", json={"text": "x", "key": "1"}),
        web.post("/m/XXXX/notes/1", json={"text": "x"}),
    ):
        assert refused(answer, 404, "code.unknown")


@pytest.mark.parametrize(
    "note_id", ["7", "99999999999999999999999999", "9" * 5000], ids=lambda text: text[:9]
)
def test_an_unknown_note_is_not_found(web: TestClient, evening: Evening, note_id: str) -> None:
    evening.ask()
    assert refused(web.post(f"/m/{evening.code}/notes/{note_id}", json={"text": "x"}), 404, "note.unknown")


def test_a_closed_meeting_answers_410(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "1"})
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    for answer in (
        web.get(f"/m/{evening.code}/state"),
        web.get(f"/m/{evening.code}/events"),
        web.post(f"/m/{evening.code}/notes", json={"text": "x", "key": "2"}),
        web.post(f"/m/{evening.code}/notes/1", json={"delete": True}),
    ):
        assert refused(answer, 410, "meeting.closed")


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.DONE])
def test_a_wrong_phase_answers_409(web: TestClient, evening: Evening, phase: Phase) -> None:
    evening.ask(phase=phase)
    answer = web.post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "1"})
    assert refused(answer, 409, "question.closed")


def test_a_note_for_an_earlier_question_answers_409(web: TestClient, evening: Evening) -> None:
    evening.ask(2)
    body = {"text": "Groen", "key": "1", "question": evening.prompts[0].id}
    assert refused(web.post(f"/m/{evening.code}/notes", json=body), 409, "question.passed")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "", "key": "1"}, "note.empty"),
        ({"text": "\u200d", "key": "1"}, "note.empty"),
        ({"key": "1"}, "note.no_text"),
        ({"text": 5, "key": "1"}, "note.no_text"),
        ({"text": ["x"], "key": "1"}, "note.no_text"),
        ({"text": "x", "key": 5}, "note.key"),
        ({"text": "x", "key": ["k"]}, "note.key"),
        ({"text": "x", "key": "k" * 201}, "note.key"),
        ({"text": "x" * 281, "key": "1"}, "note.too_long"),
    ],
)
def test_a_note_that_cannot_be_answers_422(
    web: TestClient, evening: Evening, body: object, code: str
) -> None:
    evening.ask()
    assert refused(web.post(f"/m/{evening.code}/notes", json=body), 422, code)
    assert evening.notes == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"[" * 15000,
        b'{"text":' + b"9" * 5000 + b"}",
        b"{}" * 3,
    ],
    ids=lambda body: str(body[:8]),
)
def test_a_body_that_is_no_object_answers_422(web: TestClient, evening: Evening, body: bytes) -> None:
    evening.ask()
    answer = web.post(f"/m/{evening.code}/notes", content=body, headers={"content-type": "application/json"})
    assert refused(answer, 422, "note.no_text")


def test_a_body_of_any_size_is_not_read_to_its_end(web: TestClient, evening: Evening) -> None:
    evening.ask()
    answer = web.post(f"/m/{evening.code}/notes", json={"text": "x" * 50_000, "key": "1"})
    assert refused(answer, 422, "too_large")


def test_half_a_surrogate_pair_is_left_out(web: TestClient, evening: Evening) -> None:
    evening.ask()
    content = json.dumps({"text": "half \ud83d paar", "key": "\ud83d"})
    answer = web.post(
        f"/m/{evening.code}/notes", content=content, headers={"content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()["text"]) == (201, "half  paar")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elders.example"},
        {"origin": "http://testserver.elders.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["notes", "notes/1", "wie", "wissel"])
def test_a_request_from_another_website_is_refused(
    web: TestClient, evening: Evening, headers: dict[str, str], path: str
) -> None:
    evening.ask()
    for content in ({"json": {"text": "x", "key": "1"}}, {"data": {"text": "x", "key": "1"}}):
        answer = web.post(f"/m/{evening.code}/{path}", headers=headers, **content)
        assert refused(answer, 403, "cross_site")
    assert evening.notes == []


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}], ids=str
)
def test_a_request_from_our_own_page_is_taken(
    web: TestClient, evening: Evening, headers: dict[str, str]
) -> None:
    evening.ask()
    answer = web.post(f"/m/{evening.code}/notes", json={"text": "x", "key": "1"}, headers=headers)
    assert answer.status_code == 201


@pytest.fixture
def slow() -> int:
    """Let a throttled phone wait for a long time, however slow this test is; return how many it may post."""
    here = running.current()
    for throttle in (here.notes_per_device, here.edits_per_device):
        throttle.per_second = 0.001
    return int(here.notes_per_device.burst)


def test_one_phone_that_posts_too_fast_waits_and_the_others_do_not(
    web: TestClient, evening: Evening, phone_of: PhoneMaker, slow: int
) -> None:
    evening.ask()
    post = f"/m/{evening.code}/notes"
    web.get(f"/m/{evening.code}")
    statuses = [web.post(post, json={"text": "x", "key": str(number)}).status_code for number in range(25)]
    assert (slow, statuses) == (20, [201] * 20 + [429] * 5)
    late = web.post(post, json={"text": "x", "key": "late"})
    assert refused(late, 429, "too_many")
    assert int(late.headers["retry-after"]) >= 1
    others = [phone_of().post(post, json={"text": "x", "key": f"other {n}"}).status_code for n in range(40)]
    assert others == [201] * 40


def test_only_a_new_note_costs_something(web: TestClient, evening: Evening, slow: int) -> None:
    evening.ask(phase=Phase.CLOSED)
    post = f"/m/{evening.code}/notes"
    web.get(f"/m/{evening.code}")
    too_early = [web.post(post, json={"text": "x", "key": "1"}).status_code for _ in range(30)]
    evening.ask(phase=Phase.OPEN)
    first = web.post(post, json={"text": "Groen", "key": "1"}).status_code
    free = [
        web.post(post, json=body).status_code
        for body in (
            {"text": "Groen", "key": "1"},
            {"text": "", "key": "2"},
            {"text": "x" * 281, "key": "2"},
            {"text": "x", "key": 5},
            {"text": "x", "key": "2", "question": evening.prompts[1].id},
        )
        for _ in range(30)
    ]
    rest = [web.post(post, json={"text": "x", "key": f"r{number}"}).status_code for number in range(slow)]
    assert set(too_early) == {409}
    assert (first, free) == (201, [200] * 30 + [422] * 90 + [409] * 30)
    assert rest == [201] * (slow - 1) + [429]


def test_a_phone_that_must_wait_still_hears_what_is_known_or_cannot_be(
    web: TestClient, evening: Evening, slow: int
) -> None:
    evening.ask()
    post = f"/m/{evening.code}/notes"
    web.get(f"/m/{evening.code}")
    for number in range(slow):
        web.post(post, json={"text": f"briefje {number}", "key": str(number)})
    assert refused(web.post(post, json={"text": "x", "key": "new"}), 429, "too_many")
    again = web.post(post, json={"text": "briefje 3", "key": "3"})
    assert (again.status_code, again.json()["text"]) == (200, "briefje 3")
    assert refused(web.post(post, json={"text": "", "key": "new"}), 422, "note.empty")
    passed = {"text": "x", "key": "new", "question": evening.prompts[1].id}
    assert refused(web.post(post, json=passed), 409, "question.passed")
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert refused(web.post(post, json={"text": "x", "key": "new"}), 410, "meeting.closed")
    assert refused(web.post(post, json={"text": "briefje 3", "key": "3"}), 410, "meeting.closed")
    assert len(evening.notes) == slow


def test_a_code_of_a_meeting_that_a_backup_does_not_know_leads_nowhere(
    web: TestClient, evening: Evening
) -> None:
    """Rows get their numbers anew; an old code, or a helper's login, must not end up in the next evening."""
    here = running.current()
    backup = here.shelf.backup(evening.store.slug)
    gone = plan(evening.store, evening.house, title="Avond A")
    gone.ask()
    web.cookies.set(access.LOGIN_COOKIE, gone.helper(4))
    assert web.get(f"/hulp/{gone.code}").status_code == 200
    code = gone.code
    here.shelf.restore(evening.store.slug, backup)
    assert web.get(f"/m/{code}").status_code == 404
    after = plan(evening.store, evening.house, title="Avond B")
    after.ask()
    assert (after.id, after.code == code) == (gone.id, False)
    for path in ("", "/state", "/events"):
        assert web.get(f"/m/{code}{path}", headers={"accept": "application/json"}).status_code == 404
    posted = web.post(f"/m/{code}/notes", json={"text": "Voor avond A", "key": "1"})
    assert (posted.status_code, after.notes) == (404, [])
    assert web.get(f"/hulp/{after.code}").status_code == 403


def test_notes_that_arrive_together_do_not_slip_past(web: TestClient, evening: Evening, slow: int) -> None:
    evening.ask()
    web.get(f"/m/{evening.code}")
    post, cookies = f"/m/{evening.code}/notes", dict(web.cookies)

    def send(number: int) -> int:
        phone = TestClient(web.app, cookies=cookies)
        return phone.post(post, json={"text": "x", "key": str(number)}).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(send, range(40)))
    assert statuses == [201] * slow + [429] * (40 - slow)
    assert len(evening.notes) == slow


def test_a_flood_of_changes_is_held_and_costs_no_notes(web: TestClient, evening: Evening, slow: int) -> None:
    evening.ask()
    post = f"/m/{evening.code}/notes"
    web.get(f"/m/{evening.code}")
    web.post(post, json={"text": "Groen", "key": "1"})
    statuses = [web.post(f"{post}/1", json={"text": f"Groen {number}"}).status_code for number in range(70)]
    assert statuses == [200] * 60 + [429] * 10
    assert refused(web.post(f"{post}/1", json={"delete": True}), 429, "too_many")
    assert refused(web.post(f"{post}/1", json={"text": ""}), 422, "note.empty")
    rest = [web.post(post, json={"text": "x", "key": f"r{number}"}).status_code for number in range(slow)]
    assert rest == [201] * (slow - 1) + [429]


def test_forty_phones_may_write_eight_notes_each_at_once(evening: Evening, phone_of: PhoneMaker) -> None:
    evening.ask()
    phones = [phone_of() for _ in range(40)]
    for p in phones:
        p.get(f"/m/{evening.code}")
    statuses = {
        p.post(f"/m/{evening.code}/notes", json={"text": "x", "key": f"{number}"}).status_code
        for number in range(8)
        for p in phones
    }
    assert statuses == {201}
    assert [n.number for n in evening.notes] == list(range(1, 321))


@pytest.mark.parametrize("path", ["state", "events", "telefoon"])
def test_an_unknown_code_is_not_found_with_or_without_a_login(
    web: TestClient, evening: Evening, path: str
) -> None:
    login = {"cookie": f"sok_login={evening.cookie(Role.FACILITATOR)}"}
    for headers in ({}, login, {"cookie": "sok_login=x"}):
        assert refused(web.get(f"/live/XXXX/{path}", headers=headers), 404, "code.unknown")
        assert web.head(f"/live/XXXX/{path}", headers=headers).status_code == 404
    assert refused(web.post("/live/XXXX/sheets", json={"sheets": 2}), 404, "code.unknown")


def test_the_name_of_a_dossier_is_told_to_nobody_without_a_login(web: TestClient, evening: Evening) -> None:
    for slug in (evening.store.slug, "bestaat-niet"):
        assert refused(web.get(f"/live/dossier/{slug}/events"), 403, "forbidden")


UNKNOWN_PATHS = [
    "CODE/foo",
    "CODE/state/",
    "CODE/notes/x",
    "CODE/notes/1/2",
    "x/y",
    "x/y/z/a",
    "CODE/%2e%2e/x",
]


@pytest.mark.parametrize("path", UNKNOWN_PATHS)
@pytest.mark.parametrize("top", ["m", "live"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
def test_an_unknown_path_is_not_found(
    web: TestClient, evening: Evening, top: str, path: str, method: str
) -> None:
    url = f"/{top}/{path.replace('CODE', evening.code)}"
    as_json = web.request(method, url, headers=JSON)
    as_page = web.request(method, url, headers={"accept": "text/html,*/*;q=0.8"})
    assert (as_json.status_code, as_page.status_code) == (404, 404)
    assert as_json.headers["content-type"] == "application/json"
    assert as_page.headers["content-type"].startswith("text/html")
    if method != "HEAD":
        assert refused(as_json, 404, "page.unknown")
        assert "Welke code staat op het scherm?" in as_page.text


@pytest.mark.parametrize("path", ["/live", "/live/", "/live/CODE", "/live/CODE/sheets", "/live/dossier/x"])
def test_what_nobody_may_get_below_live_is_not_found(web: TestClient, evening: Evening, path: str) -> None:
    assert refused(web.get(path.replace("CODE", evening.code)), 404, "page.unknown")


def test_a_code_with_a_slash_behind_it_leads_to_the_page(web: TestClient, evening: Evening) -> None:
    answer = web.get(f"/m/{evening.code}/")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/m/{evening.code}")


def test_whoever_asks_for_the_headers_gets_no_stream(web: TestClient, evening: Evening) -> None:
    login = {"cookie": f"sok_login={evening.cookie(Role.FACILITATOR)}"}
    for url in (f"/m/{evening.code}/events", f"/live/{evening.code}/events"):
        answer = web.head(url, headers=login)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"].startswith("text/event-stream")


def test_the_state_of_the_hall_needs_a_cookie(web: TestClient, evening: Evening) -> None:
    for path in ("state", "events", "telefoon"):
        assert refused(web.get(f"/live/{evening.code}/{path}"), 403, "forbidden")
    assert refused(web.post(f"/live/{evening.code}/sheets", json={"sheets": 2}), 403, "forbidden")


def test_a_language_is_kept_for_the_errors_too(web: TestClient, evening: Evening) -> None:
    web.get(f"/m/{evening.code}?taal=en")
    answer = web.post(f"/m/{evening.code}/notes", json={"text": "", "key": "1"})
    english = words.translation("en")(words.ERRORS[answer.json()["error"]])
    assert answer.json()["message"] == english


def test_a_hidden_note_is_in_no_byte_that_a_phone_gets(
    web: TestClient, evening: Evening, phone_of: PhoneMaker
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    web.post(f"/m/{evening.code}/notes", json={"text": "Geheim", "key": "1", "group": "bewoner"})
    note.hide(evening.store, note_id=1, reason="stadspraatje", now=NOW)
    device = evening.notes[0].device
    for path in ("", "/state"):
        own, other = (p.get(f"/m/{evening.code}{path}").text for p in (web, phone_of()))
        assert not [s for s in ("Geheim", "stadspraatje", device) for text in (own, other) if s in text]


def test_nothing_is_kept_by_a_cache(web: TestClient, evening: Evening) -> None:
    for path in ("", "/state"):
        assert web.get(f"/m/{evening.code}{path}").headers["cache-control"] == "no-store"


def test_a_restart_forgives_and_keeps_the_notes(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", json={"text": "Groen", "key": "1"})
    code = evening.code
    running.forget()
    again = web.post(f"/m/{code}/notes", json={"text": "Groen", "key": "1"})
    assert (again.status_code, again.json()["number"]) == (200, 1)


@pytest.mark.parametrize("form", ["notes", "notes/3", "wie", "wissel"])
def test_the_address_of_a_form_leads_back_to_the_page(web: TestClient, evening: Evening, form: str) -> None:
    answer = web.get(f"/m/{evening.code}/{form}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/m/{evening.code}")


@pytest.mark.parametrize("question", ["", None, 1, "1"], ids=repr)
def test_a_question_is_its_number_or_not_said(web: TestClient, evening: Evening, question: object) -> None:
    evening.ask()
    body = {"text": "Groen", "key": "1", "question": question}
    assert web.post(f"/m/{evening.code}/notes", json=body).status_code == 201


@pytest.mark.parametrize("question", ["de eerste", "-1", 1.0, True, [1], {}, 10**20], ids=repr)
def test_a_question_that_is_no_number_is_refused(web: TestClient, evening: Evening, question: object) -> None:
    evening.ask()
    body = {"text": "Groen", "key": "1", "question": question}
    assert refused(web.post(f"/m/{evening.code}/notes", json=body), 422, "note.question")
    assert evening.notes == []


def test_a_plain_form_is_not_refused_for_its_question(web: TestClient, evening: Evening) -> None:
    evening.ask()
    form = {"text": "Groen", "key": "1", "question": "de eerste"}
    assert web.post(f"/m/{evening.code}/notes", data=form).status_code == 303
    assert [n.text for n in evening.notes] == ["Groen"]


def test_a_full_disk_answers_507_and_refuses_nothing_that_it_has(web: TestClient, evening: Evening) -> None:
    evening.ask()
    post = f"/m/{evening.code}/notes"
    web.get(f"/m/{evening.code}")
    running.current().notes_per_device = Throttle(burst=1000, per_second=1)
    first = web.post(post, json={"text": "Groen", "key": "eerste"})
    leave_room(evening.store, pages=2)
    answers = (web.post(post, json={"text": f"{n} " + "x" * 270, "key": f"{n}"}) for n in range(500))
    full = next(answer for answer in answers if answer.status_code != 201)
    assert refused(full, 507, "store.full")
    assert web.post(post, json={"text": "Groen", "key": "eerste"}).json() == first.json()
    assert web.get(f"/m/{evening.code}/state").json()["phase"] == "open"


def test_a_flood_without_cookies_leaves_the_phones_of_the_hall_alone(
    web: TestClient, evening: Evening, phone_of: PhoneMaker
) -> None:
    evening.ask()
    here, post = running.current(), f"/m/{evening.code}/notes"
    assert (here.new_notes_per_address.burst, here.new_notes_per_address.per_second) == (400, 60)
    here.new_notes_per_address = Throttle(burst=30, per_second=0.001)
    flood = [phone_of().post(post, json={"text": "x", "key": f"{n}"}) for n in range(35)]
    assert [answer.status_code for answer in flood] == [201] * 30 + [429] * 5
    assert int(flood[-1].headers["retry-after"]) >= 1
    web.get(f"/m/{evening.code}")
    assert web.post(post, json={"text": "van iemand aan tafel", "key": "1"}).status_code == 201
