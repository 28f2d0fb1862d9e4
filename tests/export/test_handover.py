"""What travels along with a dossier: for another program, and without what nobody may see."""

import json
from dataclasses import asdict

from sok_core import aim, meeting, value_score_room
from sok_core.export import handover
from sok_core.model import AimKind, Group, Phase
from tests.evening import NOW, Evening


def scored(evening: Evening, residents: int, organisations: int) -> None:
    """Let a room score one value on paper, and close the evening."""
    value = aim.write_down(evening.store, kind=AimKind.VALUE, title="Vertrouwen")
    asked = value_score_room.ask(evening.store, meeting_id=evening.id)
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)
    for group, people in ((Group.RESIDENT, residents), (Group.ORGANISATION, organisations)):
        value_score_room.count_paper(
            evening.store, meeting_id=evening.id, sheet={(value.id, 2): people}, group=group, table=None
        )
    assert json.loads(handover.as_json(evening.store, now=NOW))["value_scores"] == []
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)


def lanes(evening: Evening) -> list[dict[str, object]]:
    made = json.loads(handover.as_json(evening.store, now=NOW))
    assert made["values"] == [{"id": 1, "title": "Vertrouwen"}]
    ((one,),) = [each["results"] for each in made["value_scores"]]
    found: list[dict[str, object]] = one["lanes"]
    return found


def test_groups_of_five_stand_apart_as_on_the_page(evening: Evening) -> None:
    scored(evening, 5, 6)
    with evening.store.read() as tables:
        ((shown,),) = [one.results for one in value_score_room.history(tables)]
    assert lanes(evening) == json.loads(json.dumps([asdict(one) for one in shown.lanes]))
    assert [one["crowd"] for one in lanes(evening)] == ["bewoners", "organisaties"]


def test_of_a_small_group_there_is_only_the_whole_room(evening: Evening) -> None:
    scored(evening, 4, 6)
    assert lanes(evening) == [{"crowd": "hele_zaal", "scores": [0, 10, 0, 0, 0], "unknown": 0}]


def test_of_too_few_people_there_is_nothing(evening: Evening) -> None:
    scored(evening, 2, 2)
    assert lanes(evening) == []
