"""The words of a hidden note that still name something leave the house on no paper and in no file."""

import datetime as dt
import html
import io
import json
import re
import zipfile

import pytest
from starlette.testclient import TestClient

from sok_core import (
    calendar,
    check_in,
    check_in_decision,
    clock,
    commitment,
    delicate,
    note,
    reminder,
    signature,
    update,
    update_link,
    word_template,
)
from sok_core.access import LOGIN_COOKIE
from sok_core.export.handover import File
from sok_core.model import AimKind, Outcome, ProjectStatus, Role, RoleKind, Stance, Step
from sok_core.web import agreement_paper, download, paper, progress_paper, table
from sok_core.web.update_link import link
from tests import signing
from tests.evening import NOW, Evening
from tests.export import read
from tests.letterhead import letterhead

SAID = "Joke drinkt"
DAY = NOW.date()
# The text to agree on itself, and what asks for a yes to it: whoever hides a note reads that it stands there.
TEXT_ITSELF = {
    *("overeenkomst", "overeenkomst-in-huisstijl", "van-briefje-naar-artikel", "handtekeningen"),
    *("precieze-tekst", "mandaat"),
}
SPEAKING = {
    *("link", "bericht", "bel", "agenda", "bijwerkkaart", "inwerkblad", "samenvatting", "briefjes", "schets"),
    *("formulier", "rolkaarten", "projectkaarten", "tijdlijn", "waardenkaart", "waarden", "overdracht"),
    *("publieksversie", "persblad", "poster", "voortgang", "negentig-dagen", "doel-en-getal"),
    *("afspraken", "berichten", "berichten-om-in-te-vullen", "kwartaalmomenten"),
}
OURS = {"dossier", "scan", "sjabloon"}  # the whole dossier, and what others gave us
PICTURE = ("png",)
FORMS = {
    "netwerk": ("svg", "pdf", "graphml"),
    "schets": ("docx", "pdf"),
    "briefjes": ("html", "pdf"),
}


