"""Phones and paper score values; the hall hears how many did, and sees what came of it when it is over."""

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import aim, meeting, value_score_room, words
from sok_core.access import LOGIN_COOKIE
from sok_core.model import AimKind, Group, Phase, Role, ScoreCount
from tests.evening import NOW, Evening

RESIDENT, ORGANISATION = Group.RESIDENT, Group.ORGANISATION


@pytest.fixture
def room(evening: Evening) -> Evening:
    """Two values, and the question about them on the screen."""
    for title, meaning in (("Vertrouwen", "We doen wat we zeggen."), ("Eerlijk <b>delen</b>", "")):
        aim.write_down(evening.store, kind=AimKind.VALUE, title=title, meaning=meaning)
    asked = value_score_room.ask(evening.store, meeting_id=evening.id)
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)
    return evening


def counts(room: Evening) -> list[tuple[int, Group | None, int | None, int]]:
    with room.store.read() as tables:
        (one,) = tables.score_round.all()
        found: list[ScoreCount] = tables.value_score.counts(one.id)
    return [(each.aim_id, each.group, each.score, each.people) for each in found]


def state(web: TestClient, room: Evening) -> dict[str, Any]:
    found: dict[str, Any] = web.get(f"/m/{room.code}/state").json()["scores"]
    return found


def give(web: TestClient, room: Evening, value: object, score: object) -> Any:
    return web.post(f"/m/{room.code}/scores", json={"value": value, "score": score})


def pressed(page: str) -> list[str]:
    """Return the scores that look chosen on a page, by value and score."""
    found = re.findall(
        r'name="value" value="(\d+)">|name="score" value="(\d?)" aria-pressed="(true|false)"', page
    )
    value, chosen = "", []
    for about, score, is_pressed in found:
        value = about or value
        chosen += [f"{value}:{score}"] if is_pressed == "true" else []
    return chosen


# ---------------------------------------------------------------- phones


def test_a_phone_scores_a_value_and_changes_its_mind(web: TestClient, room: Evening) -> None:
    first = give(web, room, 1, 3)
    assert (first.status_code, first.json()) == (201, {"value": 1, "score": 3})
    assert give(web, room, 1, 5).status_code == 200
    assert give(web, room, 2, None).json() == {"value": 2, "score": None}
    assert state(web, room)["mine"] == {"1": 5, "2": None}
    assert counts(room) == [(1, None, 5, 1), (2, None, None, 1)]


def test_another_phone_sees_nothing_of_it(web: TestClient, room: Evening) -> None:
    give(web, room, 1, 3)
    other = TestClient(web.app)
    assert state(other, room)["mine"] == {}
    assert pressed(other.get(f"/m/{room.code}").text) == []


def test_without_a_script_it_is_plain_forms(web: TestClient, room: Evening) -> None:
    page = web.get(f"/m/{room.code}").text
    assert "1 is bijna nooit, 5 is bijna altijd." in page
    assert "Eerlijk &lt;b&gt;delen&lt;/b&gt;" in page
    assert pressed(page) == []
    answer = web.post(f"/m/{room.code}/scores", data={"value": "1", "score": "4"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/m/{room.code}#waarde-1")
    web.post(f"/m/{room.code}/scores", data={"value": "2", "score": ""})
    assert pressed(web.get(f"/m/{room.code}").text) == ["1:4", "2:"]


@pytest.mark.parametrize(
    "fields", [{"value": "1", "score": "9"}, {"value": "1", "score": "x"}, {"value": "1"}]
)
def test_a_form_without_a_score_is_refused_in_dutch(
    web: TestClient, room: Evening, fields: dict[str, str]
) -> None:
    answer = web.post(f"/m/{room.code}/scores", data=fields)
    assert answer.status_code == 422
    assert "Kies een cijfer van 1 tot 5, of ‘weet ik niet’." in answer.text
    assert counts(room) == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"value": 1, "score": 6}, 422, "score.choice"),
        ({"value": 1, "score": "3"}, 422, "score.choice"),
        ({"value": 1}, 422, "score.choice"),
        ({"score": 3}, 422, "score.choice"),
        ({"value": 99, "score": 3}, 404, "aim.unknown"),
        ([1], 422, "score.choice"),
    ],
)
def test_what_makes_no_sense_is_refused(
    web: TestClient, room: Evening, body: object, status: int, code: str
) -> None:
    answer = web.post(f"/m/{room.code}/scores", json=body)
    assert (answer.status_code, answer.json()["error"]) == (status, code)


def test_who_says_later_as_whom_he_is_here_counts_there(web: TestClient, room: Evening) -> None:
    give(web, room, 1, 3)
    web.post(f"/m/{room.code}/wie", data={"group": "bewoner"})
    assert counts(room) == [(1, RESIDENT, 3, 1)]
    give(web, room, 2, 2)
    assert {group for _, group, _, _ in counts(room)} == {RESIDENT}


