"""Values and goals: what the group goes for, grown from its themes, beside the words of residents."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Aim, AimKind, Group, Note, Outcome, Theme
from sok_core.note import personal_data, visible

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TITLE, MAX_TEXT, MAX_SIGN = 120, 600, 200
MOST_QUOTES = 2
MOST_SIGNS = 8
FIELDS = {
    "kind": "waarde of doel",
    "title": "de naam",
    "meaning": "wat wij ermee bedoelen",
    "noticed_by": "dat merk je aan",
    "quotes": "de briefjes ernaast",
}


@dataclass(frozen=True)
class Added:
    """A theme that was added to a value or a goal, with what it brought, so that it can be undone."""

    aim_id: int
    theme_id: int
    note_ids: tuple[int, ...]


def from_theme(store: "Store", *, theme_id: int, kind: AimKind) -> Aim:
    """Let a theme become a value or a goal: its name, its explanation and the notes that lie there now.

    The notes stay its sources, wherever they are moved later. Two that may be read by everybody stand beside
    it, those with the most dots first. Raises NotFound, RuleBroken for a theme without a name, Conflict when
    it became one already.
    """
    with store.write() as tables:
        theme = _free_theme(tables, theme_id)
        notes = _notes_under(tables, theme)
        chosen = to_quote(notes)[:MOST_QUOTES]
        added = tables.aim.add(
            kind=kind,
            title=theme.title,
            meaning=theme.description,
            theme_id=theme.id,
            quotes=tuple(one.id for one in chosen),
        )
        tables.source.link(Outcome.AIM, added.id, notes=[one.id for one in notes])
        return added


def write_down(store: "Store", *, kind: AimKind, title: str, meaning: str = "") -> Aim:
    """Add a value or a goal that came from no theme; raises RuleBroken without a name, or for too long."""
    values = clean({"title": title, "meaning": meaning})
    with store.write() as tables:
        return tables.aim.add(kind=kind, **values)


def take_back(store: "Store", *, made: Aim) -> None:
    """Undo that a value or a goal was made.

    Raises NotFound, and Conflict when it was changed since, or when something rests on it.
    """
    with store.write() as tables:
        if tables.aim.get(made.id) != made or tables.aim.is_used(made.id):
            raise Conflict("aim.used", title=made.title)
        linked = [one.note_id for one in tables.source.of(Outcome.AIM, made.id)]
        tables.source.unlink(Outcome.AIM, made.id, notes=filter(None, linked))
        tables.aim.delete(made.id)


def add_theme(store: "Store", *, aim_id: int, theme_id: int) -> Added:
    """Let a theme grow into a value or a goal that is there already; raises as ``from_theme`` does."""
    with store.write() as tables:
        aim, theme = tables.aim.get(aim_id), _free_theme(tables, theme_id)
        known = _linked(tables, aim_id)
        fresh = tuple(one.id for one in _notes_under(tables, theme) if one.id not in known)
        tables.source.link(Outcome.AIM, aim_id, notes=fresh)
        tables.aim.update(aim_id, more_themes=(*aim.more_themes, theme_id))
        return Added(aim_id, theme_id, fresh)


def remove_theme(store: "Store", *, added: Added) -> None:
    """Undo that a theme was added: only what it brought goes. Raises NotFound."""
    with store.write() as tables:
        aim = tables.aim.get(added.aim_id)
        kept = tuple(one for one in aim.more_themes if one != added.theme_id)
        tables.aim.update(aim.id, more_themes=kept)
        tables.source.unlink(Outcome.AIM, aim.id, notes=added.note_ids)


def take_new(store: "Store", *, aim_id: int) -> int:
    """Link the notes that came under its themes later; return how many. Raises NotFound."""
    with store.write() as tables:
        aim = tables.aim.get(aim_id)
        notes = [one for theme_id in aim.theme_ids for one in _under(tables, theme_id)]
        new = fresh(aim, notes, _linked(tables, aim_id))
        tables.source.link(Outcome.AIM, aim_id, notes=[one.id for one in new])
        return len(new)


def change(store: "Store", *, aim_id: int, before: Aim, **fields: Any) -> Aim:
    """Change what is given of a value or a goal; ``before`` is how its writer saw it.

    Raises NotFound, Conflict when somebody else changed the same field meanwhile, and RuleBroken: no name,
    too long, too many, or a note beside it that may not be shown to everybody.
    """
    with store.write() as tables:
        now = tables.aim.get(aim_id)
        wanted = clean(fields)
        changed = {name: value for name, value in wanted.items() if value != getattr(before, name)}
        for name, value in changed.items():
            if getattr(now, name) not in (getattr(before, name), value):
                raise Conflict("aim.changed", title=now.title, field=FIELDS[name])
        if "quotes" in changed:
            _check_quotes(tables, aim_id, changed["quotes"])
        return tables.aim.update(aim_id, **changed) if changed else now


def move(store: "Store", *, aim_id: int, by: int) -> None:
    """Move a value among the values, or a goal among the goals: -1 is earlier, 1 later. Raises NotFound."""
    with store.write() as tables:
        moved = tables.aim.get(aim_id)
        row = [one for one in tables.aim.all() if one.kind is moved.kind]
        ids = [one.id for one in row]
        place = ids.index(aim_id) if aim_id in ids else -1
        if place < 0 or not 0 <= place + by < len(row):
            return
        ids.insert(place + by, ids.pop(place))
        for one_id, position in zip(ids, sorted(one.position for one in row), strict=True):
            tables.aim.update(one_id, position=position)


def let_go(store: "Store", *, aim_id: int, why: str, now: dt.datetime) -> None:
    """Say that the group goes for this no more; it can come back. Raises RuleBroken without a reason."""
    why = tidy(why, limit=MAX_TEXT)
    if not why:
        raise RuleBroken("aim.why_empty")
    with store.write() as tables:
        tables.aim.get(aim_id)
        tables.aim.update(aim_id, gone_at=now, gone_why=why)


def bring_back(store: "Store", *, aim_id: int) -> None:
    """Let the group hold it again; raises NotFound, Conflict when its theme became another meanwhile."""
    with store.write() as tables:
        back = tables.aim.get(aim_id)
        for theme_id in back.theme_ids:
            _check_free(tables, tables.theme.get(theme_id))
        tables.aim.update(aim_id, gone_at=None, gone_why="")


def of_theme(aims: Iterable[Aim], theme_id: int) -> Aim | None:
    """Return the value or goal that a theme grew into, None when it did not."""
    return next((one for one in aims if theme_id in one.theme_ids), None)


def fresh(aim: Aim, notes: Iterable[Note], known: Iterable[int]) -> list[Note]:
    """Return the notes that came under its themes since their words were taken along."""
    there = set(known)
    return [one for one in visible(notes) if one.theme_id in aim.theme_ids and one.id not in there]


def is_fit(note: Note) -> bool:
    """Whether everybody may read a note: it is not hidden, and seems to hold nobody's personal data."""
    return not (note.is_hidden or personal_data(note.text) or personal_data(note.translation))


