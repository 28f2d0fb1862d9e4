"""docs/protocol.md says what is so: every field and every error of a real evening is named there."""

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import (
    aim,
    check_in_agenda,
    meeting,
    note,
    party,
    proposal,
    signature,
    task,
    theme,
    value_score_room,
    vote,
    words,
)
from sok_core.access import LOGIN_COOKIE
from sok_core.model import (
    AimKind,
    AnswerKind,
    Ballot,
    Change,
    Group,
    Phase,
    PromptKind,
    Role,
    RoleKind,
    ScreenView,
)
from sok_core.sight import Audience, changes_for, own_change
from sok_core.throttle import Throttle
from sok_core.web import running
from tests import signing
from tests.evening import NOW, Evening
from tests.house.tree import ROOT

DOCUMENT = (ROOT / "docs" / "protocol.md").read_text("utf-8")
NAMED = {name for span in re.findall(r"`([^`\n]+)`", DOCUMENT) for name in re.findall(r"[a-z_.]+", span)}
ERROR_ROWS = re.findall(r"^\| (\d{3}) \|.*\| (.+) \|$", DOCUMENT, re.MULTILINE)


def fields_of(value: Any) -> set[str]:
    """Return every key in a JSON value, however deep."""
    if isinstance(value, dict):
        return set(value) | {name for part in value.values() for name in fields_of(part)}
    return {name for part in value for name in fields_of(part)} if isinstance(value, list) else set()


def propose(evening: Evening) -> int:
    """Put a proposal on the screen and return its id."""
    written = proposal.write(evening.store, meeting_id=evening.id, text="We eten samen.", now=NOW)
    proposal.show(evening.store, proposal_id=written.id, now=NOW)
    return written.id


def ask_about_network(evening: Evening) -> None:
    """Put a question about the network on the screen, with two parties (1 and 2)."""
    for name in ("De Spil", "Gemeente"):
        party.add(evening.store, name=name)
    asked = meeting.add_question(
        evening.store, meeting_id=evening.id, text="Met wie werk je?", kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)


def ask_about_roles(evening: Evening) -> None:
    """Put a question about who does what on the screen, with one task (1)."""
    task.add(evening.store, title="Langs de deuren")
    asked = meeting.add_question(
        evening.store, meeting_id=evening.id, text="Wie kan wat?", kind=PromptKind.ROLES
    )
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)


def ask_to_score(evening: Evening) -> None:
    """Put a question in which values are scored on the screen, with one value (1)."""
    aim.write_down(evening.store, kind=AimKind.VALUE, title="Vertrouwen")
    asked = value_score_room.ask(evening.store, meeting_id=evening.id)
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)


@pytest.fixture
def busy(evening: Evening) -> Evening:
    evening.ask(phase=Phase.TOGETHER)
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=3, now=NOW)
    posted = evening.post("Groen", group=Group.RESIDENT, device="Henk")
    note.translate(evening.store, note_id=posted.id, text="Groen in het Nederlands")
    meeting.translate_question(
        evening.store, prompt_id=evening.prompts[0].id, language="tr", text="Sizin için ne önemli?"
    )
    return evening


def test_every_field_of_a_state_is_in_the_document(web: TestClient, busy: Evening) -> None:
    web.post(f"/m/{busy.code}/notes", json={"text": "Rust", "key": "1"})
    states = [web.get(f"/m/{busy.code}/state").json()]
    for role in (Role.FACILITATOR, Role.CORE_TEAM, Role.SCREEN):
        headers = {"cookie": f"{LOGIN_COOKIE}={busy.cookie(role)}"}
        states.append(web.get(f"/live/{busy.code}/state", headers=headers).json())
    theme.begin(busy.store, meeting_id=busy.id, numbers=[1], title="Groen", hand="Ria", now=NOW)
    for phase in (Phase.VOTE, Phase.RESULT):
        meeting.set_phase(busy.store, meeting_id=busy.id, phase=phase, now=NOW)
        states.append(web.get(f"/m/{busy.code}/state").json())
        states.append(web.get(f"/live/{busy.code}/state", headers=headers).json())
    states += states_of_a_proposal(web, busy)
    ask_about_network(busy)
    said = {"party": 1, "target": 2, "kind": "geld"}
    states.append(web.post(f"/m/{busy.code}/mentions", json=said).json())
    states.append(web.get(f"/m/{busy.code}/state").json())
    states.append(web.get(f"/live/{busy.code}/state", headers=headers).json())
    states.append(state_at_the_signing(web, busy))
    assert {"parties", "mine", "said", "lines", "promises"} <= fields_of(states)
    ask_about_roles(busy)
    states.append(web.post(f"/m/{busy.code}/party", json={"party": 1}).json())
    states.append(web.post(f"/m/{busy.code}/roles", json={"task": 1, "role": "trekker", "target": 1}).json())
    states.append(web.get(f"/m/{busy.code}/state").json())
    states.append(web.get(f"/live/{busy.code}/state", headers=headers).json())
    assert {"tasks", "task", "role", "stance", "open"} <= fields_of(states)
    states += states_of_scores(web, busy)
    assert {"scores", "values", "meaning", "result", "lanes", "left_out"} <= fields_of(states)
    states.append(state_of_an_agenda(web, busy))
    assert {"agenda", "above", "rows"} <= fields_of(states)
    assert fields_of(states) - NAMED == set()


