"""Sticky notes: posting, changing, taking back, hiding. The residents' words stay as they wrote them."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from sok_core.errors import Conflict, Forbidden, Gone, NotFound, RuleBroken
from sok_core.model import Channel, Group, Meeting, MeetingStatus, Note, Prompt

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_LENGTH = 280
LOOKS_ALIKE = 82.0  # of 100

# Signs that turn the direction of everything after them go; the page gives each note its own direction.
# A tab (pasted from a table) becomes a space, so that words do not grow together.
_REPLACED = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]) | {ord("\t"): " "}
# Letters that show nothing; a note of only these would be an empty sheet.
_BLANKS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}

# Written so that Python and the phone's JavaScript read them alike; both ask with the same pattern.
PERSONAL_PATTERNS = {
    # not a date; +31, 0031 or 0; then nine digits with anything people put between them
    "phone": (
        r"(?!0?\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d(?!\d))"
        r"(?:(?:\+|\b00)\s?31[\s./-]*(?:\(0\))?|\b0)[\s./()-]{0,3}[1-9](?:[\s./()-]{0,3}\d){8}(?!\d)"
    ),
    "email": r"[^\s@]+@[^\s@]+\.[a-zA-Z]{2,}",
    # in small letters only when they are no word or unit: "in 2040 en", "1500 kg"
    "postcode": (
        r"\b[1-9]\d{3}\s?(?:(?!S[ADS]\b)[A-Z][A-Z]|(?!(?:s[ads]|al|as|at|be|bv|by|cm|da|de|do|dm|en|er|eu|ga|ha|he|if|"
        r"ik|in|is|it|ja|je|kg|km|kw|me|ml|mm|mo|na|no|nu|of|om|on|op|or|pk|so|te|to|tv|uu|we|wc|ze|zo)\b)[a-z][a-z])\b"
    ),
}


NO_REASON = "zonder reden"  # hidden in a hurry: the reason can be given afterwards
PRIVATE = "naam of privé"
OUT_OF_PLACE = "hoort hier niet"


@dataclass(frozen=True)
class Posted:
    """The answer to a phone: which note it became. ``is_new`` is False when this key was known already."""

    id: int
    number: int
    text: str
    is_new: bool


def clean(text: object) -> str:
    """Return a note's text without control signs and outer spaces, its wording untouched.

    Raises RuleBroken for something that is no text, empty, or over 280 characters.
    """
    if not isinstance(text, str):
        raise RuleBroken("note.no_text")
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPLACED)
    kept = "".join(filter(_is_kept, text)).strip()
    if not any(map(_is_seen, kept)):
        raise RuleBroken("note.empty")
    if len(kept) > MAX_LENGTH:
        raise RuleBroken("note.too_long", length=len(kept), limit=MAX_LENGTH)
    return kept


def _is_kept(sign: str) -> bool:
    """Whether a sign stays in a note: no control sign, no half of a pair, nothing Unicode will never use."""
    is_nonsense = 0xFDD0 <= ord(sign) <= 0xFDEF or ord(sign) & 0xFFFE == 0xFFFE
    return sign == "\n" or not (unicodedata.category(sign) in ("Cc", "Cs") or is_nonsense)


def _is_seen(sign: str) -> bool:
    """Whether a sign shows something; an emoji that is newer than this Python has no category yet (Cn)."""
    kind = unicodedata.category(sign)
    is_new_emoji = kind == "Cn" and 0x1F000 <= ord(sign) <= 0x1FFFD
    return is_new_emoji or (kind[0] not in "ZCM" and sign not in _BLANKS)


def personal_data(text: str) -> str | None:
    """Return which personal data a text seems to hold (phone, email, postcode), or None.

    >>> personal_data("bel 06-12345678")
    'phone'
    >>> personal_data("van het gas af in 2040")
    """
    return next((kind for kind, pattern in PERSONAL_PATTERNS.items() if re.search(pattern, text)), None)


def without_personal_data(text: str) -> str:
    """Return a text with a dash in the place of each phone number, mail address and postcode.

    >>> without_personal_data("Piet doet het zelf, bel 06-12345678")
    'Piet doet het zelf, bel –'
    """
    for pattern in PERSONAL_PATTERNS.values():
        text = re.sub(pattern, "–", text)
    return text


def device_hash(device: str, *, salt: str) -> str:
    """Return what a note keeps of a phone: the same for the same phone in one meeting, and nothing more."""
    return hashlib.blake2b(device.encode(), key=salt.encode(), digest_size=12).hexdigest()


def post(
    store: "Store",
    *,
    meeting_id: int,
    text: object,
    key: str,
    device: str,
    now: dt.datetime,
    group: Group | None = None,
    prompt_id: int | None = None,
    is_new_device: bool = False,
) -> Posted:
    """Put a phone's note on the wall, once per key.

    ``device`` is the phone's own secret; ``is_new_device`` says that it was made up just now, for a phone
    that sent none. ``prompt_id`` is the question it was written for, when the phone knows it: a note that
    was under way is never put under another question.
    Raises RuleBroken (text), Gone (the meeting is closed), Conflict (the question is not open).
    """
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        owner = device_hash(device, salt=meeting.salt)
        known = _known(tables, meeting, key, owner=owner)
        if known is None and is_new_device:
            known = _come_back(tables, meeting, key, owner=owner, text=text)
        if known is not None:
            return known
        prompt = _for_notes(open_prompt(tables, meeting, now=now, prompt_id=prompt_id))
        note = tables.note.add(
            meeting_id=meeting_id,
            prompt_id=prompt.id,
            number=tables.meeting.next_number(meeting_id),
            text=clean(text),
            created_at=now,
            channel=Channel.PHONE,
            group=group,
            device=owner,
        )
        for stored in (_key_hash(key + owner), _key_hash(key)):
            if tables.note.key(meeting_id, stored) is None:
                tables.note.remember_key(meeting_id, stored, note=note)
    return Posted(note.id, note.number, note.text, is_new=True)


def post_from_paper(
    store: "Store",
    *,
    prompt_id: int,
    text: object,
    now: dt.datetime,
    table: int | None = None,
    group: Group | None = None,
) -> Note:
    """Put a paper note on the wall; paper is welcome as long as the meeting is not closed.

    ``group`` is as whom somebody wrote it, when he said so.
    """
    if table is not None and not 1 <= table <= 99:
        raise RuleBroken("note.table")
    with store.write() as tables:
        prompt = _for_notes(tables.prompt.get(prompt_id))
        meeting = tables.meeting.get(prompt.meeting_id)
        if meeting.status is MeetingStatus.CLOSED:
            raise Gone("meeting.closed")
        added = tables.note.add(
            meeting_id=meeting.id,
            prompt_id=prompt.id,
            number=tables.meeting.next_number(meeting.id),
            text=clean(text),
            created_at=now,
            channel=Channel.FACILITATOR,
            group=group,
            table=table,
        )
        _tell_choices(tables, added)
        return added


def post_from_table(
    store: "Store",
    *,
    meeting_id: int,
    prompt_id: int,
    text: object,
    key: str,
    table: int,
    now: dt.datetime,
    group: Group | None = None,
) -> Posted:
    """Put on the wall what a helper typed at her table, once per key.

    As with any paper (``post_from_paper``), the timer and the end of writing hold nobody back: who would
    rather speak, or wrote on paper, was in time, and the typing comes later. So it goes under the question
    it was said for, even when the next one is on the screen. But a helper does not see the whole evening,
    so she cannot write before a question opens, nor while dots are placed or counted under it: a new note
    could change what the hall votes on.
    Raises RuleBroken (text), Gone (the meeting is closed), NotFound (a question of another meeting),
    Conflict (the question takes no paper now).
    """
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        owner = device_hash(f"tafel {table}", salt=meeting.salt)
        known = _known(tables, meeting, key, owner=owner)
        if known is not None:
            return known
        prompt = _for_notes(paper_prompt(tables, meeting, prompt_id))
        note = tables.note.add(
            meeting_id=meeting_id,
            prompt_id=prompt.id,
            number=tables.meeting.next_number(meeting_id),
            text=clean(text),
            created_at=now,
            channel=Channel.HELPER,
            group=group,
            table=table,
        )
        tables.note.remember_key(meeting_id, _key_hash(key + owner), note=note)
    return Posted(note.id, note.number, note.text, is_new=True)


def reword_at_table(
    store: "Store", *, meeting_id: int, note_id: int, text: object, table: int, now: dt.datetime
) -> Note:
    """Change a note that was typed at this table; raises Forbidden for any other."""
    with store.write() as tables:
        note = _own_table_note(tables, meeting_id, note_id, table=table)
        return tables.note.update(note.id, text=clean(text), changed_at=now)


def take_back_at_table(store: "Store", *, meeting_id: int, note_id: int, table: int) -> int:
    """Take a note away for good that was typed at this table, and return its number; raises Forbidden."""
    with store.write() as tables:
        note = _own_table_note(tables, meeting_id, note_id, table=table)
        tables.note.remove(note.id)
        return note.number


def is_from_table(note: Note, table: int) -> bool:
    """Whether a helper typed this note at this table; another helper of the table may go on with it."""
    return note.channel is Channel.HELPER and note.table == table


def reword(
    store: "Store", *, meeting_id: int, note_id: int, text: object, device: str, now: dt.datetime
) -> Note:
    """Change one's own note, while its question is open; raises Forbidden for another's.

    A translation of the words that were there goes: it would say what nobody wrote.
    """
    with store.write() as tables:
        note = _own_open_note(tables, meeting_id, note_id, device=device, now=now)
        words = clean(text)
        kept = note.translation if words == note.text else ""
        return tables.note.update(note.id, text=words, changed_at=now, translation=kept)


def take_back(store: "Store", *, meeting_id: int, note_id: int, device: str, now: dt.datetime) -> None:
    """Take one's own note away for good, while its question is open; raises Forbidden for another's."""
    with store.write() as tables:
        note = _own_open_note(tables, meeting_id, note_id, device=device, now=now)
        tables.note.remove(note.id)


def hide(store: "Store", *, note_id: int, reason: str, now: dt.datetime) -> None:
    """Take a note off every screen, phone and paper; it can be put back."""
    with store.write() as tables:
        put_away(tables, note_id, reason=reason, now=now)


def put_away(tables: "Tables", note_id: int, *, reason: str, now: dt.datetime) -> None:
    """Do what ``hide`` does, inside a transaction."""
    _tell_choices(tables, tables.note.update(note_id, hidden_at=now, hidden_reason=reason.strip()))


def translate(store: "Store", *, note_id: int, text: object) -> Note:
    """Put a Dutch translation under a note, or take it away with an empty text; the note itself stays.

    Raises RuleBroken for what would not fit on a note either.
    """
    is_empty = isinstance(text, str) and not text.strip()
    with store.write() as tables:
        return tables.note.update(note_id, translation="" if is_empty else clean(text))


def restore(store: "Store", *, note_id: int) -> None:
    """Put a hidden note back."""
    with store.write() as tables:
        put_up(tables, note_id)


def put_up(tables: "Tables", note_id: int) -> None:
    """Do what ``restore`` does, inside a transaction."""
    _tell_choices(tables, tables.note.update(note_id, hidden_at=None, hidden_reason=""))


def delete(store: "Store", *, note_id: int) -> None:
    """Delete a note for good, from the exports too; its number is not used again."""
    with store.write() as tables:
        _tell_choices(tables, tables.note.get(note_id))
        tables.note.remove(note_id)


def _tell_choices(tables: "Tables", note: Note) -> None:
    """Let everybody read anew what he can vote on, when a note comes or goes in mid-vote."""
    if tables.situation(note.meeting_id).phase.has_votes:
        tables.meeting.tell_anew(note.meeting_id)


def open_prompt(
    tables: "Tables", meeting: Meeting, *, now: dt.datetime, prompt_id: int | None = None
) -> Prompt:
    """Return the question that may be written to now.

    Raises Gone when the meeting is closed, Conflict when there is no open question, when the time is up,
    or when the note was written for another question.
    """
    if meeting.status is MeetingStatus.CLOSED:
        raise Gone("meeting.closed")
    if meeting.status is not MeetingStatus.RUNNING or meeting.prompt_id is None:
        raise Conflict("meeting.not_begun")
    prompt = tables.prompt.get(meeting.prompt_id)
    if prompt_id is not None and prompt_id != prompt.id:
        raise Conflict("question.passed")
    if not prompt.phase.can_write or time_is_up(meeting, now=now):
        raise Conflict("question.closed")
    return prompt


def paper_prompt(tables: "Tables", meeting: Meeting, prompt_id: int) -> Prompt:
    """Return the question when a helper may type under it now; raises Gone, NotFound or Conflict."""
    if meeting.status is MeetingStatus.CLOSED:
        raise Gone("meeting.closed")
    if meeting.status is not MeetingStatus.RUNNING:
        raise Conflict("meeting.not_begun")
    prompt = tables.prompt.get(prompt_id)
    if prompt.meeting_id != meeting.id:
        raise NotFound("prompt.unknown")
    if not prompt.phase.takes_paper:
        raise Conflict("helper.closed")
    return prompt


def _for_notes(prompt: Prompt) -> Prompt:
    if not prompt.kind.has_notes:
        raise Conflict("question.no_notes")
    return prompt


def time_is_up(meeting: Meeting, *, now: dt.datetime) -> bool:
    """Whether the timer ended writing."""
    return meeting.timer_locks and meeting.timer_ends_at is not None and meeting.timer_ends_at <= now


def visible(notes: Iterable[Note]) -> list[Note]:
    """Return the notes that are not hidden."""
    return [note for note in notes if not note.is_hidden]


def look_alikes(notes: Sequence[Note]) -> list[list[Note]]:
    """Return groups of notes that say nearly the same in nearly the same words, the largest group first.

    Only a proposal: spelling, order of words and small words may differ, meaning is not looked at (grouping
    Dutch notes of a few words by meaning was measured at chance). The score is rapidfuzz's token_sort_ratio.
    """
    texts = [" ".join(re.findall(r"\w+", note.text.casefold())) for note in notes]
    scores = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=LOOKS_ALIKE)
    groups: list[list[Note]] = []
    seen: set[int] = set()
    for place, note in enumerate(notes):
        alike = [other for other in range(len(notes)) if scores[place][other] and other not in seen]
        if place in seen or len(alike) < 2 or not texts[place]:
            continue
        seen.update(alike)
        groups.append([note, *(notes[other] for other in alike if other != place)])
    return sorted(groups, key=lambda group: -len(group))


def _known(tables: "Tables", meeting: Meeting, key: str, *, owner: str) -> Posted | None:
    """Return what an earlier post of this phone under this key became, None when there was none."""
    row = tables.note.key(meeting.id, _key_hash(key + owner))
    if row is None:
        return None
    try:
        note = tables.note.get(row.note_id)
    except NotFound:
        return Posted(row.note_id, row.number, "", is_new=False)
    return Posted(note.id, note.number, note.text, is_new=False)


def _come_back(tables: "Tables", meeting: Meeting, key: str, *, owner: str, text: object) -> Posted | None:
    """Return the note of a phone whose very first answer got lost: it comes back without its cookie, as new.

    The same key with the same words is the same note, and is its own from then on.
    """
    row = tables.note.key(meeting.id, _key_hash(key))
    note = next((note for note in tables.note.of(meeting.id) if row and note.id == row.note_id), None)
    if note is None or not isinstance(text, str) or text.strip() != note.text:
        return None
    if meeting.status is MeetingStatus.RUNNING:
        tables.note.update(note.id, device=owner)
        tables.note.remember_key(meeting.id, _key_hash(key + owner), note=note)
    return Posted(note.id, note.number, note.text, is_new=False)


def _own_open_note(tables: "Tables", meeting_id: int, note_id: int, *, device: str, now: dt.datetime) -> Note:
    meeting = tables.meeting.get(meeting_id)
    if meeting.status is MeetingStatus.CLOSED:
        raise Gone("meeting.closed")
    note = tables.note.get(note_id)
    if note.meeting_id != meeting_id:
        raise NotFound("note.unknown")
    if not note.device or note.device != device_hash(device, salt=meeting.salt):
        raise Forbidden("note.not_yours")
    open_prompt(tables, meeting, now=now, prompt_id=note.prompt_id)
    return note


def _own_table_note(tables: "Tables", meeting_id: int, note_id: int, *, table: int) -> Note:
    """Return a note of this table that may still be changed; a hidden one stays as it is."""
    note = tables.note.get(note_id)
    if note.meeting_id != meeting_id:
        raise NotFound("note.unknown")
    if not is_from_table(note, table):
        raise Forbidden("helper.not_this_table")
    if note.is_hidden:
        raise NotFound("note.unknown")
    paper_prompt(tables, tables.meeting.get(meeting_id), note.prompt_id)
    return note


def _key_hash(key: str) -> str:
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