def to_quote(notes: Iterable[Note]) -> list[Note]:
    """Return the notes to show as the words of residents: what a resident wrote, then who did not say who.

    Those with the most dots first; never a note of an organisation, or one that not everybody may read.
    """
    fit = [one for one in notes if is_fit(one) and one.group is not Group.ORGANISATION]
    return sorted(fit, key=lambda one: (one.group is not Group.RESIDENT, -one.votes))


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as they are kept; raises RuleBroken for no name, too long, or too many."""
    values = dict(fields)
    if "title" in values:
        values["title"] = tidy(values["title"], limit=MAX_TITLE)
        if not values["title"]:
            raise RuleBroken("aim.title_empty")
    if "meaning" in values:
        values["meaning"] = tidy(values["meaning"], limit=MAX_TEXT)
    if "noticed_by" in values:
        signs = (tidy(one, limit=MAX_SIGN) for one in values["noticed_by"])
        values["noticed_by"] = tuple(filter(None, signs))
        if len(values["noticed_by"]) > MOST_SIGNS:
            raise RuleBroken("aim.too_many_signs", limit=MOST_SIGNS)
    if "quotes" in values:
        values["quotes"] = tuple(values["quotes"])
        if len(values["quotes"]) > MOST_QUOTES:
            raise RuleBroken("aim.too_many_quotes", limit=MOST_QUOTES)
    return values


def tidy(text: str, *, limit: int) -> str:
    """Return a text with its spaces tidied; raises RuleBroken when it is too long."""
    text = " ".join(text.split())
    if len(text) > limit:
        raise RuleBroken("aim.too_long", limit=limit)
    return text


def _free_theme(tables: "Tables", theme_id: int) -> Theme:
    theme = tables.theme.get(theme_id)
    if theme.gone_at is not None:
        raise NotFound("theme.unknown")
    if not theme.title:
        raise RuleBroken("aim.theme_unnamed")
    _check_free(tables, theme)
    return theme


def _check_free(tables: "Tables", theme: Theme) -> None:
    other = of_theme(tables.aim.all(), theme.id)
    if other is not None:
        raise Conflict("aim.theme_used", theme=theme.title, title=other.title)


def _notes_under(tables: "Tables", theme: Theme) -> list[Note]:
    return [one for one in visible(tables.note.of(theme.meeting_id)) if one.theme_id == theme.id]


def _under(tables: "Tables", theme_id: int) -> list[Note]:
    return _notes_under(tables, tables.theme.get(theme_id))


def _linked(tables: "Tables", aim_id: int) -> set[int]:
    return {one.note_id for one in tables.source.of(Outcome.AIM, aim_id) if one.note_id is not None}


def _check_quotes(tables: "Tables", aim_id: int, note_ids: Iterable[int]) -> None:
    linked = _linked(tables, aim_id)
    for note_id in note_ids:
        if note_id not in linked or not is_fit(tables.note.get(note_id)):
            raise RuleBroken("aim.quote")
