"""The organisation's own template: what is kept, and everything that does not come in."""

import pytest

from sok_core import word_template
from sok_core.errors import RuleBroken
from sok_core.word_template import PLACE
from sok_core.words import sentence
from tests.evening import NOW, Evening
from tests.letterhead import bare, letterhead, related, with_body
from tests.zipped import packed, unpacked

TYPES = "[Content_Types].xml"
MACRO = b"application/vnd.ms-word.document.macroEnabled.main+xml"
USUAL = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOTX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def changed(part: str, old: bytes, new: bytes) -> bytes:
    parts = unpacked(letterhead())
    assert old in parts[part]
    return packed(parts | {part: parts[part].replace(old, new)})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def field(*pieces: str) -> str:
    """Return a field whose instruction is cut in pieces, as Word does."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}</w:p>'


def lying(content: bytes) -> bytes:
    """Return a file whose largest part says that it is small."""
    whole = packed(unpacked(letterhead()) | {"word/groot.xml": content})
    size = len(content).to_bytes(4, "little")
    assert whole.count(size) == 2
    return whole.replace(size, (12).to_bytes(4, "little"))


BIG = b"<x>" + b" " * (41 * 1024**2) + b"</x>"
GOOD = {
    "letterhead": letterhead(),
    "bare": bare(),
    "a template of Word": changed(TYPES, USUAL, DOTX),
    "a link to a website": related("hyperlink", "https://oosterhaven.example"),
    "a link to mail": related("hyperlink", "mailto:wijken@oosterhaven.example", part="header1"),
    "the file it was made from": related("attachedTemplate", "file:///C:/Sjablonen/brief.dotm"),
    "a page number": with_body(field(" PAGE ")),
    "a link in a field": with_body(field(' HYPERLINK "https://oosterhaven.example" ')),
}
BAD = {
    "no zip": (b"zomaar tekst", "word_file.no_word"),
    "nothing": (b"", "word_file.no_word"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "word_file.old"),
    "another zip": (packed({"hoi.txt": b"hoi"}), "word_file.no_word"),
    "half a file": (letterhead()[:9000], "word_file.no_word"),
    "too large": (b"PK" + b"0" * (11 * 1024**2), "word_file.too_large"),
    "a bomb": (packed(unpacked(letterhead()) | {"word/groot.xml": BIG}), "word_file.too_large"),
    "a bomb that is no XML": (packed(unpacked(letterhead()) | {"word/a.bin": BIG}), "word_file.too_large"),
    "a bomb that lies": (lying(BIG), "word_file.broken"),
    "too many parts": (
        packed(unpacked(letterhead()) | {f"{number}": b"" for number in range(2001)}),
        "word_file.too_large",
    ),
    "no XML": (changed("word/styles.xml", b"</w:styles>", b""), "word_file.broken"),
    "a declaration": (
        changed("word/styles.xml", b"<w:styles", b'<!DOCTYPE x [<!ENTITY a "b">]><w:styles'),
        "word_file.broken",
    ),
    "macros by type": (changed(TYPES, USUAL, MACRO), "word_template.macro"),
    "macros by part": (related("vbaProject", "vbaProject.bin", mode="Internal"), "word_template.macro"),
    "a control": (related("control", "activeX/activeX1.xml", mode="Internal"), "word_template.macro"),
    "another file": (related("oleObject", "a.bin", mode="Internal"), "word_template.foreign_part"),
    "another text": (related("aFChunk", "a.html", mode="Internal"), "word_template.foreign_part"),
    "a picture elsewhere": (related("image", "https://example.org/a.png"), "word_template.outside"),
    "a picture of the header": (
        related("image", "file://server/logo.png", part="header1"),
        "word_template.outside",
    ),
    "a list of addresses": (related("mailMergeSource", "file:///C:/a.xlsx"), "word_template.outside"),
    "a link to a file": (related("hyperlink", "file:///C:/a.exe"), "word_template.outside"),
    "a field that starts a program": (
        with_body(field(" DDE", "AUTO c:\\a.exe ")),
        "word_template.foreign_part",
    ),
    "a field that fetches": (
        with_body('<w:p><w:fldSimple w:instr=" INCLUDETEXT a.docx "/></w:p>'),
        "word_template.foreign_part",
    ),
    "two places": (with_body(paragraph(PLACE) * 2), "word_template.place"),
    "a place among words": (with_body(paragraph(f"Hier: {PLACE}")), "word_template.place"),
    "a place in a table": (
        with_body(f"<w:tbl><w:tr><w:tc>{paragraph(PLACE)}</w:tc></w:tr></w:tbl>"),
        "word_template.place",
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_template_comes_in(name: str) -> None:
    assert not word_template.check(GOOD[name])


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_come_in_is_said_in_dutch(evening: Evening, name: str) -> None:
    body, code = BAD[name]
    with pytest.raises(RuleBroken) as told:
        word_template.keep(evening.store, name="sjabloon.docx", data=body, now=NOW)
    assert told.value.code == code
    assert "{" not in sentence(told.value)
    with evening.store.read() as tables:
        assert tables.word_template.current() is None


def test_a_place_in_the_header_is_refused() -> None:
    parts = unpacked(letterhead())
    header = parts["word/header1.xml"].replace(
        "Gemeente Oosterhaven · afdeling Wijken".encode(), PLACE.encode()
    )
    with pytest.raises(RuleBroken, match=r"word_template\.place"):
        word_template.check(packed(parts | {"word/header1.xml": header}))


def test_a_place_that_word_cut_in_pieces_is_found() -> None:
    runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in ("[[over", "een", "komst]] "))
    assert word_template.check(with_body(f"<w:p>{runs}</w:p>"))


def test_the_text_may_have_another_name_than_usual() -> None:
    """Word itself writes document2.xml now and then."""
    parts = unpacked(letterhead(place=True))
    for name, new in (
        ("word/document.xml", "word/document2.xml"),
        ("word/_rels/document.xml.rels", "word/_rels/document2.xml.rels"),
    ):
        parts[new] = parts.pop(name)
    for name in (TYPES, "_rels/.rels"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")
    assert word_template.check(packed(parts))


def test_one_template_is_kept_and_replaced_and_taken_away(evening: Evening) -> None:
    store = evening.store
    first = word_template.keep(store, name="  brief\n2026.docx ", data=letterhead(), now=NOW)
    assert (first.name, len(first.digest), first.has_place) == ("brief 2026.docx", 64, False)
    second = word_template.keep(store, name="nieuw.docx", data=letterhead(place=True), now=NOW)
    with store.read() as tables:
        assert tables.word_template.current() == second
        assert PLACE.encode() in unpacked(tables.word_template.data())["word/document.xml"]
    word_template.take_away(store)
    word_template.take_away(store)
    with store.read() as tables:
        assert tables.word_template.current() is None
