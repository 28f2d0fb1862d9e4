"""The agreement in the organisation's own template: its paper and our words, and nothing besides."""

import io
from collections.abc import Iterator

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from sok_core import word_template as core
from sok_core.errors import RuleBroken
from sok_core.export import agreement
from sok_core.export.agreement_model import Agreed, gather
from sok_core.export.paper import Box, Paper
from sok_core.export.word_template import opened, word
from sok_core.intake import returned_word
from sok_core.word_template import PLACE
from tests import letterhead as made
from tests import office
from tests.export import read
from tests.export.agreed import NOW
from tests.export.test_agreement import articles, in_order
from tests.letterhead import FOOTER, HEADER, OLD_TEXT, bare, letterhead, saved
from tests.molenkwartier import neighbourhood
from tests.zipped import packed, unpacked

BODY = "word/document.xml"
TEMPLATES = {"letterhead": letterhead(), "with a place": letterhead(place=True), "bare": bare()}


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agreed]:
    with neighbourhood(tmp_path_factory.mktemp("wijk")) as store:
        yield gather(store, 3, now=NOW)


@pytest.fixture(scope="module")
def dressed(agreed: Agreed) -> bytes:
    return agreement.in_template(agreed, letterhead())


@pytest.fixture(scope="module")
def undressed(agreed: Agreed) -> bytes:
    return agreement.in_template(agreed, bare())


def styled(document: WordDocument, style: str) -> list[WordParagraph]:
    return [one for one in document.paragraphs if one.style is not None and one.style.name == style]


def level_of(one: WordParagraph) -> str:
    """Return the list of a paragraph by itself, empty when it follows its style."""
    found = one._p.xpath("w:pPr/w:numPr/w:numId/@w:val")
    return str(found[0]) if found else ""


def parts_of(body: bytes) -> set[str]:
    return set(unpacked(body))


# ---------------------------------------------------------------- what stays of the template


def test_the_paper_the_header_and_the_footer_stay(dressed: bytes) -> None:
    section = read.word(dressed).sections[0]
    assert [
        round(one / Mm(1)) for one in (section.page_width, section.left_margin, section.right_margin)
    ] == [*(210, 45, 30)]
    assert HEADER in section.header.paragraphs[0].text
    assert section.footer.paragraphs[0].text == FOOTER
    assert "Logo van de gemeente" in read.part(dressed, "word/header1.xml")
    assert "header1.xml.rels" in " ".join(parts_of(dressed))


def test_its_letter_and_its_styles_stay_as_they_were(dressed: bytes) -> None:
    before, after = Document(io.BytesIO(letterhead())).styles, read.word(dressed).styles
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", made.TABLE):
        assert after[name].element.xml == before[name].element.xml
    assert (after["Normal"].font.name, after["Heading 1"].font.color.rgb) == (made.FONT, made.GREEN)
    ours = after["Artikel"]
    assert (ours.base_style.name, ours.font.name, ours.font.size) == ("Normal", None, None)
    assert "Atkinson" not in read.part(dressed, "word/styles.xml")
    assert not any("fonts/" in name for name in parts_of(dressed))


def test_tables_have_the_style_of_the_organisation_and_fit_between_its_margins(dressed: bytes) -> None:
    tables = read.word(dressed).tables
    assert {one.style.name for one in tables} == {made.TABLE}
    widths = {sum(column.width for column in one.columns) for one in tables}
    assert all(abs(width - Mm(135)) < Mm(1) for width in widths)


def test_the_old_words_and_their_pictures_are_gone_from_the_file(dressed: bytes) -> None:
    assert OLD_TEXT not in read.word_text(dressed)
    assert not any(OLD_TEXT.encode() in content for content in unpacked(dressed).values())
    pictures = sorted(name for name in parts_of(dressed) if name.startswith("word/media/"))
    assert len([name for name in parts_of(letterhead()) if name.startswith("word/media/")]) == 2
    assert len(pictures) == 1 + sum(bool(one) for one in read.word(dressed).inline_shapes)
    assert not any("thumbnail" in name for name in parts_of(dressed))  # a picture of the old first page


