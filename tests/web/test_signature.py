"""Signing with a link: nobody without the key, once, from our own page, and only in its own dossier."""

import datetime as dt

import pytest
from starlette.testclient import TestClient

from sok_core import clock, consent, mandate, signature
from sok_core.access import LOGIN_COOKIE
from sok_core.model import ConsentAnswer, MandateStatus, Role, Signature, SignatureMethod
from sok_core.web import running
from sok_core.web.signature import link
from tests.evening import Evening, plan
from tests.signing import Text, write

DRAWING = "100 200 110 210 120 200-300 300 310 310 320 320"
SEEN = {"seen": signature.Shown(("De school plant vijf bomen.",)).mark}
FINGER = {"method": "vinger", "function": "directeur", "drawing": DRAWING} | SEEN


@pytest.fixture
def text(evening: Evening) -> Text:
    made = write(evening.store)
    made.freeze(clock.now() - dt.timedelta(hours=1))
    made.open(now=clock.now())
    return made


@pytest.fixture
def path(text: Text, evening: Evening) -> str:
    """The link of the school."""
    key = signature.make_key(text.store, party_id=text.school, now=clock.now())
    return link(evening.code, key).removeprefix("http://testserver")


def signed(text: Text) -> list[Signature]:
    with text.store.read() as tables:
        return tables.signature.all()


def test_the_page_shows_the_promise_and_looking_does_not_use_the_link_up(
    web: TestClient, text: Text, path: str
) -> None:
    mandate.change(text.store, party_id=text.school, version=0, proviso="<b>de ouders</b>")
    for _ in range(2):
        answer = web.get(path)
        assert answer.status_code == 200
        assert "De school plant vijf bomen." in answer.text
        assert "Onder voorbehoud van: &lt;b&gt;de ouders&lt;/b&gt;" in answer.text
        assert answer.headers["cache-control"] == "no-store"
    assert "gemeente betaalt" not in answer.text
    source = answer.text.partition('<script src="')[2].partition('"')[0]
    assert web.get(source).headers["content-type"].startswith("text/javascript")


def test_a_finger_signs_once(web: TestClient, text: Text, path: str) -> None:
    answer = web.post(path, data=FINGER | {"substitute": "bestuurder"})
    assert answer.status_code == 200
    assert "✓ Getekend" in answer.text
    (made,) = signed(text)
    assert (made.method, made.party_id) == (SignatureMethod.FINGER, text.school)
    assert (made.function, made.substitute_for) == ("directeur", "bestuurder")
    assert made.drawing[0] == ((100, 200), (110, 210), (120, 200))
    for again in (web.post(path, data=FINGER), web.get(path)):
        assert again.status_code == 403
        assert "Deze tekenlink werkt niet meer." in again.text
    assert len(signed(text)) == 1


def test_without_a_script_a_function_is_enough(web: TestClient, text: Text, path: str) -> None:
    assert web.post(path, data={"method": "getypt", "function": "directeur"} | SEEN).status_code == 200
    (made,) = signed(text)
    assert (made.method, made.drawing) == (SignatureMethod.TYPED, ())


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (FINGER | {"function": " "}, "Vul in wie tekent."),
        (FINGER | {"drawing": ""}, "Er staat nog geen handtekening."),
        (FINGER | {"drawing": "1 2 3"}, "Deze tekening kunnen we niet lezen."),
        (FINGER | {"drawing": "9999 1 " * 6}, "Deze tekening kunnen we niet lezen."),
        (FINGER | {"drawing": "1 2 " * 6000}, "te groot"),
        (FINGER | {"function": "<script>" + "x" * 90}, "te lang"),
    ],
)
def test_what_is_refused_stays_in_its_box_and_the_link_stays_good(
    web: TestClient, text: Text, path: str, sent: dict[str, str], says: str
) -> None:
    answer = web.post(path, data=sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<script>" not in answer.text
    assert signed(text) == []
    assert web.post(path, data=FINGER).status_code == 200


@pytest.mark.parametrize("promise", ["Wij planten vijfhonderd bomen.", ""])
def test_a_promise_that_changed_is_read_before_it_is_signed(
    web: TestClient, text: Text, path: str, promise: str
) -> None:
    mandate.change(text.store, party_id=text.school, version=0, proviso="de ouders", promise=promise)
    answer = web.post(path, data=FINGER | {"function": "de conrector", "substitute": "rector"})
    assert answer.status_code == 409
    assert "De belofte is net veranderd. Lees haar opnieuw." in answer.text
    assert (promise or "De school plant vijf bomen.") in answer.text
    assert 'value="de conrector"' in answer.text
    assert 'value="rector"' in answer.text
    assert signed(text) == []
    seen = answer.text.partition('name="seen" value="')[2].partition('"')[0]
    assert web.post(path, data=FINGER | {"seen": seen}).status_code == 200
    (made,) = signed(text)
    assert made.promise == (promise or "De school plant vijf bomen.")


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elders.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}],
)
def test_another_site_signs_nothing(web: TestClient, text: Text, path: str, headers: dict[str, str]) -> None:
    answer = web.post(path, data=FINGER, headers=headers)
    assert answer.status_code == 403
    assert "van een andere website" in answer.text
    assert signed(text) == []


