"""A paper in the organisation's own Word template: its pages, letters and styles, our words.

What the template has is used as it is. What it lacks is added in its own letter: bold, larger or indented,
without a colour or a font of ours. Numbers of chapters and articles are ours, so a style that numbers by
itself does not number them twice.
"""

import io
import zipfile
from copy import deepcopy

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.section import CT_SectPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Mm

from sok_core.errors import RuleBroken
from sok_core.export import paper_word
from sok_core.export.paper import Paper
from sok_core.export.template_style import TemplateStyles
from sok_core.word_file import BROKEN, TYPES
from sok_core.word_template import PLACE

TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
# Parts that a document has without naming them in its text; all others go when the text is gone.
UNNAMED = (
    *("styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme"),
    *("footnotes", "endnotes", "customXml", "glossaryDocument"),
)
COMMENTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
# Settings of whoever made the template: where it came from, and that nobody may type in it.
DROPPED_SETTINGS = ("attachedTemplate", "linkStyles", "documentProtection", "writeProtection")
NOTES = (("footnotes", "w:footnote"), ("endnotes", "w:endnote"))
A4, MARGIN = Mm(210), Mm(25)


def word(paper: Paper, template: bytes) -> bytes:
    """Return the paper as a docx file that looks as the template does.

    Raises RuleBroken when the template cannot be opened.
    """
    document = opened(template)
    place = _place(document)
    if place is None:
        _empty(document)
    canvas = TemplateStyles(document, _text_width(_section_at(document, place)))
    body = document.element.body
    there = len(body) - 1
    has_footer = any(True for _ in body.iter(qn("w:footerReference")))
    paper_word.draw(canvas, paper)
    if place is not None:
        for element in body[there:-1]:
            place.addprevious(element)
        _leave(place)
    if paper.footer and not has_footer:
        paper_word.number_pages(canvas, paper.footer)
    _drop_unused(document)
    return paper_word.saved(document)


def opened(template: bytes) -> WordDocument:
    """Return a template as a document to write in; raises RuleBroken when it cannot be opened."""
    try:
        document = Document(io.BytesIO(_as_document(template)))
        document.element.body.get_or_add_sectPr()
        _set_free(document)
        _speak_dutch(document)
        _ = document.core_properties.title
    except (*BROKEN, AttributeError, IndexError) as error:
        raise RuleBroken("word_file.broken") from error
    return document


def _as_document(template: bytes) -> bytes:
    """Return a file that Word calls a template (dotx) as the document that it also is."""
    with zipfile.ZipFile(io.BytesIO(template)) as old:
        if TEMPLATE_TYPE.encode() not in old.read(TYPES):
            return template
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.infolist():
                content = old.read(part)
                if part.filename == TYPES:
                    main = CONTENT_TYPE.WML_DOCUMENT_MAIN.encode()
                    content = content.replace(TEMPLATE_TYPE.encode(), main)
                new.writestr(part.filename, content)
        return made.getvalue()


def _set_free(document: WordDocument) -> None:
    settings = document.settings
    for name in DROPPED_SETTINGS:
        for found in settings.element.findall(qn(f"w:{name}")):
            settings.element.remove(found)
    rels = document.part._settings_part.rels
    for rel_id in [key for key, one in rels.items() if _kind(one.reltype) == "attachedTemplate"]:
        del rels[rel_id]


def _speak_dutch(document: WordDocument) -> None:
    """Say that the text is Dutch, for a spelling check and for who listens to it."""
    styles = document.styles.element
    for language in styles.iter(qn("w:lang")):
        if not language.get(qn("w:val"), "").startswith("nl"):
            language.set(qn("w:val"), "nl-NL")
    if not styles.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"):
        for letters in styles.xpath("w:docDefaults/w:rPrDefault/w:rPr"):
            letters.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="nl-NL"/>'))


# ---------------------------------------------------------------- where the agreement comes


