"""The helper's page: what she may see and do, and everything that she may not."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from sok_core import access, clock, meeting, note, theme, vote, words
from sok_core.access import LOGIN_COOKIE
from sok_core.model import Ballot, Channel, Note, Phase, Role
from sok_core.throttle import Throttle
from sok_core.web import running
from tests.evening import NOW, Evening, plan
from tests.web.conftest import PhoneMaker

FORMS = ["notes", "notes/1", "themes", "votes", "answers", "objections"]
GET = ["", "/events", "/notes", "/notes/1", "/themes", "/votes", "/answers", "/objections"]
Post = Callable[..., Any]


def sits(client: TestClient, evening: Evening, table: int) -> TestClient:
    client.cookies.set(LOGIN_COOKIE, evening.helper(table))
    return client


@pytest.fixture
def ria(phone_of: PhoneMaker, evening: Evening) -> TestClient:
    """The helper at table 4."""
    return sits(phone_of(), evening, 4)


@pytest.fixture
def path(evening: Evening) -> str:
    return f"/hulp/{evening.code}"


@pytest.fixture
def posted(ria: TestClient, path: str, evening: Evening) -> Post:
    """Post a note of table 4 under the first question."""

    def post(text: str = "Een bank", *, by: TestClient | None = None, **fields: Any) -> Any:
        question = fields.pop("question", evening.prompts[0].id)
        return (by or ria).post(f"{path}/notes", data={"text": text, "question": question} | fields)

    return post


def texts(evening: Evening) -> list[str]:
    return [one.text for one in evening.notes]


def typed(evening: Evening, text: str = "Een bank", *, table: int = 4, key: str = "") -> Note:
    """Put a note on the wall as a helper does."""
    posted = note.post_from_table(
        evening.store,
        meeting_id=evening.id,
        prompt_id=evening.prompts[0].id,
        text=text,
        key=key or text,
        table=table,
        now=NOW,
    )
    return next(one for one in evening.notes if one.id == posted.id)


def phase(evening: Evening, phase: Phase) -> None:
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)


# ---------------------------------------------------------------- coming in


def test_a_code_leads_a_device_to_its_table(web: TestClient, evening: Evening, path: str) -> None:
    evening.ask()
    code = access.make_helper_code(
        evening.house, dossier=evening.uuid, meeting_id=evening.id, table=4, now=clock.now()
    )
    assert "Ik ben tafelhulp" in web.get("/deur").text
    answer = web.post("/deur/koppel", data={"code": f"{code[:3]} {code[3:]}"})
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    page = web.get(path)
    assert page.status_code == 200
    assert "Tafel 4" in page.text
    assert "Wat vind jij belangrijk?" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "tafelhulp van tafel 4" in web.get("/deur").text
    assert web.post("/deur/koppel", data={"code": code}).status_code == 403


@pytest.mark.usefixtures("no_second_chance")
def test_guessing_the_code_of_a_helper_is_slowed_down(web: TestClient, evening: Evening) -> None:
    code = access.make_helper_code(
        evening.house, dossier=evening.uuid, meeting_id=evening.id, table=4, now=clock.now()
    )
    guesses = [f"{(int(code) + n) % 10**6:06d}" for n in range(1, 10)]
    assert [web.post("/deur/koppel", data={"code": one}).status_code for one in guesses] == [403] * 8 + [429]
    assert web.post("/deur/koppel", data={"code": code}).status_code == 429


# ---------------------------------------------------------------- attacks


def refused_everywhere(client: TestClient, path: str, status: int = 403) -> bool:
    """Whether nothing below a helper's page opens, and nothing can be written."""
    answers = [client.get(f"{path}{place}") for place in GET]
    answers += [
        client.post(f"{path}/{form}", data={"text": "x", "question": "1", "numbers": "1"}) for form in FORMS
    ]
    assert {answer.status_code for answer in answers} == {status}
    assert not [answer for answer in answers if "Geheim" in answer.text]
    return True


