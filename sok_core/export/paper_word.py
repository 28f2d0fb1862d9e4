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

from sok_core import mark
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
    Picture,
    Points,
    Quotes,
    Signatures,
    Signed,
    Table,
    Tally,
    plain,
    runs_right_to_left,
)
from sok_core.export.word_canvas import Canvas
from sok_core.export.word_style import new_document

NOTE_COLOURS = ("FFEBA3", "DCEBC4", "D3E6EE", "FADCC6", "E8DDF0")
ROOMY = Pt(34)
SIGNING_ROOM, MOST_SIGNATURE = Mm(19), Mm(45)
SIGNING_WIDTHS = (22, 17, 16, 21)
TIED = "\N{NO-BREAK SPACE}"


def word(paper: Paper) -> bytes:
    """Return the paper as a docx file in Dutch, with our letters in it."""
    canvas = Canvas(new_document())
    draw(canvas, paper)
    if paper.footer:
        number_pages(canvas, paper.footer)
    return saved(canvas.document)


def draw(canvas: Canvas, paper: Paper) -> None:
    """Draw a paper at the end of a Word document, and say in the file what it is."""
    _describe(canvas.document, paper)
    _say(canvas, paper.above, "Subtitle")
    title = _say(canvas, paper.title, "Title")
    if size := canvas.largest("Title", paper.title):
        title.runs[0].font.size = Pt(size)
    if paper.mark:
        _mark(title, paper.mark)
    for label, value in paper.facts:
        _labelled(canvas, label, value, style="Feit", label_style="Etiket")
    body = canvas.document.element.body
    first = len(body)
    _say_all(canvas, paper.notices, "Melding")
    states = list(body[first - 1 : -1])
    for block in paper.blocks:
        first = len(body)
        _draw(canvas, block)
        states += body[first - 1 : -1] if _is_state(block) else []
    if paper.mark:
        _mark_states(canvas, (each for one in states for each in one.iter(qn("w:p"))))


def _is_state(block: Block) -> bool:
    """Whether a block tells how things stand: who signed by now, and on what terms."""
    match block:
        case Signatures():
            return True
        case Heading() | Points():
            return block.is_state
    return False


def _mark_states(canvas: Canvas, paragraphs: Iterable[BaseOxmlElement]) -> None:
    """Mark what is our own bookkeeping, so that it is no remark of whoever sends the file back."""
    for place, one in enumerate(paragraphs):
        paragraph = WordParagraph(one, canvas.document._body)
        if text := paragraph.text.strip():
            _mark(paragraph, mark.of_state(text, place))


