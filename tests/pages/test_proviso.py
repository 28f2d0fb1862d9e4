"""A party whose proviso failed: what is read when it signs anew, and what its mandate asks."""

import datetime as dt
from collections.abc import Callable

import pytest

from sok_core import mandate, meeting, proviso, signature, words
from sok_core.clock import now
from sok_core.export import mandate as mandate_packet
from sok_core.export import signature_sheet
from sok_core.export.agreement_model import gather
from sok_core.model import ConsentAnswer, MandateStatus, Meeting, Role, Signature, Step
from sok_core.sight import signing_for
from sok_core.store import Store
from sok_core.web import running
from tests.export.read import markdown_text, pdf_text, squeezed
from tests.pages.conftest import Visit, press, texts
from tests.pages.exploration import box
from tests.signing import PEN, Text, write

Fail = Callable[[], Signature]


@pytest.fixture
def text(store: Store) -> Text:
    """A text of two parties, open to sign."""
    made = write(store)
    made.freeze(now())
    made.open(now=now())
    return made


@pytest.fixture
def feast(text: Text) -> Meeting:
    """A running evening with the roll call on the screen."""
    house = running.current().house
    planned = meeting.plan(text.store, house, step=Step.SIGNING, title="Tekenen", date=now().date())
    meeting.begin(text.store, meeting_id=planned.id, now=now())
    signature.show(text.store, meeting_id=planned.id)
    return planned


@pytest.fixture
def fail(text: Text) -> Fail:
    """Let the municipality sign on its council, and the council say no."""

    def failed() -> Signature:
        mandate.change(text.store, party_id=text.town, version=0, proviso="instemming van de raad")
        made = signature.sign(text.store, party_id=text.town, pen=PEN, now=now())
        day = signature.day_of(made)
        proviso.fail(text.store, signature_id=made.id, on=day, why="De raad zei nee.", now=now())
        return made

    return failed


def test_on_what_a_party_signs_anew_the_facilitator_reads_what_all_read(
    visit: Visit, text: Text, feast: Meeting, fail: Fail
) -> None:
    text.say(text.town, ConsentAnswer.YES_IF, text="als er geld is", instead_of=fail().consent_id)
    mandate.change(text.store, party_id=text.town, version=0, proviso="de begroting")
    signature.call(text.store, party_id=text.town)
    evening = markdown_text(texts(visit("regie.py", d=text.store.slug)))
    lines = ["Ja, als er geld is.", "Onder voorbehoud van: de begroting"]
    for line in ("Aan het voorbehoud waarmee deze partij tekende, is niet voldaan.", *lines):
        assert line in evening
    with text.store.read() as tables:
        (version,) = tables.version.all()
        on_phone = proviso.said(signature.shown(tables, version, text.town))
        in_hall = signing_for(tables.situation(feast.id))
    assert in_hall is not None
    (turn,) = (one for one in in_hall["turns"] if one["id"] == text.town)
    assert turn["hangs_on"] == on_phone == lines
    sheet = squeezed(pdf_text(signature_sheet.pdf(gather(text.store, 0, now=now()))))
    for line in ("Wij tekenen onder voorbehoud van de begroting.", "Wij zeiden: ‘Ja, als er geld is.’"):
        assert squeezed(line) in sheet


def test_the_form_of_a_mandate_asks_anew_what_was_decided_before_a_proviso_failed(
    visit: Visit, text: Text, fail: Fail
) -> None:
    today = now().date()
    before = {"requested_on": today - dt.timedelta(days=9), "meets_on": today, "decided_on": today}
    mandate.change(text.store, party_id=text.town, version=0, status=MandateStatus.IN, **before)
    fail()
    where = {"d": text.store.slug, "role": Role.CORE_TEAM, "of": text.store.slug, "deel": "mandaat"}
    at = visit("stap_5_ondertekenen.py", **where)
    box(at.selectbox, "Welke partij?").select_index(1).run()
    days = ("Gevraagd op", "Vergadert op", "Besloten op")
    assert [box(at.date_input, label).value for label in days] == [None, None, None]
    assert box(at.selectbox, "Hoe ver is het?").value is MandateStatus.ASKED
    box(at.selectbox, "Hoe ver is het?").set_value(MandateStatus.IN)
    at = press(at, "Bewaar het mandaat")
    said = f"Aan het voorbehoud van deze partij is niet voldaan op {words.day(today, with_year=True)}."
    assert f"{said} Vul de dagen van daarna in." in markdown_text(texts(at))
    assert box(at.selectbox, "Hoe ver is het?").value is MandateStatus.IN
    box(at.date_input, "Besloten op").set_value(today + dt.timedelta(days=1))
    at = press(at, "Bewaar het mandaat")
    packet = mandate_packet.gather(text.store, text.town, now=now()).sheet.mandate
    with text.store.read() as tables:
        kept = mandate.of_version(tables, 0)[text.town]
    assert packet == kept
    assert (kept.status, kept.decided_on) == (MandateStatus.IN, today + dt.timedelta(days=1))
    assert (kept.requested_on, kept.meets_on) == (None, None)