@pytest.fixture
def secret(evening: Evening) -> Evening:
    """An evening with a note that everybody may read."""
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Geheim")
    return evening


@pytest.mark.parametrize("cookie", ["", "x", "WyJ4Il0.x"])
def test_without_a_login_there_is_the_door(web: TestClient, secret: Evening, path: str, cookie: str) -> None:
    web.cookies.set(LOGIN_COOKIE, cookie)
    assert refused_everywhere(web, path)
    assert "Ik ben tafelhulp" in web.get(path).text
    assert texts(secret) == ["Geheim"]


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM, Role.SCREEN])
def test_no_other_role_sits_at_a_table(web: TestClient, secret: Evening, path: str, role: Role) -> None:
    web.cookies.set(LOGIN_COOKIE, secret.cookie(role))
    assert refused_everywhere(web, path)


def test_a_phone_is_no_helper(web: TestClient, secret: Evening, path: str) -> None:
    web.get(f"/m/{secret.code}")
    assert refused_everywhere(web, path)
    web.cookies.set(LOGIN_COOKIE, web.cookies["sok_toestel"])
    assert refused_everywhere(web, path)


def test_the_helper_of_another_meeting_gets_the_door(ria: TestClient, evening: Evening) -> None:
    other = plan(evening.store, evening.house, title="Een andere avond")
    other.ask(phase=Phase.TOGETHER)
    other.post("Geheim")
    assert other.id != evening.id
    assert refused_everywhere(ria, f"/hulp/{other.code}")
    assert texts(other) == ["Geheim"]


def test_the_helper_of_another_dossier_gets_the_door(ria: TestClient, evening: Evening) -> None:
    here = running.current()
    other = plan(here.shelf.create("Overkant"), here.house)
    other.ask(phase=Phase.TOGETHER)
    other.post("Geheim")
    assert other.id == evening.id  # the same number in another file
    assert refused_everywhere(ria, f"/hulp/{other.code}")
    assert texts(other) == ["Geheim"]


def test_an_unknown_code_is_not_found(ria: TestClient) -> None:
    assert ria.get("/hulp/ZZZZ").status_code == 404
    assert ria.get("/hulp/ZZZZ/niets").status_code == 404


def test_a_withdrawn_login_gives_nothing(ria: TestClient, secret: Evening, path: str) -> None:
    assert ria.get(path).status_code == 200
    (login_id,) = access.unseal(secret.house, ria.cookies[LOGIN_COOKIE])
    secret.house.withdraw_login(login_id, now=clock.now())
    assert refused_everywhere(ria, path)
    assert texts(secret) == ["Geheim"]


def test_after_the_meeting_there_is_a_thank_you_and_nothing_else(
    ria: TestClient, secret: Evening, path: str
) -> None:
    typed(secret)
    meeting.close(secret.store, meeting_id=secret.id, now=NOW)
    assert refused_everywhere(ria, path, 410)
    assert "Dank je wel voor het helpen" in ria.get(path).text
    late = ria.post(f"{path}/notes", data={"text": "Nog één ding", "question": 1})
    assert "Nog één ding" in late.text  # what was typed stays in sight
    assert texts(secret) == ["Geheim", "Een bank"]


def test_a_helper_reaches_nothing_but_her_page(ria: TestClient, secret: Evening) -> None:
    slug = secret.store.slug
    for place in ("/", f"/regie?d={slug}", "/beheer", f"/scherm?d={slug}", "/hulpje", "/media/x.png"):
        assert ria.get(place).status_code in (303, 403)
    for place in (
        f"/live/{secret.code}/state",
        f"/live/{secret.code}/events",
        f"/live/dossier/{slug}/events",
    ):
        assert ria.get(place).status_code == 403
    assert ria.post(f"/live/{secret.code}/themes", json={"act": "begin", "numbers": [1]}).status_code == 403
    assert ria.get(f"/live/{secret.code}/telefoon").status_code == 403
    assert ria.get(f"/download/{slug}/dossier").status_code in (303, 403)


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elders.example"}, {"sec-fetch-site": "cross-site"}], ids=str
)
def test_another_website_can_post_nothing(
    ria: TestClient, secret: Evening, path: str, headers: dict[str, str]
) -> None:
    own = typed(secret)
    for form in ("notes", f"notes/{own.id}", "themes", "votes"):
        data = {"text": "x", "question": secret.prompts[0].id, "delete": "1", "numbers": "1"}
        assert ria.post(f"{path}/{form}", data=data, headers=headers).status_code == 403
    assert texts(secret) == ["Geheim", "Een bank"]