def test_two_people_on_one_phone_are_two_people(web: TestClient, room: Evening) -> None:
    give(web, room, 1, 3)
    web.post(f"/m/{room.code}/wie", data={"group": "bewoner"})
    web.post(f"/m/{room.code}/wissel")
    assert state(web, room)["mine"] == {}
    give(web, room, 1, 5)
    assert counts(room) == [(1, None, 5, 1), (1, RESIDENT, 3, 1)]
    assert room.situation.scored == 2


def test_the_page_asks_as_whom_somebody_is_here(web: TestClient, room: Evening) -> None:
    assert re.search(r'<details id="g" open>', web.get(f"/m/{room.code}").text)
    web.post(f"/m/{room.code}/wie", data={"group": "organisatie"})
    assert "Je bent hier voor een organisatie" in web.get(f"/m/{room.code}").text


def test_when_the_question_closes_a_phone_keeps_what_it_gave_and_gives_no_more(
    web: TestClient, room: Evening
) -> None:
    give(web, room, 1, 3)
    meeting.set_phase(room.store, meeting_id=room.id, phase=Phase.DONE, now=NOW)
    refused = give(web, room, 1, 5)
    assert (refused.status_code, refused.json()["error"]) == (409, "question.closed")
    page = web.get(f"/m/{room.code}").text
    assert pressed(page) == ["1:3"]
    assert page.count(" disabled>") == 2 * 6
    room.ask(1)
    assert give(web, room, 1, 5).json()["error"] == "score.not_asked"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "I don't know"), ("tr", "Bilmiyorum"), ("ar", "لا أعرف")],
)
def test_the_page_speaks_the_language_of_the_phone(
    web: TestClient, room: Evening, language: str, said: str
) -> None:
    page = web.get(f"/m/{room.code}?taal={language}").text.replace("&#39;", "'")
    assert said in page
    assert "Weet ik niet" not in page
    question = words.translation(language)(value_score_room.QUESTION)
    assert f'<h1 id="q" dir="auto" lang="{language}">{question}</h1>' in page


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_page_with_nine_values_is_under_fifteen_kilobytes_on_the_wire(
    web: TestClient, room: Evening, language: str
) -> None:
    for number in range(7):
        title = f"{number * 7919} Heldere taal en eerlijke informatie voor iedereen"
        meaning = f"We vertellen op tijd en in {number * 7907} gewone woorden wat er gebeurt."
        aim.write_down(room.store, kind=AimKind.VALUE, title=title, meaning=meaning)
    page = web.get(f"/m/{room.code}?taal={language}")
    paths = re.findall(r'(?:src|data-js)="([^"]+)"', page.text)
    files = [page, *(web.get(path) for path in paths)]
    assert [path.split("?")[0] for path in paths] == [f"/m/{room.code}/cijfers.js", "/m/telefoon.js"]
    assert page.text.count('class="n c"') == 9
    assert sum(int(file.headers["content-length"]) for file in files) < 15_000


# ---------------------------------------------------------------- the hall


@pytest.mark.parametrize("role", [Role.SCREEN, Role.CORE_TEAM, Role.FACILITATOR])
def test_while_people_score_the_hall_hears_how_many_and_not_what(
    web: TestClient, room: Evening, role: Role
) -> None:
    for device in range(6):
        value_score_room.score(
            room.store, meeting_id=room.id, aim_id=1, given=1, device=str(device), group=RESIDENT, now=NOW
        )
    headers = {"cookie": f"{LOGIN_COOKIE}={room.cookie(role)}"}
    seen = web.get(f"/live/{room.code}/state", headers=headers).json()
    assert seen["scores"] == {"people": 6}
    assert "Vertrouwen" not in json.dumps(seen)


def test_after_it_the_hall_sees_no_group_under_five(web: TestClient, room: Evening) -> None:
    for group, people in ((RESIDENT, 6), (ORGANISATION, 4)):
        sheet = {(1, 2): people, (2, 4): people if group is RESIDENT else 5}
        value_score_room.count_paper(room.store, meeting_id=room.id, sheet=sheet, group=group, table=None)
    meeting.set_phase(room.store, meeting_id=room.id, phase=Phase.DONE, now=NOW)
    headers = {"cookie": f"{LOGIN_COOKIE}={room.cookie(Role.SCREEN)}"}
    result = web.get(f"/live/{room.code}/state", headers=headers).json()["scores"]["result"]
    trust, share = result["values"]
    assert [(lane["crowd"], lane["scores"]) for lane in trust["lanes"]] == [("hele_zaal", [0, 10, 0, 0, 0])]
    assert [(lane["crowd"], lane["scores"]) for lane in share["lanes"]] == [
        ("bewoners", [0, 0, 0, 6, 0]),
        ("organisaties", [0, 0, 0, 5, 0]),
    ]


