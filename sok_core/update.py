"""Updates: how a commitment goes, "Niets veranderd" in one act, corrections, and a second pair of eyes.

Nothing is ever overwritten: a correction is another update, that comes in the place of the one it corrects.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sok_core import commitment, commitment_state, lead_change, notice, words
from sok_core.calendar import DAY
from sok_core.check_in import opens_on
from sok_core.commitment import amount, progress
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    UNCHANGED,
    CheckIn,
    CheckInStatus,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Confirmation,
    LeadChange,
    Party,
    PartyStatus,
    Update,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TEXT, MAX_LINK = 300, 500
FIELDS = {
    "date": "Van welke dag is dit?",
    "status": "Hoe staat het ervoor?",
    "value": "Hoe ver is het getal?",
    "text": "Vertel in één regel hoe het gaat",
    "evidence": "Waar kun je het zien? (link)",
    "next_step": "Wat is de volgende stap?",
    "asked_help_from": "Van wie willen jullie hulp?",
    "reported_by": "Welke partij zegt dit?",
}
YES_NO = {"ja": 1.0, "nee": 0.0}  # the number of what is done or not
TEXTS = ("text", "next_step")
PARTIES = ("asked_help_from", "reported_by")


@dataclass(frozen=True)
class Reply:
    """What one party was asked in a round: the commitments that it leads, told of in time or not (yet).

    ``own`` are those of which the party itself told; of the others in ``told`` somebody else did.
    """

    party_id: int
    told: tuple[Commitment, ...] = ()
    waiting: tuple[Commitment, ...] = ()
    own: tuple[Commitment, ...] = ()

    @property
    def asked(self) -> tuple[Commitment, ...]:
        """All that it was asked of, in the order of the commitments."""
        return tuple(sorted((*self.told, *self.waiting), key=lambda one: one.position))

    @property
    def is_whole(self) -> bool:
        """Whether all that it leads was told of."""
        return not self.waiting


@dataclass(frozen=True)
class ReportRound:
    """The round before one check-in: from two weeks before it, each party says how its promises go.

    It opened earlier, ``opens_on``, when the check-in got another day meanwhile.
    """

    check_in: CheckIn
    opens_on: dt.date
    today: dt.date
    replies: tuple[Reply, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether parties may answer now."""
        return self.opens_on <= self.today <= self.check_in.date

    @property
    def to_call(self) -> tuple[Reply, ...]:
        """The parties that have not told of all that they lead: the list to phone."""
        return tuple(one for one in self.replies if not one.is_whole)


def report(
    store: "Store",
    *,
    commitment_id: int,
    date: dt.date,
    status: CommitmentStatus,
    now: dt.datetime,
    today: dt.date,
    entered_by: str = "",
    check_in_id: int | None = None,
    **fields: Any,
) -> Update:
    """Say how a commitment goes (FIELDS); ``entered_by`` is who typed it, by function.

    Raises RuleBroken when a field cannot be: a day that must still come, a link that is none, a number that
    does not fit the commitment, stopping without a reason, help of a party that left. NotFound for what is
    not there.
    """
    with store.write() as tables:
        given = {"date": date, "status": status} | fields
        values = row(tables, tables.commitment.get(commitment_id), given, today=today)
        return tables.update.add(**values, entered_by=entered_by, check_in_id=check_in_id, created_at=now)


def unchanged(
    store: "Store",
    *,
    party_id: int,
    date: dt.date,
    now: dt.datetime,
    today: dt.date,
    commitment_ids: Collection[int] | None = None,
    entered_by: str = "",
    check_in_id: int | None = None,
) -> list[Update]:
    """Say "Niets veranderd" for all that a party leads, or for some of it, in one act.

    What was told of already on that day is left as it is, unless the party is asked of it still. Raises
    RuleBroken when it leads nothing that goes on, or does not lead one of these.
    """
    _must_be_past(date, today)
    more = {"reported_by": party_id, "entered_by": entered_by, "check_in_id": check_in_id, "created_at": now}
    with store.write() as tables:
        found = _led_by(tables, party_id, commitment_ids, as_of=date)
        asked = {one.id for reply in replies(tables, today=date) for one in reply.waiting}
        waiting = [
            one
            for one in found
            if (last := last_told(tables, one)) is None or last.date < date or one.commitment.id in asked
        ]
        return say_unchanged(tables, waiting, date=date, **more)


def say_unchanged(
    tables: "Tables", found: Collection[commitment_state.State], *, date: dt.date, **more: Any
) -> list[Update]:
    """Say of some commitments what was said last; ``more`` is kept with each: by whom, and when."""
    return tables.update.add_all([_same(one, date, last=last_told(tables, one)) | more for one in found])