def test_a_hidden_note_never_travels_to_a_helper(ria: TestClient, evening: Evening, path: str) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Geheim van een telefoon")
    own = typed(evening, "Geheim van tafel 4")
    for number in (1, 2):
        note.hide(evening.store, note_id=number, reason="Geheime reden", now=NOW)
    theme.begin(evening.store, meeting_id=evening.id, numbers=[1], title="Buiten", hand="x", now=NOW)
    for one in Phase:
        phase(evening, one)
        for query in ("", "?staat=2", f"?wijzig={own.id}", "?gelegd=1.2&in=1"):
            page = ria.get(f"{path}{query}")
            assert "Geheim" not in page.text
            assert "staat niet op de wand" in page.text
    phase(evening, Phase.TOGETHER)
    for data in ({"text": "anders"}, {"delete": "1"}):
        assert ria.post(f"{path}/notes/{own.id}", data=data).status_code == 404
    assert texts(evening) == ["Geheim van een telefoon", "Geheim van tafel 4"]


def test_the_notes_of_others_are_not_hers_to_change(ria: TestClient, evening: Evening, path: str) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Van een telefoon")
    typed(evening, "Van tafel 5", table=5)
    prompt_id = evening.prompts[0].id
    note.post_from_paper(evening.store, prompt_id=prompt_id, text="Van papier", table=4, now=NOW)
    for one in evening.notes:
        for data in ({"text": "anders"}, {"delete": "1"}):
            answer = ria.post(f"{path}/notes/{one.id}", data=data)
            assert answer.status_code == 403
            assert "niet door jullie tafel" in answer.text
    assert texts(evening) == ["Van een telefoon", "Van tafel 5", "Van papier"]
    assert ria.post(f"{path}/notes/99", data={"text": "anders"}).status_code == 404
    assert ria.post(f"{path}/notes/{'9' * 18}", data={"text": "anders"}).status_code == 404


def test_nobody_sees_a_count_before_the_end(ria: TestClient, ballot: Evening, path: str) -> None:
    vote.from_paper(ballot.store, prompt_id=ballot.prompts[0].id, target="thema-1", dots=837, table=5)
    assert "837" not in ria.get(path).text
    phase(ballot, Phase.RESULT)
    assert "837 stippen" in ria.get(path).text


def test_the_bell_rings_without_a_word(evening: Evening, address: str) -> None:
    evening.ask(phase=Phase.TOGETHER)
    headers = {"cookie": f"{LOGIN_COOKIE}={evening.helper(4)}"}
    url = f"{address}/hulp/{evening.code}/events"
    with httpx.stream("GET", url, headers=headers, timeout=30) as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith("retry")
        evening.post("Geheim")
        told = [line for _, line in zip(range(4), lines, strict=False) if line]
        assert told[-1] == "data: {}"
        assert "Geheim" not in "".join(told)
        meeting.close(evening.store, meeting_id=evening.id, now=NOW)
        assert "data" not in "".join(lines)  # the meeting took the bell with it


