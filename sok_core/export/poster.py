"""Posters of the questions, to hang in the hall: the words as large as they fit, and how to answer."""

from pathlib import Path

from sok_core.errors import Conflict
from sok_core.export.glyph import drawable
from sok_core.export.meeting import Material, Way
from sok_core.export.paper import plain
from sok_core.export.paper_pdf import typeset
from sok_core.model import PromptKind

TEMPLATE = Path(__file__).with_name("poster.typ")


def pdf(material: Material, way: Way | None) -> bytes:
    """Return one page per question, on A4 that grows to A3 without loss.

    Without a way in for phones it only asks for paper. Raises Conflict when there are no questions.
    """
    if not material.prompts:
        raise Conflict("paper.no_questions")
    questions = [
        {
            "text": drawable(plain(prompt.text)).strip() or f"Vraag {prompt.position}",
            "position": prompt.position,
            "label": f"Vraag {prompt.position}",
            "is_talk": prompt.kind is PromptKind.TALK,
        }
        for prompt in material.prompts
    ]
    data = {
        "title": f"Posters: {material.meeting.title}",
        "subject": f"De vragen van {material.footer}",
        "above": f"{material.place} · {material.meeting.title}",
        "questions": questions,
        "address": way.address if way else "",
        "code": way.code if way else "",
        "alt": f"QR-code naar {way.address}, code {way.code}" if way else "",
    }
    pictures = {"qr": way.qr} if way else {}
    return typeset(TEMPLATE, data, made_at=material.made_at, pictures=pictures)
