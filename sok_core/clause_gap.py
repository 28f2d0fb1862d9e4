"""What is still missing in the text, in sentences: every empty part is seen before anybody signs."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sok_core import agreement, clause_merge, consent, road, signature, words
from sok_core.agreement import Article, Document
from sok_core.clause_name import Names
from sok_core.model import (
    Aim,
    AimKind,
    Clause,
    DocumentType,
    Outcome,
    Party,
    PartyStatus,
    PartyType,
    Project,
    ProjectStatus,
    Section,
    Task,
)
from sok_core.note import personal_data

if TYPE_CHECKING:
    from sok_core.store import Tables

# Where somebody promises something: who, when and with what belong to it. Why belongs to more.
PROMISES = frozenset(
    {Section.ROLES, Section.PROJECTS, Section.RESOURCES, Section.COMMUNICATION, Section.MONITORING}
)
SERVING = PROMISES | {Section.GOALS, Section.VALUES, Section.GOVERNANCE}


class GapKind(StrEnum):
    """What is missing; the order is that of a reader who mends it."""

    PERSONAL = "persoonsgegevens"
    NOT_SIGNING = "tekent_niet"
    LET_GO = "losgelaten"
    OLD_NAME = "oude_naam"
    UNFILLED = "niet_ingevuld"
    NO_PARTY = "geen_wie"
    PAST = "voorbij"
    NO_DATE = "geen_wanneer"
    NO_MEANS = "geen_middelen"
    NO_AIM = "geen_doel"
    NO_CLAUSE = "taak_zonder_artikel"
    NO_ARTICLE = "leeg_hoofdstuk"


TITLES = {
    GapKind.PERSONAL: "Gegevens van iemand",
    GapKind.NOT_SIGNING: "Belooft iets namens wie niet tekent",
    GapKind.LET_GO: "Losgelaten of gestopt",
    GapKind.OLD_NAME: "Een naam van vroeger",
    GapKind.UNFILLED: "Nog in te vullen",
    GapKind.NO_PARTY: "Wie doet het?",
    GapKind.PAST: "De datum is al voorbij",
    GapKind.NO_DATE: "Wanneer?",
    GapKind.NO_MEANS: "Waarmee?",
    GapKind.NO_AIM: "Voor welke waarde of welk doel?",
    GapKind.NO_CLAUSE: "Een taak zonder artikel",
    GapKind.NO_ARTICLE: "Een hoofdstuk zonder artikel",
}


@dataclass(frozen=True)
class Gap:
    """One thing that is missing. ``number`` opens its article, ``section`` its chapter, else its task.

    ``clause_id`` is of an article that people can settle by a word, without another text; ``lost`` is the
    task or project without which it holds then.
    """

    kind: GapKind
    sentence: str
    number: str = ""
    section: Section | None = None
    task_id: int | None = None
    clause_id: int | None = None
    lost: tuple[Outcome, int] | None = None


@dataclass(frozen=True)
class Lost:
    """What an article rested on until the group let it go, in a sentence: a task, a project or an aim."""

    says: str
    what: tuple[Outcome, int]

    @property
    def is_aim(self) -> bool:
        """Whether it is what the article serves; people settle that with another text."""
        return self.what[0] is Outcome.AIM


def gaps(
    document: Document,
    *,
    parties: Iterable[Party],
    tasks: Iterable[Task] = (),
    clauses: Iterable[Clause] = (),
    day: dt.date,
    stopped: Mapping[int, dt.date] | None = None,
    signed: Document | None = None,
    lost: Mapping[int, Sequence[Lost]] | None = None,
) -> list[Gap]:
    """Return all that is missing in a text, by kind and then by number; ``day`` is that of the signing.

    ``stopped`` are the days from which parties stopped, by id. ``signed`` is the agreement in force: a day
    that was signed was in time. ``lost`` is by clause id what was let go.
    """
    let_go = lost or {}
    there = {one.id: one for one in parties}
    names = Names(there.values())
    agreed = {one.clause_id: one.due for one in signed.articles} if signed else {}
    found = [
        gap
        for article in document.articles
        if not article.is_withdrawn
        for gap in (
            *_named(article, names),
            *_unfilled(article),
            *_who(article, there),
            *_stopped(article, there, stopped or {}),
            *_when(
                article, day, is_signed=bool(article.due) and agreed.get(article.clause_id) == article.due
            ),
            *_with_what(article),
            *_serving(article, let_go.get(article.clause_id, ())),
        )
    ]
    found += personal(document)
    found += _tasks(tasks, clauses)
    found += _chapters(document)
    order = list(GapKind)
    return sorted(found, key=lambda gap: order.index(gap.kind))


def gaps_of(tables: "Tables", *, today: dt.date) -> list[Gap]:
    """Return all that is missing in the text as it is now."""
    clauses, binding = tables.clause.all(), consent.signed_version(tables)
    if not clauses and tables.agreement.current() is None:
        return []
    return gaps(
        agreement.document(tables),
        parties=tables.party.all(),
        tasks=tables.task.all(),
        clauses=clauses,
        day=signing_day(tables, today=today),
        stopped=signature.stopped(tables, today=today),
        signed=agreement.opened(binding) if binding else None,
        lost=_lost(tables, {one.id: one for one in clauses}),
    )


def signing_day(tables: "Tables", *, today: dt.date) -> dt.date:
    """Return by which day a new promise is judged: the day of the signing as long as that lies ahead."""
    known = tables.agreement.current()
    planned = known.signing_on if known else None
    return max(planned, today) if planned else today


def personal(document: Document) -> list[Gap]:
    """Return the articles that hold a phone number, a mail address or a postcode: frozen, these stay."""
    return [gap for article in document.articles for gap in _personal(article)]


def _personal(article: Article) -> Iterator[Gap]:
    held = (article.why,) if article.is_withdrawn else (article.text, article.means)
    kinds = dict.fromkeys(kind for text in held if (kind := personal_data(text)))
    if not kinds:
        return
    where = "bij de reden " if article.is_withdrawn else ""
    mend = "Haal het terug, en trek het opnieuw in zonder" if article.is_withdrawn else "Haal dat weg"
    named = words.enumerated(words.PERSONAL[kind] for kind in kinds)
    yield _gap(GapKind.PERSONAL, article, f"heeft {where}{named}. Iedereen leest dit. {mend}.")


def _named(article: Article, names: Names) -> Iterator[Gap]:
    old = names.said(f"{article.text}\n{article.means}")
    if old:
        told = words.enumerated(f"‘{name}’ (heet nu {now})" for name, now in old.items())
        yield replace(_gap(GapKind.OLD_NAME, article, f"noemt {told}."), clause_id=article.clause_id)


def _unfilled(article: Article) -> Iterator[Gap]:
    """Yield a sentence of ours in which the group still has to write something: '… bijeenkomsten'."""
    if "…" in article.text or "..." in article.text:
        yield _gap(GapKind.UNFILLED, article, "heeft nog puntjes. Vul in wat daar moet staan.")


def _who(article: Article, there: Mapping[int, Party]) -> Iterator[Gap]:
    if not article.parties and article.section in PROMISES:
        yield _gap(GapKind.NO_PARTY, article, "zegt niet wie het doet.")
    absent = [there[one].short_name for one in article.parties if one in there and not signs(there[one])]
    if absent:
        names = words.enumerated(absent)
        rest = "zit niet aan tafel en kan" if len(absent) == 1 else "zitten niet aan tafel en kunnen"
        yield _gap(
            GapKind.NOT_SIGNING, article, f"belooft iets namens {words.ended(names)} Die {rest} niet tekenen."
        )


def _stopped(article: Article, there: Mapping[int, Party], stopped: Mapping[int, dt.date]) -> Iterator[Gap]:
    for each in article.parties:
        if each in there and each in stopped:
            day = words.date(stopped[each], with_year=True)
            said = f"belooft iets namens {words.ended(there[each].short_name)} Die stopte op {day}."
            yield _gap(GapKind.NOT_SIGNING, article, said)


def signs(party: Party) -> bool:
    """Whether a party is one that can sign: it is at the table, and does not only guide the process."""
    return party.status is PartyStatus.AT_THE_TABLE and party.type is not PartyType.FACILITATOR


def _when(article: Article, day: dt.date, *, is_signed: bool) -> Iterator[Gap]:
    due = agreement.due_of(article)
    if due is None and article.section in PROMISES:
        yield _gap(GapKind.NO_DATE, article, "zegt niet wanneer het klaar is.")
    elif due is not None and due < day and not is_signed:
        yield _gap(
            GapKind.PAST, article, f"heeft een datum die al voorbij is: {words.date(due, with_year=True)}."
        )


def _with_what(article: Article) -> Iterator[Gap]:
    if not article.means and article.section in PROMISES:
        yield _gap(GapKind.NO_MEANS, article, "zegt niet welke uren, welk geld of welke ruimte ervoor is.")


def _serving(article: Article, lost: Sequence[Lost]) -> Iterator[Gap]:
    """Yield what the article rested on and the group let go, else that it names nothing that it serves."""
    for one in lost:
        gap = _gap(GapKind.LET_GO, article, one.says)
        yield gap if one.is_aim else replace(gap, clause_id=article.clause_id, lost=one.what)
    if not article.aims and article.section in SERVING and not any(one.is_aim for one in lost):
        yield _gap(GapKind.NO_AIM, article, "zegt niet welke waarde of welk doel het dient.")


def _lost(tables: "Tables", clauses: Mapping[int, Clause]) -> dict[int, list[Lost]]:
    """Return by clause id what it, or what was merged into it, came from or serves, and was let go."""
    stopped = tables.project.where("status = ?", [ProjectStatus.STOPPED])
    lessons = {one.lesson_clause_id for one in stopped}
    tasks = {one.id: _lost_task(one) for one in tables.task.where("gone_at IS NOT NULL")}
    projects = {one.id: _lost_project(one) for one in stopped}
    aims = {one.id: _lost_aim(one) for one in tables.aim.gone()}
    texts, found = tables.clause_text.newest(), {}
    for one in (each for each in clauses.values() if each.id in texts):
        came = [clauses[each] for each in clause_merge.with_merged(clauses, one.id)]
        rested = [tasks.get(each.task_id or 0) for each in came]
        rested += [projects.get(each.project_id or 0) for each in came if each.id not in lessons]
        served = [aims.get(each) for each in texts[one.id].aim_ids]
        held = {each for clause in came for each in clause.held_without}
        lost = filter(None, dict.fromkeys([*rested, *served]))
        found[one.id] = [each for each in lost if each.what not in held]
    return found


def _lost_task(one: Task) -> Lost:
    says = f"komt uit de taak ‘{one.title}’. Die is losgelaten. Klopt dit artikel nog?"
    return Lost(says, (Outcome.TASK, one.id))


def _lost_project(one: Project) -> Lost:
    says = f"komt uit het project ‘{one.title}’. Dat is gestopt. Klopt dit artikel nog?"
    return Lost(says, (Outcome.PROJECT, one.id))


def _lost_aim(one: Aim) -> Lost:
    which = "Die" if one.kind is AimKind.VALUE else "Dat"
    says = f"hoort bij {road.aim_name(one)}. {which} is losgelaten. Waar is dit artikel nu voor?"
    return Lost(says, (Outcome.AIM, one.id))


def _gap(kind: GapKind, article: Article, says: str) -> Gap:
    return Gap(kind, f"Artikel {article.number} {says}", number=article.number)


def _tasks(tasks: Iterable[Task], clauses: Iterable[Clause]) -> Iterator[Gap]:
    """Yield the tasks that no clause in force is about, those of merged clauses counted with the other."""
    by_id = {one.id: one for one in clauses}
    kept = {one.task_id for one in by_id.values() if clause_merge.is_kept(by_id, one)}
    for task in tasks:
        if task.id not in kept:
            said = f"Voor de taak ‘{task.title}’ is er nog geen artikel."
            yield Gap(GapKind.NO_CLAUSE, said, task_id=task.id)


def _chapters(document: Document) -> Iterator[Gap]:
    filled = {one.section for one in document.articles if not one.is_withdrawn}
    usual: Sequence[Section] = [
        section
        for section in Section
        if section in agreement.SECTIONS[DocumentType(document.type)] and section not in filled
    ]
    for section in usual:
        title = agreement.TITLES[section]
        said = f"Een hoofdstuk ‘{title}’ hoort er meestal bij. Er staat nog geen artikel in."
        yield Gap(GapKind.NO_ARTICLE, said, section=section)
