"""A paper as a Word file that people can edit: real styles, lists and tables."""

import datetime as dt
import io
import zlib
from collections.abc import Iterable, Sequence

from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from sok_core.export import stroke
from sok_core.export.paper import (
    Article,
    Block,
    Box,
    Change,
    Checklist,
    Closing,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Points,
    Quotes,
    Signatures,
    Signed,
    Table,
    Tally,
    plain,
    runs_right_to_left,
)
from sok_core.export.word_style import TABLE_STYLE, TEXT_WIDTH, new_document, style_id

NOTE_COLOURS = ("FFEBA3", "DCEBC4", "D3E6EE", "FADCC6", "E8DDF0")
ROOMY = Pt(34)
SIGNING_ROOM, MOST_SIGNATURE = Mm(19), Mm(45)
SIGNING_WIDTHS = (20, 15, 18, 23)
TIED = "\N{NO-BREAK SPACE}"


def word(paper: Paper) -> bytes:
    """Return the paper as a docx file in Dutch, with our letters in it."""
    document = new_document()
    _describe(document, paper)
    _say(document, paper.above, "Subtitle")
    title = _say(document, paper.title, "Title")
    if paper.mark:
        _mark(title, paper.mark)
    for label, value in paper.facts:
        _labelled(document, label, value, style="Feit", label_style="Etiket")
    for notice in paper.notices:
        _say(document, notice, "Melding")
    for block in paper.blocks:
        _draw(document, block)
    if paper.footer:
        _number_pages(document, paper.footer)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _draw(document: WordDocument, block: Block) -> None:
    match block:
        case Heading():
            _heading(document, block)
        case Paragraph():
            _say(document, block.text, "Zacht" if block.is_soft else "Normal")
        case Quotes():
            _quotes(document, block)
        case Points():
            _say_all(document, block.points, "List Bullet")
        case Checklist():
            _tick_boxes(document, block)
        case Box():
            _box(document, block)
        case Table():
            _table(document, block)
        case Tally():
            _tally(document, block)
        case Closing():
            _say_all(document, block.lines[:1], "Slot")
            _say_all(document, block.lines[1:], "Zacht")
        case _:
            _draw_agreed(document, block)


def _draw_agreed(document: WordDocument, block: Article | Change | Signatures | NewPage) -> None:
    """Draw what only the papers of an agreement have."""
    match block:
        case Article():
            _article(document, block)
        case Change():
            _pieces(document, block.old_name, block.old, style="Was", other="Eruit")
            _pieces(document, block.new_name, block.new, style="Wordt", other="Erin")
        case Signatures():
            _signatures(document, block)
        case NewPage():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _heading(document: WordDocument, block: Heading) -> None:
    paragraph = _begin(document, f"Heading {block.level}")
    if block.above:
        _add(paragraph, block.above, "Boven de kop").add_break()
    _add(paragraph, block.text)
    if block.count:
        _add(paragraph, f"  {block.count}", "Aantal")


def _quotes(document: WordDocument, block: Quotes) -> None:
    colour = NOTE_COLOURS[(block.colour - 1) % len(NOTE_COLOURS)]
    if block.about:
        _say(document, block.about, "Inleiding")
    last = len(block.quotes) - 1
    for place, quote in enumerate(block.quotes):
        label = f"{TIED}{quote.number}{TIED}"
        paragraph = _labelled(document, label, quote.text, style="Briefje", label_style="Briefjenummer")
        shade = _element("w:shd", val="clear", color="auto", fill=colour)
        paragraph.runs[0].element.get_or_add_rPr().append(shade)
        if quote.translation:
            paragraph.paragraph_format.keep_with_next = True
            paragraph = _say(document, quote.translation, "Vertaling")
        if last > place in (0, last - 1):  # the first two stay together, and so do the last two
            paragraph.paragraph_format.keep_with_next = True


