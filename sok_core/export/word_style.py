"""How our Word papers look: real styles, in Dutch, with our letters inside the file."""

from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.parfmt import ParagraphFormat

from sok_core.export.word_font import FONT, embed

OTHER_SCRIPTS = "Arial"
INK, SOFT, PETROL, BRICK, HAIR = "2A2420", "5A5048", "17595C", "9C3B23", "D9CDB9"
TEXT_WIDTH = Mm(170)
TABLE_STYLE = "SOK-tabel"
HANGING, BOX_INDENT, RULE_SPACE, ARTICLE_INDENT = 32, 22, 8, 42


@dataclass(frozen=True)
class Look:
    """A paragraph style. Sizes and distances are in points.

    ``indent`` is for all lines but the first, ``left`` for all lines.
    """

    size: float
    colour: str = INK
    is_bold: bool = False
    before: float = 0
    after: float = 6
    line: float = 1.0
    indent: float = 0
    left: float = 0
    stays_with_next: bool = False
    based_on: str = "Normal"


LOOKS = {
    "Normal": Look(11.5, based_on=""),
    "Subtitle": Look(12, BRICK, is_bold=True, after=0, stays_with_next=True),
    "Title": Look(32, is_bold=True, after=14, line=0.9),
    "Heading 1": Look(22, is_bold=True, before=24, after=6, line=0.9, stays_with_next=True),
    "Heading 2": Look(15, PETROL, is_bold=True, before=13, after=4, stays_with_next=True),
    "Heading 3": Look(12, is_bold=True, before=12, after=4, stays_with_next=True),
    "List Bullet": Look(11.5, after=3, indent=14),
    "List Number": Look(12.5, indent=BOX_INDENT),
    "Footer": Look(9, SOFT, after=0),
    "Feit": Look(11.5, after=4, indent=112),
    "Melding": Look(11.5, is_bold=True, before=8, after=8),
    "Zacht": Look(10.5, SOFT, after=3),
    "Slot": Look(10.5, SOFT, before=26, after=3),
    "Inleiding": Look(11.5, SOFT, after=5, stays_with_next=True),
    "Telling": Look(11.5, after=2, indent=HANGING),
    "Briefje": Look(12.5, after=3.5, indent=HANGING),
    "Vertaling": Look(11, SOFT, after=3.5, left=HANGING),
    "Besluit": Look(12.5, after=4, based_on="List Number"),
    "Artikel": Look(11.5, before=6, after=2, indent=ARTICLE_INDENT),
    "Artikelregel": Look(10, SOFT, after=4, left=ARTICLE_INDENT),
    "Was": Look(11.5, after=3, indent=ARTICLE_INDENT),
    "Wordt": Look(11.5, after=8, indent=ARTICLE_INDENT),
    "Tabelkop": Look(10, PETROL, is_bold=True, after=0, stays_with_next=True),
    "Tabelcel": Look(11.5, after=0),
}
RUNS = {
    "Boven de kop": (11.5, BRICK, True),
    "Aantal": (11.5, SOFT, False),
    "Etiket": (11.5, SOFT, False),
    "Getal": (11.5, PETROL, True),
    "Briefjenummer": (10, INK, True),
    "Artikelnummer": (11.5, PETROL, True),
    "Eruit": (11.5, BRICK, False),
    "Erin": (11.5, PETROL, True),
}
RULES = {
    "Subtitle": [("top", 24, RULE_SPACE, PETROL)],
    "Melding": [("left", 24, RULE_SPACE, BRICK)],
    "Slot": [("top", 6, RULE_SPACE, HAIR)],
    "Besluit": [(side, 12, RULE_SPACE, PETROL) for side in ("top", "left", "bottom", "right")],
}
FRAMED = ("Melding", "Besluit")
VERBATIM = ("Briefje",)
WHOLE = ("Briefje", "Vertaling", "Besluit", "List Bullet")  # never cut in two by the end of a page
BUILT_IN = {"Default Paragraph Font", "Normal Table", "No List", "Header", "Table Grid"}