def decided(
    tables: "Tables", state: commitment_state.State, *, text: str, next_step: str, **more: Any
) -> Update:
    """Write down what a moment decided of a commitment, inside a transaction that goes on.

    How it stands and of whom help was asked stay as they were said; there is no number, as nobody measured.
    ``more`` is check_in_id, entered_by and created_at. Raises RuleBroken when the text is too long.
    """
    values = {"text": _line(text), "next_step": _line(next_step), "status": state.status, **more}
    asked = state.update.asked_help_from if state.update else None
    return tables.update.add(
        commitment_id=state.commitment.id, date=state.today, asked_help_from=asked, **values
    )


def decided_anew(
    tables: "Tables", update_id: int, *, text: str, entered_by: str, now: dt.datetime
) -> tuple[str, str]:
    """Put what a moment decided in other words (``text``), inside a transaction that goes on.

    Who helps and the new day stay behind it. Return all that was told of it, before and now. Raises Conflict
    when somebody corrected it already, NotFound for what no moment decided, RuleBroken for too long a text.
    """
    wrong = _standing(tables, update_id)
    if not stands_decided(wrong):
        raise NotFound("update.unknown")
    before = wrong.text.removeprefix(commitment_state.DECIDED)
    has_more = bool(wrong.next_step) and before.startswith(wrong.next_step)
    told = f"{text}{before.removeprefix(wrong.next_step) if has_more else ''}"
    better = {"text": _line(f"{commitment_state.DECIDED}{told}"), "next_step": _line(text)}
    _say_instead(tables, wrong, **better, entered_by=entered_by, created_at=now)
    return before, told


def undecided(tables: "Tables", update_id: int, *, entered_by: str, now: dt.datetime) -> None:
    """Write down that a moment did not decide something after all, inside a transaction that goes on.

    The first stays to be read; the next step is that of before it again.
    """
    wrong = tables.update.instead_of(update_id)
    if not stands_decided(wrong):
        return
    said = tables.update.standing(wrong.commitment_id)
    earlier = said[: said.index(wrong)]
    told = wrong.text.removeprefix(commitment_state.DECIDED)
    _say_instead(
        tables,
        wrong,
        text=f"{commitment_state.UNDONE}{told}"[:MAX_TEXT],
        next_step=earlier[-1].next_step if earlier else "",
        entered_by=entered_by,
        created_at=now,
    )


def stands_decided(one: Update) -> bool:
    """Whether a moment decided this, and it was not taken away since."""
    return one.is_decided and not one.text.startswith(commitment_state.UNDONE)


def _say_instead(tables: "Tables", wrong: Update, **better: Any) -> None:
    """Say something else in the place of what a moment decided, and in what repeats it since."""
    said = tables.update.standing(wrong.commitment_id)
    right = tables.update.add(**_copied(wrong) | better)
    more = {name: better[name] for name in ("entered_by", "created_at")}
    _carry_on(tables, right, before=said, **more)


def last_told(tables: "Tables", one: commitment_state.State) -> Update | None:
    """Return what was said last of a commitment, past what a moment decided since."""
    if one.update is None or not one.update.is_decided:
        return one.update
    said = reversed(tables.update.standing(one.commitment.id))
    return next((each for each in said if each.date <= one.today and not each.is_decided), None)


def correct(
    store: "Store",
    *,
    update_id: int,
    now: dt.datetime,
    today: dt.date,
    entered_by: str = "",
    **fields: Any,
) -> Update:
    """Put an update right: what is not given stays as it was said, and the first stays to be read.

    What only repeated it since ("Niets veranderd", what a moment decided) is put right along with it. Raises
    Conflict when somebody corrected it already, RuleBroken for what a moment decided (that also stands with
    the moment: see ``check_in_decision.correct``), else as ``report`` does.
    """
    more = {"entered_by": entered_by, "created_at": now}
    with store.write() as tables:
        wrong = _standing(tables, update_id)
        if wrong.is_decided:
            raise RuleBroken("update.decided")
        said = tables.update.standing(wrong.commitment_id)
        before = {name: getattr(wrong, name) for name in FIELDS}
        asked = before | fields
        if asked["text"] == UNCHANGED and any(asked[each] != before[each] for each in ("status", "value")):
            asked["text"] = ""
        about, helper_id = tables.commitment.get(wrong.commitment_id), wrong.asked_help_from
        values = row(tables, about, asked, today=today, asked_before=helper_id)
        values["ended_in"] = wrong.ended_in
        right = tables.update.add(**values, check_in_id=wrong.check_in_id, corrects_id=update_id, **more)
        _carry_on(tables, right, before=said, **more)
        return right


