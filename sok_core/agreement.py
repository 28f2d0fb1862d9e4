"""The agreement as one document: chapters and articles as they are now, frozen versions, and their seal."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sok_core import clock
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import (
    Agreement,
    Aim,
    AimKind,
    Clause,
    ClauseStatus,
    ClauseText,
    DocumentType,
    Party,
    Section,
    Version,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TITLE = 120
CODE_SIGNS = 8
CARRIED = ("basis", "body", "function", "promise")  # of a mandate: what a new text does not change

# Which sections a kind of document usually has; the order of the chapters. Our own titles.
TITLES = {
    Section.PARTIES: "Partijen",
    Section.RECITALS: "Overwegende dat",
    Section.DEFINITIONS: "Wat bedoelen we met",
    Section.GOALS: "Doelen",
    Section.VALUES: "Waarden",
    Section.ROLES: "Rollen en wat elke partij doet",
    Section.PROJECTS: "Projecten",
    Section.RESOURCES: "Middelen",
    Section.GOVERNANCE: "Overleg en besluiten",
    Section.COMMUNICATION: "Communicatie en meedoen",
    Section.DATA: "Gegevens en openbaarheid",
    Section.MONITORING: "Samen volgen hoe het gaat",
    Section.ACCESSION: "Nieuwe partijen",
    Section.DURATION: "Looptijd, wijzigen en stoppen",
    Section.DISPUTES: "Als we het niet eens zijn",
    Section.SIGNING: "Ondertekening",
    Section.ANNEXES: "Bijlagen",
}
_ALWAYS = {Section.PARTIES, Section.RECITALS, Section.GOALS, Section.SIGNING}
SECTIONS: Mapping[DocumentType, frozenset[Section]] = {
    DocumentType.LETTER_OF_INTENT: frozenset(
        _ALWAYS | {Section.VALUES, Section.GOVERNANCE, Section.COMMUNICATION}
    ),
    DocumentType.COVENANT: frozenset(set(Section) - {Section.DEFINITIONS, Section.DATA, Section.ANNEXES}),
    DocumentType.COOPERATION_AGREEMENT: frozenset(
        set(Section) - {Section.DEFINITIONS, Section.DATA, Section.ACCESSION}
    ),
    DocumentType.GROUND_RULES: frozenset(
        {Section.PARTIES, Section.VALUES, Section.ROLES, Section.GOVERNANCE}
        | {Section.COMMUNICATION, Section.MONITORING}
    ),
}

# Why an article is withdrawn that went on in another: a frozen text says it in these words.
MERGED = "Samengevoegd met {number}"


@dataclass(frozen=True)
class Article:
    """One clause as the document has it: ``due`` in ISO, ``parties`` and ``aims`` by id.

    ``into_id`` is the clause that it was merged into; texts that an older app froze do not say it.
    """

    clause_id: int
    number: str
    section: str
    text: str
    parties: tuple[int, ...] = ()
    means: str = ""
    due: str = ""
    aims: tuple[int, ...] = ()
    is_withdrawn: bool = False
    why: str = ""
    into_id: int | None = None


@dataclass(frozen=True)
class Chapter:
    """A chapter with its articles, in their order."""

    number: int
    title: str
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True)
class Named:
    """A party, a value or a goal as the document names it."""

    id: int
    name: str
    kind: str = ""
    more: str = ""
    noticed_by: tuple[str, ...] = ()

    @property
    def introduced(self) -> str:
        """The name of a party with what the text calls it from there on."""
        return f"{self.name} (hierna: {self.more})" if self.more and self.more != self.name else self.name


@dataclass(frozen=True)
class Document:
    """The whole text at one moment: what can be read, frozen, signed and printed."""

    type: str
    dossier: str
    title: str
    chapters: tuple[Chapter, ...] = ()
    parties: tuple[Named, ...] = ()
    aims: tuple[Named, ...] = ()
    version: int | None = None

    @property
    def articles(self) -> list[Article]:
        """Return all articles in their order, also those that were withdrawn."""
        return [article for chapter in self.chapters for article in chapter.articles]

    @property
    def everybody(self) -> frozenset[int]:
        """The parties that an article in force names: together they are "alle partijen".

        One that joined later signs along, and is in ``parties`` before an article names it.
        """
        return frozenset(party for one in self.articles if not one.is_withdrawn for party in one.parties)

    def standing(self, clause_id: int) -> Article | None:
        """Return the article of a clause; None when it is not there, or was withdrawn."""
        there = (one for one in self.articles if one.clause_id == clause_id and not one.is_withdrawn)
        return next(there, None)

    def is_for_all(self, article: Article) -> bool:
        """Whether an article is of every party; with one party it is that party's own."""
        return len(self.everybody) > 1 and self.everybody <= set(article.parties)

    def promises(self, party_id: int) -> list[Article]:
        """Return the articles in force that name a party; who signs without any has those of all."""
        there = [one for one in self.articles if not one.is_withdrawn]
        own = [one for one in there if party_id in one.parties]
        is_there = any(one.id == party_id for one in self.parties)
        return own or [one for one in there if is_there and self.is_for_all(one)]