# ---------------------------------------------------------------- what comes in it


@pytest.mark.parametrize("name", TEMPLATES)
def test_all_articles_are_there_in_order_under_their_own_numbers(agreed: Agreed, name: str) -> None:
    document = read.word(agreement.in_template(agreed, TEMPLATES[name]))
    told = [one.text for one in styled(document, "Artikel")]
    assert len(told) == 34
    assert in_order("".join(told), articles(agreed)) == []
    chapters = [f"{one.number}. {one.title}" for one in agreed.document.chapters if one.articles]
    heads = [one.text for one in styled(document, "Heading 1")]
    assert [one for one in heads if one[0].isdecimal()] == chapters


def test_headings_that_number_themselves_do_not_number_twice(dressed: bytes) -> None:
    document = read.word(dressed)
    for level in (1, 2, 3):
        heads = styled(document, f"Heading {level}")
        assert heads
        assert {level_of(one) for one in heads} == {"0"}


def test_points_have_bullets_also_without_a_list_in_the_template(dressed: bytes, undressed: bytes) -> None:
    assert {level_of(one) for one in styled(read.word(dressed), "List Bullet")} == {""}  # its style has one
    document = read.word(undressed)
    (number,) = {level_of(one) for one in styled(document, "List Bullet")}
    lists = document.part.numbering_part.element
    shape = lists.num_having_numId(int(number)).abstractNumId.val
    (sign,) = lists.xpath(f'w:abstractNum[@w:abstractNumId="{shape}"]/w:lvl/w:lvlText/@w:val')
    assert sign == "•"


def test_the_table_to_sign_in_has_a_row_for_each_party_and_lines(dressed: bytes, undressed: bytes) -> None:
    for body in (dressed, undressed):
        table = next(one for one in read.word(body).tables if one.rows[0].cells[3].text == "Handtekening")
        assert len(table.rows) == 15
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        lines = table._tblPr.find(qn("w:tblBorders"))
        assert (lines is not None) == (table.style.name == made.TABLE)  # that style draws none


def test_what_a_template_lacks_is_added_in_its_own_letter(undressed: bytes) -> None:
    styles = read.word(undressed).styles
    assert styles["Heading 1"].font.bold
    assert styles["Heading 1"].font.size > styles["Heading 2"].font.size > styles["Heading 3"].font.size
    levels = [styles[f"Heading {one}"].element.xpath("w:pPr/w:outlineLvl/@w:val") for one in (1, 2, 3)]
    assert levels == [["0"], ["1"], ["2"]]
    assert {one.style.name for one in read.word(undressed).tables} == {"Table Grid"}
    assert all(one.font.color.rgb is None for one in styles if hasattr(one, "font"))


def test_pages_are_numbered_only_where_the_template_has_no_footer(
    agreed: Agreed, dressed: bytes, undressed: bytes
) -> None:
    assert "Pagina" not in read.word(dressed).sections[0].footer.paragraphs[0].text
    assert agreed.footer in read.word(undressed).sections[0].footer.paragraphs[0].text
    assert "NUMPAGES" in "".join(
        text.decode() for name, text in unpacked(undressed).items() if "footer" in name
    )


def test_a_long_title_fits_between_the_margins(dressed: bytes) -> None:
    (title,) = styled(read.word(dressed), "Title")
    assert "Samenwerkingsovereenkomst" in title.text
    assert title.runs[0].font.size.pt < read.word(dressed).styles["Title"].font.size.pt


