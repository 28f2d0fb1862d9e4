"""The papers of the agreement by their address: each kind, of each text, and what is not there."""

import hashlib
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from sok_core import word_template
from sok_core.access import LOGIN_COOKIE
from sok_core.intake import demo
from sok_core.model import Role
from sok_core.web import running
from sok_core.web.agreement_paper import ENDINGS, FROZEN_ONLY, Kind, link
from tests.evening import NOW, cookie
from tests.export import read
from tests.letterhead import HEADER, letterhead
from tests.molenkwartier import placed
from tests.web.conftest import application

STARTS = {"docx": b"PK", "pdf": b"%PDF", "json": b"{"}
ALL = [(kind, ending) for kind in Kind for ending in ENDINGS[kind]]


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The fictional neighbourhood, for a facilitator."""
    with pytest.MonkeyPatch.context() as patched:
        running.forget()
        patched.setenv("SOK_DATA", str(tmp_path_factory.mktemp("wijk")))
        patched.setenv("SOK_ADDRESS", "http://testserver")
        here = running.current()
        store = placed(here.shelf, here.house)
        word_template.keep(store, name="brief.docx", data=letterhead(), now=NOW)
        login = cookie(here.house, Role.FACILITATOR, dossier=None)
        with TestClient(application(), headers={"cookie": f"{LOGIN_COOKIE}={login}"}) as client:
            yield client
        running.forget()


@pytest.mark.parametrize(("kind", "ending"), ALL)
def test_every_paper_is_made_of_a_frozen_text(web: TestClient, kind: Kind, ending: str) -> None:
    answer = web.get(link(demo.SLUG, kind, ending, version=3, before=2))
    assert answer.status_code == 200
    assert answer.content.startswith(STARTS[ending])
    assert f'filename="{kind}-{demo.SLUG}-versie-3.{ending}"' in answer.headers["content-disposition"]


def test_whoever_has_the_exact_text_finds_the_code_of_the_paper(web: TestClient) -> None:
    exact = web.get(link(demo.SLUG, Kind.EXACT, "json", version=3)).content
    code = hashlib.sha256(exact).hexdigest()
    paper = read.pdf_text(web.get(link(demo.SLUG, Kind.AGREEMENT, "pdf", version=3)).content)
    assert code in "".join(paper.split())


def test_the_agreement_in_the_template_has_its_header_and_all_articles(web: TestClient) -> None:
    made = read.word(web.get(link(demo.SLUG, Kind.IN_TEMPLATE, "docx", version=3)).content)
    assert HEADER in made.sections[0].header.paragraphs[0].text
    assert (
        len([one for one in made.paragraphs if one.style is not None and one.style.name == "Artikel"]) == 34
    )


@pytest.mark.parametrize("kind", FROZEN_ONLY)
def test_what_needs_a_frozen_text_is_not_made_of_a_concept(web: TestClient, kind: Kind) -> None:
    answer = web.get(link(demo.SLUG, kind, ENDINGS[kind][-1]))
    assert answer.status_code in (404, 409)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("afspraken/overeenkomst.pdf?versie=99", "Deze versie is er niet."),
        ("afspraken/overeenkomst.pdf?versie=x", "Deze versie is er niet."),
        ("afspraken/overeenkomst.exe", "Dit papier kennen we niet."),
        ("afspraken/overeenkomst-in-huisstijl.pdf", "Dit papier kennen we niet."),
        ("afspraken/poster.docx", "Dit papier kennen we niet."),
        ("afspraken/poster.pdf?formaat=a9", "Dit papier kennen we niet."),
    ],
)
def test_what_is_not_there_is_said(web: TestClient, path: str, says: str) -> None:
    answer = web.get(f"/download/{demo.SLUG}/{path}", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert says in answer.text


def test_a_dossier_without_articles_says_what_to_do_first(web: TestClient) -> None:
    empty = running.current().shelf.create("De Overkant")
    answer = web.get(link(empty.slug, Kind.AGREEMENT, "pdf"), headers={"accept": "text/html"})
    assert "Er is nog geen artikel. Schrijf er eerst een." in answer.text


def test_without_a_template_it_says_to_add_one_first(web: TestClient) -> None:
    here = running.current()
    other = placed(here.shelf, here.house, slug="overkant")
    for path in (link(other.slug, Kind.IN_TEMPLATE, "docx"), f"/download/{other.slug}/sjabloon"):
        answer = web.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 404
        assert "Er is geen eigen sjabloon. Voeg er eerst een toe." in answer.text


@pytest.mark.parametrize("name", ["brief.docx", "Brief.DOTX"])
def test_the_template_comes_back_as_it_was_added(web: TestClient, name: str) -> None:
    here = running.current()
    other = placed(here.shelf, here.house, slug=f"wijk-{name[-4:].lower()}")
    word_template.keep(other, name=name, data=letterhead(), now=NOW)
    answer = web.get(f"/download/{other.slug}/sjabloon")
    with other.read() as tables:
        assert answer.content == tables.word_template.data()
    assert f'filename="sjabloon-{other.slug}.{name[-4:].lower()}"' in answer.headers["content-disposition"]
    kind = "template" if name.endswith("X") else "document"
    assert (
        answer.headers["content-type"]
        == f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}"
    )
