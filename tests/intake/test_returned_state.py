"""Our own bookkeeping in a Word file that comes back: who signed by then is no remark of whoever sends it."""

import datetime as dt
import io

from docx import Document

from sok_core import consent, mandate, signature
from sok_core.export import agreement
from sok_core.export.agreement_model import gather
from sok_core.intake import returned_word
from sok_core.intake.returned_word import Changed
from sok_core.model import ConsentAnswer
from tests.evening import NOW, Evening
from tests.signing import LATER, PEN, Text, write

MUCH_LATER = NOW + dt.timedelta(days=300)


def reserved(evening: Evening) -> Text:
    """Return a text that one signs with a reserve, and one with a condition."""
    text = write(evening.store)
    text.freeze()
    mandate.change(text.store, party_id=text.town, version=0, proviso="instemming van de raad")
    return text


def sent(text: Text, now: dt.datetime = NOW) -> bytes:
    return agreement.word(gather(text.store, 0, now=now))


def came_back(text: Text, body: bytes, now: dt.datetime = MUCH_LATER) -> tuple[Changed, ...]:
    with text.store.read() as tables:
        versions = tables.version.all()
    return returned_word.read(
        body, versions, sent=lambda one: agreement.as_sent(gather(text.store, one.number, now=now))
    ).changes


def test_what_we_wrote_down_later_is_no_remark_of_a_file_that_nobody_touched(evening: Evening) -> None:
    text = reserved(evening)
    given = text.say(text.school, ConsentAnswer.YES_IF, text="Als er plek is")
    files = [sent(text)]
    mandate.change(text.store, party_id=text.town, version=0, proviso="instemming van het college")
    text.say(text.school, instead_of=given.id)
    text.say(text.town)
    consent.open_signing(text.store, now=NOW)
    signed = signature.sign(text.store, party_id=text.school, pen=PEN, now=NOW)
    files.append(sent(text))
    signature.sign(text.store, party_id=text.town, pen=PEN, now=NOW)
    stops = (NOW + dt.timedelta(days=100)).date()
    signature.stop(text.store, signature_id=signed.id, on=stops, why="Geen geld.")
    text.say(text.other)
    joined = signature.join(text.store, party_id=text.other, pen=PEN, now=LATER)
    files.append(sent(text, LATER))
    signature.take_back(text.store, signature_id=joined.id, why="Verkeerd.", now=LATER)
    assert [came_back(text, one) for one in files] == [(), (), ()]


def test_what_somebody_changes_in_our_bookkeeping_is_a_remark(evening: Evening) -> None:
    text = reserved(evening)
    document = Document(io.BytesIO(sent(text)))
    (reserve,) = [one for one in document.paragraphs if "onder voorbehoud" in one.text]
    reserve.add_run(" En van de begroting.")
    document.tables[0].rows[1].cells[1].paragraphs[0].add_run("rector")
    buffer = io.BytesIO()
    document.save(buffer)
    mandate.change(text.store, party_id=text.town, version=0, proviso="instemming van het college")
    said = "Gemeente Oosterhaven tekent onder voorbehoud van instemming van de raad. En van de begroting."
    found = came_back(text, buffer.getvalue())
    assert {(one.old, one.new, one.is_tracked) for one in found} == {("", said, False), ("", "rector", False)}
