"""What travels along with a dossier that is handed over: what is followed as JSON, and a page on it all."""

import datetime as dt
import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sok_core import commitment_road, decision, delicate, lead_change, value_score_room, words
from sok_core.clock import local
from sok_core.model import Dossier
from sok_core.note import without_personal_data

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

LINE = "\r\n"  # Windows opens it in Notepad
STAYS = {
    "contact_name",
    "former_names",
    "theme_id",
    "more_themes",
    "quotes",
    "prompt_id",
}  # names of people, and the notes
LINK = "evidence"
MEETING = (  # no code and no salt
    *("id", "step", "title", "date", "starts_at", "ends_at", "place", "status"),
    *("residents", "organisations", "outcomes"),
)


class File(StrEnum):
    """The files of a pack beside the dossier itself."""

    READ_ME = "LEESMIJ.txt"
    JSON = "alles-wat-jullie-volgen.json"
    SPREADSHEET = "alles-wat-jullie-volgen.xlsx"


def as_json(store: "Store", *, now: dt.datetime) -> bytes:
    """Return parties, articles, and all that is followed as JSON in UTF-8, without names of people.

    Also what was corrected is in it; ids are those of the dossier, and each stands for a row in another list.
    Of scores there is what everybody may see: per value the crowds of five or more, with how many gave 1, 2,
    3, 4 and 5. No code, key, link or passphrase is in it. In the texts a dash stands for each phone number,
    mail address and postcode, as in the report.
    """
    with delicate.for_paper(store) as tables:
        dossier = tables.dossier.current()
        found: dict[str, Any] = {
            "dossier": {"name": dossier.name, "uuid": dossier.uuid, "made_at": now},
            **_agreed(tables),
            **_followed(tables),
            "meetings": [{name: row[name] for name in MEETING} for row in _rows(tables.meeting.all())],
            "decisions": _rows(decision.impersonal(tables)),
            "values": [{"id": one, "title": title} for one, title in value_score_room.titles(tables).items()],
            "value_scores": _rows(value_score_room.history(tables)),
        }
    return json.dumps(found, ensure_ascii=False, indent=1, default=_written).encode("utf-8")


def _agreed(tables: "Tables") -> dict[str, list[dict[str, Any]]]:
    """Return who is there, and what they agreed on: what all that is followed came from."""
    numbers = commitment_road.numbers(tables)
    return {
        "parties": _rows(tables.party.all()),
        "contact_changes": _rows(tables.contact_change.all()),
        "aims": _rows(tables.aim.where(order_by="position, id")),
        "tasks": _rows(tables.task.where(order_by="position, id")),
        "projects": _rows(tables.project.all()),
        "clauses": [row | {"number": numbers.get(row["id"], "")} for row in _rows(tables.clause.all())],
        "clause_texts": _rows(tables.clause_text.where()),
    }


def _followed(tables: "Tables") -> dict[str, list[dict[str, Any]]]:
    """Return what is followed, what was said of it, and the moments."""
    return {
        "commitments": _rows(tables.commitment.all()),
        "lead_changes": _rows(lead_change.counting(tables.lead_change.all())),
        "updates": _rows(tables.update.where()),
        "confirmations": _rows(tables.confirmation.where()),
        "check_ins": _rows(tables.check_in.all()),
        "attendances": _rows(tables.attendance.all()),
        "lessons": _rows(tables.lesson.all()),
    }


def _rows(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(one, dict_factory=_that_travels) for one in found]


def _that_travels(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _clean(name, value) for name, value in fields if name not in STAYS}


def _clean(name: str, value: Any) -> Any:
    """Return a value without personal data in its words; a link leads where it led."""
    if isinstance(value, tuple):
        return tuple(_clean(name, each) for each in value)
    is_text = isinstance(value, str) and not isinstance(value, StrEnum) and name != LINK
    return without_personal_data(value) if is_text else value


def _written(value: Any) -> str:
    """Return a day, a time or a moment as ISO 8601."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a pack")


def read_me(dossier: Dossier, *, real: str, now: dt.datetime) -> str:
    """Return the page that says what each file is, and where the one real dossier lives (a sentence)."""
    made = local(now)
    day, time = words.day(made.date(), with_year=True), words.clock_time(made)
    return LINE.join(
        (
            f"Overdracht van het dossier {dossier.name}, gemaakt op {day} om {time}.",
            "",
            "WAT ZIT ERIN?",
            f"{dossier.slug}.sqlite",
            "  Het hele dossier: bijeenkomsten, briefjes, thema's, besluiten, partijen, de overeenkomst",
            "  en alles wat jullie volgen.",
            f"{File.SPREADSHEET}",
            "  Afspraken, berichten, wie zag dat iets klaar is, trekkers, kwartaalmomenten met wie er was,",
            "  besluiten, wat jullie leerden en de cijfers voor jullie waarden. Elk is een eigen tabel.",
            "  Open het met Excel of LibreOffice.",
            f"{File.JSON}",
            "  Hetzelfde voor een ander programma, met waar het bij hoort: partijen en wie van functie",
            "  wisselde, waarden en doelen, taken, projecten, artikelen en bijeenkomsten. Elk nummer (id)",
            "  wijst naar een regel in hetzelfde bestand. Er staan geen velden met namen van mensen in, en",
            "  geen codes, links of wachtzinnen. In de teksten staat een streepje op de plek van een",
            "  telefoonnummer, mailadres of postcode. In het dossier en de tabel staan die er nog wel.",
            "",
            "WELK DOSSIER IS HET ECHTE?",
            "Dit is een kopie.",
            *textwrap.wrap(real, 96),
            "Wat jullie na dit moment opschrijven, staat niet in deze kopie.",
            "In het bestand staat van welk adres en van welk moment het is.",
            "Gaan jullie met deze kopie verder? Spreek dan af dat niemand nog in het oude dossier werkt,",
            "en trek de oude links in. Er is er altijd maar één echt.",
            "",
            "HOE GA JE VERDER?",
            "Met SOK-tafel: open Beheer en kies 'Haal een dossier binnen'. Kies het bestand .sqlite.",
            "Zonder SOK-tafel: het is een gewoon SQLite-bestand. Elk programma voor SQLite opent het.",
            "Je hebt er geen leverancier voor nodig.",
            "",
            "Bewaar het zorgvuldig. Er staan meningen van bewoners in.",
            "",
        )
    )
