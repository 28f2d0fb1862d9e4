"""Roles from phones: what one's own party could do in a task, and what one expects of another."""

from collections.abc import Iterable
from typing import Any

from starlette.routing import Route

from sok_core import role_room, sight
from sok_core.clock import now
from sok_core.role_room import Saying
from sok_core.web.choice import telling
from sok_core.web.phone import answering, back_to_page
from sok_core.web.phone_page import Call


def say(call: Call, party_id: int | None, fields: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Say who could do what."""
    person = call.device.person
    saying = Saying(fields.get("task"), fields.get("role"), fields.get("target"), party_id, person.group)
    said = role_room.say(call.store, saying, meeting_id=call.meeting_id, device=person.id, now=now())
    return sight.role_for_owner(said.part), said.is_new


def take_back(call: Call, part_id: int) -> None:
    """Take back what this phone said."""
    role_room.take_back(
        call.store, meeting_id=call.meeting_id, part_id=part_id, device=call.device.person.id, now=now()
    )


def routes() -> Iterable[Route]:
    """What a phone says about roles."""
    return (
        Route("/m/{code}/roles", answering(telling(say, take_back)), methods=["POST"]),
        Route("/m/{code}/roles", back_to_page),
    )
