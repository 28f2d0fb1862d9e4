"""Tables of parties and relations leave by cookie, and carry no opinion that their reader may not read."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from sok_core import access, agreement, conversation, estimate, meeting, party, relation
from sok_core.access import LOGIN_COOKIE
from sok_core.model import DocumentType, EstimateKind, Phase, ProjectStatus, PromptKind, Reader, Role, Section
from sok_core.web import download, paper, table
from tests.evening import NOW, Evening, score_a_value
from tests.export import read

TODAY = dt.date(2026, 11, 23)
FOR = {Reader.FACILITATOR: "roodborst", Reader.CORE_TEAM: "winterkoning", Reader.TABLE: "huismus"}
OF_SCORES = ("Belang", "Invloed", "Houding", "Spanning")
MAY_CHOOSE = {
    Role.FACILITATOR: set(Reader),
    Role.CORE_TEAM: {Reader.CORE_TEAM, Reader.TABLE},
    Role.SCREEN: set(),
    Role.REMOTE: set(),
    Role.HELPER: set(),
}
WAYS = {  # of each route of download.py: what may be asked of it
    "samenvatting/{meeting_id:digits}": ("samenvatting/1",),
    "papier/{meeting_id:digits}/{kind}": tuple(f"papier/1/{kind}" for kind in paper.Kind),
    "tabel/{table}": tuple(f"tabel/{name}" for name in table.KINDS),
    "gespreksleidraad": ("gespreksleidraad", "gespreksleidraad?partij=2"),
    "wie-werkt-met-wie": ("wie-werkt-met-wie",),
    "netwerk/{form}": tuple(f"netwerk/{form}" for form in download.NETWORK_TYPES),
    "schets/{form}": tuple(f"schets/{form}" for form in paper.MEDIA_TYPES),
    "formulier": ("formulier", "formulier?partij=2"),
    "briefjes/{form}": tuple(f"briefjes/{form}" for form in download.ROAD_TYPES),
    "rolkaarten": ("rolkaarten",),
    "projectkaarten": ("projectkaarten",),
    "tijdlijn": ("tijdlijn",),
    "waardenkaart": ("waardenkaart",),
    "waarden": ("waarden", "waarden?ronde=1"),
    "afspraken/{name}": tuple(
        f"afspraken/{name}" for name in ("overeenkomst.pdf", "overeenkomst.docx", "publieksversie.pdf")
    ),
    "monitoring/{name}": tuple(
        f"monitoring/{name}"
        for name in (
            "voortgang.pdf",
            "voortgang.docx",
            "voortgangsposter.pdf",
            "afspraken.xlsx",
            "berichten.csv",
        )
    ),
    "mandaat/{party_id:digits}": ("mandaat/2",),
    "inwerkblad/{party_id:digits}": ("inwerkblad/2",),
    "akkoord/{party_id:digits}": ("akkoord/2",),
    "bijwerkkaart/{party_id:digits}": ("bijwerkkaart/2",),
    "agenda/momenten": ("agenda/momenten",),
    "agenda/{party_id:digits}": ("agenda/2",),
}
OTHER_ROUTES = {  # a scan and a template are as they were put in; the last two are the whole dossier
    *("scan/{scan_id:digits}", "sjabloon", "dossier", "overdracht"),
}
SPEAK_OF_SCORES = ("tabel/", "netwerk/graphml")


@pytest.fixture(autouse=True)
def told(evening: Evening) -> None:
    """For each reader a word in every field that is not for everybody."""
    with evening.store.write() as tables:
        tables.dossier.update(has_contact_names=True)
    hub = party.write_down(evening.store, name="De Spil", contact_name="winterkoning", status="aan_tafel")
    for reader, word in FOR.items():
        other = party.write_down(evening.store, name=f"Partij voor {reader}")
        line = relation.draw(
            evening.store, source_id=hub.id, target_id=other.id, note=word, note_reader=reader
        )
        for kind in EstimateKind:
            about = {"relation_id": line.id} if kind is EstimateKind.TENSION else {"party_id": other.id}
            estimate.give(
                evening.store,
                kind=kind,
                value=1,
                reader=reader,
                given_by="roodborst",
                given_on=TODAY,
                **about,
            )
        conversation.hold(
            evening.store,
            party_id=other.id,
            date=TODAY,
            held_by="roodborst",
            reader=reader,
            what_matters="roodborst",
            worries="roodborst",
            next_step="roodborst",
            named_unlisted=["roodborst"],
        )
    with evening.store.write() as tables:
        tables.meeting.set_parties_present(evening.id, [hub.id])


@pytest.fixture
def signing(evening: Evening) -> None:
    """A note, a frozen article of the second party, a project and scores: every paper has something on it."""
    evening.ask()
    evening.post("Groen")
    agreement.begin(evening.store, type=DocumentType.COVENANT)
    with evening.store.write() as tables:
        article = tables.clause.add(section=Section.ROLES)
        tables.clause_text.add(clause_id=article.id, text="De zaal is open.", saved_at=NOW, party_ids=(2,))
        tables.party.update(2, status="aan_tafel")
        tables.project.add(title="Soep", status=ProjectStatus.BUSY, starts_on=NOW.date())
        tables.commitment.add(title="Soep koken", owner_id=2, starts_on=NOW.date())
    agreement.freeze(evening.store, title="Concept", now=NOW)
    score_a_value(evening.store)


def ask(web: TestClient, evening: Evening, path: str, role: Role | None) -> tuple[int, str]:
    """Return the status, and all that is in the file."""
    headers = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(role)}"} if role else {}
    answer = web.get(f"/download/{evening.store.slug}/{path}", headers=headers)
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, inside(answer.content)


def inside(content: bytes) -> str:
    """Return the text of a file, also of what is packed in it, and as a reader finds it in a PDF."""
    if content.startswith(b"%PDF"):
        told = " ".join(map(str, (read.pdf(content).metadata or {}).values()))
        return f"{told}\n{read.pdf_text(content)}"
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(inside(packed.read(name)) for name in packed.namelist())


def scored(web: TestClient, evening: Evening, name: str, reader: Reader) -> int:
    """Return how many scores stand in a workbook."""
    headers = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.FACILITATOR)}"}
    content = web.get(table.link(evening.store.slug, name, reader), headers=headers).content
    columns = [
        column for sheet in load_workbook(io.BytesIO(content)) for column in sheet.iter_cols(values_only=True)
    ]
    return sum(
        value is not None for first, *rest in columns if str(first).startswith(OF_SCORES) for value in rest
    )


@pytest.mark.parametrize("name", table.KINDS)
@pytest.mark.parametrize("role", list(Role))
def test_a_table_is_what_may_be_on_the_table_unless_somebody_may_choose_more(
    web: TestClient, evening: Evening, name: str, role: Role
) -> None:
    status, text = ask(web, evening, f"tabel/{name}", role)
    assert status == (200 if MAY_CHOOSE[role] else 403)
    assert not any(word in text for word in (FOR[Reader.FACILITATOR], FOR[Reader.CORE_TEAM]))
    for reader in Reader:
        status, text = ask(web, evening, f"tabel/{name}?lezer={reader}", role)
        assert status == (200 if reader in MAY_CHOOSE[role] else 403)
        forbidden = [word for meant, word in FOR.items() if status != 200 or not reader.may_read(meant)]
        assert not any(word in text for word in forbidden)
        if status == 200 and name != "partijen.csv":
            assert all(word in text for meant, word in FOR.items() if reader.may_read(meant))


def test_nobody_gets_a_table_without_a_login(web: TestClient, evening: Evening) -> None:
    for name in table.KINDS:
        for asked in ("", *(f"?lezer={reader}" for reader in Reader)):
            status, text = ask(web, evening, f"tabel/{name}{asked}", None)
            assert (status, [word for word in FOR.values() if word in text]) == (403, [])


@pytest.mark.parametrize("name", ["partijen.xlsx", "kumu.xlsx"])
def test_each_reader_finds_his_scores_and_no_more(web: TestClient, evening: Evening, name: str) -> None:
    found = {reader: scored(web, evening, name, reader) for reader in Reader}
    assert found == {Reader.FACILITATOR: 12, Reader.CORE_TEAM: 8, Reader.TABLE: 4}


def test_every_way_out_is_walked() -> None:
    known = {f"/download/{{slug}}/{each}" for each in (*WAYS, *OTHER_ROUTES)}
    assert known == {route.path for route in download.routes()}


@pytest.mark.usefixtures("signing")
@pytest.mark.parametrize("path", [path for paths in WAYS.values() for path in paths])
def test_no_other_file_carries_an_opinion(web: TestClient, evening: Evening, path: str) -> None:
    status, text = ask(web, evening, path, Role.FACILITATOR)
    assert (status, bool(text)) == (200, True)
    secret = [FOR[Reader.FACILITATOR], FOR[Reader.CORE_TEAM]]
    assert [word for word in secret if word in text] == []
    if not path.startswith(SPEAK_OF_SCORES):
        assert FOR[Reader.TABLE] not in text
        assert [f"{score} (" for score in OF_SCORES if f"{score} (" in text] == []


def test_a_pdf_is_read_as_a_reader_finds_it(web: TestClient, evening: Evening) -> None:
    assert "Partij voor" in ask(web, evening, "netwerk/pdf", Role.FACILITATOR)[1]
    assert "Partij voor" in ask(web, evening, "gespreksleidraad?partij=2", Role.FACILITATOR)[1]


def test_neither_the_wall_nor_a_phone_carries_an_opinion(web: TestClient, evening: Evening) -> None:
    prompt = meeting.add_question(
        evening.store, meeting_id=evening.id, text="Met wie?", kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=prompt.id, phase=Phase.TOGETHER)
    screen = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.SCREEN)}"}
    live = f"/live/{evening.code}"
    for url, headers in (
        (f"{live}/network?width=1600&height=900&letter=40", screen),
        (f"{live}/state?view=scherm", screen),
        (f"/m/{evening.code}/state", {}),
        (f"/m/{evening.code}", {}),
    ):
        answer = web.get(url, headers=headers)
        assert answer.status_code == 200, url
        assert [word for word in FOR.values() if word in answer.text] == []
        assert [kind for kind in EstimateKind if f'"{kind}"' in answer.text] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("partijen.xlsx?lezer=iedereen", 422), ("nergens.xlsx", 404)],
)
def test_what_is_not_there_is_refused(web: TestClient, evening: Evening, path: str, status: int) -> None:
    assert ask(web, evening, f"tabel/{path}", Role.FACILITATOR)[0] == status


def test_a_file_is_named_after_its_dossier_and_its_reader(web: TestClient, evening: Evening) -> None:
    headers = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.FACILITATOR)}"}
    slug = evening.store.slug
    for reader, name in (
        (Reader.TABLE, "partijen-molenkwartier.csv"),
        (Reader.CORE_TEAM, "partijen-molenkwartier-kernteam.csv"),
    ):
        answer = web.get(table.link(slug, "partijen.csv", reader), headers=headers)
        assert f'filename="{name}"' in answer.headers["content-disposition"]


def test_whoever_reads_as_nobody_may_choose_only_the_table() -> None:
    assert table.reader_for(access.NOBODY, "") is Reader.TABLE
