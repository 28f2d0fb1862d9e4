"""Lines from phones: with whom somebody works."""

from collections.abc import Iterable
from typing import Any

from starlette.routing import Route

from sok_core import mention, sight
from sok_core.clock import now
from sok_core.web.choice import telling
from sok_core.web.phone import answering, back_to_page
from sok_core.web.phone_page import Call


def say(call: Call, party_id: int | None, fields: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Say with whom one works."""
    said = mention.say(
        call.store,
        meeting_id=call.meeting_id,
        party_id=party_id,
        target=fields.get("target"),
        kind=fields.get("kind"),
        device=call.device.person.id,
        now=now(),
    )
    return sight.mention_for_owner(said.mention), said.is_new


def take_back(call: Call, mention_id: int) -> None:
    """Take back what this phone said."""
    mention.take_back(
        call.store,
        meeting_id=call.meeting_id,
        mention_id=mention_id,
        device=call.device.person.id,
        now=now(),
    )


def routes() -> Iterable[Route]:
    """What a phone says about who works with whom."""
    return (
        Route("/m/{code}/mentions", answering(telling(say, take_back)), methods=["POST"]),
        Route("/m/{code}/mentions", back_to_page),
    )