def _carry_on(tables: "Tables", right: Update, *, before: Sequence[Update], **more: Any) -> None:
    """Put right what only repeated what was corrected; ``before`` is what stood until then."""
    turns = _turns(tables.update.of(right.commitment_id))
    was = {turns[each.id]: each for each in before}
    now = {turns[each.id]: each for each in tables.update.standing(right.commitment_id)}
    rows = []
    for turn in sorted(was.keys() - {turns[right.id]}):
        one = was[turn]
        if one.is_fact or one != _repeated(turn, was):
            continue
        now[turn] = _repeated(turn, now)
        if now[turn] != one:
            rows.append(_copied(now[turn]) | more)
    tables.update.add_all(rows)


def _copied(one: Update) -> dict[str, Any]:
    """Return what is kept of an update that comes in the place of another (or of how it is now)."""
    return {name: each for name, each in vars(one).items() if name != "id"} | {"corrects_id": one.id}


def _turns(said: Iterable[Update]) -> dict[int, int]:
    """Return by id at whose turn it was said: a correction speaks at the turn of what it corrects."""
    turns: dict[int, int] = {}
    for one in sorted(said, key=lambda each: each.id):
        turns[one.id] = turns.get(one.corrects_id or 0, one.id)
    return turns


def _repeated(turn: int, said: Mapping[int, Update]) -> Update:
    """Return what only repeats (``said`` is by turn) with how it went by what was said before it."""
    one = said[turn]
    earlier = [key for key in said if key < turn and said[key].date <= one.date]
    known = [said[key] for key in sorted(earlier, key=lambda key: (said[key].date, key))]
    last = known[-1] if known else None
    told = [each for each in known if not each.is_decided][-1:] if one.is_unchanged else []
    return replace(
        one,
        status=last.status if last else CommitmentStatus.NOT_BEGUN,
        value=told[0].value if told else None,
        progress=told[0].progress if told else None,
        asked_help_from=last.asked_help_from if last else None,
        next_step=one.next_step if one.is_decided else last.next_step if last else "",
    )


def confirm(
    store: "Store",
    *,
    update_id: int,
    party_id: int,
    is_right: bool,
    on: dt.date,
    today: dt.date,
    text: str = "",
) -> Confirmation:
    """Let a second party say whether an update is right; what it says last counts.

    Raises RuleBroken for a party that is not at the table, for one that leads the commitment, led it on the
    day of the update or said it itself, for a day that must still come, and for a "no" without a word why;
    Conflict when the update was corrected meanwhile.
    """
    text = _line(text)
    _must_be_past(on, today)
    if not is_right and not text:
        raise RuleBroken("update.disputed")
    with store.write() as tables:
        one = _standing(tables, update_id)
        party = tables.party.get(party_id)
        followed, changes = tables.commitment.get(one.commitment_id), tables.lead_change.of(one.commitment_id)
        said = [each for each in tables.update.standing(followed.id) if not each.is_decided]
        has_said = bool(said) and said[-1].reported_by == party_id  # also when a moment decided since
        if has_said or party not in can_confirm(one, followed, changes, [party]):
            is_there = party.status is PartyStatus.AT_THE_TABLE
            raise RuleBroken("update.own" if is_there else "update.not_at_table")
        return tables.confirmation.add(
            update_id=update_id, party_id=party_id, is_right=is_right, on=on, text=text
        )


def can_confirm(
    one: Update, about: Commitment, changes: Sequence[LeadChange], parties: Iterable[Party]
) -> list[Party]:
    """Return who may say whether an update is right; ``changes`` are of the lead of its commitment."""
    own = {about.owner_id, one.reported_by, *lead_change.led_on(about, changes, one.date)}
    return [each for each in parties if each.status is PartyStatus.AT_THE_TABLE and each.id not in own]


def row(
    tables: "Tables",
    one: Commitment,
    fields: Mapping[str, Any],
    *,
    today: dt.date,
    asked_before: int | None = None,
) -> dict[str, Any]:
    """Return what is kept of an update of a commitment (FIELDS); raises as ``report`` does.

    ``asked_before`` is the party of which help was asked already: that is kept, also when it left since.
    """
    values = clean(dict(fields) | _yes_or_no(one, fields.get("value")))
    _must_be_past(values["date"], today)
    _must_fit(one, values.get("value"))
    if values["status"] is CommitmentStatus.STOPPED and not values.get("text"):
        raise RuleBroken("update.stopped")
    for name in PARTIES:
        if values.get(name) is not None:
            tables.party.get(values[name])
    asked = values.get("asked_help_from")
    if asked not in (None, asked_before):
        notice.must_be_bound(tables, asked, today=values["date"])
    return values | {"commitment_id": one.id, "progress": progress(one, values.get("value"))}


