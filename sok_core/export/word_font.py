"""Our letters inside a Word file, so that it looks the same on a laptop that does not have them."""

import uuid

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from sok_core.export.glyph import FONTS

FONT = "Atkinson Hyperlegible Next"
STAND_IN = "Verdana"
FILES = {
    "embedRegular": FONTS / "AtkinsonHyperlegibleNext-Regular.ttf",
    "embedBold": FONTS / "AtkinsonHyperlegibleNext-Bold.ttf",
}
SCRAMBLED_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
SCRAMBLED_BYTES = 32


def embed(document: WordDocument) -> None:
    """Put the regular and the bold letter in a document, and name the letter to take when that fails."""
    table = _own_font_table(document)
    entry = parse_xml(f'<w:font {nsdecls("w")} w:name="{FONT}"><w:altName w:val="{STAND_IN}"/></w:font>')
    for number, (kind, path) in enumerate(FILES.items(), 1):
        key = uuid.uuid5(uuid.NAMESPACE_URL, path.name)
        name = PackURI(f"/word/fonts/font{number}.odttf")
        letters = Part(name, SCRAMBLED_TYPE, scramble(path.read_bytes(), key), document.part.package)
        reference = OxmlElement(f"w:{kind}")
        reference.set(qn("r:id"), table.relate_to(letters, RELATIONSHIP_TYPE.FONT))
        reference.set(qn("w:fontKey"), f"{{{str(key).upper()}}}")
        entry.append(reference)
    table.element.append(entry)
    document.settings.element.find(qn("w:zoom")).addnext(OxmlElement("w:embedTrueTypeFonts"))


def scramble(font: bytes, key: uuid.UUID) -> bytes:
    """Return a font with its first 32 bytes combined with a key; twice gives the font again.

    Source: ECMA-376 part 4, 2.8.1, "Font Embedding".
    """
    turned = key.bytes[::-1] * 2
    head = bytes(byte ^ mask for byte, mask in zip(font[:SCRAMBLED_BYTES], turned, strict=True))
    return head + font[SCRAMBLED_BYTES:]


def _own_font_table(document: WordDocument) -> XmlPart:
    """Return the document's table of fonts as a part that we can add to."""
    main = document.part
    old_id, old = next(
        (rel_id, rel.target_part)
        for rel_id, rel in main.rels.items()
        if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE
    )
    table = XmlPart(old.partname, old.content_type, parse_xml(old.blob), main.package)
    del main.rels[old_id]
    main.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)
    return table