def begin(store: "Store", *, type: DocumentType) -> Agreement:
    """Begin the agreement of a dossier, or change its kind; chapters that are there stay."""
    with store.write() as tables:
        return begin_in(tables, type=type)


def name(store: "Store", *, title: str, before: str | None = None) -> None:
    """Give the text a title; without one it has that of its kind.

    ``before`` is the title as the writer saw it: raises Conflict when it is another by now. Raises RuleBroken
    over 120 signs.
    """
    title = " ".join(title.split())
    if len(title) > MAX_TITLE:
        raise RuleBroken("version.too_long", limit=MAX_TITLE)
    with store.write() as tables:
        now = tables.agreement.current()
        if before is not None and now is not None and now.title not in (before, title):
            raise Conflict("version.title")
        if now is None:
            begin_in(tables, type=DocumentType.COOPERATION_AGREEMENT)
        tables.agreement.put(title=title)


def begin_in(tables: "Tables", *, type: DocumentType) -> Agreement:
    """Begin the agreement inside a transaction that goes on, or change its kind."""
    if tables.agreement.current() is not None:
        return tables.agreement.put(type=type)
    return tables.agreement.put(type=type, chapters=usual_chapters(type))


def usual_chapters(type: DocumentType) -> tuple[tuple[str, str, int], ...]:
    """Return the chapters that a kind of document usually has, numbered from 1."""
    offered = [section for section in TITLES if section in SECTIONS[type]]
    return tuple((str(section), TITLES[section], place) for place, section in enumerate(offered, 1))


def chapter_of(agreement: Agreement | None) -> dict[Section, int]:
    """Return the chapter number of each section; one that has no chapter is left out."""
    chapters = agreement.chapters if agreement else usual_chapters(DocumentType.COOPERATION_AGREEMENT)
    return {Section(section): number for section, _, number in chapters}


def numbers(agreement: Agreement | None, clauses: Iterable[Clause]) -> dict[int, str]:
    """Return by clause id the number that it has in the document: chapter and position, as "4.2".

    A clause of a section without a chapter has none, and is left out. A number that was given stays: also
    when a clause is withdrawn.
    """
    chapters = chapter_of(agreement)
    return {one.id: f"{chapters[one.section]}.{one.position}" for one in clauses if one.section in chapters}


def document(tables: "Tables", *, as_of: dt.datetime | None = None) -> Document:
    """Return the agreement as it reads now, or as it read at a moment (``as_of``).

    Parties are the ones that sign: those that an article in force names, and those that are bound by what
    they signed earlier, also when they joined later or lost their last article.
    """
    agreement = tables.agreement.current()
    clauses, texts = tables.clause.all(), tables.clause_text.all()
    newest = {one.clause_id: one for one in texts if as_of is None or one.saved_at <= as_of}
    there = [_as_of(one, as_of) for one in clauses if one.id in newest]
    number = numbers(agreement, there)
    let_go = {one.id for one in tables.aim.gone()}
    chapters = _chapters(
        agreement, [_article(one, newest[one.id], number, let_go) for one in there if one.id in number]
    )
    text = Document(
        type=agreement.type if agreement else DocumentType.COOPERATION_AGREEMENT,
        dossier=tables.dossier.name(),
        title=agreement.title if agreement else "",
        chapters=chapters,
        aims=tuple(_named_aim(one) for one in tables.aim.all()),
    )
    day = clock.local(as_of).date() if as_of else tables.dossier.today()
    sign = text.everybody | tables.signature.bound(day, as_of=as_of)
    return replace(text, parties=tuple(_named_party(one) for one in tables.party.all() if one.id in sign))