def _yes_or_no(one: Commitment, value: Any) -> dict[str, Any]:
    """Return the number behind a yes or a no in words, of a commitment that is measured so."""
    said = str(value or "").strip().casefold().removesuffix(".")
    if one.kind is not CommitmentKind.YES_NO or not isinstance(value, str) or not said:
        return {}
    if said not in YES_NO and words.as_decimal(said) is None:
        raise RuleBroken("update.yes_no")
    return {"value": YES_NO.get(said, value)}


def asks(one: Commitment) -> str:
    """Return how the number of a commitment is asked for; empty when it has none.

    >>> from sok_core.model import CommitmentKind
    >>> one = Commitment(1, 1, "Isoleren", 1, dt.date(2026, 1, 1), kind=CommitmentKind.NUMBER, unit="huizen")
    >>> asks(replace(one, indicator="huizen klaar")), asks(replace(one, indicator="spouwmuren"))
    ('Hoe ver is het getal? (huizen klaar)', 'Hoe ver is het getal? (spouwmuren, huizen)')
    """
    if one.kind is CommitmentKind.ONGOING:
        return ""
    if one.kind is CommitmentKind.YES_NO:
        return "Is het gelukt?"
    if one.kind is CommitmentKind.STEPS:
        return f"Hoeveel stappen zijn klaar, van de {len(one.steps)}?"
    is_named = f" {one.unit} ".casefold() in f" {one.indicator} ".casefold()
    about = ", ".join(filter(None, (one.indicator, "" if is_named else one.unit)))
    return f"{FIELDS['value']} ({about})" if about else FIELDS["value"]


