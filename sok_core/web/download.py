"""Downloads: everything that is not for everyone leaves through here, by cookie, and is stored nowhere."""

import io
import tempfile
import zipfile
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sok_core import words
from sok_core.access import Right, Visitor, visitor
from sok_core.address import short
from sok_core.clock import now
from sok_core.dossier import where_is_real
from sok_core.errors import Forbidden, NotFound
from sok_core.export import (
    agreement,
    agreement_model,
    calendar,
    commitment,
    consent,
    handover,
    induction,
    mandate,
    network,
    project_card,
    relation_card,
    role_card,
    sketch,
    stake_form,
    summary,
    talk_guide,
    update_card,
    value_score,
)
from sok_core.export import road as road_paper
from sok_core.export.handover import File
from sok_core.export.meeting import place_name
from sok_core.export.paper_pdf import pdf
from sok_core.export.paper_word import word
from sok_core.model import Dossier, Reader
from sok_core.scan import ENDINGS, scanned
from sok_core.store import Store
from sok_core.store.file import send_off
from sok_core.web import agreement_paper, paper, progress_paper, road, running, table
from sok_core.web.answer import NO_STORE, answering, whole
from sok_core.web.door import login_cookie, refusing, wants_page

Handler = Callable[[Request], Awaitable[Response]]


def _dossier(request: Request, right: Right) -> tuple[Store, Dossier]:
    """Return the dossier of a download; raises Forbidden for a cookie without that right on this dossier."""
    store, dossier, _ = _entered(request, right)
    return store, dossier


def _entered(request: Request, right: Right) -> tuple[Store, Dossier, Visitor]:
    """Return the dossier of a download and who asks for it; raises as ``_dossier`` does."""
    here = running.current()
    store = here.named(request.path_params["slug"])
    with store.read() as tables:
        dossier = tables.dossier.current()
    who = visitor(here.house, login_cookie(request), dossier=dossier.uuid, now=now())
    if not who.may(right):
        raise Forbidden("forbidden")
    return store, dossier, who


def attachment(body: bytes, name: str, media_type: str) -> Response:
    """Return a file to save."""
    return Response(
        body,
        headers=NO_STORE
        | {"content-disposition": f'attachment; filename="{name}"', "x-content-type-options": "nosniff"},
        media_type=media_type,
    )


def explaining(handler: Handler) -> Handler:
    """Turn an error of ours into a page for a browser, and into JSON for a program."""
    for_people, for_programs = refusing(handler), answering(handler)

    async def answer(request: Request) -> Response:
        return await (for_people if wants_page(request) else for_programs)(request)

    return answer


async def meeting_summary(request: Request) -> Response:
    """The summary of one meeting: Word, PDF, Markdown and Excel in one zip."""
    store, _ = await run_in_threadpool(_dossier, request, Right.READ)

    meeting_id = whole(request.path_params["meeting_id"])
    if meeting_id is None:
        raise NotFound("meeting.unknown")

    def make() -> Response:
        content = summary.gather(store, meeting_id, now=now())
        return attachment(summary.archive(content), summary.file_name(content), "application/zip")

    return await run_in_threadpool(make)


async def meeting_paper(request: Request) -> Response:
    """One of the papers of a meeting, to print or to make one's own."""
    store, _ = await run_in_threadpool(_dossier, request, Right.RUN)
    meeting_id, kind = whole(request.path_params["meeting_id"]), request.path_params["kind"]
    if meeting_id is None:
        raise NotFound("meeting.unknown")

    def make() -> Response:
        made = paper.make(store, meeting_id, kind, request.query_params, now=now())
        return attachment(made.body, made.name, made.media_type)

    return await run_in_threadpool(make)


async def dossier_table(request: Request) -> Response:
    """Parties and relations as a table; opinions only as far as who asks may read them, and chose to."""
    store, _, who = await run_in_threadpool(_entered, request, Right.READ)
    reader = table.reader_for(who, request.query_params.get(table.READER, ""))
    name = request.path_params["table"]
    made = await run_in_threadpool(lambda: table.make(store, name, reader, now=now()))
    return attachment(made.body, made.name, made.media_type)