def _as_of(clause: Clause, as_of: dt.datetime | None) -> Clause:
    """Return a clause as it was: one that was withdrawn later was still in force."""
    if as_of is None or clause.withdrawn_on is None or clause.withdrawn_on <= as_of.date():
        return clause
    return replace(clause, status=ClauseStatus.IN_FORCE, why="", withdrawn_on=None, into_id=None)


def _article(clause: Clause, text: ClauseText, number: Mapping[int, str], let_go: Collection[int]) -> Article:
    """Return a clause as the document has it: without the values and goals that the group let go.

    One that was merged names the number that the other has now.
    """
    into = number.get(clause.into_id or 0)
    return Article(
        clause_id=clause.id,
        number=number[clause.id],
        section=clause.section,
        text=text.text,
        parties=text.party_ids,
        means=text.means,
        due=text.due.isoformat() if text.due else "",
        aims=tuple(one for one in text.aim_ids if one not in let_go),
        is_withdrawn=clause.status is ClauseStatus.WITHDRAWN,
        why=MERGED.format(number=into) if into else clause.why,
        into_id=clause.into_id if into else None,
    )


def merged(articles: Iterable[Article], clauses: Mapping[int, Clause]) -> dict[int, int]:
    """Return by clause id in which one each article of one frozen text went on.

    An older text only has the number of the other as it was at the merge. The clause knows better as long as
    it still is withdrawn for that very reason.
    """
    there = {one.clause_id: one for one in articles}
    said = {MERGED.format(number=one.number): one.clause_id for one in there.values()}
    found = {}
    for one in there.values():
        clause = clauses.get(one.clause_id)
        known = clause.into_id if clause and clause.why == one.why else None
        into = one.into_id or (known if known in there else said.get(one.why))
        if one.is_withdrawn and into is not None:
            found[one.clause_id] = into
    return found


def _chapters(agreement: Agreement | None, articles: Sequence[Article]) -> tuple[Chapter, ...]:
    chapters = agreement.chapters if agreement else usual_chapters(DocumentType.COOPERATION_AGREEMENT)
    titles: dict[int, list[str]] = defaultdict(list)
    for _, title, number in chapters:
        titles[number].append(title)
    of: dict[int, list[Article]] = defaultdict(list)
    for one in articles:
        of[int(one.number.split(".")[0])].append(one)
    return tuple(
        Chapter(number, joined(names), tuple(sorted(of[number], key=_place)))
        for number, names in sorted(titles.items())
    )


def joined(titles: Sequence[str]) -> str:
    """Return the title of a chapter that two sections share.

    >>> joined(["Doelen", "Waarden"])
    'Doelen en waarden'
    """
    first, *rest = titles
    return " en ".join([first, *(f"{title[:1].lower()}{title[1:]}" for title in rest)])


def _place(article: Article) -> tuple[int, ...]:
    return tuple(int(part) for part in article.number.split("."))


def _named_party(party: Party) -> Named:
    return Named(party.id, party.name, kind=party.type, more=party.short_name)


def _named_aim(aim: Aim) -> Named:
    return Named(aim.id, aim.title, kind=aim.kind, more=aim.meaning, noticed_by=aim.noticed_by)


def due_of(article: Article) -> dt.date | None:
    """Return by which day an article is promised, None when it says none."""
    return dt.date.fromisoformat(article.due) if article.due else None


def values(document: Document) -> list[Named]:
    """Return the values of a document."""
    return [one for one in document.aims if one.kind == AimKind.VALUE]


def goals(document: Document) -> list[Named]:
    """Return the goals of a document."""
    return [one for one in document.aims if one.kind == AimKind.GOAL]


# ---------------------------------------------------------------- frozen


def freeze(store: "Store", *, title: str, now: dt.datetime) -> Version:
    """Freeze the text as it is now, with the next number.

    Raises RuleBroken when there is no article yet, and Conflict when nothing changed since the last version:
    that one has its code, its mandates and its answers.
    """
    title = " ".join(title.split())
    if len(title) > MAX_TITLE:
        raise RuleBroken("version.too_long", limit=MAX_TITLE)
    with store.write() as tables:
        return freeze_in(tables, title=title, now=now)