def state_of_an_agenda(web: TestClient, busy: Evening) -> Any:
    """Return what the screen sees of the agenda of a moment."""
    with busy.store.write() as tables:
        tables.check_in.add(date=NOW.date(), title="Kwartaalmoment", meeting_id=busy.id)
    check_in_agenda.show(busy.store, meeting_id=busy.id)
    headers = {"cookie": f"{LOGIN_COOKIE}={busy.cookie(Role.SCREEN)}"}
    return web.get(f"/live/{busy.code}/state", headers=headers).json()


def states_of_scores(web: TestClient, busy: Evening) -> list[Any]:
    """Return what everybody sees of values that are scored, while that goes on and after it."""
    ask_to_score(busy)
    states = [web.post(f"/m/{busy.code}/scores", json={"value": 1, "score": 3}).json()]
    value_score_room.count_paper(busy.store, meeting_id=busy.id, sheet={(1, 4): 5}, group=None, table=None)
    headers = {"cookie": f"{LOGIN_COOKIE}={busy.cookie(Role.SCREEN)}"}
    for phase in (Phase.OPEN, Phase.DONE):
        meeting.set_phase(busy.store, meeting_id=busy.id, phase=phase, now=NOW)
        scores = web.get(f"/m/{busy.code}/state").json()
        assert scores["scores"].pop("mine") == {"1": 3}  # its names are the ids of values
        states += [scores, web.get(f"/live/{busy.code}/state", headers=headers).json()]
    return states


def state_at_the_signing(web: TestClient, busy: Evening) -> Any:
    """Return what the screen sees while the first of two parties signs."""
    text = signing.write(busy.store)
    text.freeze()
    text.open()
    signature.show(busy.store, meeting_id=busy.id)
    headers = {"cookie": f"{LOGIN_COOKIE}={busy.cookie(Role.SCREEN)}"}
    return web.get(f"/live/{busy.code}/state", headers=headers).json()


def states_of_a_proposal(web: TestClient, busy: Evening) -> list[Any]:
    """Return what everybody sees of a proposal with five answers, while its round goes on and after it."""
    asked, states = propose(busy), []
    for device in ("a", "b", "c", "d", "e"):
        proposal.answer(
            busy.store,
            meeting_id=busy.id,
            proposal_id=asked,
            wording=1,
            kind=AnswerKind.OBJECTION,
            text="Te vaak",
            device=device,
        )
    with busy.store.read() as tables:
        one = tables.round(asked).answers[0]
    proposal.show_objection(busy.store, answer_id=one.id, is_shown=True, now=NOW)
    for act in (None, proposal.close_round):
        if act:
            act(busy.store, proposal_id=asked, now=NOW)
        states.append(web.get(f"/m/{busy.code}/state").json())
        for role in (Role.FACILITATOR, Role.SCREEN):
            headers = {"cookie": f"{LOGIN_COOKIE}={busy.cookie(role)}"}
            states.append(web.get(f"/live/{busy.code}/state", headers=headers).json())
    assert {"yes", "objecting", "shown", "mine"} <= fields_of(states)
    return states