def test_nobody_signs_without_the_key_not_even_the_facilitator(
    web: TestClient, text: Text, path: str, evening: Evening
) -> None:
    cookie = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.FACILITATOR)}"}
    wrong = path.rpartition("/")[0]
    for key in ("x" * 32, text.school, "%ed%a0%80"):
        assert web.post(f"{wrong}/{key}", data=FINGER, headers=cookie).status_code == 403
        assert web.get(f"{wrong}/{key}").status_code == 403
    assert web.get(f"{wrong}/").status_code == 404
    assert web.get("/tekenen/sign-000000000000.js").status_code == 404
    assert signed(text) == []


def test_a_key_is_of_one_dossier(web: TestClient, text: Text, path: str) -> None:
    here = running.current()
    other = plan(here.shelf.create("De Overkant"), here.house)
    there = write(other.store)
    there.freeze(clock.now())
    there.open(now=clock.now())
    key = path.rpartition("/")[2]
    assert web.post(f"/tekenen/{other.code}/{key}", data=FINGER).status_code == 403
    assert web.post(f"/tekenen/XXXX/{key}", data=FINGER).status_code == 404
    assert signed(text) == signed(there) == []


def test_a_key_ends_when_the_signing_is_closed(web: TestClient, text: Text, path: str) -> None:
    consent.shut_signing(text.store)
    answer = web.post(path, data=FINGER)
    assert answer.status_code == 409
    assert "nog niet open" in answer.text
    assert signed(text) == []


def test_a_guesser_is_slowed_down(web: TestClient, text: Text, path: str) -> None:
    here = running.current()
    here.edits_per_device.per_second = 0.0001
    top = path.rpartition("/")[0]
    statuses = {web.post(f"{top}/{turn}", data=FINGER).status_code for turn in range(80)}
    assert statuses == {403, 429}
    assert signed(text) == []


def test_who_said_yes_if_reads_that_where_one_signs(web: TestClient, text: Text, path: str) -> None:
    before = text.store
    with before.read() as tables:
        (said,) = tables.consent.where("party_id = ? AND superseded_by IS NULL", [text.school])
    text.say(text.school, ConsentAnswer.YES_IF, text="de raad ja zegt", instead_of=said.id)
    assert "Ja, als: de raad ja zegt." in web.get(path).text


def test_who_decides_said_no_and_the_page_says_so_in_the_place_of_the_pen(
    web: TestClient, text: Text, path: str
) -> None:
    about = {"party_id": text.school, "version": 0}
    no = {"status": MandateStatus.REFUSED, "decided_on": clock.local(clock.now()).date(), "why": "Te duur."}
    mandate.change(text.store, **about, **no)
    for answer in (web.get(path), web.post(path, data=FINGER)):
        assert "Wie voor jullie beslist, zei nee." in answer.text
        assert "Vraag de begeleider om dat op te schrijven." in answer.text
        assert not any(one in answer.text for one in ("Wij beloven", "<form", "<script", "‘Mandaat’"))
    assert answer.status_code == 409
    assert signed(text) == []
    mandate.change(text.store, **about, status=MandateStatus.IN)
    assert "Wij beloven" in web.get(path).text
    assert web.post(path, data=FINGER).status_code == 200