async def talk_guide_paper(request: Request) -> Response:
    """The talk guide: blank, or for one party; on A5, or twice on A4."""
    store, _ = await run_in_threadpool(_dossier, request, Right.READ)
    asked, is_double = request.query_params.get("partij", ""), bool(request.query_params.get("dubbel"))
    party_id = whole(asked) if asked else None
    if asked and party_id is None:
        raise NotFound("party.unknown")

    def make() -> Response:
        guide = talk_guide.gather(store, party_id, now=now())
        body = talk_guide.pdf(guide, is_double=is_double)
        return attachment(body, talk_guide.file_name(guide), "application/pdf")

    return await run_in_threadpool(make)


async def sketch_paper(request: Request) -> Response:
    """The first sketch of the agreement: a Word file to go on with, or a PDF."""
    store, _ = await run_in_threadpool(_dossier, request, Right.READ)
    form = request.path_params["form"]
    if form not in paper.MEDIA_TYPES:
        raise NotFound("paper.unknown")

    def make() -> Response:
        drawn = sketch.gather(store, now=now())
        body = (word if form == "docx" else pdf)(sketch.paper(drawn))
        return attachment(body, sketch.file_name(drawn, form), paper.MEDIA_TYPES[form])

    return await run_in_threadpool(make)


async def stake_form_paper(request: Request) -> Response:
    """The form on which a party writes what all of this means for it; blank, or with its name."""
    store, _ = await run_in_threadpool(_dossier, request, Right.READ)
    asked = request.query_params.get("partij", "")
    party_id = whole(asked) if asked else None
    if asked and party_id is None:
        raise NotFound("party.unknown")

    def make() -> Response:
        form = stake_form.gather(store, party_id, now=now())
        return attachment(stake_form.pdf(form), stake_form.file_name(form), "application/pdf")

    return await run_in_threadpool(make)


ROAD_TYPES = {"html": "text/html", "pdf": "application/pdf"}


async def road_file(request: Request) -> Response:
    """What became of the notes of one meeting, or of all: one page that works by itself, or a PDF."""
    store, _ = await run_in_threadpool(_dossier, request, Right.READ)
    form, asked = request.path_params["form"], request.query_params.get("bijeenkomst", "")
    meeting_id = whole(asked) if asked else None
    if form not in ROAD_TYPES:
        raise NotFound("paper.unknown")
    if asked and meeting_id is None:
        raise NotFound("meeting.unknown")

    def make() -> Response:
        roads = road_paper.gather(store, meeting_id, now=now())
        body = road.html(roads).encode() if form == "html" else road_paper.pdf(roads)
        return attachment(body, road_paper.file_name(roads, meeting_id, form), ROAD_TYPES[form])

    return await run_in_threadpool(make)


async def agreement_file(request: Request) -> Response:
    """One of the papers of the agreement, of the text as it is now or of a frozen version."""
    store, _ = await run_in_threadpool(_dossier, request, Right.READ)
    name, given = request.path_params["name"], request.query_params
    what = agreement_paper.asked(*(given.get(key, "") for key in AGREEMENT_OPTIONS))

    def make() -> Response:
        made = agreement_paper.make(store, name, what, now=now())
        return attachment(made.body, made.name, made.media_type)

    return await run_in_threadpool(make)


async def progress_file(request: Request) -> Response:
    """One of the papers of what is followed: report, poster, chart or table."""
    store, _ = await run_in_threadpool(_dossier, request, Right.READ)
    name, given = request.path_params["name"], request.query_params
    size, one = given.get(progress_paper.SIZE, ""), given.get(progress_paper.COMMITMENT, "")

    def make() -> Response:
        made = progress_paper.make(store, name, size=size, commitment=one, now=now())
        return attachment(made.body, made.name, made.media_type)

    return await run_in_threadpool(make)