def test_every_field_of_a_change_is_in_the_document(busy: Evening) -> None:
    (kept,) = busy.notes
    note.hide(busy.store, note_id=kept.id, reason="naam", now=NOW)
    happened = [Change(kind, busy.id, one) for kind in ("note", "gone") for one in (kept, *busy.notes)]
    propose(busy)
    happened += [Change(kind, busy.id) for kind in ("meeting", "answer", "mention")]
    changes = [change for c in happened for change in own_change(c)]
    changes += [
        one for c in happened for audience in Audience for one in changes_for(audience, c, busy.situation)
    ]
    ask_about_roles(busy)
    changes += changes_for(Audience.HALL, Change("role_part", busy.id), busy.situation)
    ask_to_score(busy)
    changes += changes_for(Audience.HALL, Change("value_score", busy.id), busy.situation)
    assert {change["kind"] for change in changes} == {
        *("note", "gone", "own", "count", "meeting", "proposal", "network", "roles", "scores")
    }
    assert (fields_of(changes) | {change["kind"] for change in changes}) - NAMED == set()


def test_every_example_is_json() -> None:
    examples = re.findall(r"^```json\n(.+?)```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    examples += re.findall(r"^data: (.+)$", DOCUMENT, re.MULTILINE)
    assert len(examples) >= 3
    assert all(isinstance(json.loads(example), dict) for example in examples)


def test_the_state_in_the_document_has_the_fields_of_a_real_one(web: TestClient, busy: Evening) -> None:
    web.post(f"/m/{busy.code}/notes", json={"text": "Rust", "key": "1"})
    answer = {"proposal": propose(busy), "wording": 1, "answer": "bezwaar", "text": "Te vaak"}
    web.post(f"/m/{busy.code}/answers", json=answer)
    meeting.show(busy.store, meeting_id=busy.id, screen=ScreenView.PAUSE)
    (example,) = re.findall(r"^```json\n(.+?)```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert fields_of(json.loads(example)) == fields_of(web.get(f"/m/{busy.code}/state").json())


def test_every_code_in_the_table_of_errors_has_its_sentence() -> None:
    codes = [code for _, row in ERROR_ROWS for code in re.findall(r"`([a-z_.]+)`", row)]
    assert len(codes) > 12
    assert set(codes) <= words.ERRORS.keys()


def provoke(web: TestClient, evening: Evening) -> list[Any]:
    """Make every mistake that a phone can make in an evening."""
    code = evening.code
    post = f"/m/{code}/notes"
    other = {"cookie": ""}
    answers = [
        web.post("/m/XXXX/notes", json={"text": "x"}),
        web.post(post, json={"text": "te vroeg"}),
        web.get(f"/live/{code}/state"),
    ]
    evening.ask()
    answers += [web.post(post, json={"text": text}) for text in ("", "x" * 281, 5, "x" * 30_000)]
    mine = evening.post("van een ander", device="Henk")
    answers += [
        web.post(f"{post}/{mine.id}", json={"text": "x"}),
        web.post(f"{post}/99", json={"text": "x"}),
        web.post(post, json={"text": "x"}, headers={"origin": "https://elders.example"} | other),
        web.post(post, json={"text": "x", "question": evening.prompts[1].id}),
    ]
    answers += [
        web.get(f"/m/{code}/foo", headers={"accept": "application/json"}),
        web.post(post, json={"text": "x", "key": 5}),
        web.post(post, json={"text": "x", "question": "de eerste"}),
        web.post(f"{post}/{mine.id}", json={"delete": "false"}),
    ]
    running.current().notes_per_device = Throttle(burst=1, per_second=0.001)
    answers += [web.post(post, json={"text": f"{n}"}) for n in range(3)]
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.DONE, now=NOW)
    answers.append(TestClient(web.app).post(post, json={"text": "te laat"}))
    answers += provoke_finding(web, evening) + provoke_proposal(web, evening)
    answers += provoke_network(web, evening) + provoke_roles(web, evening)
    answers += provoke_scores(web, evening)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    return [*answers, TestClient(web.app).post(post, json={"text": "voorbij"})]


def provoke_proposal(web: TestClient, evening: Evening) -> list[Any]:
    """Make every mistake that can be made with a proposal."""
    asked = propose(evening)

    def say(**fields: Any) -> Any:
        whole = {"proposal": asked, "wording": 1, "answer": "bezwaar"} | fields
        return web.post(f"/m/{evening.code}/answers", json=whole)

    answers = [say(proposal=99), say(answer="?"), say(text=5), say(text="x" * 281)]
    proposal.reword(evening.store, proposal_id=asked, text="We eten vaak samen.", now=NOW)
    answers.append(say())
    proposal.close_round(evening.store, proposal_id=asked, now=NOW)
    return [*answers, say(wording=2)]


def provoke_network(web: TestClient, evening: Evening) -> list[Any]:
    """Make every mistake that can be made with a line between parties."""

    def say(**fields: Any) -> Any:
        whole = {"party": 1, "target": 2, "kind": "geld"} | fields
        return web.post(f"/m/{evening.code}/mentions", json=whole)

    evening.ask()
    answers = [say()]
    ask_about_network(evening)
    answers.append(web.post(f"/m/{evening.code}/mentions", json={"target": 2, "kind": "geld"}))
    answers += [say(target=99), say(target=1), say(kind="vriend"), say(party="x"), say(delete=99)]
    answers.append(web.post(f"/m/{evening.code}/notes", json={"text": "x", "key": "nieuw"}))
    added = [party.add(evening.store, name=f"Partij {number}").id for number in range(41)]
    running.current().dots_per_device = Throttle(burst=99, per_second=1)
    return [*answers, *(say(target=target) for target in added)]


def provoke_roles(web: TestClient, evening: Evening) -> list[Any]:
    """Make every mistake that can be made with a role."""

    def say(**fields: Any) -> Any:
        whole = {"task": 1, "role": "trekker", "target": 1} | fields
        return web.post(f"/m/{evening.code}/roles", json=whole)

    for name in ("Sportclub", "Moskee"):
        party.add(evening.store, name=name)
    web.post(f"/m/{evening.code}/party", json={"party": None})
    answers = [say()]
    ask_about_roles(evening)
    running.current().dots_per_device = Throttle(burst=99, per_second=1)
    answers += [say(target=None), say(target=99), say(task=99), say(role="baas"), say(delete=99)]
    web.post(f"/m/{evening.code}/party", json={"party": 1})
    for number in range(10):
        task.add(evening.store, title=f"Taak {number}")
    return [*answers, *(say(task=each, role=kind) for each in range(1, 12) for kind in RoleKind)]


def provoke_scores(web: TestClient, evening: Evening) -> list[Any]:
    """Make every mistake that can be made with a score."""
    where = f"/m/{evening.code}/scores"
    answers = [web.post(where, json={"value": 1, "score": 3})]
    ask_to_score(evening)
    return [*answers, *(web.post(where, json={"value": value, "score": 9}) for value in (1, 99))]


def provoke_finding(web: TestClient, evening: Evening) -> list[Any]:
    """Make every mistake that can be made while the group gathers and votes."""
    votes, themes = f"/m/{evening.code}/votes", f"/live/{evening.code}/themes"
    screen = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.SCREEN)}"}

    def gather(**fields: Any) -> Any:
        return web.post(themes, json=fields, headers=screen)

    answers = [gather(act="undo"), web.post(votes, json={"target": "thema-1", "dots": 1})]
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.GATHER, now=NOW)
    answers += [
        gather(act="undo"),
        gather(act="?"),
        gather(act="begin", numbers="geen"),
        gather(act="begin", numbers=[1], title="x" * 61),
        gather(act="begin", numbers=[1], title="Groen"),
        gather(act="begin", title="Groen"),
        gather(act="begin", numbers=[2], title="groen"),
        gather(act="gather", numbers=[1], theme=99),
        gather(act="stack", numbers=[1]),
        gather(act="merge", theme=1, into=1),
    ]
    vote.set_rules(evening.store, prompt_id=evening.prompts[0].id, dots=1, ballot=Ballot.TABLE)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.VOTE, now=NOW)
    for fields in (
        {"dots": 1},
        {"dots": 1, "table": 100},
        {"dots": -1, "table": 1},
        {"dots": 2},
        {"target": "thema-9", "dots": 1, "table": 1},
        {"dots": 1, "table": 1},
        {"dots": 1, "table": 1},
    ):
        answers.append(web.post(votes, json={"target": "thema-1"} | fields))
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.GATHER, now=NOW)
    return [*answers, gather(act="apart", theme=1)]


def test_every_error_in_the_document_happens_with_its_status(web: TestClient, evening: Evening) -> None:
    met = {(str(a.status_code), a.json()["error"]) for a in provoke(web, evening) if a.status_code >= 400}
    told = {(status, code) for status, row in ERROR_ROWS for code in re.findall(r"`([a-z_.]+)`", row)}
    assert met - told == set()
    machine = {("503", "store.busy"), ("503", "streams.full"), ("507", "store.full"), ("507", "store.failed")}
    assert told - met == machine  # what the computer can run short of, and no phone can bring about