def saved(document: WordDocument) -> bytes:
    """Return a document as a file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _draw(canvas: Canvas, block: Block) -> None:
    match block:
        case Heading():
            _heading(canvas, block)
        case Paragraph():
            _say(canvas, block.text, "Zacht" if block.is_soft else "Normal")
        case Quotes():
            _quotes(canvas, block)
        case Points():
            _say_all(canvas, block.points, "List Bullet")
        case Checklist():
            _tick_boxes(canvas, block)
        case Box():
            _box(canvas, block)
        case Table():
            _table(canvas, block)
        case Tally():
            _tally(canvas, block)
        case Closing():
            _say_all(canvas, block.lines[:1], "Slot")
            _say_all(canvas, block.lines[1:], "Zacht")
        case _:
            _draw_agreed(canvas, block)


def _draw_agreed(canvas: Canvas, block: Article | Change | Signatures | Picture | NewPage) -> None:
    """Draw what only the papers of an agreement have."""
    match block:
        case Article():
            _article(canvas, block)
        case Change():
            _pieces(canvas, block.old_name, block.old, style="Was", other="Eruit")
            _pieces(canvas, block.new_name, block.new, style="Wordt", other="Erin")
        case Signatures():
            _signatures(canvas, block)
        case Picture():
            _picture(canvas, block)
        case NewPage():
            canvas.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _heading(canvas: Canvas, block: Heading) -> None:
    paragraph = _begin(canvas, f"Heading {block.level}")
    if block.above:
        _add(paragraph, block.above, canvas.style("Boven de kop")).add_break()
    _add(paragraph, block.text)
    if block.count:
        _add(paragraph, f"  {block.count}", canvas.style("Aantal"))


def _quotes(canvas: Canvas, block: Quotes) -> None:
    colour = NOTE_COLOURS[(block.colour - 1) % len(NOTE_COLOURS)]
    if block.about:
        _say(canvas, block.about, "Inleiding")
    last = len(block.quotes) - 1
    for place, quote in enumerate(block.quotes):
        label = f"{TIED}{quote.number}{TIED}"
        paragraph = _labelled(canvas, label, quote.text, style="Briefje", label_style="Briefjenummer")
        shade = _element("w:shd", val="clear", color="auto", fill=colour)
        paragraph.runs[0].element.get_or_add_rPr().append(shade)
        if quote.translation:
            paragraph.paragraph_format.keep_with_next = True
            paragraph = _say(canvas, quote.translation, "Vertaling")
        if last > place in (0, last - 1):  # the first two stay together, and so do the last two
            paragraph.paragraph_format.keep_with_next = True


def _box(canvas: Canvas, block: Box) -> None:
    """Number the points from 1."""
    numbered = canvas.count_from_one()
    for point in block.points:
        paragraph = _say(canvas, point, "Besluit")
        _put_in_list(paragraph, numbered)


def _tally(canvas: Canvas, block: Tally) -> None:
    for name, number in block.counts:
        _labelled(canvas, str(number), name, style="Telling", label_style="Getal")


def _tick_boxes(canvas: Canvas, block: Checklist) -> None:
    for point in block.points:
        _labelled(canvas, "☐", point, style="Telling", label_style="Getal")


def _table(canvas: Canvas, block: Table) -> WordTable:
    texts = (block.header, *block.rows)
    table: WordTable = canvas.document._body.add_table(len(texts), len(block.header), Length(canvas.width))
    table._tblPr.style = canvas.table_style()
    table.autofit = False
    _look_at_header_only(table)
    table._tblPr.append(_element("w:tblCaption", val=plain(block.name)))
    widths = [Length(canvas.width * width // sum(block.widths)) for width in block.widths]
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
            cell.width = width
            paragraph = WordParagraph(cell.p_lst[0], _Cell(cell, table))
            cell.p_lst[0].style = canvas.style("Tabelcel" if place else "Tabelkop")
            _add(paragraph, text)
            _turn(paragraph, text)
    return table


def _look_at_header_only(table: WordTable) -> None:
    """Let the style of a table set its first row apart, and not its first column."""
    for look in table._tblPr.findall(qn("w:tblLook")):
        look.set(qn("w:firstColumn"), "0")
        look.set(qn("w:val"), "0420")


def _article(canvas: Canvas, block: Article) -> None:
    paragraph = _labelled(canvas, block.number, block.text, style="Artikel", label_style="Artikelnummer")
    if block.is_withdrawn:
        paragraph.runs[-1].font.italic = True
    if block.mark:
        _mark(paragraph, block.mark)
    paragraph.paragraph_format.keep_with_next = bool(block.more) or block.is_leading
    _say_all(canvas, block.more, "Artikelregel")


def _mark(paragraph: WordParagraph, name: str) -> None:
    """Put a bookmark around what a paragraph says; nobody sees it, and it travels along with the text."""
    number = str(zlib.crc32(name.encode()) >> 1)  # the same name twice would be a mistake anyway
    paragraph.runs[0].element.addprevious(_element("w:bookmarkStart", id=number, name=name))
    paragraph.runs[-1].element.addnext(_element("w:bookmarkEnd", id=number))


def _pieces(canvas: Canvas, name: str, pieces: Sequence[tuple[str, bool]], *, style: str, other: str) -> None:
    if not pieces:
        return
    paragraph = _begin(canvas, style)
    _add(paragraph, name, canvas.style("Etiket"))
    paragraph.add_run("\t")
    for text, is_other in pieces:
        run = _add(paragraph, text, canvas.style(other) if is_other else None)
        run.font.strike = True if is_other and other == "Eruit" else None


def _signatures(canvas: Canvas, block: Signatures) -> None:
    header = ("Partij", "Functie", "Plaats en datum", "Handtekening")
    rows = tuple(
        (row.party, row.function, ", ".join(filter(None, [row.place, row.date])), row.text)
        for row in block.rows
    )
    table = _table(canvas, Table(block.name, header, rows, SIGNING_WIDTHS, is_roomy=True))
    if not canvas.has_lines():
        _draw_lines(table)
    for row, signed in zip(table._tbl.tr_lst[1:], block.rows, strict=True):
        row.trHeight_val = SIGNING_ROOM
        if signed.strokes:
            cell = row.tc_lst[-1]
            _draw_by_finger(WordParagraph(cell.p_lst[0], _Cell(cell, table)), signed)


def _draw_lines(table: WordTable) -> None:
    """Draw a line under every row, to sign on."""
    lines = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        lines.append(_element(f"w:{side}", val="single", sz="4", space="0", color="808080"))
    after = ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")
    table._tblPr.insert_element_before(lines, *(f"w:{name}" for name in after))


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


def _picture(canvas: Canvas, block: Picture) -> None:
    """Put a drawing on the whole width, with a text for who does not see it; what is around it stays."""
    *_, before, _ = canvas.document.element.body  # the last one is the size of the page
    if before.tag == qn("w:p"):
        WordParagraph(before, canvas.document._body).paragraph_format.keep_with_next = True
    paragraph = _begin(canvas, "Normal")
    paragraph.paragraph_format.keep_with_next = True
    width = Length(canvas.width)
    drawn = paragraph.add_run().add_picture(
        io.BytesIO(block.png), width=width, height=Length(int(width * block.high / block.wide))
    )
    drawn._inline.docPr.set("descr", plain(block.alt))


def _begin(canvas: Canvas, style: str) -> WordParagraph:
    """Begin a paragraph. python-docx looks a style up anew each time, which takes most of its time."""
    paragraph = canvas.document.add_paragraph()
    paragraph._p.style = None if style == "Normal" else canvas.style(style)
    if (number := canvas.numbering(style)) is not None:
        _put_in_list(paragraph, number)
    return paragraph


def _put_in_list(paragraph: WordParagraph, number: int) -> None:
    """Put a paragraph in a list by its number; 0 takes it out of the list of its style."""
    properties = paragraph.paragraph_format.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _say_all(canvas: Canvas, texts: Iterable[str], style: str) -> None:
    for text in texts:
        _say(canvas, text, style)


def _say(canvas: Canvas, text: str, style: str) -> WordParagraph:
    paragraph = _begin(canvas, style)
    _add(paragraph, text)
    _turn(paragraph, text)
    return paragraph


def _labelled(canvas: Canvas, label: str, text: str, *, style: str, label_style: str) -> WordParagraph:
    paragraph = _begin(canvas, style)
    _add(paragraph, label, canvas.style(label_style))
    paragraph.add_run("\t")
    _add(paragraph, text)
    _turn(paragraph, text)
    return paragraph


def _add(paragraph: WordParagraph, text: str, style: str | None = None) -> Run:
    run = paragraph.add_run(plain(text))
    if style:
        run.element.style = style
    return run


def _turn(paragraph: WordParagraph, text: str) -> None:
    """Set a paragraph from right to left when its text begins that way."""
    if not runs_right_to_left(text):
        return
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.runs[-1].font.rtl = True


def number_pages(canvas: Canvas, text: str) -> None:
    """Put a text and the number of the page at the foot of every page."""
    paragraph = canvas.document.sections[0].footer.paragraphs[0]
    paragraph.paragraph_format.element.style = canvas.style("Footer")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Length(canvas.width), WD_TAB_ALIGNMENT.RIGHT)
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
