"""Posters of the questions, to hang in the hall: the words as large as they fit, and how to answer."""

from pathlib import Path

from sok_core.errors import Conflict
from sok_core.export.glyph import drawable
from sok_core.export.language import asked, setting, titled
from sok_core.export.meeting import Material, Way
from sok_core.export.paper import plain
from sok_core.export.paper_pdf import typeset
from sok_core.model import Prompt, PromptKind
from sok_core.words import translation

TEMPLATE = Path(__file__).with_name("poster.typ")


def pdf(material: Material, way: Way | None, language: str = "nl") -> bytes:
    """Return one page per question, on A4 that grows to A3 without loss.

    In another language the Dutch question keeps its place, with its translation and how to answer under it.
    Without a way in for phones it only asks for paper. Raises Conflict when there are no questions.
    """
    if not material.prompts:
        raise Conflict("paper.no_questions")
    name = titled("Posters", language)
    data = {
        "title": f"{name}: {material.meeting.title}",
        "subject": f"De vragen van {material.footer}",
        "above": f"{material.place} · {material.meeting.title}",
        "other": setting(language),
        "questions": [_question(prompt, language, has_phones=way is not None) for prompt in material.prompts],
        "address": way.address if way else "",
        "code": way.code if way else "",
        "alt": f"QR-code naar {way.address}, code {way.code}" if way else "",
    }
    pictures = {"qr": way.qr} if way else {}
    return typeset(TEMPLATE, data, made_at=material.made_at, pictures=pictures)


def _question(prompt: Prompt, language: str, *, has_phones: bool) -> dict[str, object]:
    one = asked(prompt, language)
    return {
        "text": _shown(prompt.text) or f"Vraag {prompt.position}",
        "translation": _shown(one.text) if one.dutch else "",
        "how": [] if language == "nl" else _how(prompt, language, has_phones=has_phones),
        "position": prompt.position,
        "label": f"Vraag {prompt.position}",
        "is_talk": prompt.kind is PromptKind.TALK,
        "is_scored": prompt.kind is PromptKind.VALUES,
    }


def _how(prompt: Prompt, language: str, *, has_phones: bool) -> list[str]:
    """Return in a few sentences how to answer."""
    _ = translation(language)
    if prompt.kind is PromptKind.TALK:
        return [_("Praat hierover aan je tafel.")]
    if prompt.kind is PromptKind.VALUES:
        return [_("1 is bijna nooit, 5 is bijna altijd. Zet per waarde één kruis.")]
    how = _("Schrijf op je telefoon of op papier.") if has_phones else _("Schrijf je antwoord op papier.")
    return [how, _("Schrijf geen namen, adressen of ziektes op.")]


def _shown(text: str) -> str:
    return drawable(plain(text)).strip()
