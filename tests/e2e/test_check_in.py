"""A quarterly moment in real browsers: scores from phones and paper, the agenda, decisions, the report."""

import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from sok_core import check_in, check_in_agenda, commitment_state, meeting, value_score_room, words
from sok_core.model import CheckIn, CommitmentStatus, Phase, Role, Step
from sok_core.store import Store
from sok_core.store.house import House
from sok_core.store.shelf import Shelf
from tests.e2e.pages.hall import BEAMER, OLD_BEAMER, Hall
from tests.e2e.pages.regie import Regie
from tests.e2e.test_road import Desk
from tests.e2e.test_value_scores import give
from tests.evening import NOW, Evening, cookie
from tests.export.read import pdf_text
from tests.following import TODAY
from tests.molenkwartier import placed
from tests.server import Server

SLUG = "molenkwartier-moment"
NUMBERS = itertools.count(1)
WORDY = "De woningcorporatie en de gemeente zoeken samen geld voor dertig huizen. "
BOX = 12  # of the third value, the lowest score
TRUST, DECISION = "Vertrouwen en afspraken nakomen", "De wethouder belt deze week met De Drie Molens."


@pytest.fixture
def neighbourhood(shared_server: Server) -> Iterator[tuple[Store, str]]:
    """The fictional neighbourhood on the shared server, and the cookie of a facilitator."""
    folder = shared_server.folder
    house, shelf = House(folder / "huis.sqlite"), Shelf(folder / "dossiers", folder / "backups")
    yield placed(shelf, house, slug=f"{SLUG}-{next(NUMBERS)}"), cookie(house, Role.FACILITATOR, dossier=None)
    shelf.close_all()
    house.close()


def test_a_moment_from_its_agenda_to_the_report(hall: Hall, neighbourhood: tuple[Store, str]) -> None:
    store, sealed = neighbourhood
    with store.write() as tables:
        moment = next(one for one in tables.check_in.all() if one.date > TODAY)
        tables.dossier.update(reference_date=moment.date)  # it is that day now
        states = commitment_state.states(tables, today=moment.date)
        first = commitment_state.wanting(states)[0].state.commitment
    desk = Desk(hall.page(cookie=sealed), store.slug)
    desk.go("monitoring", deel="momenten", moment=str(moment.id))
    desk.press("Open de regie")
    regie = Regie(desk.page)
    expect(regie.title).to_have_text(moment.title)
    regie.begin()
    with store.read() as tables:
        meeting_id = tables.check_in.get(moment.id).meeting_id or 0
        evening, asked = tables.meeting.get(meeting_id), tables.prompt.of(meeting_id)[-1]
    meeting.show_question(store, prompt_id=asked.id, phase=Phase.OPEN)
    for name in ("Als bewoner", "Voor een organisatie"):
        phone = hall.phone(evening.code)
        phone.page.get_by_role("button", name=name).click()
        give(phone, TRUST, "2")
    expect(desk.page.get_by_role("spinbutton").nth(BOX)).to_be_visible()  # the box for paper came along
    desk.page.get_by_role("spinbutton").nth(BOX).fill("5")
    desk.press("Tel mee")
    desk.sees("Geteld: ")
    regie.phase("Klaar")
    desk.sees(re.compile(f"‘{TRUST}’"))

    desk.go("monitoring", deel="momenten", moment=str(moment.id))
    for _ in range(3):
        desk.press("Volgende")
    desk.sees(first.title)
    desk.page.get_by_text("Schrijf op wat jullie besluiten").first.click()
    desk.fill("Wat besluiten jullie?", DECISION)
    desk.press("Schrijf het besluit op")
    desk.sees("Opgeschreven.")

    desk.go("monitoring", deel="aandacht")
    expect(desk.page.get_by_test_id("stMetricValue")).to_have_count(6)
    tiles = [int(one) for one in desk.page.get_by_test_id("stMetricValue").all_inner_texts()]
    answer = desk.page.request.get(f"/download/{store.slug}/monitoring/voortgang.pdf")
    assert answer.ok
    told = " ".join(pdf_text(answer.body()).split())
    assert DECISION in told
    with store.read() as tables:
        results = value_score_room.history(tables)
        counts = commitment_state.counts(commitment_state.states(tables, today=moment.date))
    assert [one.round.people for one in results][-1] == 7
    assert sorted(tiles) == sorted(counts.values())
    for status, count in counts.items():
        assert f"{words.COMMITMENT_STATUSES[status]} {count}" in told


def test_every_card_of_the_agenda_can_be_read_from_the_back(
    hall: Hall, neighbourhood: tuple[Store, str], request: pytest.FixtureRequest
) -> None:
    store, _ = neighbourhood
    house = House(hall.server.folder / "huis.sqlite")
    request.addfinalizer(house.close)
    with store.write() as tables:
        moment = next(one for one in tables.check_in.all() if one.date > TODAY)
        tables.dossier.update(reference_date=moment.date)
        longest = commitment_state.wanting(commitment_state.states(tables, today=moment.date))[0]
        tables.commitment.update(longest.state.commitment.id, title=f"{WORDY * 3}"[:160])
        tables.update.add(
            commitment_id=longest.state.commitment.id,
            date=moment.date,
            status=CommitmentStatus.STUCK,
            text=f"{WORDY * 5}"[:300],
            next_step=f"{WORDY * 5}"[:300],
        )
    evening = moment_evening(store, house, moment)
    check_in_agenda.show(store, meeting_id=evening.id)
    with store.read() as tables:
        cards = tables.situation(evening.id).agenda
    screens = [hall.screen(evening, size=size) for size in (BEAMER, OLD_BEAMER)]
    for number, card in enumerate(cards, 1):
        meeting.turn_sheet(store, meeting_id=evening.id, to=number)
        for screen in screens:
            expect(screen.floor.locator("b.num")).to_have_text(str(number))
            expect(screen.question).to_have_text(card.title)
            assert screen.misfits() == [], card.title
            assert screen.smallest() >= 0.98, card.title


def moment_evening(store: Store, house: House, moment: CheckIn) -> Evening:
    """Plan the evening that a moment is, and let it begin."""
    planned = meeting.plan(store, house, step=Step.MONITORING, title=moment.title, date=moment.date)
    check_in.change(store, check_in_id=moment.id, before=moment, meeting_id=planned.id)
    meeting.begin(store, meeting_id=planned.id, now=NOW)
    return Evening(store, house, planned.id)
