"""The page on which one party tells how its commitments go: no login, no JavaScript, only what it leads.

It is there where the address lasts, behind a link that cannot be guessed. Search engines are asked to stay
away, nobody keeps a copy, and it sets no cookie.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sok_core import clock, delicate, reminder, update, update_link, words
from sok_core.charts.commitment import label
from sok_core.clock import now
from sok_core.commitment import impersonal
from sok_core.commitment_state import State, last_words
from sok_core.errors import Forbidden, NotFound, SokError
from sok_core.model import CommitmentKind, CommitmentStatus
from sok_core.store import Store
from sok_core.update_link import TOLD, Asked
from sok_core.web import address, road, running
from sok_core.web.answer import page, read_form, retry_header, status_of, whole

TOP = "/hoe-gaat-het"
DONE, ALL = "gedaan", "alles"
LIMITS = {"text": update.MAX_TEXT, "evidence": update.MAX_LINK}
NO_INDEX = {"x-robots-tag": "noindex"}
STATUSES = {status: label(status) for status in CommitmentStatus}


@dataclass(frozen=True)
class Refused:
    """What could not be written down, and why; ``typed`` are the fields of the form as they were sent."""

    error: SokError
    typed: Mapping[str, str]

    @property
    def commitment_id(self) -> int | None:
        """The commitment that it was about; None when it was about all of them."""
        return whole(self.typed.get("commitment", ""))


def is_offered() -> bool:
    """Whether a link that is made today works next quarter too."""
    return road.is_lasting()


def link(slug: str, key: str) -> str:
    """Return the address at which the party of a key tells how it goes."""
    return f"{running.current().address}{TOP}/{slug}/{key}"


def show(request: Request) -> Response:
    """What this party promised and how it stands, with a form for each."""
    try:
        return _page(request, _store(request))
    except SokError as error:
        return _closed(error)


async def tell(request: Request) -> Response:
    """Write down what the party says; what is refused stays in its boxes."""
    typed: dict[str, str] = {}
    try:
        if not address.is_same_site(request):
            raise Forbidden("cross_site")
        typed = await read_form(request)
        running.current().edits_per_device.take(address.client(request), now=now().timestamp())
        store = await run_in_threadpool(_store, request)
        return await running.current().write(_told, store, request.path_params["key"], typed)
    except (NotFound, Forbidden) as error:
        return _closed(error)
    except SokError as error:
        return await run_in_threadpool(_again, request, Refused(error, typed))


def _told(store: Store, key: str, typed: Mapping[str, str]) -> Response:
    with store.read() as tables:
        today = clock.today(now(), tables.dossier.current().reference_date)
    if typed.get("act") == ALL:
        update_link.unchanged(store, key=key, now=now(), today=today)
        return RedirectResponse(f"?{DONE}={ALL}", 303)
    about = whole(typed.get("commitment", "")) or 0
    said = {name: typed.get(name, "") for name in TOLD}
    update_link.report(store, key=key, commitment_id=about, now=now(), today=today, **said)
    return RedirectResponse(f"?{DONE}={about}#a{about}", 303)


def _again(request: Request, refused: Refused) -> Response:
    try:
        return _page(request, _store(request), refused)
    except SokError as error:
        return _closed(error)


def _store(request: Request) -> Store:
    """Return the dossier of a link; raises NotFound where no address lasts."""
    if not is_offered():
        raise NotFound("update_link.unknown")
    return running.current().named(request.path_params["slug"])


def _page(request: Request, store: Store, refused: Refused | None = None) -> Response:
    with delicate.for_paper(store) as tables:
        known = update_link.look(tables, request.path_params["key"])
        dossier = tables.dossier.current()
        found = update_link.asked(tables, known.party_id, today=clock.today(now(), dossier.reference_date))
    rows = [_row(one, found, refused) for one in found.states]
    is_of_row = any(row["error"] for row in rows)
    return page(
        "update_link.html",
        status=status_of(refused.error) if refused else 200,
        headers=NO_INDEX | (retry_header(refused.error) if refused else {}),
        dossier=dossier.name,
        party=found.party.name,
        when=_when(found),
        rows=rows,
        is_waiting=bool(found.waiting),
        is_ahead=found.is_ahead,
        thanks=reminder.thanks(found.reply),
        done="" if refused else request.query_params.get(DONE, ""),
        error=words.sentence(refused.error) if refused and not is_of_row else "",
        typed=" · ".join(filter(None, (refused.typed.get(name, "") for name in LIMITS))) if refused else "",
        statuses=STATUSES,
        fields=update.FIELDS,
        limits=LIMITS,
    )


def _row(one: State, found: Asked, refused: Refused | None) -> dict[str, Any]:
    """Return what the page shows of one commitment, with what was typed when that was refused."""
    commitment, last = impersonal(one.commitment), one.fact or one.update
    is_refused = refused is not None and refused.commitment_id == commitment.id
    typed = refused.typed if refused and is_refused else {}
    number = update.valued(commitment, last.value) if last else ""
    said = [words.date(last.date, with_year=True), number, last_words(one, is_dated=True)] if last else []
    return {
        "id": commitment.id,
        "title": commitment.title,
        "status": label(one.status),
        "said": " · ".join(filter(None, said)),
        "is_told": commitment.id in found.told,
        "is_open": is_refused,
        "error": words.sentence(refused.error) if refused and is_refused else "",
        "number": update.asks(commitment),
        "steps": commitment.steps,
        "is_yes_no": commitment.kind is CommitmentKind.YES_NO,
        "typed": {"status": one.status, **dict.fromkeys(TOLD[1:], ""), **_known(typed)},
    }


def _known(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: typed[name] for name in TOLD if name in typed}


def _when(found: Asked) -> str:
    """Return when what is told here is looked at together; empty when no moment is planned."""
    if found.check_in is None:
        return ""
    return f"{words.capital(words.day(found.check_in.date))} kijken we samen hoe het gaat."


def _closed(error: SokError) -> Response:
    """Say that the link does not work; whatever is wrong with it sounds alike."""
    told = NotFound("update_link.unknown") if isinstance(error, NotFound) else error
    return page(
        "update_closed.html",
        status=status_of(told),
        headers=NO_INDEX | retry_header(told),
        error=words.sentence(told),
    )


def routes() -> Iterable[Route]:
    """Where a party tells how it goes."""
    return (
        Route(f"{TOP}/{{slug}}/{{key}}", show, methods=["GET"]),
        Route(f"{TOP}/{{slug}}/{{key}}", tell, methods=["POST"]),
    )