async def mandate_packet(request: Request) -> Response:
    """All that a party needs to decide: what is asked and promised on paper, and the whole frozen text."""
    store, party_id = await _party(request)
    number = whole(request.query_params.get("versie", ""))

    def make() -> Response:
        asked = mandate.gather(store, party_id, now=now(), number=number)
        text = agreement_model.gather(store, asked.sheet.version.number, now=now())
        pack, name = io.BytesIO(), mandate.file_name(asked)
        with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{name}.pdf", mandate.pdf(asked))
            archive.writestr(
                agreement.file_name(text, agreement_paper.Kind.AGREEMENT, "pdf"), agreement.pdf(text)
            )
        return attachment(pack.getvalue(), f"{name}.zip", "application/zip")

    return await run_in_threadpool(make)


async def consent_form(request: Request) -> Response:
    """The form on which one party answers to a frozen text, the newest when none is asked for."""
    store, party_id = await _party(request)
    number = whole(request.query_params.get("versie", ""))

    def make() -> Response:
        form = consent.gather(store, party_id, now=now(), number=number)
        return attachment(consent.pdf(form), consent.file_name(form), "application/pdf")

    return await run_in_threadpool(make)


async def update_card_paper(request: Request) -> Response:
    """The card on which one party writes how its promises go."""
    store, party_id = await _party(request)

    def make() -> Response:
        card = update_card.gather(store, party_id, now=now())
        return attachment(update_card.pdf(card), update_card.file_name(card), "application/pdf")

    return await run_in_threadpool(make)


async def moments_calendar(request: Request) -> Response:
    """The moments that are planned, for somebody's own agenda."""
    store, _ = await run_in_threadpool(_dossier, request, Right.READ)

    def make() -> Response:
        found = calendar.gather(store, now=now())
        return attachment(calendar.moments(found), calendar.file_name(found), calendar.MEDIA_TYPE)

    return await run_in_threadpool(make)


async def party_calendar(request: Request) -> Response:
    """By when one party promised what, for its own agenda."""
    store, party_id = await _party(request)

    def make() -> Response:
        found = calendar.gather_party(store, party_id, now=now())
        return attachment(calendar.promises(found), calendar.file_name(found), calendar.MEDIA_TYPE)

    return await run_in_threadpool(make)


async def _party(request: Request) -> tuple[Store, int]:
    """Return the dossier and the party of a download; raises NotFound for what is no number."""
    store, _ = await run_in_threadpool(_dossier, request, Right.READ)
    party_id = whole(request.path_params["party_id"])
    if party_id is None:
        raise NotFound("party.unknown")
    return store, party_id


async def scan_file(request: Request) -> Response:
    """A scan of signed paper, as it was attached; its own name is not trusted."""
    store, dossier = await run_in_threadpool(_dossier, request, Right.READ)
    scan_id = whole(request.path_params["scan_id"])

    def find() -> Response:
        with store.read() as tables:
            scan = tables.scan.get(scan_id or 0)
            body = scanned(tables, scan.id)
        name = f"handtekeningen-{dossier.slug}-versie-{scan.version}-{scan.id}.{ENDINGS[scan.type]}"
        return attachment(body, name, scan.type)

    return await run_in_threadpool(find)


async def word_template_file(request: Request) -> Response:
    """The organisation's own Word template, as it was added; its own name is not trusted."""
    store, dossier = await run_in_threadpool(_dossier, request, Right.RUN)

    def find() -> Response:
        with store.read() as tables:
            kept, body = tables.word_template.current(), tables.word_template.data()
        ending = "dotx" if kept and kept.name.casefold().endswith(".dotx") else "docx"
        return attachment(body, f"sjabloon-{dossier.slug}.{ending}", TEMPLATE_TYPES[ending])

    return await run_in_threadpool(find)


TEMPLATE_TYPES = {
    "docx": paper.MEDIA_TYPES["docx"],
    "dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
}
AGREEMENT_OPTIONS = (agreement_paper.VERSION, agreement_paper.BEFORE, agreement_paper.SIZE)
NETWORK_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "graphml": "application/graphml+xml",
}


