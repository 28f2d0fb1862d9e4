"""A Word file that came back: from LibreOffice itself, from Word, and from who means no good."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.text.paragraph import Paragraph

from sok_core.agreement import Article, Named, write
from sok_core.agreement import Document as AgreementText
from sok_core.errors import RuleBroken
from sok_core.export import agreement
from sok_core.export.agreement_model import gather
from sok_core.intake import returned_word
from sok_core.intake.returned_word import Changed
from sok_core.model import AimKind, Version
from sok_core.reaction import NO_TEXT, REMOVE, Proposal
from sok_core.store import Store
from tests.export.read import word_text as read_word
from tests.intake.returned import NOW, RETURNED, TEXTS, sent, version, whole
from tests.molenkwartier import neighbourhood
from tests.zipped import packed, unpacked


def papers(one: Version) -> list[bytes]:
    return [sent(one)]


def read(body: bytes) -> returned_word.Returned:
    return returned_word.read(body, [version()], sent=papers)


def made(store: Store) -> Callable[[Version], list[bytes]]:
    return lambda one: agreement.as_sent(gather(store, one.number, now=NOW))


def by_clause(body: bytes) -> dict[int | None, Changed]:
    return {one.clause_id: one for one in read(body).changes if not one.is_line}


def edited(change: Callable[[WordDocument], None], body: bytes | None = None) -> tuple[Changed, ...]:
    """Return what comes back when somebody changes a file by hand."""
    document = Document(io.BytesIO(body or sent()))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return read(buffer.getvalue()).changes


def track(paragraph: Paragraph, text: str) -> None:
    """Type something behind a paragraph, as Word tracks it."""
    run = paragraph.add_run(text)
    added = OxmlElement("w:ins")
    added.set(qn("w:id"), "900")
    paragraph._p.replace(run._r, added)
    added.append(run._r)


def line(document: WordDocument, number: int) -> Paragraph:
    """Return the line under an article."""
    (place,) = [at for at, one in enumerate(document.paragraphs) if TEXTS[number] in one.text]
    return document.paragraphs[place + 1]


def test_tracked_changes_made_by_libreoffice_come_back_per_article() -> None:
    body = RETURNED.read_bytes()
    assert "LibreOffice" in unpacked(body)["docProps/app.xml"].decode()
    found = by_clause(body)
    assert found.keys() == {1, 3, 4, 5, 6, 7}
    assert (found[1].old, found[1].new) == (TEXTS[1], TEXTS[1].replace("twee", "vier"))
    assert found[1].proposal == Proposal(1, NO_TEXT, found[1].new)
    assert found[3].new == f"{TEXTS[3]} Is iets geheim, dan leggen we dat uit."
    assert (found[5].new, found[5].proposal) == ("", Proposal(5, REMOVE))


def test_a_text_that_was_moved_is_gone_in_one_place_and_new_in_the_other() -> None:
    found = by_clause(RETURNED.read_bytes())
    assert (found[6].old, found[6].new) == (TEXTS[6], "")
    assert found[7].new == f"{TEXTS[7]} {TEXTS[6]}"


def test_what_was_changed_without_a_trace_is_found_too() -> None:
    found = by_clause(RETURNED.read_bytes())
    assert (found[4].new, found[4].is_tracked) == (f"{TEXTS[4]} Ook op papier.", False)
    assert found[1].is_tracked


LINE = "Wie: Gemeente · Met: uren van de controller"


def test_a_tracked_change_in_the_line_under_an_article_is_of_that_article() -> None:
    (found,) = [one for one in read(RETURNED.read_bytes()).changes if one.is_line]
    new = "Wie: Gemeente · Met: uren van de boekhouder"
    assert (found.clause_id, found.number, found.old, found.new) == (1, "1.1", LINE, new)
    assert found.is_tracked
    told = f"De regel onder het artikel: maak hiervan: ‘{new}’. Er staat: ‘{LINE}’"
    assert found.proposal == Proposal(1, told)  # never as the words of the article


def test_a_line_under_an_article_that_was_changed_or_went_without_a_trace_is_found() -> None:
    def change(document: WordDocument) -> None:
        line(document, 2).add_run(" · Uiterlijk: 1 december 2030")
        gone = line(document, 3)._p
        gone.getparent().remove(gone)

    found = [(one.clause_id, one.old, one.new, one.is_line, one.is_tracked) for one in edited(change)]
    assert found == [
        (2, LINE, f"{LINE} · Uiterlijk: 1 december 2030", True, False),
        (3, LINE, "", True, False),
    ]


def test_a_title_and_a_paragraph_that_came_without_a_trace_are_found() -> None:
    def change(document: WordDocument) -> None:
        (title,) = [one for one in document.paragraphs if one.text.startswith("Samenwerkingsovereenkomst")]
        title.runs[-1].text = "Iets heel anders"
        line(document, 2).insert_paragraph_before("De gemeente betaalt alles, altijd.")

    found = [(one.old, one.new, one.is_tracked, one.proposal) for one in edited(change)]
    old = "Samenwerkingsovereenkomst De Spil"
    assert found == [
        (
            old,
            "Iets heel anders",
            False,
            Proposal(None, f"Maak hiervan: ‘Iets heel anders’. Er staat: ‘{old}’"),
        ),
        (
            "",
            "De gemeente betaalt alles, altijd.",
            False,
            Proposal(2, "Onder het artikel: zet erbij: De gemeente betaalt alles, altijd."),
        ),
    ]


def typed_after(one: Paragraph) -> Paragraph:
    """Return an empty paragraph behind another, as Enter gives it."""
    empty = OxmlElement("w:p")
    one._p.addnext(empty)
    return Paragraph(empty, one._parent)


@pytest.mark.parametrize("is_concept", [False, True])
def test_what_was_typed_under_an_article_is_said_of_that_article(is_concept: bool) -> None:
    def change(document: WordDocument) -> None:
        tracked = typed_after(line(document, 7))
        track(tracked, "Wij zingen ook.")
        document.add_comment(tracked.add_run(""), text="Graag!", author="Lezer")
        if not is_concept:  # that is compared with itself
            typed_after(typed_after(line(document, 2))).add_run("Ook op zondag.")

    found = edited(change, sent(is_concept=is_concept))
    told = [(one.clause_id, one.number, one.new, one.comment, one.is_below) for one in found]
    assert told[:2] == [(7, "1.7", "Wij zingen ook.", "", True), (7, "1.7", "", "Graag!", True)]
    assert told[2:] == ([] if is_concept else [(2, "1.2", "Ook op zondag.", "", True)])
    assert found[0].proposal == Proposal(7, "Onder het artikel: zet erbij: Wij zingen ook.")


def test_what_was_typed_above_a_heading_with_another_name_stays_with_its_article() -> None:
    names = []

    def change(document: WordDocument) -> None:
        under = line(document, 7)
        behind = list(under._p.itersiblings(qn("w:p")))
        heading = next(
            one for one in document.paragraphs if one._p in behind and one.style.name.startswith("Heading")
        )
        names.append(heading.text)
        heading.runs[0].text = "Onze pennen"
        for run in heading.runs[1:]:
            run.text = ""
        typed_after(under).add_run("Wij zingen ook.")

    found = edited(change)
    assert [(one.clause_id, one.old, one.new, one.is_below) for one in found] == [
        (7, "", "Wij zingen ook.", True),
        (None, names[0], "Onze pennen", False),
    ]


def test_what_was_typed_after_the_articles_is_of_the_whole() -> None:
    def change(document: WordDocument) -> None:
        document.add_paragraph("Hartelijk dank.")

    (found,) = edited(change)
    assert (found.clause_id, found.new, found.is_below) == (None, "Hartelijk dank.", False)


def test_a_paragraph_that_came_with_tracked_changes_is_of_the_whole_with_its_words() -> None:
    found = edited(lambda document: track(document.paragraphs[-1], "En dit ook."))
    assert [(one.clause_id, one.is_tracked) for one in found] == [(None, True)]
    assert "En dit ook." in found[0].proposal.text


def test_an_article_that_came_after_the_version_is_of_the_whole_with_both_texts() -> None:
    newer = Article(8, "1.8", "rollen", "De straat doet mee.", parties=(1,))
    chapters = tuple(replace(one, articles=(*one.articles, newer)) for one in whole().chapters)

    def change(document: WordDocument) -> None:
        (one,) = [one for one in document.paragraphs if newer.text in one.text]
        track(one, " Elke maand.")
        document.add_comment(one.runs[2:], text="Mooi!", author="Lezer")

    found = edited(change, sent(document=replace(whole(), chapters=chapters), is_concept=True))
    assert [(one.clause_id, one.number, one.old, one.new, one.comment) for one in found] == [
        (None, "1.8", newer.text, f"{newer.text} Elke maand.", ""),
        (None, "1.8", newer.text, newer.text, "Mooi!"),
    ]
    assert [one.proposal for one in found] == [
        Proposal(None, f"Artikel 1.8: maak hiervan: ‘{newer.text} Elke maand.’. Er staat: ‘{newer.text}’"),
        Proposal(None, "Artikel 1.8: Mooi!"),
    ]


def test_a_file_that_nobody_touched_says_nothing() -> None:
    assert read(sent()).changes == ()


def test_no_version_of_the_demo_comes_back_changed_when_nobody_touched_it(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store:
        with store.read() as tables:
            versions = tables.version.all()
        for one in versions:
            body = agreement.word(gather(store, one.number, now=NOW))
            assert returned_word.read(body, versions, sent=made(store)).changes == ()
        concept = agreement.word(gather(store, None, now=NOW))
        assert returned_word.read(concept, versions, sent=made(store)).changes == ()


def test_what_is_typed_anywhere_without_a_trace_is_seen() -> None:
    """Before the first article, behind the last, in a value, a party or the line for a signature."""
    value = Named(1, "Iedereen kan meedoen", AimKind.VALUE, more="Ook wie weinig tijd heeft.")
    document = replace(whole(), aims=(value,))
    frozen = replace(version(), content=write(document))
    body = sent(frozen, document=document)

    def change(found: WordDocument) -> None:
        by_text = {one.text: one for one in found.paragraphs}
        by_text["Ook wie weinig tijd heeft."].text = "Ook wie slecht ziet."
        party = next(one for text, one in by_text.items() if text.startswith("Gemeente Oosterhaven ("))
        party.text = party.text.replace("Oosterhaven", "Westerhaven")
        by_text["1. Wat we doen"].insert_paragraph_before("Vooraf: lees dit eerst.")
        last = next(one for text, one in by_text.items() if TEXTS[7] in text)
        last._p.addnext(found.add_paragraph("En na 2030 praten we verder.")._p)
        found.add_paragraph("Groeten van het bestuur.")

    found = Document(io.BytesIO(body))
    change(found)
    buffer = io.BytesIO()
    found.save(buffer)
    came = returned_word.read(buffer.getvalue(), [frozen], sent=lambda one: [sent(one, document=document)])
    assert not any(one.is_tracked for one in came.changes)
    assert {(one.clause_id, one.old, one.new) for one in came.changes} == {
        (None, "Ook wie weinig tijd heeft.", "Ook wie slecht ziet."),
        (None, "Gemeente Oosterhaven (hierna: Gemeente)", "Gemeente Westerhaven (hierna: Gemeente)"),
        (None, "", "Vooraf: lees dit eerst."),
        (7, "", "En na 2030 praten we verder."),
        (None, "", "Groeten van het bestuur."),
    }


def test_a_file_from_before_the_signing_comes_back_unchanged_after_it(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store:
        agreed = gather(store, 3, now=NOW)
        before = agreement.word(replace(agreed, signatures=(), provisos=(), conditions=()))
        assert "nog niet getekend" in read_word(before)
        with store.read() as tables:
            versions = tables.version.all()
        assert returned_word.read(before, versions, sent=made(store)).changes == ()


def test_comments_belong_to_the_article_they_stand_at() -> None:
    document = Document(io.BytesIO(sent()))
    at = {one.text.split("\t")[0]: one for one in document.paragraphs}
    document.add_comment(at["1.2"].runs[2:], text="Kan dat ook op zaterdag?", author="Lezer")
    document.add_comment(document.paragraphs[0].runs, text="Mooi stuk.", author="Lezer")
    buffer = io.BytesIO()
    document.save(buffer)
    found = [(one.clause_id, one.comment, one.proposal) for one in read(buffer.getvalue()).changes]
    assert found == [
        (2, "Kan dat ook op zaterdag?", Proposal(2, "Kan dat ook op zaterdag?")),
        (None, "Mooi stuk.", Proposal(None, "Mooi stuk.")),
    ]


def test_moves_as_word_writes_them() -> None:
    parts = unpacked(sent())
    run = f'<w:r><w:t xml:space="preserve">{TEXTS[3]}</w:t></w:r>'
    text = parts["word/document.xml"].decode()
    assert f"<w:t>{TEXTS[3]}</w:t>" in text
    text = text.replace(f"<w:r><w:t>{TEXTS[3]}</w:t></w:r>", f'<w:moveFrom w:id="90">{run}</w:moveFrom>')
    end = f"<w:t>{TEXTS[4]}</w:t></w:r>"
    text = text.replace(end, f'{end}<w:moveTo w:id="91">{run.replace(TEXTS[3], " " + TEXTS[3])}</w:moveTo>')
    found = by_clause(packed(parts | {"word/document.xml": text.encode()}))
    assert (found[3].new, found[4].new) == ("", f"{TEXTS[4]} {TEXTS[3]}")


def test_an_article_that_was_taken_out_without_a_trace_is_a_proposal_to_drop_it() -> None:
    document = Document(io.BytesIO(sent()))
    (gone,) = [one for one in document.paragraphs if TEXTS[2] in one.text]
    gone._p.getparent().remove(gone._p)
    buffer = io.BytesIO()
    document.save(buffer)
    (found,) = read(buffer.getvalue()).changes
    assert (found.clause_id, found.new, found.is_tracked) == (2, "", False)


def test_a_file_of_an_older_version_is_matched_to_that_version() -> None:
    newer = version(3, "aaaaaaaa")
    found = returned_word.read(RETURNED.read_bytes(), [version(), newer], sent=papers)
    assert (found.version.number, found.is_older) == (2, True)
    assert not returned_word.read(sent(newer), [version(), newer], sent=papers).is_older


def test_a_concept_is_compared_with_itself() -> None:
    body = RETURNED.read_bytes()
    parts = unpacked(body)
    text = parts["word/document.xml"].decode().replace("sok_v2_7F3A91C2", "sok_concept")
    found = read(packed(parts | {"word/document.xml": text.encode()}))
    assert found.is_concept
    assert {one.clause_id for one in found.changes} == {1, 3, 5, 6, 7}


def no_office() -> bytes:
    buffer = io.BytesIO()
    Document().save(buffer)
    return buffer.getvalue()


BOMB = b"<w:document>" + b" " * (41 * 1024**2)
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document>&a;</w:document>'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"geen zip", "word_file.no_word"),
        (packed({"hoi.txt": b"hoi"}), "word_file.no_word"),
        (packed({"word/document.xml": b"<kapot"}), "word_file.broken"),
        (packed({"word/document.xml": ENTITY}), "word_file.broken"),
        (packed({"word/document.xml": BOMB}), "word_file.too_large"),
        (packed({"word/document.xml": b"<x/>"} | {f"{n}": b"" for n in range(2001)}), "word_file.too_large"),
        (b"PK" + b"0" * (11 * 1024**2), "word_file.too_large"),
        (no_office(), "returned.foreign"),
        (sent(version(2, "bbbbbbbb")), "returned.other_text"),
        (sent()[:5000], "word_file.no_word"),
    ],
)
def test_what_is_not_ours_or_not_whole_is_said(body: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as told:
        read(body)
    assert told.value.code == code


def test_without_a_frozen_text_there_is_nothing_to_match() -> None:
    with pytest.raises(RuleBroken, match=r"returned\.no_version"):
        returned_word.read(sent(), [], sent=papers)


def test_nobodys_name_comes_along() -> None:
    assert b'w:author="Unknown Author"' in unpacked(RETURNED.read_bytes())["word/document.xml"]
    assert not any("Author" in str(one) for one in read(RETURNED.read_bytes()).changes)


# ---------------------------------------------------------------- taken out and moved, without a trace


def lay(*, names: tuple[str, ...] = ("Gemeente Oosterhaven", "De Meelbloem")) -> AgreementText:
    """Return a text with two parties and two values, of which nothing has a second name."""
    aims = tuple(
        Named(place, name, AimKind.VALUE, more=meaning, noticed_by=(sign,))
        for place, (name, meaning, sign) in enumerate(VALUES)
    )
    parties = tuple(Named(place, name, more=name) for place, name in enumerate(names, 1))
    return replace(whole(), aims=aims, parties=parties)


VALUES = (
    ("Open", "We zeggen wat we weten.", "Elk cijfer staat op de site."),
    ("Samen", "Niemand valt buiten de boot.", "Er is altijd koffie."),
)


def came_back(change: Callable[[WordDocument], object]) -> list[tuple[int | None, str, str, str]]:
    """Return what is found when somebody changes that text by hand."""
    document = lay()
    frozen = replace(version(), content=write(document))
    found = Document(io.BytesIO(sent(frozen, document=document)))
    change(found)
    buffer = io.BytesIO()
    found.save(buffer)
    returned = returned_word.read(
        buffer.getvalue(), [frozen], sent=lambda one: [sent(one, document=document)]
    )
    assert not any(one.is_tracked for one in returned.changes if not one.comment)
    return [(one.clause_id, one.old, one.new, one.comment) for one in returned.changes]


def paragraph(found: WordDocument, text: str) -> Paragraph:
    return next(one for one in found.paragraphs if one.text.strip() == text or text in one.text.split("\t"))


def test_a_party_that_was_taken_out_is_seen_though_its_name_stands_elsewhere() -> None:
    def change(found: WordDocument) -> None:
        gone = paragraph(found, "De Meelbloem")._p
        gone.getparent().remove(gone)

    assert came_back(change) == [(None, "De Meelbloem", "", "")]


def test_values_that_changed_places_are_seen() -> None:
    def change(found: WordDocument) -> None:
        first, second = paragraph(found, "Open"), paragraph(found, "Samen")
        first.runs[0].text, second.runs[0].text = "Samen", "Open"

    told = {comment for *_, comment in came_back(change)}
    assert told
    assert told <= {f"‘{name}’ {returned_word.MOVED}." for name in ("Open", "Samen")}


def test_an_article_that_moved_is_told_of() -> None:
    def change(found: WordDocument) -> None:
        last = paragraph(found, TEXTS[7])._p.getnext()  # the line under it
        moved = paragraph(found, TEXTS[2])._p
        under = moved.getnext()
        last.addnext(moved)
        moved.addnext(under)

    assert [(clause, comment) for clause, *_, comment in came_back(change) if clause] == [
        (2, f"Artikel 1.2 {returned_word.MOVED}.")
    ]


def test_an_article_that_lost_its_mark_is_found_by_its_number() -> None:
    def change(found: WordDocument) -> None:
        for mark in list(paragraph(found, TEXTS[2])._p.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            mark.getparent().remove(mark)
        paragraph(found, TEXTS[2]).add_run(" Ook op zondag.")

    assert came_back(change) == [(2, TEXTS[2], f"{TEXTS[2]} Ook op zondag.", "")]


@pytest.mark.parametrize("how", ["w:strike", "w:dstrike", "w:vanish"])
def test_what_is_struck_through_or_hidden_is_gone(how: str) -> None:
    def change(found: WordDocument) -> None:
        style = paragraph(found, TEXTS[3]).runs[-1]._r.get_or_add_rPr()
        style.append(OxmlElement(how))

    document = Document(io.BytesIO(sent()))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    (found,) = read(buffer.getvalue()).changes
    assert (found.clause_id, found.new, found.proposal) == (3, "", Proposal(3, REMOVE))


NOTE = (
    '<w:{kind}s xmlns:w="{space}"><w:{kind} w:id="7"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
    "</w:{kind}s>"
)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_at_the_foot_belongs_to_the_article_where_its_number_stands(kind: str) -> None:
    text = "Dit geldt niet voor de corporatie."
    parts = unpacked(sent())
    body = parts["word/document.xml"].decode()
    assert f"<w:t>{TEXTS[3]}</w:t></w:r>" in body
    mark = f'<w:r><w:{kind}Reference w:id="7"/></w:r>'
    body = body.replace(f"<w:t>{TEXTS[3]}</w:t></w:r>", f"<w:t>{TEXTS[3]}</w:t></w:r>{mark}", 1)
    notes = NOTE.format(kind=kind, space=nsmap["w"], text=text)
    found = read(packed(parts | {"word/document.xml": body.encode(), f"word/{kind}s.xml": notes.encode()}))
    assert [(one.clause_id, one.proposal) for one in found.changes] == [(3, Proposal(3, f"Voetnoot: {text}"))]


def test_what_stands_in_a_text_box_is_read() -> None:
    box = (
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Let op: alleen dit jaar.</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    )
    parts = unpacked(sent())
    body = parts["word/document.xml"].decode().replace("<w:sectPr", f"{box}<w:sectPr", 1)
    found = read(packed(parts | {"word/document.xml": body.encode()}))
    assert [(one.clause_id, one.new) for one in found.changes] == [(None, "Let op: alleen dit jaar.")]