def _box(document: WordDocument, block: Box) -> None:
    """Number the points from 1, whatever was numbered before."""
    numbering = document.part.numbering_part.element
    usual = document.styles["List Number"].element.pPr.numPr.numId.val
    fresh = numbering.add_num(numbering.num_having_numId(usual).abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    for point in block.points:
        paragraph = _say(document, point, "Besluit")
        properties = paragraph.paragraph_format.element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = fresh.numId


def _tally(document: WordDocument, block: Tally) -> None:
    for name, number in block.counts:
        _labelled(document, str(number), name, style="Telling", label_style="Getal")


def _tick_boxes(document: WordDocument, block: Checklist) -> None:
    for point in block.points:
        _labelled(document, "☐", point, style="Telling", label_style="Getal")


def _table(document: WordDocument, block: Table) -> WordTable:
    texts = (block.header, *block.rows)
    table: WordTable = document.add_table(len(texts), len(block.header), style=TABLE_STYLE)
    table.autofit = False
    table._tblPr.append(_element("w:tblCaption", val=plain(block.name)))
    widths = [TEXT_WIDTH * width // sum(block.widths) for width in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, (row, cells) in enumerate(zip(table._tbl.tr_lst, texts, strict=True)):
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if block.is_roomy:
            row.trHeight_val = ROOMY
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.tc_lst, cells, widths, strict=True):
            cell.width = Length(width)
            paragraph = WordParagraph(cell.p_lst[0], _Cell(cell, table))
            cell.p_lst[0].style = style_id("Tabelcel" if place else "Tabelkop")
            _add(paragraph, text)
            _turn(paragraph, text)
    return table


def _article(document: WordDocument, block: Article) -> None:
    paragraph = _labelled(document, block.number, block.text, style="Artikel", label_style="Artikelnummer")
    if block.is_withdrawn:
        paragraph.runs[-1].font.italic = True
    if block.mark:
        _mark(paragraph, block.mark)
    paragraph.paragraph_format.keep_with_next = bool(block.more) or block.is_leading
    _say_all(document, block.more, "Artikelregel")


def _mark(paragraph: WordParagraph, name: str) -> None:
    """Put a bookmark around what a paragraph says; nobody sees it, and it travels along with the text."""
    number = str(zlib.crc32(name.encode()) >> 1)  # the same name twice would be a mistake anyway
    paragraph.runs[0].element.addprevious(_element("w:bookmarkStart", id=number, name=name))
    paragraph.runs[-1].element.addnext(_element("w:bookmarkEnd", id=number))


def _pieces(
    document: WordDocument, name: str, pieces: Sequence[tuple[str, bool]], *, style: str, other: str
) -> None:
    if not pieces:
        return
    paragraph = _begin(document, style)
    _add(paragraph, name, "Etiket")
    paragraph.add_run("\t")
    for text, is_other in pieces:
        run = _add(paragraph, text, other if is_other else None)
        run.font.strike = True if is_other and other == "Eruit" else None


def _signatures(document: WordDocument, block: Signatures) -> None:
    header = ("Partij", "Functie", "Plaats en datum", "Handtekening")
    rows = tuple(
        (row.party, row.function, ", ".join(filter(None, [row.place, row.date])), row.text)
        for row in block.rows
    )
    table = _table(document, Table(block.name, header, rows, SIGNING_WIDTHS, is_roomy=True))
    for row, signed in zip(table._tbl.tr_lst[1:], block.rows, strict=True):
        row.trHeight_val = SIGNING_ROOM
        if signed.strokes:
            cell = row.tc_lst[-1]
            _draw_by_finger(WordParagraph(cell.p_lst[0], _Cell(cell, table)), signed)


def _draw_by_finger(paragraph: WordParagraph, signed: Signed) -> None:
    """Put a picture of a signature before what is said of it, with a text for who does not see it."""
    run = paragraph.add_run()
    paragraph.paragraph_format.element.remove(run.element)
    paragraph.paragraph_format.element.insert(1, run.element)
    picture = run.add_picture(io.BytesIO(stroke.png(signed.strokes)), height=Mm(11))
    if picture.width > MOST_SIGNATURE:
        picture.height = picture.height * MOST_SIGNATURE // picture.width
        picture.width = MOST_SIGNATURE
    picture._inline.docPr.set("descr", plain(f"Handtekening van {signed.party}"))


def _begin(document: WordDocument, style: str) -> WordParagraph:
    """Begin a paragraph. python-docx looks a style up anew each time, which takes most of its time."""
    paragraph = document.add_paragraph()
    paragraph._p.style = None if style == "Normal" else style_id(style)
    return paragraph


def _say_all(document: WordDocument, texts: Iterable[str], style: str) -> None:
    for text in texts:
        _say(document, text, style)


def _say(document: WordDocument, text: str, style: str) -> WordParagraph:
    paragraph = _begin(document, style)
    _add(paragraph, text)
    _turn(paragraph, text)
    return paragraph


def _labelled(
    document: WordDocument, label: str, text: str, *, style: str, label_style: str
) -> WordParagraph:
    paragraph = _begin(document, style)
    _add(paragraph, label, label_style)
    paragraph.add_run("\t")
    _add(paragraph, text)
    _turn(paragraph, text)
    return paragraph


def _add(paragraph: WordParagraph, text: str, style: str | None = None) -> Run:
    run = paragraph.add_run(plain(text))
    if style:
        run.element.style = style_id(style)
    return run


def _turn(paragraph: WordParagraph, text: str) -> None:
    """Set a paragraph from right to left when its text begins that way."""
    if not runs_right_to_left(text):
        return
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.runs[-1].font.rtl = True


def _number_pages(document: WordDocument, text: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _add(paragraph, text)
    paragraph.add_run("\tPagina ")
    _field(paragraph, "PAGE")
    _add(paragraph, " van ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: WordParagraph, instruction: str) -> None:
    field = _element("w:fldSimple", instr=instruction)
    run = paragraph.add_run("1")
    field.append(run.element)
    paragraph.paragraph_format.element.append(field)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _describe(document: WordDocument, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.subject = plain(paper.title), plain(paper.subject)
    properties.author = properties.last_modified_by = "SOK-tafel"
    properties.language, properties.comments, properties.keywords = "nl-NL", "", ""
    properties.created = properties.modified = paper.made_at.astimezone(dt.UTC)
