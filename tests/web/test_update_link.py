"""A party tells how it goes behind its own link: where an address lasts, from our own page, only its own."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core import clock, commitment, contact_change, party, update, update_link
from sok_core.model import UNCHANGED, CommitmentKind, CommitmentStatus, Update
from sok_core.store import Store
from sok_core.throttle import Throttle
from sok_core.web import running
from sok_core.web.update_link import link
from tests import following
from tests.evening import Evening
from tests.following import TODAY, Following, day

S = CommitmentStatus
CLOSED = "Deze link werkt niet meer."
ALL = {"act": "alles"}


@pytest.fixture
def scene(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> Following:
    monkeypatch.setenv("SOK_ADDRESS", "https://tafel.voorbeeld")
    with evening.store.write() as tables:
        tables.dossier.update(reference_date=TODAY)
    return following.begin(evening.store)


@pytest.fixture
def path(scene: Following) -> str:
    """The link of the school."""
    key = update_link.make(scene.store, party_id=scene.school, now=clock.now())
    url = link(scene.store.slug, key)
    assert url == f"https://tafel.voorbeeld/hoe-gaat-het/{scene.store.slug}/{key}"
    return url.removeprefix("https://tafel.voorbeeld")


def told(store: Store) -> list[Update]:
    with store.read() as tables:
        return tables.update.where()


def of(commitment_id: int, **fields: Any) -> dict[str, str]:
    return {"commitment": str(commitment_id), "status": "op_koers"} | fields


def box(page: str, name: str) -> str:
    """Return what stands in the first box with this name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_the_page_shows_what_the_party_leads_and_nothing_of_others(
    web: TestClient, scene: Following, path: str
) -> None:
    trees = scene.commitment("De school plant <bomen>.", kind=CommitmentKind.NUMBER, target=10, unit="bomen")
    scene.commitment("De gemeente betaalt.", owner_id=scene.town)
    scene.said(trees, day(9), S.TAKE_CARE, value=7.5, text="Bijna & klaar")
    scene.check_in(day(11, 12))
    answer = web.get(path)
    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
    assert "De school plant &lt;bomen&gt;." in answer.text
    assert "▲ let op · 1 september 2026 · 7,5 bomen · Bijna &amp; klaar" in answer.text
    assert "Donderdag 12 november kijken we samen hoe het gaat." in answer.text
    assert "De gemeente betaalt." not in answer.text
    assert "<script" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert len(answer.content) < 15_000


def test_a_name_with_a_full_stop_of_its_own_gets_no_second_one(
    web: TestClient, scene: Following, path: str
) -> None:
    party.change(scene.store, party_id=scene.school, name="MolenStroom U.A.")
    page = web.get(path).text
    assert '<b dir="auto">MolenStroom U.A.</b> ' in page
    assert "</b>." not in page


def test_nothing_changed_in_one_tap(web: TestClient, scene: Following, path: str) -> None:
    for title in ("Bomen", "Bank"):
        scene.said(scene.commitment(title), day(9), S.TAKE_CARE)
    scene.commitment("De gemeente betaalt.", owner_id=scene.town)
    answer = web.post(path, data=ALL)
    assert (answer.status_code, answer.headers["location"]) == (303, "?gedaan=alles")
    said = told(scene.store)[2:]
    assert [(one.status, one.text, one.date) for one in said] == [(S.TAKE_CARE, UNCHANGED, TODAY)] * 2
    assert {one.reported_by for one in said} == {scene.school}
    page = web.get(f"{path}?gedaan=alles").text
    assert "✓ Opgeschreven: niets veranderd." in page
    assert "✓ Dank je wel: jullie hebben alles verteld. Er staat niets meer open." in page
    assert web.post(path, data=ALL).status_code == 303
    assert len(told(scene.store)) == 4


def test_the_page_thanks_for_what_was_told_and_asks_nothing_that_begins_after_the_moment(
    web: TestClient, scene: Following, path: str
) -> None:
    scene.check_in(day(11, 12))
    scene.commitment("Later", starts_on=day(12))
    assert "We vragen jullie nu niets." in web.get(path).text
    trees, bench = scene.commitment("Bomen"), scene.commitment("Bank")
    assert "Dank je wel" not in web.get(path).text
    web.post(path, data=of(trees.id))
    assert "Dank je wel: over één van de twee afspraken vertelden jullie al." in web.get(path).text
    web.post(path, data=ALL)
    assert [one.commitment_id for one in told(scene.store)] == [trees.id, bench.id]
    page = web.get(path).text
    assert "✓ Dank je wel: jullie hebben alles verteld. Er staat niets meer open." in page
    assert 'value="alles"' not in page