def test_the_file_says_what_it_is_and_what_it_is_not(agreed: Agreed, dressed: bytes) -> None:
    about = read.word(dressed).core_properties
    assert (about.title, about.language, about.author) == (agreed.title, "nl-NL", "SOK-tafel")
    assert "bindend" not in read.word_text(dressed).casefold()
    assert 'w:lang w:val="nl-NL"' in read.part(dressed, "word/styles.xml")


def test_a_numbered_box_counts_from_one_in_any_template() -> None:
    blocks = (Box(("Eerst", "Dan")), Box(("Weer eerst",)))
    paper = Paper("Besluiten", "", "", (), (), blocks, "", NOW)
    for template in (letterhead(), bare()):
        boxes = styled(read.word(word(paper, template)), "Besluit")
        assert [one.text for one in boxes] == ["Eerst", "Dan", "Weer eerst"]
        assert level_of(boxes[0]) == level_of(boxes[1]) != level_of(boxes[2])


# ---------------------------------------------------------------- the place marker


def test_the_agreement_comes_at_its_place_and_the_rest_stays(agreed: Agreed) -> None:
    texts = [one.text for one in read.word(agreement.in_template(agreed, letterhead(place=True))).paragraphs]
    assert (texts[0], texts[-1]) == (OLD_TEXT, "Met vriendelijke groet")
    assert texts[2] == agreed.title
    assert not any(PLACE in one for one in texts)


def test_a_place_at_the_end_of_a_section_keeps_the_pages_apart(agreed: Agreed) -> None:
    document = Document()
    document.sections[0].page_width = Mm(150)
    document.add_paragraph(PLACE)
    wide = document.add_section(WD_SECTION.NEW_PAGE)
    wide.page_width = Mm(297)
    (end,) = document.element.body.xpath("w:p[w:pPr/w:sectPr]")
    (place,) = document.element.body.xpath("w:p[w:r]")
    place.get_or_add_pPr().append(end.pPr.find(qn("w:sectPr")))
    end.getparent().remove(end)
    template = saved(document)
    assert core.check(template)
    found = read.word(agreement.in_template(agreed, template))
    assert [round(one.page_width / Mm(1)) for one in found.sections] == [150, 297]
    first = found.sections[0]
    width = first.page_width - first.left_margin - first.right_margin
    assert all(abs(sum(each.width for each in one.columns) - width) < Mm(1) for one in found.tables)


# ---------------------------------------------------------------- odd templates


def test_headers_of_earlier_sections_stay_when_their_words_go(agreed: Agreed) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = HEADER
    document.add_section().footer.paragraphs[0].text = FOOTER
    section = read.word(agreement.in_template(agreed, saved(document))).sections
    assert len(section) == 1
    assert (section[0].header.paragraphs[0].text, section[0].footer.paragraphs[0].text) == (HEADER, FOOTER)


def test_a_template_of_word_is_a_document_afterwards(agreed: Agreed) -> None:
    parts = unpacked(letterhead())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"document.main+xml", b"template.main+xml"
    )
    found = unpacked(agreement.in_template(agreed, packed(parts)))["[Content_Types].xml"]
    assert b"template.main+xml" not in found
    assert b"wordprocessingml.document.main+xml" in found


def test_a_locked_template_gives_a_text_to_edit_that_asks_for_nothing(agreed: Agreed) -> None:
    parts = unpacked(made.related("attachedTemplate", "file:///C:/brief.dotm", part="settings"))
    lock = b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    link = f'<w:attachedTemplate {nsdecls("r")} r:id="rId900"/>'.encode()
    settings = parts["word/settings.xml"].replace(b"<w:zoom", lock + link + b"<w:zoom", 1)
    assert lock in settings
    found = unpacked(agreement.in_template(agreed, packed(parts | {"word/settings.xml": settings})))
    assert b"documentProtection" not in found["word/settings.xml"]
    assert not any(b"brief.dotm" in content for content in found.values())


