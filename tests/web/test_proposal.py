"""Answers over the wire: POST /m/CODE/answers as docs/protocol.md promises it, and who hears what of them."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import meeting, proposal, words
from sok_core.access import LOGIN_COOKIE
from sok_core.model import Phase, Poll, Role
from tests.evening import NOW, Evening
from tests.web.conftest import PhoneMaker
from tests.web.test_protocol import refused

TEXT, BETTER = "We eten elke maand samen.", "We eten elke maand samen, om de beurt."
REASON = "Altijd in De Spil is niet eerlijk."


@pytest.fixture
def asked(evening: Evening) -> int:
    """A proposal in its first round, beside an open question."""
    evening.ask()
    written = proposal.write(evening.store, meeting_id=evening.id, text=TEXT, now=NOW)
    proposal.show(evening.store, proposal_id=written.id, now=NOW)
    return written.id


@pytest.fixture
def say(web: TestClient, evening: Evening, asked: int) -> Callable[..., Any]:
    def said(answer: object = "ja", phone: TestClient = web, **fields: Any) -> Any:
        whole = {"proposal": asked, "wording": 1, "answer": answer} | fields
        return phone.post(f"/m/{evening.code}/answers", json=whole)

    return said


def seen(web: TestClient, evening: Evening, role: Role | None = None) -> Any:
    """Return what a phone sees of the proposal, or somebody with a role."""
    if role is None:
        return web.get(f"/m/{evening.code}/state").json()["proposal"]
    headers = {"cookie": f"sok_login={evening.cookie(role)}"}
    return web.get(f"/live/{evening.code}/state", headers=headers).json()["proposal"]


def close(evening: Evening, asked: int) -> None:
    proposal.close_round(evening.store, proposal_id=asked, now=NOW)


def test_the_first_answer_gives_201_and_another_takes_its_place(
    say: Callable[..., Any], web: TestClient, evening: Evening
) -> None:
    first, again, other = say(), say(), say("bezwaar", text=f" {REASON} ")
    assert [one.status_code for one in (first, again, other)] == [201, 200, 200]
    assert first.json() == again.json() == {"answer": "ja", "text": ""}
    assert other.json() == {"answer": "bezwaar", "text": REASON} == seen(web, evening)["mine"]
    assert seen(web, evening, Role.SCREEN)["count"] == 1


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"answer": "nee"}, 422, "answer.kind"),
        ({"answer": ["ja"]}, 422, "answer.kind"),
        ({"answer": "bezwaar", "text": 5}, 422, "answer.no_text"),
        ({"answer": "bezwaar", "text": "x" * 281}, 422, "answer.too_long"),
        ({"proposal": 99}, 404, "proposal.unknown"),
        ({"proposal": "x"}, 404, "proposal.unknown"),
        ({"wording": None}, 404, "proposal.unknown"),
        ({"wording": 2}, 404, "proposal.unknown"),
    ],
)
def test_a_wrong_answer_is_refused(
    say: Callable[..., Any], fields: dict[str, Any], status: int, code: str
) -> None:
    assert refused(say(**fields), status, code)


def test_a_closed_round_and_an_older_wording_give_409(
    say: Callable[..., Any], evening: Evening, asked: int
) -> None:
    close(evening, asked)
    assert refused(say(), 409, "proposal.closed")
    proposal.reword(evening.store, proposal_id=asked, text=BETTER, now=NOW)
    assert refused(say(), 409, "proposal.passed")
    assert say(wording=2).status_code == 201
    evening.ask(2)
    assert refused(say(wording=2), 409, "proposal.closed")


def test_after_the_meeting_it_is_410(say: Callable[..., Any], evening: Evening) -> None:
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert refused(say(), 410, "meeting.closed")


def test_another_site_cannot_answer(web: TestClient, evening: Evening, asked: int) -> None:
    fields = {"proposal": asked, "wording": 1, "answer": "ja"}
    answer = web.post(f"/m/{evening.code}/answers", json=fields, headers={"origin": "https://elders.example"})
    assert refused(answer, 403, "cross_site")


def test_one_phone_that_taps_without_end_must_wait(say: Callable[..., Any]) -> None:
    answers = [say("ja" if turn % 2 else "bezwaar") for turn in range(60)]
    assert refused(answers[-1], 429, "too_many")
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_nobody_hears_how_it_stands_before_the_round_is_closed(
    say: Callable[..., Any], web: TestClient, phone_of: PhoneMaker, evening: Evening, asked: int
) -> None:
    say("bezwaar", text=REASON)
    for _ in range(4):
        phone = phone_of()
        phone.get(f"/m/{evening.code}")
        say(phone=phone)
    other = phone_of()
    hall = [seen(other, evening), seen(web, evening, Role.SCREEN), seen(web, evening, Role.CORE_TEAM)]
    assert [one["open"] for one in hall] == [True] * 3
    assert not [one for one in hall if "outcome" in one or REASON in json.dumps(one)]
    objections = seen(web, evening, Role.FACILITATOR)["objections"]
    assert [(one["text"], one["shown"]) for one in objections] == [(REASON, False)]
    assert objections[0].keys() == {"id", "text", "channel", "table", "shown"}
    proposal.show_objection(evening.store, answer_id=objections[0]["id"], is_shown=True, now=NOW)
    assert seen(web, evening, Role.SCREEN)["objections"] == []
    close(evening, asked)
    told = {
        "count": 5,
        "yes": 4,
        "objecting": 1,
        "finding": "4 mensen kunnen hiermee leven, 1 heeft een bezwaar.",
    }
    assert seen(other, evening)["outcome"] == seen(web, evening, Role.SCREEN)["outcome"] == told
    assert [one["text"] for one in seen(web, evening, Role.SCREEN)["objections"]] == [REASON]
    assert REASON not in json.dumps(seen(other, evening))
    proposal.show_objection(evening.store, answer_id=objections[0]["id"], is_shown=False, now=NOW)
    assert seen(web, evening, Role.SCREEN)["objections"] == []


def test_with_few_answers_only_the_whole_is_told(
    say: Callable[..., Any], web: TestClient, evening: Evening, asked: int
) -> None:
    say("bezwaar")
    close(evening, asked)
    told = {"count": 1, "finding": "1 antwoord. Dat is te weinig om apart te tellen."}
    assert seen(web, evening)["outcome"] == seen(web, evening, Role.SCREEN)["outcome"] == told


def test_the_hall_gets_no_proposal_while_the_screen_shows_something_else(
    web: TestClient, evening: Evening, asked: int
) -> None:
    meeting.show(evening.store, meeting_id=evening.id, screen=meeting.ScreenView.PAUSE)
    assert seen(web, evening, Role.SCREEN) is None
    assert seen(web, evening)["id"] == seen(web, evening, Role.FACILITATOR)["id"] == asked
    evening.ask(phase=Phase.OPEN)
    assert [seen(web, evening), seen(web, evening, Role.FACILITATOR)] == [None, None]


def test_thirty_phones_at_once_are_thirty_answers(evening: Evening, asked: int, phone_of: PhoneMaker) -> None:
    """Ten at a time; each says no first, then yes, so that a lost or doubled one would show."""

    def one(_: int) -> list[int]:
        phone = phone_of()
        phone.get(f"/m/{evening.code}")
        fields = {"proposal": asked, "wording": 1}
        path = f"/m/{evening.code}/answers"
        return [phone.post(path, json=fields | {"answer": a}).status_code for a in ("bezwaar", "ja")]

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(one, range(30))) == [[201, 200]] * 30
    with evening.store.read() as tables:
        counted = proposal.poll(tables.round(asked).answers)
    assert (counted.yes, counted.objections) == (30, 0)


# ---------------------------------------------------------------- plain forms


def form(web: TestClient, evening: Evening, asked: int, **fields: str) -> Any:
    whole = {"proposal": str(asked), "wording": "1"} | fields
    return web.post(f"/m/{evening.code}/answers", data=whole)


def test_a_plain_form_answers_says_why_and_comes_back(web: TestClient, evening: Evening, asked: int) -> None:
    page = web.get(f"/m/{evening.code}").text
    assert "Kun je hiermee leven?" in page
    assert TEXT in page
    assert form(web, evening, asked, answer="bezwaar").status_code == 303
    assert 'value="bezwaar" aria-pressed="true"' in web.get(f"/m/{evening.code}").text
    assert form(web, evening, asked, answer="bezwaar", text=REASON).status_code == 303
    assert f">{REASON}</textarea>" in web.get(f"/m/{evening.code}").text
    close(evening, asked)
    assert "De ronde is dicht" in web.get(f"/m/{evening.code}").text


def test_a_form_that_is_refused_keeps_what_was_typed(web: TestClient, evening: Evening, asked: int) -> None:
    close(evening, asked)
    answer = form(web, evening, asked, answer="bezwaar", text=REASON)
    assert answer.status_code == 409
    assert f">{REASON}</textarea>" in answer.text
    assert "De ronde is dicht. Zeg het tegen de begeleider." in answer.text


def test_a_form_with_a_phone_number_in_it_is_asked_about_first(
    web: TestClient, evening: Evening, asked: int
) -> None:
    text = "Bel mij: 06-12345678"
    answer = form(web, evening, asked, answer="bezwaar", text=text)
    assert (answer.status_code, "telefoonnummer" in answer.text, text in answer.text) == (200, True, True)
    assert seen(web, evening)["mine"] is None
    assert form(web, evening, asked, answer="bezwaar", text=text, sure="1").status_code == 303
    assert seen(web, evening)["mine"]["text"] == text


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_page_asks_in_the_language_of_the_phone(
    language: str, web: TestClient, evening: Evening, asked: int
) -> None:
    page = web.get(f"/m/{evening.code}?taal={language}").text
    said = words.translation(language)
    for text in ("Kun je hiermee leven?", "Ja, hier kan ik mee leven", "Nee, nog niet"):
        assert said(text) in page
    assert TEXT in page
    assert asked


def test_what_somebody_typed_under_the_question_stays_in_sight(
    web: TestClient, evening: Evening, asked: int
) -> None:
    answer = web.post(f"/m/{evening.code}/notes", data={"text": "x" * 281})
    assert answer.status_code == 422
    assert asked
    assert f">{'x' * 281}</textarea>" in answer.text
    assert '<form id="f" method="post"' in answer.text
    assert 'id="f" method="post" action="/m/' + evening.code + '/notes" hidden' not in answer.text


# ---------------------------------------------------------------- the helper at a table


@pytest.fixture
def ria(phone_of: PhoneMaker, evening: Evening) -> TestClient:
    """The helper at table 4."""
    client = phone_of()
    client.cookies.set(LOGIN_COOKIE, evening.helper(4))
    return client


@pytest.fixture
def send(ria: TestClient, evening: Evening, asked: int) -> Callable[..., Any]:
    def sent(form: str, **fields: object) -> Any:
        whole = {"proposal": asked, "wording": 1} | fields
        return ria.post(f"/hulp/{evening.code}/{form}", data=whole)

    return sent


def counted(evening: Evening, asked: int) -> Poll:
    with evening.store.read() as tables:
        return proposal.poll(tables.round(asked).answers)


def test_a_helper_counts_her_table_and_counts_anew(
    send: Callable[..., Any], ria: TestClient, evening: Evening, asked: int
) -> None:
    page = ria.get(f"/hulp/{evening.code}").text
    assert TEXT in page
    assert "Kun je hiermee leven?" in page
    answer = send("answers", ja="5", bezwaar="", **{"was-ja": "0", "was-bezwaar": "0"})
    assert "Geteld: 5 antwoorden" in ria.get(answer.headers["location"]).text
    assert counted(evening, asked) == Poll(5, 0, 5, 0)
    send("answers", ja="0", bezwaar="2", **{"was-ja": "0", "was-bezwaar": "0"})  # an older page
    assert counted(evening, asked) == Poll(5, 2, 5, 2)


@pytest.mark.parametrize("wrong", ["x", "-1", "1000", "9" * 30])
def test_a_wrong_number_of_a_helper_counts_nothing_and_stays(
    send: Callable[..., Any], evening: Evening, asked: int, wrong: str
) -> None:
    answer = send("answers", ja=wrong, bezwaar="1", **{"was-ja": "0", "was-bezwaar": "0"})
    assert (answer.status_code, f'value="{wrong}"' in answer.text) == (422, True)
    assert counted(evening, asked) == Poll(0, 0)


def test_a_helper_types_what_somebody_said_and_takes_it_back(
    send: Callable[..., Any], ria: TestClient, evening: Evening, asked: int
) -> None:
    for _ in range(2):  # the same form twice
        assert send("objections", why=REASON, key="k").status_code == 303
    assert counted(evening, asked) == Poll(0, 1, 0, 1)
    assert REASON in ria.get(f"/hulp/{evening.code}").text
    with evening.store.read() as tables:
        (typed,) = proposal.objections(tables.round(asked).answers)
    assert send("objections", delete=typed.id).status_code == 303
    assert counted(evening, asked) == Poll(0, 0)


def test_what_a_helper_typed_too_late_stays_in_its_box(
    send: Callable[..., Any], evening: Evening, asked: int
) -> None:
    proposal.reword(evening.store, proposal_id=asked, text=BETTER, now=NOW)
    answer = send("objections", why=REASON)
    assert (answer.status_code, f">{REASON}</textarea>" in answer.text) == (409, True)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    answer = send("objections", why=REASON, wording=2)
    assert (answer.status_code, REASON in answer.text) == (410, True)


def test_a_helper_is_asked_about_a_phone_number(
    send: Callable[..., Any], evening: Evening, asked: int
) -> None:
    text = "Bel mij: 06-12345678"
    answer = send("objections", why=text)
    assert (answer.status_code, "telefoonnummer" in answer.text, text in answer.text) == (422, True, True)
    assert counted(evening, asked) == Poll(0, 0)
    assert send("objections", why=text, sure="1").status_code == 303


def test_a_helper_sees_only_what_her_own_table_typed(
    send: Callable[..., Any], say: Callable[..., Any], ria: TestClient, evening: Evening, phone_of: PhoneMaker
) -> None:
    say("bezwaar", text="Van een telefoon")
    other = phone_of()
    other.cookies.set(LOGIN_COOKIE, evening.helper(5))
    send("objections", why=REASON)
    page = other.get(f"/hulp/{evening.code}").text
    assert REASON not in page
    assert "Van een telefoon" not in page + ria.get(f"/hulp/{evening.code}").text


# ---------------------------------------------------------------- in the language of a phone


def test_a_phone_reads_the_translation_with_the_dutch_under_it(
    web: TestClient, evening: Evening, asked: int
) -> None:
    proposal.translate(evening.store, proposal_id=asked, language="tr", text="Her ay <b>yiyoruz</b>.")
    assert seen(web, evening)["translations"] == {"tr": "Her ay <b>yiyoruz</b>."}
    turkish, dutch = (web.get(f"/m/{evening.code}?taal={language}").text for language in ("tr", "nl"))
    assert 'lang="tr">Her ay &lt;b&gt;yiyoruz&lt;/b&gt;.</p>' in turkish
    assert f'<p id="pd" class="soft"><bdi lang="nl">{TEXT}</bdi></p>' in turkish
    assert f'id="pt" dir="auto" lang="nl">{TEXT}</p>' in dutch
    assert '<p id="pd" class="soft" hidden><bdi lang="nl"></bdi></p>' in dutch