async def network_file(request: Request) -> Response:
    """The network as a picture or for another program; more than may lie on the table only when chosen."""
    form = request.path_params["form"]
    if form not in NETWORK_TYPES:
        raise NotFound("paper.unknown")
    store, dossier, who = await run_in_threadpool(_entered, request, Right.READ)
    reader = table.reader_for(who, request.query_params.get(table.READER, ""))

    def make() -> Response:
        bodies: dict[str, Callable[[], bytes]] = {
            "png": lambda: network.png(store),
            "svg": lambda: network.svg(store),
            "pdf": lambda: network.pdf(store, made_at=now()),
            "graphml": lambda: network.graphml(store, reader),
        }
        name = network.file_name(dossier.slug, form, reader if form == "graphml" else Reader.TABLE)
        return attachment(bodies[form](), name, NETWORK_TYPES[form])

    return await run_in_threadpool(make)


async def relation_cards(request: Request) -> Response:
    """Cards for the hall to write on who works with whom, in one of our languages."""
    _, dossier = await run_in_threadpool(_dossier, request, Right.READ)
    language = paper.language(request.query_params)
    place = place_name(dossier.name, is_fictional=dossier.is_fictional)
    body = await run_in_threadpool(lambda: relation_card.cards(place, language=language, made_at=now()))
    other = "" if language == "nl" else f"-{words.language_name(language).lower()}"
    return attachment(body, f"kaartjes-wie-werkt-met-wie-{dossier.slug}{other}.pdf", "application/pdf")


async def role_cards(request: Request) -> Response:
    """Blank role cards, one per task: twice on A4, or on A5."""
    store, dossier = await run_in_threadpool(_dossier, request, Right.READ)
    language, is_double = paper.language(request.query_params), not request.query_params.get("a5")
    body = await run_in_threadpool(
        lambda: role_card.cards(store, language=language, is_double=is_double, made_at=now())
    )
    other = "" if language == "nl" else f"-{words.language_name(language).lower()}"
    return attachment(body, f"rolkaarten-{dossier.slug}{other}.pdf", "application/pdf")


async def project_cards(request: Request) -> Response:
    """One project on an A4, or all of them."""
    store, dossier = await run_in_threadpool(_dossier, request, Right.READ)
    asked = request.query_params.get("project", "")
    project_id = whole(asked) if asked else None
    if asked and project_id is None:
        raise NotFound("project.unknown")
    body = await run_in_threadpool(lambda: project_card.pdf(store, project_id, made_at=now()))
    more = "" if project_id is None else f"-{project_id}"
    return attachment(body, f"projectkaarten-{dossier.slug}{more}.pdf", "application/pdf")


async def timeline(request: Request) -> Response:
    """The timeline of projects on paper."""
    store, dossier = await run_in_threadpool(_dossier, request, Right.READ)
    body = await run_in_threadpool(lambda: project_card.timeline(store, made_at=now()))
    return attachment(body, f"tijdlijn-{dossier.slug}.pdf", "application/pdf")


async def score_card(request: Request) -> Response:
    """The card to score values on by hand."""
    store, dossier = await run_in_threadpool(_dossier, request, Right.READ)
    language = paper.language(request.query_params)
    body = await run_in_threadpool(lambda: value_score.card(store, language=language, made_at=now()))
    other = "" if language == "nl" else f"-{words.language_name(language).lower()}"
    return attachment(body, f"waardenkaart-{dossier.slug}{other}.pdf", "application/pdf")


async def scores(request: Request) -> Response:
    """The dots of one moment at which values were scored, the newest unless another is asked for."""
    store, dossier = await run_in_threadpool(_dossier, request, Right.READ)
    asked = request.query_params.get("ronde", "")
    round_id = whole(asked) if asked else None
    if asked and round_id is None:
        raise NotFound("score_round.unknown")
    body = await run_in_threadpool(lambda: value_score.dots(store, round_id=round_id, made_at=now()))
    return attachment(body, f"waarden-{dossier.slug}.pdf", "application/pdf")


