"""The moments behind an address that an agenda follows: only with the last key, and nothing of people."""

import datetime as dt
import doctest

import pytest
from icalendar import Calendar, Event
from starlette.testclient import TestClient

from sok_core import check_in
from sok_core.model import CheckIn, Dossier
from sok_core.web import calendar, running
from tests import following
from tests.evening import NOW, Evening
from tests.following import Following

HOST = "https://tafel.voorbeeld"
WINTER, SUMMER = dt.date(2027, 3, 25), dt.date(2027, 3, 29)  # the clock goes on on 28 March 2027
SEVEN = {"starts_at": dt.time(19, 0), "ends_at": dt.time(20, 30), "place": "De Spil"}


@pytest.fixture
def there(evening: Evening) -> Following:
    return following.begin(evening.store)


@pytest.fixture
def moments(there: Following, monkeypatch: pytest.MonkeyPatch) -> list[CheckIn]:
    monkeypatch.setenv("SOK_ADDRESS", HOST)
    return [there.check_in(on, **SEVEN) for on in (WINTER, SUMMER)]


def dossier(there: Following) -> Dossier:
    with there.store.read() as tables:
        return tables.dossier.current()


def path(there: Following) -> str:
    """Return the path of the address that works, made when there was none."""
    if not calendar.link(dossier(there)):
        calendar.renew(dossier(there))
    return calendar.link(dossier(there)).removeprefix(HOST)


def events(text: str) -> list[Event]:
    return Calendar.from_ical(text).walk("VEVENT")


def test_the_examples_hold() -> None:
    assert doctest.testmod(calendar).failed == 0


@pytest.mark.usefixtures("moments")
def test_an_agenda_reads_the_moments_across_the_change_to_summer_time(
    web: TestClient, there: Following
) -> None:
    answer = web.get(path(there))
    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["x-robots-tag"] == "noindex"
    starts = [one.decoded("dtstart") for one in events(answer.text)]
    assert [start.astimezone(dt.UTC) for start in starts] == [
        dt.datetime(2027, 3, 25, 18, tzinfo=dt.UTC),
        dt.datetime(2027, 3, 29, 17, tzinfo=dt.UTC),
    ]
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in answer.text


def test_what_moved_and_what_was_called_off_goes_along_without_why(
    web: TestClient, there: Following, moments: list[CheckIn]
) -> None:
    address = path(there)
    check_in.move(
        there.store, check_in_id=moments[0].id, to=dt.date(2027, 4, 1), why="Ria is ziek", today=NOW.date()
    )
    check_in.cancel(there.store, check_in_id=moments[1].id, why="Bel Ria op 06-12345678")
    body = web.get(address).text
    told = {(one.decoded("dtstart").date(), str(one["status"])) for one in events(body)}
    assert told == {
        (WINTER, "CANCELLED"),
        (SUMMER, "CANCELLED"),
        (dt.date(2027, 4, 1), "CONFIRMED"),
    }
    assert "Ria" not in body


def test_an_agenda_that_has_it_as_it_is_gets_nothing_again(
    web: TestClient, there: Following, moments: list[CheckIn]
) -> None:
    address = path(there)
    first = web.get(address)
    assert first.headers["cache-control"] == "private, no-cache"
    there.commitment()  # the dossier changed, its moments did not
    again = web.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    check_in.change(there.store, check_in_id=moments[0].id, before=moments[0], place="De tuin")
    changed = web.get(address, headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


@pytest.mark.usefixtures("moments")
def test_whatever_is_wrong_with_an_address_sounds_alike(web: TestClient, there: Following) -> None:
    old = path(there)
    calendar.renew(dossier(there))
    good = path(there)
    assert good != old
    top, slug, key = good.strip("/").split("/")
    wrong = [
        old,
        f"/{top}/{slug}/{key[:-5]}.ics",
        f"/{top}/{slug}/x.ics",
        f"/{top}/elders/{key}",
        f"/{top}/{slug}/%C3%A9.ics",
    ]
    answers = [web.get(each) for each in wrong]
    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == 1
    assert {one.headers["cache-control"] for one in answers} == {"no-store"}
    assert web.get(good).status_code == 200


@pytest.mark.usefixtures("moments")
def test_an_address_that_was_turned_off_stays_off(web: TestClient, there: Following) -> None:
    old = path(there)
    calendar.turn_off(dossier(there))
    assert calendar.link(dossier(there)) == ""
    assert web.get(old).status_code == 404
    assert path(there) != old
    assert web.get(old).status_code == 404


@pytest.mark.usefixtures("moments")
def test_the_key_of_one_dossier_opens_no_other(web: TestClient, there: Following) -> None:
    key = path(there).split("/")[-1]
    other = running.current().shelf.create("Elders")
    with other.read() as tables:
        calendar.renew(tables.dossier.current())
    assert web.get(f"/agenda/{other.slug}/{key}").status_code == 404


@pytest.mark.usefixtures("moments")
def test_nothing_in_the_dossier_gives_the_address_away(there: Following) -> None:
    key = path(there).split("/")[-1].removesuffix(".ics")
    assert key.encode() not in there.store.path.read_bytes()


@pytest.mark.usefixtures("moments")
def test_without_a_lasting_address_there_is_nothing_to_follow(
    web: TestClient, there: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = path(there)
    monkeypatch.setenv("SOK_ADDRESS", "http://192.168.1.2:8501")
    assert calendar.link(dossier(there)) == ""
    assert web.get(address).status_code == 404