def test_a_page_of_a_helper_runs_our_script_only(ria: TestClient, evening: Evening, path: str) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("x")
    typed(evening, "<script>alert(1)</script>")
    page = ria.get(f"{path}?staat=2&gelegd=<b>&in=<b>&weg=<b>&bij=<b>&terug=<b>&geteld=<b>")
    assert "<script>alert" not in page.text
    assert "<b>&" not in page.text
    assert re.findall(r"<script[^>]*>", page.text) == [
        tag for tag in re.findall(r"<script[^>]*>", page.text) if 'src="/hulp/tafelhulp.js?' in tag
    ]
    assert "script-src 'self'" in page.headers["content-security-policy"]
    source = re.findall(r'src="([^"]+)"', page.text)[0]
    assert ria.get(source).headers["content-type"].startswith("text/javascript")


# ---------------------------------------------------------------- notes


def test_a_note_is_placed_numbered_and_read_back(
    ria: TestClient, posted: Post, evening: Evening, path: str
) -> None:
    evening.ask()
    answer = posted("Een bank bij de winkel")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?staat=1")
    (kept,) = evening.notes
    assert (kept.channel, kept.table, kept.device, kept.text) == (
        Channel.HELPER,
        4,
        "",
        "Een bank bij de winkel",
    )
    page = ria.get(answer.headers["location"]).text
    assert "<b>1</b>" in page
    assert 'Lees voor: <q dir="auto">Een bank bij de winkel</q>' in page


@pytest.mark.parametrize("phase_", list(Phase))
def test_paper_is_welcome_until_the_hall_votes(
    ria: TestClient, posted: Post, evening: Evening, path: str, phase_: Phase
) -> None:
    evening.ask(phase=phase_)
    answer = posted()
    is_welcome = phase_ in (Phase.OPEN, Phase.TOGETHER, Phase.DONE, Phase.GATHER)
    assert answer.status_code == (303 if is_welcome else 409)
    assert texts(evening) == (["Een bank"] if is_welcome else [])
    assert is_welcome or "Een bank" in answer.text  # what was refused stays in its box
    assert ria.get(path).status_code == 200


def test_the_timer_does_not_hold_paper_back(posted: Post, evening: Evening) -> None:
    evening.ask()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=1, now=NOW, locks=True)
    assert clock.now() != NOW
    assert posted().status_code == 303


def test_a_note_goes_under_the_question_it_was_said_for(posted: Post, evening: Evening) -> None:
    evening.ask(1)
    evening.ask(2)
    assert posted(question=evening.prompts[0].id).status_code == 303
    assert evening.notes[0].prompt_id == evening.prompts[0].id


def test_a_question_of_another_meeting_is_not_hers(posted: Post, evening: Evening) -> None:
    other = plan(evening.store, evening.house, title="Een andere avond")
    other.ask()
    for question in (other.prompts[0].id, 999, "x", "", "9" * 20):
        assert posted(question=question).status_code == 404
    assert other.notes == evening.notes == []


@pytest.mark.parametrize(
    ("fields", "status"), [({"text": " "}, 422), ({"text": "x" * 281}, 422), ({"key": "k" * 201}, 422)]
)
def test_a_wrong_note_is_refused(posted: Post, evening: Evening, fields: dict[str, str], status: int) -> None:
    evening.ask()
    assert posted(**fields).status_code == status
    assert texts(evening) == []


def test_personal_data_is_asked_about_first(posted: Post, evening: Evening) -> None:
    evening.ask()
    asked = posted("Bel 06-12345678")
    assert asked.status_code == 422
    assert "Er lijkt een telefoonnummer in te staan" in asked.text
    assert "Bel 06-12345678</textarea>" in asked.text
    assert texts(evening) == []
    assert posted("Bel 06-12345678", sure="1").status_code == 303
    assert texts(evening) == ["Bel 06-12345678"]


def test_the_same_key_makes_one_note(posted: Post, evening: Evening) -> None:
    evening.ask()
    first, again = posted(key="k"), posted(key="k")
    assert first.headers["location"] == again.headers["location"]
    assert len(evening.notes) == 1