async def dossier_file(request: Request) -> Response:
    """The whole dossier as one file, to keep or to hand over."""
    store, dossier = await run_in_threadpool(_dossier, request, Right.RUN)
    body = await run_in_threadpool(file_bytes, store)
    return attachment(body, f"{dossier.slug}.sqlite", "application/vnd.sqlite3")


async def induction_paper(request: Request) -> Response:
    """One A4 for a new contact person of a party."""
    store, party_id = await _party(request)

    def make() -> Response:
        known = induction.gather(store, party_id, now=now())
        return attachment(induction.pdf(known), induction.file_name(known), "application/pdf")

    return await run_in_threadpool(make)


async def handover_pack(request: Request) -> Response:
    """The dossier, what is followed as JSON and as a spreadsheet, and a page that says what each file is."""
    store, dossier = await run_in_threadpool(_dossier, request, Right.RUN)

    def make() -> Response:
        moment, pack = now(), io.BytesIO()
        real = where_is_real(
            dossier, address=short(running.current().address), machine=running.current().house.machine()
        )
        with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{dossier.slug}.sqlite", file_bytes(store))
            archive.writestr(File.JSON, handover.as_json(store, now=moment))
            archive.writestr(File.SPREADSHEET, commitment.workbook(commitment.gather(store, now=moment)))
            archive.writestr(File.READ_ME, handover.read_me(dossier, real=real, now=moment))
        return attachment(pack.getvalue(), f"overdracht-{dossier.slug}.zip", "application/zip")

    return await run_in_threadpool(make)


def file_bytes(store: Store) -> bytes:
    """Return a dossier file as it is at this moment; it says from where and when it was taken."""
    here = running.current()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "dossier.sqlite"
        send_off(store.path, target, address=short(here.address), machine=here.house.machine(), now=now())
        return target.read_bytes()


def routes() -> Iterable[Route]:
    """The routes of downloads."""
    return (
        Route("/download/{slug}/samenvatting/{meeting_id:digits}", explaining(meeting_summary)),
        Route("/download/{slug}/papier/{meeting_id:digits}/{kind}", explaining(meeting_paper)),
        Route("/download/{slug}/tabel/{table}", explaining(dossier_table)),
        Route("/download/{slug}/gespreksleidraad", explaining(talk_guide_paper)),
        Route("/download/{slug}/wie-werkt-met-wie", explaining(relation_cards)),
        Route("/download/{slug}/netwerk/{form}", explaining(network_file)),
        Route("/download/{slug}/schets/{form}", explaining(sketch_paper)),
        Route("/download/{slug}/formulier", explaining(stake_form_paper)),
        Route("/download/{slug}/briefjes/{form}", explaining(road_file)),
        Route("/download/{slug}/rolkaarten", explaining(role_cards)),
        Route("/download/{slug}/projectkaarten", explaining(project_cards)),
        Route("/download/{slug}/tijdlijn", explaining(timeline)),
        Route("/download/{slug}/waardenkaart", explaining(score_card)),
        Route("/download/{slug}/waarden", explaining(scores)),
        Route("/download/{slug}/afspraken/{name}", explaining(agreement_file)),
        Route("/download/{slug}/monitoring/{name}", explaining(progress_file)),
        Route("/download/{slug}/mandaat/{party_id:digits}", explaining(mandate_packet)),
        Route("/download/{slug}/inwerkblad/{party_id:digits}", explaining(induction_paper)),
        Route("/download/{slug}/akkoord/{party_id:digits}", explaining(consent_form)),
        Route("/download/{slug}/bijwerkkaart/{party_id:digits}", explaining(update_card_paper)),
        Route("/download/{slug}/agenda/momenten", explaining(moments_calendar)),
        Route("/download/{slug}/agenda/{party_id:digits}", explaining(party_calendar)),
        Route("/download/{slug}/scan/{scan_id:digits}", explaining(scan_file)),
        Route("/download/{slug}/sjabloon", explaining(word_template_file)),
        Route("/download/{slug}/dossier", explaining(dossier_file)),
        Route("/download/{slug}/overdracht", explaining(handover_pack)),
    )
