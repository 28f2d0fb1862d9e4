"""Notes that may speak of one person: of somebody's health, or by name. A human looks before everybody reads.

A machine cannot know, so no note is left out by itself: this says which few of many to read first. Once
somebody hid a note, what papers and files say of what grew from it has a dash for its words.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from sok_core import agreement, check_in_outcome, road, words
from sok_core.agreement import Document, Named
from sok_core.aim import is_fit
from sok_core.model import (
    Aim,
    AimKind,
    CheckIn,
    ClauseStatus,
    Commitment,
    Confirmation,
    Decision,
    LeadChange,
    Note,
    Outcome,
    Project,
    Task,
    Update,
)
from sok_core.note import OUT_OF_PLACE, PRIVATE
from sok_core.road import Ahead, Road
from sok_core.task import MAX_TITLE

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

T = TypeVar("T", Aim, Task, Project, Commitment)

HEALTH = re.compile(
    r"\b(adhd|alzheimer|astma|autis|beroerte|burn-?out|chemo|copd|dement|depress|diabetes|epilep|gehandicapt"
    r"|hartpatiënt|kanker|kortademig|longen|longziekte|medicijn|ms-patiënt|parkinson|psych|reuma|rolstoel"
    r"|scootmobiel|suikerziekte|verslaa|zieke?\b|ziekte)",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<![.!?:…])(?<![.!?:…] )(?<=[ ,(])[A-ZÀ-Þ][a-zà-ÿ]{2,}\b")  # not where a sentence begins
# A street with a house number, "Dorpsstraat 12" or "kanaalweg 3b"; no count of what stands in it.
ADDRESS = re.compile(
    r"\b[^\W\d_]*(?:straat|laan|weg|plein|kade|gracht|singel|dijk|dreef|hof|steeg|plantsoen|pad|markt|park)"
    r",?\s+(?:(?:nummer|nr\.?|no\.?)\s*)?(?!(?:19|20)\d\d\b)\d{1,4}\s?[a-z]?\b"
    r"(?!\s*(?:[%x]|km|m2?\b|meter|uur|keer|jaar|euro|bomen|huizen|woningen|bankjes))",
    re.IGNORECASE,
)
UNSAID = "–"
NOTHING = r"\Z\A."  # what no text has
NOUNS = {Task: "Taak", Project: "Project", Commitment: "Afspraak"}
KINDS = {AimKind.VALUE: "Waarde", AimKind.GOAL: "Doel"}
BETWEEN = " | "  # so that no words of a note are found across two texts


class Doubt(Enum):
    """Why somebody should read a note before it is shown to everybody."""

    HEALTH = "lijkt over iemands gezondheid te gaan"
    NAME = "lijkt een naam te noemen"
    ADDRESS = "lijkt een adres te noemen"


def doubt(text: str, known: Collection[str] = ()) -> Doubt | None:
    """Return why a text should be read first; ``known`` are words in small letters that name nobody.

    >>> doubt("mijn vrouw heeft astma"), doubt("nu blijft alles bij Joke liggen")
    (<Doubt.HEALTH: 'lijkt over iemands gezondheid te gaan'>, <Doubt.NAME: 'lijkt een naam te noemen'>)
    >>> doubt("Schimmel weg in de Molenvliet", {"molenvliet"})
    """
    if HEALTH.search(text):
        return Doubt.HEALTH
    if ADDRESS.search(text):
        return Doubt.ADDRESS
    named = (one.lower() for one in NAME.findall(text))
    return Doubt.NAME if any(one not in known for one in named) else None


def known_words(tables: "Tables") -> set[str]:
    """Return the words that a dossier uses for its parties, places and articles."""
    texts = [tables.dossier.current().name]
    texts += [f"{one.name} {one.short_name}" for one in tables.party.all()]
    texts += [f"{one.title} {one.place}" for one in tables.meeting.all()]
    texts += [one.text for one in tables.clause_text.all()]
    return {word.lower() for text in texts for word in re.findall(r"\w+", text)}


def on_paper(tables: "Tables") -> list[Note]:
    """Return the notes that papers may show in their own words: what values and articles grew from.

    An article also shows those of its task and its project.
    """
    grounds = {(Outcome.TASK, one.task_id) for one in tables.clause.all()}
    grounds |= {(Outcome.PROJECT, one.project_id) for one in tables.clause.all()}
    ids = {
        one.note_id
        for one in tables.source.ever()
        if one.note_id is not None
        and (one.outcome in (Outcome.AIM, Outcome.CLAUSE) or (one.outcome, one.outcome_id) in grounds)
    }
    return tables.note.some(sorted(ids))


def doubtful(notes: Iterable[Note], known: Collection[str]) -> list[tuple[Note, Doubt]]:
    """Return the notes that everybody would read, and that should be read by one of us first."""
    found = ((one, doubt(f"{one.text}\n{one.translation}", known)) for one in notes if is_fit(one))
    return [(one, why) for one, why in found if why]


@dataclass(frozen=True)
class Left:
    """Where the words of hidden notes still stand: ``names`` can be changed, frozen ``versions`` cannot."""

    names: tuple[str, ...] = ()
    versions: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReadFirst:
    """Why which note, and which reason for no clause (a fate), should be read first, by its id."""

    notes: Mapping[int, Doubt]
    reasons: Mapping[int, Doubt]
    left: Left


def read_first(store: "Store") -> ReadFirst:
    """Return what somebody should read first of a whole dossier; worked out once for each revision."""
    return store.kept("delicate", _read_first)


def _read_first(tables: "Tables") -> ReadFirst:
    notes, known = tables.note.where(), known_words(tables)
    hidden = {one.id for one in notes if one.is_hidden}
    reasons = {
        one.id: why
        for one in tables.fate.all()
        if one.note_id not in hidden and (why := doubt(f"{one.why}\n{one.text}", known))
    }
    return ReadFirst({one.id: why for one, why in doubtful(notes, known)}, reasons, still_said(tables))


def still_said(tables: "Tables") -> Left:
    """Return what still carries the words of a note that was hidden since.

    Hiding takes a note away and not what people made of it: whoever hides reads here what to change by hand,
    and which frozen text is not to be handed out. What was withdrawn or let go cannot be changed
    and is left out.
    """
    grew = {one.note_id for one in tables.source.ever() if one.note_id is not None}
    hidden = [one for one in tables.note.some(sorted(grew)) if one.is_hidden]
    if not hidden:
        return Left()
    found = road.read(tables)
    frozen = [(one.number, text) for one in tables.version.all() if (text := agreement.opened(one))]
    names = {name for one in hidden for name in (*carriers(found, one), *_tellers(tables, found, one))}
    versions = {
        number
        for one in hidden
        for number, document in frozen
        if any(_carries(text, one) for text in _frozen(found, document, one))
    }
    return Left(tuple(sorted(names)), tuple(sorted(versions)))


def carriers(found: Road, note: Note) -> list[str]:
    """Return what grew from a note and still has its words, and can be changed: how people call it."""
    return sorted({name for name, text in _grown(found, note) if _carries(text, note)})


def _tellers(tables: "Tables", found: Road, note: Note) -> Iterator[str]:
    """Yield how people call what was told and decided of promises, stands, and has the words of a note."""
    for promise in _promised(found, road.ahead_ever(found, note.id)):
        for one in tables.update.standing(promise.id):
            if _carries(_together(one.text, one.next_step), note):
                yield f"een {'besluit' if one.is_decided else 'bericht'} bij afspraak ‘{promise.title}’"


@contextmanager
def for_paper(store: "Store") -> Iterator["Tables"]:
    """Open a look at one moment of a dossier, for a paper or a file that others than the core team read.

    Every value, task, project and promise, and what was told and decided of a promise, is there with a dash
    for the words of a hidden note. The text of an agreement stays as it is: whoever hides a note is told
    that its words stand there (``still_said``), and only ``document_for_all`` leaves them out.
    """
    with store.read() as tables:
        for noun, rows in told_outside(tables).items():
            getattr(tables, noun).instead = rows
        yield tables


def told_outside(tables: "Tables") -> dict[str, Mapping[int, Any]]:
    """Return by noun the rows, by id, as papers and files have them; nothing while no note is hidden."""
    if not _has_secrets(tables):
        return {}
    found = road.read(tables)
    fit, notes = without_hidden_words(found), _of_promises(found)
    promises = {one.id: one for one in fit.commitments}
    names = {one.id: (one.title, promises[one.id].title) for one in found.commitments}
    return {
        "aim": fit.aims,
        "task": fit.tasks,
        "project": fit.projects,
        "commitment": promises,
        "check_in": _outcomes(tables, notes, names),
        **_told_of_promises(tables, notes, names),
    }


def without_hidden_words(found: Road) -> Road:
    """Return roads with a dash for the words of a hidden note, in each text that grew from it.

    For paper and pages that leave the house: until somebody changes what ``still_said`` tells. A note that
    only stood in the wrong place is nobody's secret. What would have no name left is called by its number.
    """
    kept: dict[str, Any] = {name: dict(getattr(found, name)) for name in ("aims", "tasks", "projects")}
    promises, texts = {one.id: one for one in found.commitments}, dict(found.texts)
    for note in _giving_away(found):
        grown = road.ahead_ever(found, note.id)
        for name, rows in kept.items():
            rows |= {one.id: _without(rows[one.id], note) for one in getattr(grown, name)}
        texts |= {one.id: _without(texts[one.id], note) for one in grown.clauses if one.id in texts}
        promises |= {one.id: _without(promises[one.id], note) for one in _promised(found, grown)}
    kept = {name: _told_apart(rows, getattr(found, name)) for name, rows in kept.items()}
    promises = _told_apart(promises, {one.id: one for one in found.commitments})
    states = {
        clause_id: [replace(one, commitment=promises[one.commitment.id]) for one in every]
        for clause_id, every in found.promises.items()
    }
    return replace(found, commitments=list(promises.values()), promises=states, texts=texts, **kept)


def says(text: str) -> bool:
    """Whether a text says anything besides what was left out of it.

    >>> says("Helpen: –"), says("– – .")
    (True, False)
    """
    return bool(_letters(text))


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def document_for_all(tables: "Tables", document: Document) -> Document:
    """Return a text of the agreement as a paper for the neighbourhood and the press may tell of it.

    A value or a goal that would have no name left is not there; each article is, whatever it says.
    """
    if not _has_secrets(tables):
        return document
    found = road.read(tables)
    articles = {one.clause_id: one for one in document.articles}
    aims = {one.id: one for one in document.aims}
    for note in _giving_away(found):
        grown = road.ahead_ever(found, note.id)
        for rows, own in ((articles, grown.clauses), (aims, grown.aims)):
            rows |= {one.id: _without(rows[one.id], note) for one in own if one.id in rows}
    chapters = (
        replace(one, articles=tuple(articles[each.clause_id] for each in one.articles))
        for one in document.chapters
    )
    named = (_told_of(aims[one.id]) for one in document.aims if says(aims[one.id].name))
    return replace(document, chapters=tuple(chapters), aims=tuple(named))


def _told_of(aim: Named) -> Named:
    more = aim.more if says(aim.more) else ""
    return replace(aim, more=more, noticed_by=tuple(filter(says, aim.noticed_by)))


def _told_apart(rows: Mapping[int, T], before: Mapping[int, T]) -> dict[int, T]:
    """Return rows of which people, and our own import, can tell each from the others by its title."""
    many = Counter(_letters(one.title) for one in rows.values())
    return {
        row_id: one
        if one.title == before[row_id].title
        else replace(one, title=_told_title(one, is_alone=many[_letters(one.title)] == 1))
        for row_id, one in rows.items()
    }


def _told_title(one: Aim | Task | Project | Commitment, *, is_alone: bool) -> str:
    noun = KINDS[one.kind] if isinstance(one, Aim) else NOUNS[type(one)]
    if not says(one.title):
        return f"{noun} {one.id}"
    return one.title if is_alone else f"{one.title} ({noun.lower()} {one.id})"


def _has_secrets(tables: "Tables") -> bool:
    return any(_gives_away(one) for one in tables.note.where("hidden_at IS NOT NULL"))


def _gives_away(note: Note) -> bool:
    return note.is_hidden and note.hidden_reason != OUT_OF_PLACE


def _giving_away(found: Road) -> list[Note]:
    """Return the notes whose words are left out, the longest first: one may have those of another in it."""
    notes = [one for one in found.notes.values() if _gives_away(one) and one.id in found.by_note_ever]
    return sorted(notes, key=lambda one: len(one.text), reverse=True)


def _promised(found: Road, grown: Ahead) -> list[Commitment]:
    """Return the promises that follow what grew from a note."""
    clauses, projects = {one.id for one in grown.clauses}, {one.id for one in grown.projects}
    return [one for one in found.commitments if one.clause_id in clauses or one.project_id in projects]


def _of_promises(found: Road) -> dict[int, list[Note]]:
    """Return by promise the hidden notes whose words it may have."""
    notes: dict[int, list[Note]] = {}
    for note in _giving_away(found):
        for one in _promised(found, road.ahead_ever(found, note.id)):
            notes.setdefault(one.id, []).append(note)
    return notes


def _outcomes(
    tables: "Tables", notes: Mapping[int, list[Note]], names: Mapping[int, tuple[str, str]]
) -> dict[int, CheckIn]:
    """Return the moments at which something was decided of these promises, without the words of the notes."""
    changed: dict[int, CheckIn] = {}
    for line in check_in_outcome.every(tables) if notes else ():
        if line.update and (of := line.update.commitment_id) in notes:
            moment = changed.get(line.check_in.id, line.check_in)
            lines = list(moment.outcomes)
            lines[line.place] = reduce(_said_in, notes[of], line.text.replace(*names[of], 1))
            changed[moment.id] = replace(moment, outcomes=tuple(lines))
    return changed


def _told_of_promises(
    tables: "Tables", notes: Mapping[int, list[Note]], names: Mapping[int, tuple[str, str]]
) -> dict[str, Mapping[int, Update | Confirmation | LeadChange | Decision]]:
    """Return by noun what was said and decided of these promises, without the words of the notes."""
    updates = tables.update.where() if notes else []
    of = {one.id: notes[one.commitment_id] for one in updates if one.commitment_id in notes}
    named = {one.id: names[one.commitment_id] for one in updates if one.id in of}
    changes = tables.lead_change.where() if notes else []
    return {
        "update": {one.id: reduce(_without, of[one.id], one) for one in updates if one.id in of},
        "confirmation": {
            one.id: reduce(_without, of[one.update_id], one)
            for one in tables.confirmation.where()
            if one.update_id in of
        },
        "lead_change": {
            one.id: reduce(_without, notes[one.commitment_id], one)
            for one in changes
            if one.commitment_id in notes
        },
        "decision": {
            one.id: reduce(
                _without, of[one.update_id], replace(one, text=one.text.replace(*named[one.update_id], 1))
            )
            for one in tables.decision.where("update_id IS NOT NULL")
            if one.update_id in of
        },
    }


def _without(one: Any, note: Note) -> Any:
    """Return a row with a dash for the words of a note in each of its texts."""
    return replace(one, **{each.name: _unsaid(getattr(one, each.name), note) for each in fields(one)})


def _unsaid(value: Any, note: Note) -> Any:
    if isinstance(value, tuple):
        return tuple(_unsaid(each, note) for each in value)
    return _said_in(value, note) if type(value) is str else value


def _said_in(text: str, note: Note) -> str:
    """Return a text in which a dash stands for the words of a note."""
    said = _said(note)
    if _is_common(note):
        return UNSAID if said.fullmatch(_bare(text)) else text
    return said.sub(UNSAID, text)


def _carries(text: str, note: Note) -> bool:
    """Whether one of some texts, between BETWEEN, has the words of a note."""
    said = _said(note)
    return any(
        said.fullmatch(_bare(one)) if _is_common(note) else said.search(one) for one in text.split(BETWEEN)
    )


def _is_common(note: Note) -> bool:
    """Whether a note is one word like any other: amid other words it gives nobody away.

    Not when it was hidden for what it says of somebody: then it may be a name.
    """
    return " " not in _bare(note.text) and note.hidden_reason != PRIVATE


def _said(note: Note) -> re.Pattern[str]:
    """Return where a text has the words of a note: all, as many as a title has, or up to where it was cut."""
    every = _bare(note.text).split()
    title = _bare(words.shortened(note.text, MAX_TITLE)).split()
    whole = [every[:size] for size in range(len(every), len(title), -1)]
    cut = [title[:size] for size in range(len(title) - 1, 1, -1)]
    told = "|".join(
        [*map(_spaced, filter(None, [*whole, title])), *(rf"{_spaced(one)}(?=\s*…)" for one in cut)]
    )
    return re.compile(rf"(?<!\w)(?:{told or NOTHING})(?!\w)", re.IGNORECASE)


def _spaced(said: Iterable[str]) -> str:
    """Return a pattern of words, with any space between them."""
    return r"\s+".join(map(re.escape, _bare(" ".join(said)).split()))


def _bare(text: str) -> str:
    """Return a text in one line without its last full stop."""
    return " ".join(text.split()).rstrip(" .!?…")


def _grown(found: Road, note: Note) -> Iterator[tuple[str, str]]:
    """Yield what grew from a note and can be changed: how people call it, with every text of it."""
    grown = road.ahead_ever(found, note.id)
    for aim in grown.aims:
        if aim.gone_at is None:
            yield road.aim_name(aim), _together(aim.title, aim.meaning, *aim.noticed_by)
    for task in grown.tasks:
        if task.gone_at is None:
            yield f"taak ‘{task.title}’", _together(task.title, task.description, task.open_point)
    for each in grown.projects:
        told = (each.goal, each.first_step, each.done_when, each.means, each.space, each.funding, each.lesson)
        yield f"project ‘{each.title}’", _together(each.title, *told)
    for clause in grown.clauses:
        if clause.status is not ClauseStatus.WITHDRAWN:
            text = found.texts[clause.id]
            yield road.article(found, clause.id), _together(text.text, text.means)
    for promise in _promised(found, grown):
        texts = (promise.title, promise.indicator, promise.means, *promise.steps)
        yield f"afspraak ‘{promise.title}’", _together(*texts)


def _frozen(found: Road, document: Document, note: Note) -> Iterator[str]:
    """Yield the texts that a frozen version has of what grew from a note."""
    grown = road.ahead_ever(found, note.id)
    clauses, aims = {one.id for one in grown.clauses}, {one.id for one in grown.aims}
    for one in document.articles:
        if one.clause_id in clauses and not one.is_withdrawn:
            yield _together(one.text, one.means)
    for each in document.aims:
        if each.id in aims:
            yield _together(each.name, each.more, *each.noticed_by)


def _together(*texts: str) -> str:
    return BETWEEN.join(texts)