def test_a_note_is_changed_and_taken_back(ria: TestClient, posted: Post, evening: Evening, path: str) -> None:
    evening.ask()
    posted()
    (kept,) = evening.notes
    page = ria.get(f"{path}?wijzig={kept.id}").text
    assert f'action="{path}/notes/{kept.id}"' in page
    assert "Een bank</textarea>" in page
    url = f"{path}/notes/{kept.id}"
    assert ria.post(url, data={"text": "Twee banken"}).headers["location"] == f"{path}?staat=1"
    assert texts(evening) == ["Twee banken"]
    asked = ria.post(url, data={"text": "a@b.nl"})
    assert "Er lijkt een mailadres in te staan" in asked.text
    gone = ria.post(url, data={"delete": "1"})
    assert "Briefje 1 is weg." in ria.get(gone.headers["location"]).text
    assert texts(evening) == []


def test_a_second_device_at_the_table_goes_on_with_its_notes(
    phone_of: PhoneMaker, posted: Post, evening: Evening, path: str
) -> None:
    """A telephone ran out: the helper comes in with another one."""
    evening.ask()
    posted()
    again = sits(phone_of(), evening, 4)
    assert "Een bank" in again.get(path).text
    assert again.post(f"{path}/notes/1", data={"text": "Twee banken"}).status_code == 303
    assert texts(evening) == ["Twee banken"]


def test_a_helper_who_posts_without_end_is_slowed_down(posted: Post, evening: Evening) -> None:
    evening.ask()
    running.current().edits_per_device = Throttle(burst=2, per_second=0.001)
    answers = [posted(f"briefje {n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "retry-after" in answers[2].headers
    assert "briefje 2</textarea>" in answers[2].text


def test_the_page_shows_the_notes_of_her_own_table_only(ria: TestClient, evening: Evening, path: str) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Van een telefoon")
    typed(evening, "Van tafel 5", table=5)
    typed(evening, "Van tafel 4")
    page = ria.get(path).text
    assert "Van tafel 4" in page
    assert "Van tafel 5" not in page
    assert "Van een telefoon" not in page


# ---------------------------------------------------------------- gathering


@pytest.fixture
def wall(evening: Evening) -> Evening:
    evening.ask()
    for text in "abcdef":
        evening.post(text)
    phase(evening, Phase.GATHER)
    return evening


def lies(evening: Evening) -> dict[str, list[int]]:
    with evening.store.read() as tables:
        return {
            one.title: [n.number for n in tables.note.of(evening.id) if n.theme_id == one.id]
            for one in tables.theme.of(evening.id)
        }


def test_numbers_are_laid_under_a_new_theme_and_then_more_under_it(
    ria: TestClient, wall: Evening, path: str
) -> None:
    answer = ria.post(f"{path}/themes", data={"numbers": "1 3 99", "to": "nieuw", "title": "Groen"})
    said = ria.get(answer.headers["location"]).text
    assert "2 briefjes gelegd bij ‘Groen’: 1, 3." in said
    assert "Niet op de wand: 99." in said
    ria.post(f"{path}/themes", data={"numbers": "4", "to": "1"})
    assert lies(wall) == {"Groen": [1, 3, 4]}
    ria.post(f"{path}/themes", data={"numbers": "3", "to": "los"})
    assert lies(wall) == {"Groen": [1, 4]}


def test_a_helper_undoes_her_own_last_move_only(ria: TestClient, wall: Evening, path: str) -> None:
    ria.post(f"{path}/themes", data={"numbers": "1", "title": "Van Ria"})
    theme.begin(wall.store, meeting_id=wall.id, numbers=[2], title="Van Henk", hand="Henk", now=NOW)
    assert ria.post(f"{path}/themes", data={"undo": "1"}).status_code == 303
    assert lies(wall) == {"Van Henk": [2]}
    again = ria.post(f"{path}/themes", data={"undo": "1"})
    assert (again.status_code, "Er is niets om terug te draaien." in again.text) == (409, True)
    assert lies(wall) == {"Van Henk": [2]}


@pytest.mark.parametrize("phase_", [one for one in Phase if one is not Phase.GATHER])
def test_outside_gathering_nothing_is_laid(ria: TestClient, wall: Evening, path: str, phase_: Phase) -> None:
    phase(wall, phase_)
    for data in ({"numbers": "1 2", "title": "x"}, {"undo": "1"}):
        assert ria.post(f"{path}/themes", data=data).status_code == 409
    assert lies(wall) == {}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"numbers": "geen", "to": "nieuw"}, 422),
        ({"to": "nieuw"}, 422),
        ({"numbers": "1", "to": "9"}, 404),
        ({"numbers": "1", "to": "x"}, 404),
        ({"numbers": "1", "title": "x" * 61}, 422),
    ],
)
def test_a_wrong_row_is_refused_and_stays_in_its_box(
    ria: TestClient, wall: Evening, path: str, data: dict[str, str], status: int
) -> None:
    answer = ria.post(f"{path}/themes", data=data)
    assert answer.status_code == status
    assert f'value="{data.get("numbers", "")}"' in answer.text
    assert lies(wall) == {}


