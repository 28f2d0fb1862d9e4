"""A small agreement to send away, and the file that came back after somebody edited it in LibreOffice.

`python -m tests.intake.returned sent.docx` writes the first; `edit_in_writer.py` beside it made the second,
``returned.docx``, with LibreOffice itself: tracked changes, among them a move, and an untracked one.
"""

import datetime as dt
import sys
from pathlib import Path

from sok_core import agreement
from sok_core.agreement import Article, Chapter, Document, Named
from sok_core.export import agreement as paper
from sok_core.export.agreement_model import Agreed
from sok_core.model import DocumentType, Version

NOW = dt.datetime(2026, 11, 23, 18, 30, tzinfo=dt.UTC)
RETURNED = Path(__file__).with_name("returned.docx")
TEXTS = {
    1: "De gemeente heeft minstens twee jaar één vast contact voor de wijk.",
    2: "Elke week is er energiekoffie in De Spil. Er is koffie en iemand die vertaalt.",
    3: "Alle cijfers zijn openbaar.",
    4: "Wij kijken elk kwartaal samen hoe het gaat.",
    5: "Een nieuwe partij kan meedoen.",
    6: "Wie wil stoppen, zegt dat drie maanden vooraf.",
    7: "De wethouder is er elk jaar bij.",
}


def whole() -> Document:
    """Return the text as it was frozen."""
    articles = tuple(
        Article(clause_id, f"1.{clause_id}", "rollen", text, parties=(1,), means="uren van de controller")
        for clause_id, text in TEXTS.items()
    )
    return Document(
        type=DocumentType.COOPERATION_AGREEMENT,
        dossier="De Spil",
        title="",
        chapters=(Chapter(1, "Wat we doen", articles),),
        parties=(Named(1, "Gemeente Oosterhaven", more="Gemeente"),),
        version=2,
    )


def version(number: int = 2, digest: str = "7f3a91c2") -> Version:
    """Return the frozen version. Its digest is fixed, because the file that came back carries it."""
    return Version(
        id=number,
        number=number,
        title="Concept voor reacties",
        content=agreement.write(whole()),
        digest=digest.ljust(64, "0"),
        frozen_at=NOW,
    )


def sent(
    frozen: Version | None = None, *, document: Document | None = None, is_concept: bool = False
) -> bytes:
    """Return the Word file that is sent around: of a version, or of a text that was not frozen."""
    frozen = None if is_concept else frozen or version()
    agreed = Agreed(
        slug="de-spil",
        neighbourhood="De Spil",
        is_fictional=True,
        contact="",
        document=document or whole(),
        version=frozen,
        today=NOW.date(),
        made_at=NOW,
        names={1: "Gemeente Oosterhaven"},
        short={1: "Gemeente"},
    )
    return paper.word(agreed)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(sent())