# ---------------------------------------------------------------- paper


def helper(room: Evening, table: int = 1) -> dict[str, str]:
    return {"cookie": f"{LOGIN_COOKIE}={room.helper(table)}"}


def test_a_helper_counts_the_sheets_of_her_table_per_group(web: TestClient, room: Evening) -> None:
    page = web.get(f"/hulp/{room.code}", headers=helper(room)).text
    assert "Vraag rond: hoe vaak merkten mensen deze waarden?" in page
    assert [
        label for label in ("Van bewoners", "Van organisaties", "Niet gezegd van wie") if label in page
    ] == [*("Van bewoners", "Van organisaties", "Niet gezegd van wie")]
    fields = {
        "by": "organisatie",
        "1-4": "3",
        "was-1-4": "0",
        "1-0": "1",
        "was-1-0": "0",
        "2-1": "",
        "was-2-1": "0",
    }
    answer = web.post(f"/hulp/{room.code}/scores", data=fields, headers=helper(room), follow_redirects=False)
    assert answer.status_code == 303
    answer = web.get(answer.headers["location"], headers=helper(room))
    assert "Geteld." in answer.text
    assert counts(room) == [(1, ORGANISATION, None, 1), (1, ORGANISATION, 4, 3)]
    assert 'name="1-4" inputmode="numeric" autocomplete="off" maxlength="3" value="3"' in answer.text
    neighbour = web.get(f"/hulp/{room.code}", headers=helper(room, 2)).text
    assert 'maxlength="3" value="3"' not in neighbour


def test_two_helpers_of_a_table_do_not_wipe_each_others_count(web: TestClient, room: Evening) -> None:
    both = {"by": "bewoner", "was-1-4": "0", "was-1-5": "0"}
    web.post(f"/hulp/{room.code}/scores", data=both | {"1-4": "3", "1-5": "0"}, headers=helper(room))
    web.post(f"/hulp/{room.code}/scores", data=both | {"1-4": "0", "1-5": "2"}, headers=helper(room))
    assert counts(room) == [(1, RESIDENT, 4, 3), (1, RESIDENT, 5, 2)]


@pytest.mark.parametrize("typed", ["drie", "100", "-1"])
def test_a_count_that_cannot_be_stays_in_its_box(web: TestClient, room: Evening, typed: str) -> None:
    fields = {"by": "bewoner", "1-4": typed, "was-1-4": "0"}
    answer = web.post(f"/hulp/{room.code}/scores", data=fields, headers=helper(room))
    assert answer.status_code == 422
    assert "Typ een aantal van 0 tot 99." in answer.text
    assert f'maxlength="3" value="{typed}"' in answer.text
    assert counts(room) == []


def test_paper_that_comes_after_the_result_is_refused(web: TestClient, room: Evening) -> None:
    meeting.set_phase(room.store, meeting_id=room.id, phase=Phase.DONE, now=NOW)
    fields = {"by": "bewoner", "1-4": "3", "was-1-4": "0"}
    answer = web.post(f"/hulp/{room.code}/scores", data=fields, headers=helper(room))
    assert answer.status_code == 409
    assert "De uitslag is er al. Er kan niets meer bij." in answer.text
    assert "De uitslag staat op het scherm. Lees hem voor." in answer.text


# ---------------------------------------------------------------- papers


def test_the_card_is_for_who_may_read_the_dossier(web: TestClient, room: Evening) -> None:
    where = f"/download/{room.store.slug}/waardenkaart"
    headers = {"cookie": f"{LOGIN_COOKIE}={room.cookie(Role.CORE_TEAM)}"}
    made = web.get(f"{where}?taal=tr", headers=headers)
    assert (made.status_code, made.headers["content-type"]) == (200, "application/pdf")
    assert "waardenkaart-" in made.headers["content-disposition"]
    assert web.get(where).status_code == 403


def test_the_dots_are_for_a_moment_that_is_over(web: TestClient, room: Evening) -> None:
    where = f"/download/{room.store.slug}/waarden"
    headers = {"cookie": f"{LOGIN_COOKIE}={room.cookie(Role.CORE_TEAM)}"}
    value_score_room.count_paper(
        room.store, meeting_id=room.id, sheet={(1, 2): 7}, group=RESIDENT, table=None
    )
    assert web.get(where, headers=headers).status_code == 409
    meeting.set_phase(room.store, meeting_id=room.id, phase=Phase.DONE, now=NOW)
    assert web.get(f"{where}?ronde=1", headers=headers).status_code == 200
    assert web.get(f"{where}?ronde=een", headers=headers).status_code == 404
    assert web.get(where).status_code == 403