def test_a_theme_of_another_meeting_is_not_hers(ria: TestClient, wall: Evening, path: str) -> None:
    other = plan(wall.store, wall.house, title="Een andere avond")
    theme.begin(other.store, meeting_id=other.id, title="Van een ander", hand="x", now=NOW)
    assert ria.post(f"{path}/themes", data={"numbers": "1", "to": "1"}).status_code == 404
    assert "Van een ander" not in ria.get(path).text


def test_two_helpers_type_at_once_and_nothing_is_lost(
    phone_of: PhoneMaker, evening: Evening, path: str
) -> None:
    evening.ask()
    helpers = {table: sits(phone_of(), evening, table) for table in (4, 5)}

    def write(at: tuple[int, int]) -> int:
        table, n = at
        data = {"text": f"tafel {table}, briefje {n}", "question": evening.prompts[0].id}
        return helpers[table].post(f"{path}/notes", data=data).status_code

    jobs = [(table, n) for n in range(10) for table in helpers]
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(write, jobs)) == {303}
    assert sorted(n.number for n in evening.notes) == list(range(1, 21))
    assert sorted(texts(evening)) == sorted(f"tafel {table}, briefje {n}" for table, n in jobs)
    assert {(n.text[6], n.table) for n in evening.notes} == {("4", 4), ("5", 5)}
    phase(evening, Phase.GATHER)

    def lay(at: tuple[int, int]) -> int:
        table, n = at
        numbers = f"{n * 2 + table - 3} 99"
        return helpers[table].post(f"{path}/themes", data={"numbers": numbers, "to": "nieuw"}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lay, jobs)) == {303}
    with evening.store.read() as tables:
        assert all(n.theme_id for n in tables.note.of(evening.id))
        assert len(tables.theme.of(evening.id)) == 20


# ---------------------------------------------------------------- dots


@pytest.fixture
def ballot(wall: Evening) -> Evening:
    for title, numbers in (("Groen", (1, 2)), ("Samen", (3,))):
        theme.begin(wall.store, meeting_id=wall.id, numbers=numbers, title=title, hand="Ria", now=NOW)
    phase(wall, Phase.VOTE)
    return wall


@pytest.fixture
def counted(ria: TestClient, path: str, ballot: Evening) -> Iterator[Post]:
    """Send the sheet of table 4: what the page showed before, and what is typed now."""

    def count(was: tuple[int, int], now: tuple[object, object], **fields: Any) -> Any:
        data = {"question": ballot.prompts[0].id}
        for n, (before, after) in enumerate(zip(was, now, strict=True), start=1):
            data |= {f"was-thema-{n}": before, f"thema-{n}": after}
        return ria.post(f"{path}/votes", data=data | fields)

    return count


def on_paper(evening: Evening, table: int = 4) -> dict[str, int]:
    with evening.store.read() as tables:
        return vote.on_paper(tables.vote.of_prompt(evening.prompts[0].id), table=table)