def test_the_page_counts_what_is_asked_as_the_round_and_the_message_do(
    web: TestClient, scene: Following, path: str
) -> None:
    scene.check_in(day(11, 12))
    for title in ("Bomen", "Bank"):
        scene.commitment(title)
    later = scene.commitment("Later", starts_on=day(12))
    web.post(path, data=of(later.id))
    page = web.get(path).text
    assert "✓ Verteld." in page
    assert "Dank je wel" not in page
    with scene.store.read() as tables:
        (reply,) = update.replies(tables, today=TODAY)
        asked = update_link.asked(tables, scene.school, today=TODAY)
    assert (asked.reply, len(reply.told), len(reply.waiting)) == (reply, 0, 2)
    web.post(path, data=ALL)
    assert "✓ Dank je wel: jullie hebben alles verteld." in web.get(path).text


def test_who_told_nothing_itself_is_not_thanked(web: TestClient, scene: Following, path: str) -> None:
    scene.said(scene.commitment(), TODAY, reported_by=scene.town)
    page = web.get(path).text
    assert "✓ Over jullie afspraak is al verteld. Er staat niets meer open." in page
    assert "Dank je wel" not in page


def test_no_phone_number_of_a_promise_is_on_the_page(web: TestClient, scene: Following, path: str) -> None:
    number = "06-12345678"
    about = {"kind": CommitmentKind.STEPS, "steps": (f"Bel {number}", "Planten")}
    scene.commitment(f"Bel Joke op {number}", **about)
    scene.commitment("Bomen", kind=CommitmentKind.NUMBER, target=3, indicator=f"bomen, {number}")
    page = web.get(path).text
    assert number not in page
    assert "Bel Joke op –" in page


def test_what_goes_on_again_is_asked_and_never_begins_later(
    web: TestClient, scene: Following, path: str
) -> None:
    trees, later = scene.commitment("Bomen"), scene.commitment("Later", starts_on=day(12))
    scene.check_in(day(11, 12))
    scene.said(trees, day(9), S.DONE, reported_by=scene.school)
    assert "We vragen jullie nu niets. Wat hieronder staat, begint later." in web.get(path).text
    scene.said(trees, day(11, 3), S.STUCK, text="Twee bomen zijn dood")
    page = web.get(path).text
    assert "begint later" not in page
    assert "loopt vast · 3 november 2026 · Twee bomen zijn dood" in page
    assert 'value="alles"' in page
    web.post(path, data=ALL)
    assert 'value="alles"' not in web.get(path).text
    web.post(path, data=of(later.id))
    assert "begint later" not in web.get(path).text


def test_what_was_told_stays_to_be_read_when_nothing_changed_since(
    web: TestClient, scene: Following, path: str
) -> None:
    one = scene.commitment()
    scene.said(one, day(9), S.STUCK, text="De aannemer is weg")
    web.post(path, data=ALL)
    said = "1 september 2026 · De aannemer is weg. Sindsdien niets veranderd (5 november 2026)."
    assert said in web.get(path).text


def test_a_line_has_two_days_only_where_they_say_two_things(
    web: TestClient, scene: Following, path: str
) -> None:
    trees, bench = scene.commitment("Bomen"), scene.commitment("Bank")
    scene.said(trees, day(9), S.STUCK)
    scene.said(bench, day(9), S.STUCK, text=UNCHANGED, reported_by=scene.school)
    assert "loopt vast · 1 september 2026 · Niets veranderd</p>" in web.get(path).text
    web.post(path, data=ALL)
    page = web.get(path).text
    assert "1 september 2026 · Sindsdien niets veranderd (5 november 2026)." in page
    assert "loopt vast · 5 november 2026 · Niets veranderd</p>" in page


def test_one_promise_is_told_of(web: TestClient, scene: Following, path: str) -> None:
    trees = scene.commitment(kind=CommitmentKind.NUMBER, target=10, indicator="bomen", unit="stuks")
    assert "Hoe ver is het getal? (bomen, stuks)" in web.get(path).text
    sent = of(trees.id, status="klaar", value="9,5", text="Bijna alles", evidence="https://wijk.nl/b")
    for _ in range(2):
        answer = web.post(path, data=sent)
        assert answer.headers["location"] == f"?gedaan={trees.id}#a{trees.id}"
    (said,) = told(scene.store)
    assert (said.status, said.value, said.text, said.evidence) == (
        *(S.DONE, 9.5, "Bijna alles"),
        "https://wijk.nl/b",
    )
    assert (said.reported_by, said.entered_by) == (scene.school, "eigen link")
    page = web.get(f"{path}?gedaan={trees.id}").text
    assert "✓ Verteld." in page
    assert "✓ Opgeschreven. Dank je wel!" in page