def test_remarks_and_footnotes_of_the_old_text_do_not_travel_along(agreed: Agreed) -> None:
    document = Document(io.BytesIO(letterhead()))
    document.add_comment(document.paragraphs[0].runs, text="Geheime opmerking", author="Lezer")
    parts = unpacked(saved(document))
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Geheime noot</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    line = f'<Relationship Id="rId800" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    parts |= {
        "word/footnotes.xml": notes.encode(),
        rels: parts[rels].replace(b"</Relationships>", line.encode()),
        types: parts[types].replace(
            b"</Types>",
            b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.wordprocessingml.footnotes+xml"/></Types>',
        ),
    }
    found = unpacked(agreement.in_template(agreed, packed(parts)))
    assert not any(b"Geheime" in content for content in found.values())
    assert b"<w:separator/>" in found["word/footnotes.xml"]


def test_two_columns_do_not_widen_the_tables(agreed: Agreed) -> None:
    document = Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(20)
    section.page_width = Mm(210)
    for columns in section._sectPr.findall(qn("w:cols")):
        section._sectPr.remove(columns)
    section._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2" w:space="567"/>'))
    tables = read.word(agreement.in_template(agreed, saved(document))).tables
    assert all(abs(sum(each.width for each in one.columns) - Mm(80)) < Mm(1) for one in tables)


def test_a_template_of_which_word_would_make_nothing_is_refused() -> None:
    parts = unpacked(letterhead())
    parts[BODY] = b"<x/>"
    core.check(packed(parts))
    with pytest.raises(RuleBroken, match=r"word_file\.broken"):
        opened(packed(parts))


# ---------------------------------------------------------------- other programs


@pytest.mark.parametrize("name", TEMPLATES)
def test_libreoffice_opens_it_and_finds_the_same_articles(agreed: Agreed, name: str) -> None:
    text = read.pdf_text(office.to_pdf(agreement.in_template(agreed, TEMPLATES[name])))
    furniture = (HEADER, FOOTER, "Pagina ")
    lines = [line for line in text.splitlines() if not any(one in line for one in furniture)]
    assert in_order("\n".join(lines), articles(agreed)) == []
    assert (HEADER in text) == (FOOTER in text) == (name != "bare")
    assert "Samenwerkingsovereenkomst" in text  # the longest word is not cut


def test_what_comes_back_from_a_reader_is_matched_to_its_articles(agreed: Agreed, dressed: bytes) -> None:
    assert agreed.version is not None
    assert (
        returned_word.read(dressed, [agreed.version], sent=lambda _: agreement.as_sent(agreed)).changes == ()
    )
    document = read.word(dressed)
    (one,) = [one for one in styled(document, "Artikel") if one.text.startswith("5.1\t")]
    one.runs[-1].text = "Iets anders."
    (found,) = returned_word.read(
        saved(document), [agreed.version], sent=lambda _: agreement.as_sent(agreed)
    ).changes
    assert (found.number, found.new) == ("5.1", "Iets anders.")


def test_our_own_paper_is_a_template_too(agreed: Agreed) -> None:
    """Who changed the styles of our file and hands it in again finds them back, once."""
    document = read.word(agreement.word(agreed))
    document.styles["Artikel"].font.italic = True
    found = read.word(agreement.in_template(agreed, saved(document)))
    assert len(styled(found, "Artikel")) == 34
    assert found.styles["Artikel"].font.italic
    assert [one.name for one in found.styles if "SOK-tafel" in one.name] == []


def test_a_name_that_is_taken_by_another_kind_of_style_is_no_hindrance(agreed: Agreed) -> None:
    parts = unpacked(letterhead())
    taken = '<w:style w:type="character" w:styleId="Artikel"><w:name w:val="Artikel"/></w:style></w:styles>'
    styles = parts["word/styles.xml"].replace(b"</w:styles>", taken.encode())
    found = read.word(agreement.in_template(agreed, packed(parts | {"word/styles.xml": styles})))
    assert len(styled(found, "Artikel SOK-tafel")) == 34