def freeze_in(tables: "Tables", *, title: str, now: dt.datetime, as_of: dt.datetime | None = None) -> Version:
    """Freeze the text inside a transaction that goes on; raises as ``freeze`` does."""
    text = document(tables, as_of=as_of)
    if not text.articles:
        raise RuleBroken("version.empty")
    last = tables.version.newest()
    if last is not None and last.content == write(replace(text, version=last.number)):
        raise Conflict("version.same", number=last.number, control=control_code(last.digest))
    number = 0 if last is None else last.number + 1
    content = write(replace(text, version=number))
    if last is not None:
        _carry_mandates(tables, text, last, number, on=now.date())
    return tables.version.add(
        number=number, title=title, content=content, digest=digest(content), frozen_at=now
    )


def _carry_mandates(tables: "Tables", text: Document, last: Version, number: int, *, on: dt.date) -> None:
    """Let a new text begin with who decides for each party, and who signs; each decides on it anew.

    A short promise goes along only where the party's own articles say what they said, and who signs only when
    that was in nobody's place: a substitute without the proxy would sign in its own right.
    """
    named, before = {one.id for one in text.parties}, opened(last)
    for one in tables.mandate.where("version = ?", [last.number]):
        if one.party_id in named:
            begun = {name: getattr(one, name) for name in CARRIED}
            if before is None or _promises(before, one.party_id) != _promises(text, one.party_id):
                begun["promise"] = ""
            if one.substitute_for:
                begun["function"] = ""
            ahead = one.meets_on if one.meets_on and one.meets_on >= on else None
            tables.mandate.put(party_id=one.party_id, version=number, meets_on=ahead, **begun)


def _promises(text: Document, party_id: int) -> list[tuple[int, str, str, str]]:
    """Return what a party's own articles say: each with its means and its day."""
    return [(one.clause_id, one.text, one.means, one.due) for one in text.promises(party_id)]


def write(document: Document) -> str:
    """Return a document as canonical JSON: the same document is always the same bytes (UTF-8)."""
    data = asdict(document, dict_factory=_fields)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _fields(given: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the fields of a part. An article that went on in no other has the bytes it always had."""
    return {name: value for name, value in given if (name, value) != ("into_id", None)}


def read(content: str) -> Document:
    """Return the document that ``write`` wrote; raises Conflict for anything else."""
    try:
        return _read(content)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Conflict("version.broken") from error


def _read(content: str) -> Document:
    given: dict[str, Any] = json.loads(content)
    chapters = tuple(
        Chapter(**one | {"articles": tuple(_from(Article, article) for article in one["articles"])})
        for one in given["chapters"]
    )
    names = {key: tuple(_from(Named, one) for one in given[key]) for key in ("parties", "aims")}
    return Document(**given | {"chapters": chapters} | names)


def opened(version: Version) -> Document | None:
    """Return a frozen version as a document; None when its stored text does not read any more."""
    try:
        return read(version.content)
    except Conflict:
        return None


def _from(cls: type, fields: Mapping[str, Any]) -> Any:
    return cls(**{key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()})


def digest(content: str) -> str:
    """Return the SHA-256 of a frozen text, in hex."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def control_code(digest: str) -> str:
    """Return what stands on paper of a digest, to compare by eye.

    >>> control_code("7f3a91c2ab")
    '7F3A-91C2'
    """
    code = digest[:CODE_SIGNS].upper()
    return f"{code[: CODE_SIGNS // 2]}-{code[CODE_SIGNS // 2 :]}"


def is_intact(version: Version) -> bool:
    """Whether a frozen text is, to the byte, the one that its digest was made of."""
    return digest(version.content) == version.digest


def is_sound(tables: "Tables", version: Version) -> bool:
    """Whether a frozen text is still what it was, and what everybody under it signed."""
    signed = tables.signature.of(version.number)
    return is_intact(version) and all(one.digest == version.digest for one in signed)


def checked(tables: "Tables", version: Version) -> Document:
    """Return a frozen text for whoever acts on it; raises Conflict when it is not what was frozen or signed.

    An answer, a signature, a mandate and a paper all go through here: each of them says of a text that it is
    the one with this control code. For just looking back there is ``opened``.
    """
    if not is_sound(tables, version):
        raise Conflict("version.broken")
    return read(version.content)
