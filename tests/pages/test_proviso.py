"""A party whose proviso failed: what is read when it signs anew, and what its mandate asks."""

from collections.abc import Callable

import pytest

from sok_core import mandate, meeting, proviso, signature
from sok_core.clock import now
from sok_core.export import signature_sheet
from sok_core.export.agreement_model import gather
from sok_core.model import ConsentAnswer, Meeting, Signature, Step
from sok_core.sight import signing_for
from sok_core.store import Store
from sok_core.web import running
from tests.export.read import markdown_text, pdf_text, squeezed
from tests.pages.conftest import Visit, texts
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
