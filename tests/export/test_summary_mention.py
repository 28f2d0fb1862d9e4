"""The lines that the room told, in every file of a summary."""

import io
import zipfile

import pytest

from sok_core import meeting, mention, party
from sok_core.export.summary import archive, gather
from sok_core.model import Phase, PromptKind
from tests.evening import NOW, Evening
from tests.export import read


def texts(evening: Evening) -> dict[str, str]:
    """Return the text of each file of the summary, without white space."""
    with zipfile.ZipFile(io.BytesIO(archive(gather(evening.store, evening.id, now=NOW)))) as packed:
        files = {name.rpartition(".")[2]: packed.read(name) for name in packed.namelist()}
    found = {
        "docx": read.word_text(files["docx"]),
        "pdf": read.pdf_text(files["pdf"]),
        "md": files["md"].decode(),
        "xlsx": "\n".join(read.workbook_texts(files["xlsx"])),
    }
    return {ending: read.squeezed(text) for ending, text in found.items()}


@pytest.fixture
def room(evening: Evening) -> Evening:
    """Fatma told three lines for two parties and one for herself; one is kept, and one is left out."""
    spil, gemeente, woon = (
        party.add(evening.store, name=name).id for name in ("De Spil", "Gemeente", "Woon")
    )
    prompt = meeting.add_question(
        evening.store, meeting_id=evening.id, text=meeting.NETWORK_QUESTION, kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=prompt.id, phase=Phase.OPEN)
    for who, target in ((spil, gemeente), (spil, woon), (gemeente, woon), (None, spil)):
        mention.say(
            evening.store,
            meeting_id=evening.id,
            party_id=who,
            target=target,
            kind="samenwerking",
            device="Fatma",
            now=NOW,
        )
    with evening.store.read() as tables:
        heard = {one.ends: one for one in mention.heard(tables.mention.of(prompt.id), [])}
    mention.keep(evening.store, heard[spil, gemeente], prompt_id=prompt.id, today=NOW.date())
    mention.drop(evening.store, heard[spil, woon], prompt_id=prompt.id, now=NOW)
    return evening


@pytest.mark.parametrize("is_closed", [False, True])
def test_every_file_says_how_many_lines_were_told_and_what_became_of_them(
    room: Evening, is_closed: bool
) -> None:
    if is_closed:
        meeting.close(room.store, meeting_id=room.id, now=NOW)
    sentences = (
        "Er zijn 4 lijnen genoemd namens 2 partijen, door 1 mens op een telefoon.",
        "Daarvan: 1 in het dossier, 1 weggelaten, 1 nog te beslissen, 1 door mensen voor zichzelf.",
    )
    found = texts(room)
    for name, text in found.items():
        assert [one for one in sentences if read.squeezed(one) not in text] == [], name
        assert "geenbriefjes" not in text, name
        assert "Fatma" not in text


def test_a_question_on_which_nobody_told_a_line_says_so(evening: Evening) -> None:
    prompt = meeting.add_question(
        evening.store, meeting_id=evening.id, text="Wie werkt met wie?", kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=prompt.id, phase=Phase.OPEN)
    for text in texts(evening).values():
        assert read.squeezed("Bij deze vraag zijn nog geen lijnen genoemd.") in text
