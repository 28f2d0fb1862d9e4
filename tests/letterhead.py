"""Word templates for the tests: one of a municipality with a letterhead, and one that has next to nothing."""

import io
import re

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from sok_core.export import stroke
from sok_core.word_template import PLACE
from tests.zipped import packed, unpacked

HEADER, FOOTER = "Gemeente Oosterhaven · afdeling Wijken", "Postbus 12, Oosterhaven"
OLD_TEXT = "Geheime tekst van vroeger"
FONT, TABLE = "Georgia", "Tabel Oosterhaven"
LOGO = (((0, 0), (500, 900), (1000, 0)), ((0, 600), (1000, 600)))
GREEN = RGBColor(0x1B, 0x6B, 0x3A)


def letterhead(*, place: bool = False) -> bytes:
    """Return a template with a logo, a letter and margins of its own, and headings that number themselves."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(45), Mm(30)
    section.top_margin, section.bottom_margin = Mm(40), Mm(30)
    header = section.header.paragraphs[0]
    picture = header.add_run().add_picture(io.BytesIO(stroke.png(LOGO)), height=Mm(14))
    picture._inline.docPr.set("descr", "Logo van de gemeente")
    header.add_run(f"  {HEADER}")
    section.footer.paragraphs[0].text = FOOTER
    _dress(document)
    document.add_paragraph(OLD_TEXT).add_run().add_picture(io.BytesIO(stroke.png(LOGO[:1])))
    if place:
        document.add_paragraph(PLACE)
        document.add_paragraph("Met vriendelijke groet")
    return saved(document)


def _dress(document: WordDocument) -> None:
    """Give the document the styles of an organisation."""
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = FONT, Pt(10)
    numbered = document.part.numbering_part.element.num_lst[0].numId
    for level in (1, 2, 3):
        heading = styles[f"Heading {level}"]
        heading.font.name, heading.font.color.rgb = FONT, GREEN
        heading.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbered
    own = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    own.element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr>'
            '<w:shd w:val="clear" w:color="auto" w:fill="CDE5D5"/></w:tcPr></w:tblStylePr>'
        )
    )
    for style in list(styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", TABLE):
            style.delete()


def bare() -> bytes:
    """Return a file that opens in Word and has no styles, no lists, no margins, no header and no footer."""
    document = Document()
    body, styles = document.element.body, document.styles.element
    for element in list(body):
        body.remove(element)
    body.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{OLD_TEXT}</w:t></w:r></w:p>"))
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:default")) is None:
            styles.remove(style)
    for letters in styles.xpath("w:docDefaults"):
        styles.remove(letters)
    main = document.part
    for rel_id in [key for key, one in main.rels.items() if one.reltype.endswith(("/numbering", "/theme"))]:
        del main.rels[rel_id]
    return saved(document)


def saved(document: WordDocument) -> bytes:
    """Return a document as a file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_body(inner: str, *, of: bytes | None = None) -> bytes:
    """Return a template with this XML at the beginning of its text."""
    parts = unpacked(of or letterhead())
    text = re.sub(r"(<w:body>)", lambda found: found[1] + inner, parts["word/document.xml"].decode(), count=1)
    return packed(parts | {"word/document.xml": text.encode()})


def related(kind: str, target: str, *, mode: str = "External", part: str = "document") -> bytes:
    """Return a template that refers to something: ``kind`` is the last part of its type."""
    parts, name = unpacked(letterhead()), f"word/_rels/{part}.xml.rels"
    line = (
        '<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    usual = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    old = parts.get(name, usual).decode()
    return packed(parts | {name: old.replace("</Relationships>", line).encode()})
