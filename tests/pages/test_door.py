"""The guard of every fragment: Streamlit runs one without its page, so it asks anew who is here."""

import ast

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import meeting
from sok_core.model import Meeting, Phase, Role
from sok_core.store import Store
from sok_core.web import running
from tests.evening import cookie
from tests.house.tree import ROOT
from tests.pages.conftest import Carry, Visit, texts

ARGUMENTS = {"party_id": "1", "with_party": "0"}
ARGUMENTS |= {"meeting_id": "1", "seen": "seen", "role": "Role.HELPER", "name": "str", "nobody": "'niemand'"}
ARGUMENTS |= {"place": "'part'", "number": "'5.3'", "project_id": "1", "task_id": "1", "asked": "'1'"}
ALONE = """
from pages._ui import {module}
from sok_core.model import Role
from sok_core.web import running
with running.current().shelf.open("de-spil").read() as tables:
    seen = tables.meeting.all()
{call}
"""
NOT_HERE = "Hier kun je niet in"
FOR_WHOM = "Dit deel is voor de begeleider."
OF_THE_TEAM = ("party", "party_card", "party_missing", "party_table", "conversation", "core_team", "network")
OF_THE_TEAM += ("intake.take_out", "intake.papers", "agreement_paper.papers", "aim.aims", "idea.listed")
OF_THE_TEAM += ("clause", "clause_card", "clause_gap", "version", "mandate.mandates", "consent.consents")
OF_THE_TEAM += ("project", "role.matrix", "role.card", "role.per_party", "road.fates", "reaction.reactions")
OF_THE_TEAM += ("signature.signatures", "sketch.reading", "stake.parties", "task.listed", "timeline.timeline")
OF_THE_TEAM += ("value_score.scored", "attention", "carried", "check_in", "check_in_card", "commitment")
OF_THE_TEAM += ("commitment_card", "decision_log", "handover.contact", "progress_paper", "round")
OF_THE_TEAM += ("update_intake",)


def fragments() -> list[str]:
    """Return each fragment of the pages as a call, so that a new one cannot be forgotten here."""
    found = []
    for path in sorted((ROOT / "pages" / "_ui").glob("*.py")):
        for part in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(part, ast.FunctionDef) and any(map(is_fragment, part.decorator_list)):
                asked = part.args.args + part.args.kwonlyargs
                values = ", ".join(f"{one.arg}={ARGUMENTS[one.arg]}" for one in asked)
                found.append(f"{path.stem}.{part.name}({values})")
    return found


def is_fragment(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).startswith("st.fragment")


def run(call: str, store: Store) -> AppTest:
    """Run one fragment and nothing around it; the links of the door lead nowhere then."""
    script = ALONE.format(module=call.partition(".")[0], call=call)
    at = AppTest.from_string(script, default_timeout=60)
    at.query_params["d"] = store.slug
    return at.run()


def test_there_are_fragments_to_try() -> None:
    assert len(fragments()) > 15


def of_the_team(call: str) -> bool:
    return call.partition(".")[0] in OF_THE_TEAM or call.partition("(")[0] in OF_THE_TEAM


@pytest.mark.parametrize("call", [call for call in fragments() if of_the_team(call)])
def test_a_fragment_of_the_core_team_is_for_nobody_else(call: str, store: Store, carry: Carry) -> None:
    house = running.current().house
    with store.read() as tables:
        uuid = tables.dossier.current().uuid
    carry(cookie(house, Role.SCREEN, dossier=uuid))
    at = run(call, store)
    assert [title.value for title in at.title] == [NOT_HERE]
    assert "Dit deel is voor het kernteam en de begeleider." in texts(at)
    carry(None)
    assert [title.value for title in run(call, store).title] == ["Hier is de deur"]
    carry(cookie(house, Role.CORE_TEAM, dossier=uuid))
    assert NOT_HERE not in texts(run(call, store))


@pytest.mark.parametrize("call", [call for call in fragments() if not of_the_team(call)])
def test_a_fragment_of_the_facilitator_is_for_nobody_else(
    call: str, store: Store, begun: Meeting, carry: Carry
) -> None:
    with store.read() as tables:
        prompt = tables.prompt.of(begun.id)[0]
    meeting.show_question(store, prompt_id=prompt.id, phase=Phase.OPEN)
    assert begun.id == int(ARGUMENTS["meeting_id"])
    house = running.current().house
    with store.read() as tables:
        uuid = tables.dossier.current().uuid
    carry(cookie(house, Role.CORE_TEAM, dossier=uuid))
    at = run(call, store)
    assert [title.value for title in at.title] == [NOT_HERE]
    assert FOR_WHOM in texts(at)
    carry(None)
    assert [title.value for title in run(call, store).title] == ["Hier is de deur"]
    carry(cookie(house, Role.FACILITATOR, dossier=uuid))
    assert NOT_HERE not in texts(run(call, store))


def test_a_screen_whose_dossier_goes_in_mid_evening_shows_no_door(
    visit: Visit, store: Store, begun: Meeting
) -> None:
    at = visit("scherm.py", d=store.slug, role=Role.SCREEN, of=store.slug)
    assert begun.id
    running.current().shelf.delete(store.slug)
    at.run()
    assert not at.exception
    assert [one.value for one in at.title] == []


def test_a_screen_that_never_hung_is_a_door(visit: Visit) -> None:
    assert "Hier is de deur" in texts(visit("scherm.py", d="bestaat-niet", role=None))