def _place(document: WordDocument) -> BaseOxmlElement | None:
    """Return the paragraph in whose place the agreement comes; None when the template names none."""
    paragraphs = document.element.body.findall(qn("w:p"))
    return next((one for one in paragraphs if _said(one).strip() == PLACE), None)


def _said(paragraph: BaseOxmlElement) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _leave(place: BaseOxmlElement) -> None:
    """Take the place marker away; a paragraph that ends a section stays, without words."""
    if not place.xpath("w:pPr/w:sectPr"):
        place.getparent().remove(place)
        return
    for element in place.xpath("*[not(self::w:pPr)]"):
        place.remove(element)


def _empty(document: WordDocument) -> None:
    """Drop the words of the template; its last section stays, with the headers that it took over."""
    body = document.element.body
    last = body.get_or_add_sectPr()
    for earlier in reversed(list(body.iter(qn("w:sectPr")))):
        there = {_reference(one) for one in last if one.tag in REFERENCES}
        for one in [one for one in earlier if one.tag in REFERENCES and _reference(one) not in there]:
            last.insert(0, deepcopy(one))
    for element in list(body):
        if element is not last:
            body.remove(element)
    for kind, tag in NOTES:
        _empty_notes(document, kind, tag)


def _reference(element: BaseOxmlElement) -> tuple[str, str]:
    return str(element.tag), element.get(qn("w:type"), "default")


def _empty_notes(document: WordDocument, kind: str, tag: str) -> None:
    """Drop the footnotes of a text that is gone, but not the lines that Word draws above them."""
    for part in [one.target_part for one in document.part.rels.values() if _kind(one.reltype) == kind]:
        notes = parse_xml(part.blob)
        for one in notes.findall(qn(tag)):
            if one.get(qn("w:type"), "normal") == "normal":
                notes.remove(one)
        part._blob = serialize_part_xml(notes)


def _section_at(document: WordDocument, place: BaseOxmlElement | None) -> Section:
    """Return the section in which the agreement comes: the first that ends there or after it."""
    found = document.element.body.get_or_add_sectPr()
    if place is not None:
        after = place.xpath("w:pPr/w:sectPr | following-sibling::w:p/w:pPr/w:sectPr")
        found = after[0] if after else found
    assert isinstance(found, CT_SectPr)  # noqa: S101  (the schema names it so)
    return Section(found, document.part)


def _text_width(section: Section) -> int:
    """Return how wide a line of text is, in EMU; of one column where there are more."""
    page, gutter = section.page_width or A4, section.gutter or Length(0)
    left, right = (MARGIN if one is None else one for one in (section.left_margin, section.right_margin))
    width = page - left - right - gutter
    for columns in section._sectPr.findall(qn("w:cols")):
        number, space = (
            int(columns.get(qn(f"w:{name}"), usual)) for name, usual in (("num", 1), ("space", 720))
        )
        width = (width - (number - 1) * space * 635) // max(number, 1)
    return max(width, Mm(60))


# ---------------------------------------------------------------- what nobody names any more


def _drop_unused(document: WordDocument) -> None:
    """Drop the pictures and other parts of words that are gone, so that they do not travel along unseen."""
    element = document.element
    named = set(
        element.xpath("//@r:id | //@r:embed | //@r:link | //@r:pict | //@r:dm | //@r:lo | //@r:qs | //@r:cs")
    )
    has_comments = any(True for _ in element.iter(qn("w:commentReference")))
    kept = (*UNNAMED, *COMMENTS) if has_comments else UNNAMED
    rels = document.part.rels
    for rel_id in [key for key, one in rels.items() if key not in named and _kind(one.reltype) not in kept]:
        del rels[rel_id]
    outside = document.part.package.rels
    for rel_id in [key for key, one in outside.items() if _kind(one.reltype) == "thumbnail"]:
        del outside[rel_id]


def _kind(reltype: str) -> str:
    return reltype.rpartition("/")[2]