def new_document() -> WordDocument:
    """Return an empty A4 document with our styles."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(20)
    section.bottom_margin, section.footer_distance = Mm(23), Mm(11)
    _speak_dutch(document)
    _keep_only_ours(document)
    for name, look in LOOKS.items():
        _shape(_style(document, name), look, document)
    for name, (size, colour, is_bold) in RUNS.items():
        _letter(document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER), size, colour, is_bold=is_bold)
    document.styles.element.append(parse_xml(_TABLE))
    _hang_numbers(document)
    embed(document)
    return document


def style_id(name: str) -> str:
    """Return by which name a document of ours keeps a style.

    >>> style_id("Heading 1")
    'Heading1'
    """
    return name.replace(" ", "")


def _keep_only_ours(document: WordDocument) -> None:
    """Take the many styles away that nobody here uses, so that the gallery in Word is short."""
    for style in list(document.styles):
        if style.name not in LOOKS.keys() | BUILT_IN:
            style.delete()
    left = {style.style_id for style in document.styles}
    for element in [
        *document.styles.element.iter(qn("w:link")),
        *document.part.numbering_part.element.iter(qn("w:pStyle")),
    ]:
        if element.get(qn("w:val")) not in left:
            element.getparent().remove(element)


def _hang_numbers(document: WordDocument) -> None:
    """Let numbered points hang as far as their style says; Word takes it from the numbering."""
    numbering = document.part.numbering_part.element
    for level in numbering.xpath('.//w:lvl[w:pStyle/@w:val="ListNumber"]'):
        level.remove(level.find(qn("w:pPr")))
        indent = f'<w:ind w:left="{20 * (RULE_SPACE + BOX_INDENT)}" w:hanging="{20 * BOX_INDENT}"/>'
        level.append(parse_xml(f"<w:pPr {nsdecls('w')}>{indent}</w:pPr>"))


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    return style


def _shape(style: ParagraphStyle, look: Look, document: WordDocument) -> None:
    properties = style.element.get_or_add_pPr()
    is_numbered = properties.numPr is not None and properties.numPr.numId is not None
    kept = {qn("w:outlineLvl"), qn("w:numPr")} if is_numbered else {qn("w:outlineLvl")}
    for old in [child for child in properties if child.tag not in kept]:
        properties.remove(old)
    if look.based_on:
        style.base_style = document.styles[look.based_on]
    shape = lay_out(style, look, is_numbered=is_numbered)
    shape.line_spacing = look.line
    if style.name in RULES:
        _rule(style, RULES[style.name])
    if style.name in FRAMED:
        shape.left_indent = shape.right_indent = Pt(RULE_SPACE)
    _letter(style, look.size, look.colour, is_bold=look.is_bold)
    if style.name in VERBATIM:
        style.font.no_proof = True


def lay_out(style: ParagraphStyle, look: Look, *, is_numbered: bool = False) -> ParagraphFormat:
    """Set the distances of a style, and what stays together; its letter stays as it is."""
    style.quick_style, style.hidden = True, False
    shape: ParagraphFormat = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next, shape.widow_control = look.stays_with_next, True
    shape.keep_together = style.name in WHOLE
    if look.indent:
        shape.left_indent, shape.first_line_indent = Pt(look.indent), Pt(-look.indent)
        if not is_numbered:
            shape.tab_stops.add_tab_stop(Pt(look.indent))
    if look.left:
        shape.left_indent = Pt(look.left)
    return shape


def _letter(style: CharacterStyle, size: float, colour: str, *, is_bold: bool) -> None:
    """Set the letter of a style, also for scripts that Word keeps apart, such as Arabic."""
    old = style.element.rPr
    if old is not None:
        style.element.remove(old)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), is_bold
    style.font.cs_bold = is_bold
    style.font.color.rgb = RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:cs"), OTHER_SCRIPTS)
    half_points = OxmlElement("w:szCs")
    half_points.set(qn("w:val"), str(round(size * 2)))
    properties.find(qn("w:sz")).addnext(half_points)


def _rule(style: ParagraphStyle, rules: list[tuple[str, int, int, str]]) -> None:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'
        for side, width, space, colour in rules
    )
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")
    style.element.get_or_add_pPr().insert_element_before(border, *_AFTER_BORDER)


def _speak_dutch(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "nl-NL")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


_AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">
  <w:name w:val="{TABLE_STYLE}"/>
  <w:basedOn w:val="TableNormal"/>
  <w:uiPriority w:val="59"/>
  <w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{HAIR}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HAIR}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="70" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
      <w:bottom w:w="70" w:type="dxa"/><w:right w:w="160" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/><w:color w:val="{PETROL}"/></w:rPr>
    <w:tcPr><w:tcBorders>
      <w:bottom w:val="single" w:sz="12" w:space="0" w:color="{PETROL}"/>
    </w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>"""