@pytest.fixture(autouse=True)
def named_after_a_note(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> signing.Text:
    """A dossier in which everything that can be named is called what a note says."""
    monkeypatch.setenv("SOK_ADDRESS", "https://tafel.voorbeeld")
    store = evening.store
    evening.ask()
    said = evening.post(SAID)
    text = signing.write(store)
    text.clauses = (text.add(f"Wij helpen. {SAID}.", text.school), *text.clauses)
    about = {"date": DAY, "starts_at": dt.time(19)}
    with store.write() as tables:
        tables.dossier.update(reference_date=DAY)
        tables.meeting.update(evening.id, step=Step.MONITORING)
        grown: list[tuple[Outcome, int]] = [(Outcome.CLAUSE, text.clauses[0])]
        for kind in AimKind:
            value = tables.aim.add(kind=kind, title=SAID, meaning=SAID, noticed_by=(SAID,))
            grown.append((Outcome.AIM, value.id))
        duty = tables.task.add(title=SAID, description=SAID)
        tables.role_part.add(task_id=duty.id, party_id=text.town, role=RoleKind.LEAD, stance=Stance.AGREED)
        plan = tables.project.add(
            title=SAID, goal=SAID, first_step=SAID, status=ProjectStatus.BUSY, starts_on=DAY
        )
        for outcome, made in [*grown, (Outcome.TASK, duty.id), (Outcome.PROJECT, plan.id)]:
            tables.source.link(outcome, made, notes=[said.id])
        scored = tables.score_round.add(
            title="Cijfers", date=DAY, people=6, closed_at=NOW, meeting_id=evening.id
        )
        sheet = {"device": "tafel 1", "group": None, "score": 3, "people": 6}
        tables.value_score.put_paper(scored, aim_id=grown[1][1], **sheet)
        tables.value_score.put_paper(scored, aim_id=grown[2][1], **sheet)
    text.freeze()
    text.open()
    for party_id in (text.school, text.town):
        signature.sign(store, party_id=party_id, pen=signing.PEN, now=NOW)
    fields = {
        "starts_on": DAY - calendar.DAY,
        "due": DAY + 9 * calendar.DAY,
        "steps": (SAID,),
        "kind": "stappen",
    }
    promises = [
        commitment.promise(
            store, clause_id=text.clauses[0], owner_id=text.school, title=f"{SAID} 1", **fields
        ),
        commitment.promise_project(
            store, project_id=plan.id, today=DAY, owner_id=text.school, title=f"{SAID} 2", **fields
        ),
    ]
    moments = (
        check_in.plan(store, meeting_id=evening.id, **about),
        check_in.plan(store, date=DAY + calendar.DAY),
    )
    for moment, one in zip(moments, promises, strict=True):
        check_in_decision.decide(
            store, check_in_id=moment.id, before=one, text=f"Zo gaan we door: {SAID}", now=NOW, today=DAY
        )
    for one in promises[:1]:
        told = {"value": 1, "text": f"Nog altijd: {SAID}", "next_step": SAID}
        update.report(store, commitment_id=one.id, date=DAY, status="op_koers", today=DAY, now=NOW, **told)
    word_template.keep(store, name="brief.docx", data=letterhead(), now=NOW)
    return text


def papers(evening: Evening) -> list[str]:
    """Return the address of every paper and file, under that of the downloads of a dossier."""
    ends = agreement_paper.ENDINGS
    texts = [f"afspraken/{kind}.{ending}" for kind in ends for ending in ends[kind]]
    return [
        *("gespreksleidraad", "wie-werkt-met-wie", "formulier", "rolkaarten", "projectkaarten", "tijdlijn"),
        *(
            "waardenkaart",
            "waarden",
            "agenda/momenten",
            "agenda/1",
            "overdracht",
            f"samenvatting/{evening.id}",
        ),
        *(f"{what}/1" for what in ("mandaat", "inwerkblad", "akkoord", "bijwerkkaart")),
        *(f"papier/{evening.id}/{kind}" for kind in paper.Kind if kind != paper.Kind.WRITTEN_NOTES),
        *(f"tabel/{name}" for name in table.KINDS),
        *(f"{name}/{form}?bijeenkomst={evening.id}" for name, forms in FORMS.items() for form in forms),
        *(f"{one}?versie=0" + ("&van=0" if "verschillen" in one else "") for one in texts),
        *(
            f"monitoring/{kind}.{ending}{'?afspraak=1' if kind is progress_paper.Kind.LINE else ''}"
            for kind, endings in progress_paper.ENDINGS.items()
            for ending in endings
            if ending not in PICTURE
        ),
    ]


def words_of(body: bytes) -> str:
    """Return all that can be read in a file, and in the files in it."""
    if body.startswith(b"%PDF-"):
        return read.pdf_text(body) + "".join(read.alternatives(body)) + str(read.pdf(body).metadata)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            names = [one for one in packed.namelist() if not one.endswith(".sqlite")]
            return "\n".join(_packed(name, packed.read(name)) for name in names)
    return html.unescape(body.decode("utf-8", errors="replace")).replace("\r\n ", "")


def _packed(name: str, body: bytes) -> str:
    if name == File.JSON:
        whole = json.loads(body)
        del whole["clause_texts"]  # the text to agree on itself
        return json.dumps(whole, ensure_ascii=False)
    return re.sub(r"<[^>]+>", "", words_of(body)) if name.endswith(".xml") else words_of(body)


def saying(web: TestClient, evening: Evening, text: signing.Text) -> dict[str, list[str]]:
    """Return what says the words of the note: papers by their name, and what is sent or told."""
    login = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.FACILITATOR)}"}
    found: dict[str, list[str]] = {}
    for one in papers(evening):
        answer = web.get(f"/download/{evening.store.slug}/{one}", headers=login)
        assert answer.status_code == 200, (one, answer.text)
        name = re.sub(r"^(afspraken|monitoring)/", "", one)
        found.setdefault(re.split(r"[/.?]", name)[0], []).append(words_of(answer.content))
    key = update_link.make(evening.store, party_id=text.school, now=clock.now())
    page = web.get(link(evening.store.slug, key).removeprefix("https://tafel.voorbeeld"))
    assert page.status_code == 200
    with delicate.for_paper(evening.store) as tables:
        (reply, *_) = update.replies(tables, today=DAY)
    found |= {
        "link": [page.text],
        "bericht": [reminder.message("De Spil", reply, None)],
        "bel": [reminder.call("De Spil", reply, None)],
    }
    return {name: texts for name, texts in found.items() if any("Joke" in text for text in texts)}


def test_no_paper_says_what_was_hidden_but_the_text_to_agree_on(
    web: TestClient, evening: Evening, named_after_a_note: signing.Text
) -> None:
    before = saying(web, evening, named_after_a_note)
    assert before.keys() == SPEAKING | TEXT_ITSELF
    note.hide(evening.store, note_id=1, reason=note.PRIVATE, now=NOW)
    assert saying(web, evening, named_after_a_note).keys() == TEXT_ITSELF
    with evening.store.read() as tables:
        assert tables.commitment.get(1).title == f"{SAID} 1"  # who can change it reads what it is called


def test_the_walk_comes_by_every_download() -> None:
    walked = {one.split("/")[0].split("?")[0] for one in papers(Evening(None, None, 1))}  # type: ignore[arg-type]
    routes = {one.path.removeprefix("/download/{slug}/").split("/")[0] for one in download.routes()}
    assert routes - OURS == walked