@pytest.mark.parametrize(
    ("kind", "steps", "asks", "value", "shows"),
    [
        (CommitmentKind.YES_NO, (), "Is het gelukt?", "1", "· ja"),
        (
            CommitmentKind.STEPS,
            ("Graven", "Planten"),
            "Hoeveel stappen zijn klaar, van de 2?",
            "1",
            "1 van de",
        ),
        (CommitmentKind.ONGOING, (), None, "", "op koers"),
    ],
)
def test_each_kind_asks_for_what_it_counts(
    web: TestClient,
    scene: Following,
    path: str,
    kind: CommitmentKind,
    steps: tuple[str, ...],
    asks: str | None,
    value: str,
    shows: str,
) -> None:
    one = scene.commitment(kind=kind, steps=steps)
    page = web.get(path).text
    assert ('name="value"' in page) is (asks is not None)
    assert asks is None or asks in page
    assert web.post(path, data=of(one.id, value=value)).status_code == 303
    assert shows in web.get(path).text


def test_who_is_asked_how_many_steps_are_done_reads_which_they_are(
    web: TestClient, scene: Following, path: str
) -> None:
    scene.commitment(kind=CommitmentKind.STEPS, steps=("Graven", "Planten <samen>"))
    assert re.findall('<li dir="auto">(.+)</li>', web.get(path).text) == ["Graven", "Planten &lt;samen&gt;"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"value": "veel"}, "Vul een gewoon getal in, zoals 12 of 7,5."),
        ({"evidence": "wijk.nl"}, "Een link begint met https:// of http://."),
        ({"evidence": "javascript:alert(1)"}, "Een link begint met https:// of http://."),
        ({"status": "prima"}, "Kies hoe het ervoor staat."),
        ({"text": "x" * 301}, "Deze tekst is te lang. Er passen 300 tekens in."),
        ({"status": "gestopt", "text": ""}, "Schrijf erbij waarom jullie samen stoppen."),
    ],
)
def test_what_is_refused_stays_in_its_boxes(
    web: TestClient, scene: Following, path: str, sent: dict[str, str], says: str
) -> None:
    one = scene.commitment(kind=CommitmentKind.NUMBER, target=10)
    typed = of(one.id, text="Zeven &quot;bomen&quot;", value="7", evidence="https://wijk.nl") | sent
    answer = web.post(path, data=typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<details open>" in answer.text
    assert box(answer.text, "value") == typed["value"]
    assert box(answer.text, "text") == typed["text"].replace("&", "&amp;")
    assert box(answer.text, "evidence") == typed["evidence"]
    assert told(scene.store) == []


@pytest.mark.parametrize("about", ["", "x", "99", "9" * 40])
def test_a_promise_of_another_is_not_told_of(
    web: TestClient, scene: Following, path: str, about: str
) -> None:
    of_town = scene.commitment("De gemeente betaalt.", owner_id=scene.town)
    for each in (about, str(of_town.id)):
        answer = web.post(path, data={"commitment": each, "status": "klaar"})
        assert answer.status_code == 422
        assert "Deze partij trekt deze afspraak niet" in answer.text
    assert told(scene.store) == []


def test_what_is_told_of_a_promise_that_another_leads_now_can_still_be_read(
    web: TestClient, scene: Following, path: str
) -> None:
    one = scene.commitment()
    commitment.take_over(scene.store, commitment_id=one.id, party_id=scene.town, on=TODAY, today=TODAY)
    answer = web.post(path, data=of(one.id, text="De grond is <klaar>", evidence="https://foto.nl"))
    assert answer.status_code == 422
    assert "Je typte: De grond is &lt;klaar&gt; · https://foto.nl" in answer.text


def test_too_much_at_once_is_refused(web: TestClient, scene: Following, path: str) -> None:
    one = scene.commitment()
    answer = web.post(path, data=of(one.id, text="x" * 30_000))
    assert answer.status_code == 422
    assert "te groot" in answer.text
    assert told(scene.store) == []


def test_whoever_is_too_fast_waits_and_keeps_what_was_typed(
    web: TestClient, scene: Following, path: str
) -> None:
    one = scene.commitment()
    running.current().edits_per_device = Throttle(burst=1, per_second=0.001)
    web.post(path, data=of(one.id, text="een"))
    answer = web.post(path, data=of(one.id, text="twee"))
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert box(answer.text, "text") == "twee"
    assert [each.text for each in told(scene.store)] == ["een"]


@pytest.mark.parametrize("headers", [{"origin": "https://elders.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_site_tells_nothing(
    web: TestClient, scene: Following, path: str, headers: dict[str, str]
) -> None:
    one = scene.commitment()
    for sent in (ALL, of(one.id)):
        answer = web.post(path, data=sent, headers=headers)
        assert answer.status_code == 403
        assert "Dit verzoek kwam van een andere website." in answer.text
    assert told(scene.store) == []


def test_whatever_is_wrong_with_a_link_sounds_alike(web: TestClient, scene: Following, path: str) -> None:
    slug, key = path.split("/")[2:]
    other = running.current().shelf.create("Elders").slug
    wrong = [
        f"/hoe-gaat-het/{slug}/{key[:-1]}",
        f"/hoe-gaat-het/{slug}/{key}é",
        f"/hoe-gaat-het/{other}/{key}",
    ]
    wrong += [f"/hoe-gaat-het/nergens/{key}", f"/hoe-gaat-het/..%2f{slug}/{key}"]
    answers = [web.get(each) for each in wrong[:4]] + [web.post(each, data=ALL) for each in wrong[:4]]
    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == 1
    assert CLOSED in answers[0].text
    assert web.get(wrong[4]).status_code == 404
    assert told(scene.store) == []


def test_a_link_ends_when_it_is_withdrawn_or_somebody_else_goes_on(
    web: TestClient, scene: Following, path: str
) -> None:
    contact_change.begin(scene.store, party_id=scene.school, function="Conrector", on=TODAY, today=TODAY)
    one = scene.commitment()
    answers = [web.get(path), web.post(path, data=ALL), web.post(path, data=of(one.id))]
    assert {each.status_code for each in answers} == {404}
    assert all(CLOSED in each.text for each in answers)
    again = link(scene.store.slug, update_link.make(scene.store, party_id=scene.school, now=clock.now()))
    again = again.removeprefix("https://tafel.voorbeeld")
    assert web.get(again).status_code == 200
    update_link.withdraw(scene.store, party_id=scene.school)
    assert web.get(again).status_code == 404
    assert told(scene.store) == []


def test_where_no_address_lasts_there_is_no_page(
    web: TestClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert web.get(path).status_code == 200
    monkeypatch.setenv("SOK_ADDRESS", "http://192.168.1.2:8501")
    assert web.get(path).status_code == 404
    assert web.post(path, data=ALL).status_code == 404


def test_a_dossier_with_another_name_keeps_its_links(web: TestClient, scene: Following, path: str) -> None:
    scene.commitment()
    here = running.current()
    here.house.remember_name(scene.store.slug, dossier=here.shelf.dossier(scene.store.slug).uuid)
    here.shelf.rename(scene.store.slug, "Zuidhoek")
    assert "De school plant bomen." in web.get(path).text


def test_who_leads_nothing_has_nothing_to_do(web: TestClient, scene: Following, path: str) -> None:
    assert "Je hoeft niets te doen." in web.get(path).text
    answer = web.post(path, data=ALL)
    assert (answer.status_code, told(scene.store)) == (422, [])
    assert "Deze partij trekt nu geen afspraak die nog loopt." in answer.text


def test_a_party_that_goes_takes_its_link_along(web: TestClient, scene: Following) -> None:
    guest = party.write_down(scene.store, name="Gast")
    key = update_link.make(scene.store, party_id=guest.id, now=clock.now())
    url = link(scene.store.slug, key).removeprefix("https://tafel.voorbeeld")
    assert web.get(url).status_code == 200
    party.remove(scene.store, party_id=guest.id)
    assert web.get(url).status_code == 404


def test_an_address_below_it_that_is_none_is_not_there(web: TestClient) -> None:
    for each in ("/hoe-gaat-het", "/hoe-gaat-het/", "/hoe-gaat-het/x", "/hoe-gaat-het/x/y/z"):
        assert web.get(each).status_code == 404