def test_the_dots_of_a_table_are_counted_and_counted_anew(
    ria: TestClient, counted: Post, ballot: Evening, path: str
) -> None:
    page = ria.get(path).text
    assert "Ieder heeft 5 stippen." in page
    answer = counted((0, 0), (12, ""))
    assert "Geteld: 12 stippen" in ria.get(answer.headers["location"]).text
    assert on_paper(ballot) == {"thema-1": 12}
    counted((12, 0), (10, 3))
    assert on_paper(ballot) == {"thema-1": 10, "thema-2": 3}
    assert on_paper(ballot, table=5) == {}


def test_a_table_with_a_budget_keeps_to_it_and_may_move_dots(
    ria: TestClient, counted: Post, ballot: Evening, path: str
) -> None:
    phase(ballot, Phase.GATHER)
    vote.set_rules(ballot.store, prompt_id=ballot.prompts[0].id, dots=5, ballot=Ballot.TABLE)
    phase(ballot, Phase.VOTE)
    assert "Jullie tafel heeft 5 stippen, en nog 5 over." in ria.get(path).text
    over = counted((0, 0), (4, 2))
    assert over.status_code == 409
    assert 'value="4"' in over.text
    assert on_paper(ballot) == {}
    assert counted((0, 0), (5, 0)).status_code == 303
    assert counted((5, 0), (2, 3)).status_code == 303
    assert on_paper(ballot) == {"thema-1": 2, "thema-2": 3}
    assert "en nog 0 over" in ria.get(path).text


BOX = r'inputmode="numeric"[^>]*maxlength="(\d+)"'


def test_a_box_takes_a_wrong_number_whole_so_that_it_can_be_refused(
    ria: TestClient, ballot: Evening, path: str
) -> None:
    assert ballot.meeting.code in path
    boxes = re.findall(BOX, ria.get(path).text)
    assert len(boxes) > 2
    assert all(int(most) > len("99999") for most in boxes)


def test_two_helpers_of_one_table_count_different_rows(counted: Post, ballot: Evening) -> None:
    counted((0, 0), (3, 0))
    counted((0, 0), (0, 2))  # this page still showed nothing
    assert on_paper(ballot) == {"thema-1": 3, "thema-2": 2}


@pytest.mark.parametrize("wrong", ["x", "-1", "1000", "1.5", "9" * 30])
def test_a_wrong_number_counts_nothing(counted: Post, ballot: Evening, wrong: str) -> None:
    answer = counted((0, 0), (2, wrong))
    assert answer.status_code == 422
    assert f'value="{wrong}"' in answer.text
    assert on_paper(ballot) == {}


def test_a_sheet_of_another_question_or_target_is_refused(counted: Post, ballot: Evening) -> None:
    assert counted((0, 0), (1, 1), question=ballot.prompts[1].id).status_code == 409
    assert counted((0, 0), (1, 1), question="x").status_code == 404
    assert counted((0, 0), (1, 1), **{"was-thema-9": 0, "thema-9": 1}).status_code == 404
    assert on_paper(ballot) == {}


@pytest.mark.parametrize("phase_", [one for one in Phase if one is not Phase.VOTE])
def test_outside_voting_no_dot_is_counted(counted: Post, ballot: Evening, phase_: Phase) -> None:
    phase(ballot, phase_)
    assert counted((0, 0), (1, 1)).status_code == 409
    assert on_paper(ballot) == {}


@pytest.mark.parametrize("note_id", ["99", "9" * 20, "9" * 5000], ids=len)
def test_a_number_of_no_note_is_not_found(ria: TestClient, path: str, note_id: str, evening: Evening) -> None:
    evening.ask()
    for form in ({"text": "Een bank"}, {"delete": "1"}):
        answer = ria.post(f"{path}/notes/{note_id}", data=form)
        assert (answer.status_code, words.ERRORS["note.unknown"] in answer.text) == (404, True)
