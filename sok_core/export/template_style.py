"""The styles of somebody else's Word file: those that it has, and what it lacks in its own letter."""

from collections.abc import Iterable, Iterator

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from sok_core.export.word_canvas import Canvas
from sok_core.export.word_style import LOOKS, RUNS, TABLE_STYLE, lay_out

BUILT_IN = (
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "List Bullet",
    "List Number",
    "Footer",
)
GRID = "table grid"
USUAL_SIZE, MOST_LARGER = 10.0, 1.9
TWIPS = 20
BULLET, COUNT = ("bullet", "•"), ("decimal", "%1.")
HANGING = 18
WIDE = 0.66  # of a letter: how wide it is, on average, for its size


class TemplateStyles(Canvas):
    """A Word document of somebody else to draw on; a style that it lacks is added at its first use."""

    def __init__(self, document: WordDocument, width: int) -> None:
        super().__init__(document, width)
        self._by_name = {
            (one.get(qn("w:type")), one.name_val.casefold()): one
            for one in document.styles.element.findall(qn("w:style"))
            if one.name_val
        }
        self._by_id = {one.styleId: one for one in document.styles.element.findall(qn("w:style"))}
        self._size = self._size_of(document.styles.element.xpath('w:style[@w:type="paragraph"][@w:default]'))
        self._lists: dict[str, int | None] = {}

    def style(self, name: str) -> str:
        """Return by which name this document keeps a style of ours, or one that stands in for it."""
        kind = "character" if name in RUNS else "paragraph"
        found = self._by_name.get((kind, name.casefold()))
        return str((found if found is not None else self._add(name, kind)).styleId)

    def table_style(self) -> str:
        """Return the style of a table: the organisation's own, else a plain grid."""
        tables = [(name, one) for (kind, name), one in self._by_name.items() if kind == "table"]
        for name, one in tables:
            if name == TABLE_STYLE.casefold():
                return str(one.styleId)
        own = [one for _, one in tables if one.get(qn("w:customStyle")) in ("1", "true")]
        grid = [one for name, one in tables if name == GRID]
        found = next(iter([*own, *grid]), None)
        return str((found if found is not None else self._add_grid()).styleId)

    def numbering(self, name: str) -> int | None:
        """Return the list for one paragraph: bullets where the style has none, no list where we number."""
        if name not in self._lists:
            is_numbered = self._numbers_itself(self._by_id[self.style(name)])
            if name == "List Bullet":
                self._lists[name] = None if is_numbered else self._add_list(*BULLET)
            else:
                self._lists[name] = 0 if is_numbered else None
        return self._lists[name]

    def count_from_one(self) -> int:
        """Return a new list that counts from 1."""
        return self._add_list(*COUNT)

    def has_lines(self) -> bool:
        """Return whether the style of a table draws lines."""
        return any(one.xpath("w:tblPr/w:tblBorders") for one in self._roots(self._by_id[self.table_style()]))

    def largest(self, name: str, text: str) -> float | None:
        """Return the size in points at which the longest word of a text fits; None: as its style says."""
        longest = max(map(len, text.split()), default=1)
        fits = self.width / Pt(1) / (longest * WIDE)
        return float(int(fits)) if fits < self._size_of([self._by_id[self.style(name)]]) else None

    def _add(self, name: str, kind: str) -> BaseOxmlElement:
        wanted = WD_STYLE_TYPE.CHARACTER if kind == "character" else WD_STYLE_TYPE.PARAGRAPH
        free = name if not self._is_taken(name) else f"{name} SOK-tafel"
        made = self.document.styles.add_style(free, wanted, builtin=free in BUILT_IN)
        while made.style_id in self._by_id:
            made.element.styleId = f"{made.style_id}x"
        if isinstance(made, ParagraphStyle):
            look = LOOKS[name]
            lay_out(made, look)
            made.base_style = self.document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
            made.font.bold = True if look.is_bold else None
            larger = min(look.size / LOOKS["Normal"].size, MOST_LARGER)
            if larger != 1:
                made.font.size = Pt(round(self._size * larger * 2) / 2)
            if name.startswith("Heading"):
                level = int(name[-1]) - 1
                made.element.get_or_add_pPr().append(
                    parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>')
                )
        else:
            made.font.bold = True if RUNS[name][2] else None
        return self._keep(made.element, kind, name)

    def _is_taken(self, name: str) -> bool:
        return any(known == name.casefold() for _, known in self._by_name)

    def _keep(self, element: BaseOxmlElement, kind: str, name: str) -> BaseOxmlElement:
        self._by_name[kind, name.casefold()] = element
        self._by_id[element.styleId] = element
        return element

    def _add_grid(self) -> BaseOxmlElement:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        made = parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
            f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>"
            '<w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
            '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
            "</w:tblPr></w:style>"
        )
        self.document.styles.element.append(made)
        return self._keep(made, "table", GRID)

    def _size_of(self, styles: Iterable[BaseOxmlElement]) -> float:
        """Return the size of the letter of a style, in points."""
        found = [size for style in styles for one in self._roots(style) for size in one.xpath("w:rPr/w:sz")]
        found += self.document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz")
        return int(found[0].get(qn("w:val"))) / 2 if found else USUAL_SIZE

    def _roots(self, style: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        """Yield a style and those that it is based on."""
        seen: set[str] = set()
        here: BaseOxmlElement | None = style
        while here is not None and here.styleId not in seen:
            seen.add(here.styleId)
            yield here
            below = here.find(qn("w:basedOn"))
            here = self._by_id.get(below.get(qn("w:val"))) if below is not None else None

    def _numbers_itself(self, style: BaseOxmlElement) -> bool:
        for one in self._roots(style):
            for found in one.xpath("w:pPr/w:numPr"):
                return found.find(qn("w:numId")) is None or found.find(qn("w:numId")).get(qn("w:val")) != "0"
        return False

    def _add_list(self, form: str, sign: str) -> int:
        """Add a list of one level, and return its number."""
        numbering = self._numbering_part().element
        known = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
        number, hanging = max(known, default=0) + 1, HANGING * TWIPS
        shape = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{hanging}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum>'
        )
        first = numbering.find(qn("w:num"))
        if first is None:
            numbering.append(shape)
        else:
            first.addprevious(shape)
        return int(numbering.add_num(number).numId)

    def _numbering_part(self) -> NumberingPart:
        """Return the lists of this document; python-docx makes none for a file without any."""
        main = self.document.part
        for one in main.rels.values():
            if one.reltype == RELATIONSHIP_TYPE.NUMBERING:
                assert isinstance(one.target_part, NumberingPart)  # noqa: S101  (its type says so)
                return one.target_part
        name = main.package.next_partname("/word/numbering%d.xml")
        part = NumberingPart(
            name, CONTENT_TYPE.WML_NUMBERING, parse_xml(f"<w:numbering {nsdecls('w')}/>"), main.package
        )
        main.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part