def valued(one: Commitment, value: float | None) -> str:
    """Return a number of a commitment in words; empty for none.

    >>> from sok_core.model import CommitmentKind
    >>> one = Commitment(1, 1, "Subsidie", 1, dt.date(2026, 1, 1), kind=CommitmentKind.YES_NO)
    >>> valued(one, 1), valued(one, 0), valued(one, None)
    ('ja', 'nee', '')
    """
    if value is None:
        return ""
    if one.kind is CommitmentKind.YES_NO:
        return "ja" if value else "nee"
    if one.kind is CommitmentKind.STEPS:
        return f"{words.exact(value)} van de {words.count(len(one.steps), 'stap', 'stappen')}"
    return amount(one, value)


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields (FIELDS) as they are kept; raises RuleBroken: too long, no number, no status, no link."""
    return {name: _cleaned(name, each) for name, each in fields.items()}


def history(tables: "Tables", commitment_id: int) -> list[tuple[Update, bool]]:
    """Return all that was ever said of a commitment, by day, each with whether it stands still."""
    corrected = tables.update.corrected()
    return [(one, one.id not in corrected) for one in tables.update.of(commitment_id)]


def current_round(tables: "Tables", *, today: dt.date) -> ReportRound | None:
    """Return the round before the next check-in; None when none is planned. Once that is held it is over.

    One that is open goes before one that has to open, also when its check-in moved to after the next.
    """
    ahead = [
        one for one in tables.check_in.all() if one.date >= today and one.status is CheckInStatus.PLANNED
    ]
    if not ahead:
        return None
    following = min(ahead, key=lambda one: opens_on(one) > today)  # the first of those, by day
    return round_before(tables, following, today=today)


def replies(tables: "Tables", *, today: dt.date) -> tuple[Reply, ...]:
    """Return what each party is asked now: in the round to come, else all it leads that goes on.

    Outside a round that is open what was told today is told.
    """
    found = current_round(tables, today=today)
    return _replies(tables, since=today, until=today) if found is None else found.replies


def round_before(tables: "Tables", check_in: CheckIn, *, today: dt.date) -> ReportRound:
    """Return who told how its promises go since the round before a check-in opened, and who did not.

    Nobody is asked of what was settled before the round and still is, begins after it, has no lead, or is not
    promised any more in the agreement in force. Of what goes on again only who leads it can tell. Before the
    round opens what was told today is told.
    """
    opened, until = opens_on(check_in), min(check_in.date, today)
    found = _replies(tables, since=min(opened, until), until=until, begun_by=check_in.date)
    return ReportRound(check_in, opened, today, found)


def _replies(
    tables: "Tables", *, since: dt.date, until: dt.date, begun_by: dt.date = dt.date.max
) -> tuple[Reply, ...]:
    said = [one for one in tables.update.between(since, until) if not one.is_decided]
    before = {one.commitment.id for one in _states(tables, since - DAY) if one.is_settled}
    own = {(one.commitment_id, one.reported_by) for one in said}
    again = {one.commitment_id for one in said if not one.status.is_over}

    def has_told(one: Commitment) -> bool:
        return (one.id, one.owner_id) in own

    def goes_on(one: commitment_state.State) -> bool:
        about = one.commitment
        return about.id not in before or not one.is_settled or (about.id in again and has_told(about))

    asked = [
        one.commitment
        for one in _states(tables, until)
        if one.is_promised and goes_on(one) and one.commitment.starts_on <= begun_by
    ]
    by_lead = {one.id for one in asked if has_told(one)}
    told = {one.commitment_id for one in said} - before | by_lead
    order = {one.id: place for place, one in enumerate(tables.party.all())}
    parties = sorted({one.owner_id for one in asked}, key=order.__getitem__)
    return tuple(_reply(each, asked, told, by_lead) for each in parties)


def _reply(
    party_id: int, asked: Sequence[Commitment], told: Collection[int], by_lead: Collection[int]
) -> Reply:
    led = [one for one in asked if one.owner_id == party_id]
    return Reply(
        party_id,
        told=tuple(one for one in led if one.id in told),
        waiting=tuple(one for one in led if one.id not in told),
        own=tuple(one for one in led if one.id in by_lead),
    )


def _states(tables: "Tables", day: dt.date) -> list[commitment_state.State]:
    return commitment_state.states(tables, today=day)


def _led_by(
    tables: "Tables", party_id: int, wanted: Collection[int] | None, *, as_of: dt.date
) -> list[commitment_state.State]:
    """Return what a party leads and that goes on, or the chosen ones of it."""
    led = [one for one in _states(tables, as_of) if one.is_led_by(party_id) and not one.is_settled]
    if wanted is None:
        if not led:
            raise RuleBroken("update.nothing")
        return led
    if set(wanted) - {one.commitment.id for one in led}:
        raise RuleBroken("update.not_led")
    return [one for one in led if one.commitment.id in wanted]


def _same(one: commitment_state.State, date: dt.date, *, last: Update | None) -> dict[str, Any]:
    """Return an update that says of a commitment what was said last (``last`` has its number)."""
    now = one.update
    return {
        "commitment_id": one.commitment.id,
        "date": date,
        "status": one.status,
        "value": last.value if last else None,
        "progress": last.progress if last else None,
        "text": UNCHANGED,
        "next_step": now.next_step if now else "",
        "asked_help_from": now.asked_help_from if now else None,
    }


def _standing(tables: "Tables", update_id: int) -> Update:
    one = tables.update.get(update_id)
    if update_id in tables.update.corrected():
        raise Conflict("update.corrected")
    return one


def _must_be_past(date: dt.date, today: dt.date) -> None:
    if date > today:
        raise RuleBroken("update.future")


def _must_fit(one: Commitment, value: float | None) -> None:
    if value is None:
        return
    if one.kind is CommitmentKind.ONGOING:
        raise RuleBroken("update.no_number")
    if one.kind is CommitmentKind.YES_NO and value not in (0, 1):
        raise RuleBroken("update.yes_no")
    if one.kind is CommitmentKind.STEPS and value not in range(len(one.steps) + 1):
        raise RuleBroken("update.steps", limit=len(one.steps))


def _cleaned(name: str, value: Any) -> Any:
    if name == "status":
        return _status(value)
    if name == "value":
        return commitment.number(value)
    if name in TEXTS:
        return _line(value)
    return link(value) if name == "evidence" else value


def _status(value: Any) -> CommitmentStatus:
    try:
        return CommitmentStatus(value)
    except ValueError as error:
        raise RuleBroken("update.status") from error


def link(value: Any) -> str:
    """Return a link as it is kept, empty for none; raises RuleBroken for what does not begin with http(s).

    >>> link(" https://wijk.nl/foto ")
    'https://wijk.nl/foto'
    """
    text = str(value or "").strip()
    if not text:
        return ""
    if len(text) > MAX_LINK:
        raise RuleBroken("update.too_long", limit=MAX_LINK)
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise RuleBroken("update.evidence") from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or text != "".join(text.split()):
        raise RuleBroken("update.evidence")
    return text


def _line(value: Any) -> str:
    text = " ".join(str(value or "").split())
    if len(text) > MAX_TEXT:
        raise RuleBroken("update.too_long", limit=MAX_TEXT)
    return text
