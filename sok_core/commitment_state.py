"""How commitments stand on a day: what was said last, and what nobody says: late, silent, without a lead."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sok_core import article_change, lead_change, words
from sok_core.article_change import ArticleChange
from sok_core.calendar import DAY
from sok_core.model import (
    UNCHANGED,
    Attention,
    CheckIn,
    CheckInStatus,
    Commitment,
    CommitmentStatus,
    Confirmation,
    LeadChange,
    Party,
    Rhythm,
    RolePart,
    Update,
)
from sok_core.role import is_volunteer

if TYPE_CHECKING:
    from sok_core.store import Tables

DECIDED, UNDONE = "Besloten: ", "Toch niet besloten: "
Said = tuple[int, dt.date, CommitmentStatus]  # of a commitment, on a day
RHYTHM_DAYS = {Rhythm.MONTH: 30, Rhythm.QUARTER: 91, Rhythm.HALF_YEAR: 182, Rhythm.YEAR: 365}
PATIENCE, PATIENCE_AT_FIRST = 1.5, 1.0  # silent is longer without a word than this many times the rhythm
AHEAD = 90
ORDER = tuple(Attention)


@dataclass(frozen=True)
class State:
    """One commitment as it stands on a day.

    ``heard_on`` is the last day on which anything was said or done about it, else the day on which it began.
    ``update`` is the last that was said, ``fact`` the last in which a party said how it goes: since then
    nothing changed, or a moment decided something.
    ``seen_by`` and ``doubts`` are what second parties said of the status that it has now. ``change`` is what
    became of its article in the agreement in force, as long as nobody took that over. ``gone`` are the
    parties that nothing binds any more: they help with nothing. ``leaving`` says from which later day its
    lead stops.
    """

    commitment: Commitment
    status: CommitmentStatus
    today: dt.date
    heard_on: dt.date
    update: Update | None = None
    fact: Update | None = None
    no_lead: LeadChange | None = None
    seen_by: tuple[Confirmation, ...] = ()
    doubts: tuple[Confirmation, ...] = ()
    change: ArticleChange | None = None
    gone: Collection[int] = ()
    leaving: LeadChange | None = None

    @property
    def helper_ids(self) -> tuple[int, ...]:
        """The parties that help with it now."""
        return tuple(each for each in self.commitment.helper_ids if each not in self.gone)

    @property
    def turn_to(self) -> tuple[int, ...]:
        """The parties to turn to for help: the one that was asked last, else those that help now."""
        asked = self.update.asked_help_from if self.update else None
        return (asked,) if asked and asked not in self.gone else self.helper_ids

    @property
    def has_lead(self) -> bool:
        """Whether a party leads it now."""
        return self.no_lead is None

    def has_lead_on(self, day: dt.date) -> bool:
        """Whether a party leads it on a day from today on, as far as anybody said."""
        return self.has_lead and (self.leaving is None or day < self.leaving.on)

    def is_led_by(self, party_id: int) -> bool:
        """Whether one party leads it now."""
        return self.has_lead and self.commitment.owner_id == party_id

    @property
    def is_over(self) -> bool:
        """Whether nothing more has to happen, as was said."""
        return self.status.is_over

    @property
    def is_settled(self) -> bool:
        """Whether it is over, and nobody says that this is not right."""
        return self.is_over and not self.doubts

    @property
    def is_late(self) -> bool:
        """Whether its day has passed; never without a lead: there is nobody to be late.

        Nor when the agreement in force gave it to others or a later day, or holds no such article.
        """
        due = self.commitment.due
        is_past = due is not None and due < self.today and not self.is_over
        return is_past and self.is_promised and (not self.change or self.change.can_be_late(self.today))

    @property
    def is_released(self) -> bool:
        """Whether who leads it does not promise it any more, in the agreement in force."""
        return self.change is not None and self.change.releases(self.commitment.owner_id)

    @property
    def is_promised(self) -> bool:
        """Whether a party leads it now, and promises it still in the agreement in force."""
        return self.has_lead and not self.is_released

    @property
    def is_gone(self) -> bool:
        """Whether no agreement in force holds the article that it came from."""
        return self.change is not None and self.change.is_gone

    @property
    def days_silent(self) -> int:
        """For how many days nothing was heard; 0 before it begins."""
        return max((self.today - self.heard_on).days, 0)

    @property
    def is_silent(self) -> bool:
        """Whether nothing was heard for longer than was agreed (``patience``); never without a lead.

        Nobody has to tell of what the agreement in force gives to others, or to nobody.
        """
        most = patience(self.commitment, is_heard=self.update is not None)
        return self.is_promised and not self.is_over and self.days_silent > most

    @property
    def is_confirmed(self) -> bool:
        """Whether a second party sees it too, and none says that it is not right."""
        return bool(self.seen_by) and not self.doubts

    @property
    def is_finished(self) -> bool:
        """Whether it is done, and another has seen it."""
        return self.status is CommitmentStatus.DONE and self.is_confirmed


@dataclass(frozen=True)
class Wanting:
    """A commitment that wants attention: why, in kinds and in sentences, what matters most first."""

    state: State
    kinds: tuple[Attention, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    """How many commitments had each status at the end of a month.

    ``silent`` were long not heard of. ``later`` began after it, and are not among the counts.
    """

    first: dt.date
    counts: Mapping[CommitmentStatus, int]
    silent: int = 0
    later: int = 0


@dataclass(frozen=True)
class Carried:
    """What one party carries: commitments that it leads, open and done, and open ones it helps with.

    What is done and another doubts is open still.
    """

    party: Party
    open: tuple[Commitment, ...] = ()
    done: tuple[Commitment, ...] = ()
    helps: tuple[Commitment, ...] = ()
    is_volunteer: bool = False


@dataclass(frozen=True)
class Coming:
    """Something ahead: a commitment that is due, or that its lead leaves (``is_leaving``), or a check-in."""

    day: dt.date
    title: str
    state: State | None = None
    check_in: CheckIn | None = None
    is_leaving: bool = False


@dataclass
class _Last:
    """What was said of commitments and who led them so far, while the months go by."""

    status: dict[int, CommitmentStatus] = field(default_factory=dict)
    day: dict[int, dt.date] = field(default_factory=dict)
    lead: dict[int, LeadChange] = field(default_factory=dict)

    def is_silent(self, one: Commitment, end: dt.date) -> bool:
        """Whether a commitment was silent at the end of a month, as ``State.is_silent`` says of a day."""
        lead = self.lead.get(one.id)
        if lead is not None and lead.party_id is None:
            return False
        heard_on = max(one.starts_on, self.day.get(one.id, one.starts_on), lead.on if lead else one.starts_on)
        return (end - heard_on).days > patience(one, is_heard=one.id in self.day)


def states(tables: "Tables", *, today: dt.date) -> list[State]:
    """Return how every commitment stands on a day, in their order; what was said later does not count."""
    newest, facts = tables.update.newest(as_of=today), tables.update.facts(as_of=today)
    said = tables.confirmation.holding(as_of=today)
    commitments = tables.commitment.all()
    changes = article_change.found(tables, commitments, today=today)
    led = tables.lead_change.all()
    leads, leaving = lead_change.newest(led, today=today), lead_change.leaving(led, today=today)
    gone = tables.signature.let_go(today).keys()
    return [
        state_of(
            one,
            today=today,
            change=changes.get(one.id),
            update=newest.get(one.id),
            fact=facts.get(one.id),
            heard=_heard(tables, newest.get(one.id)),
            lead=leads.get(one.id),
            said=said.get(one.id, ()),
            held_since=_held_since(tables, newest.get(one.id), leads.get(one.id)),
            gone=gone,
            leaving=leaving.get(one.id),
        )
        for one in commitments
    ]


def _heard(tables: "Tables", update: Update | None) -> dt.date | None:
    """Return on which day something was said last; that nothing was decided after all says nothing."""
    if update is None or not update.text.startswith(UNDONE):
        return update.date if update else None
    told = [each for each in tables.update.standing(update.commitment_id) if each.date <= update.date]
    return max((each.date for each in told if not each.text.startswith(UNDONE)), default=dt.date.min)


def _held_since(tables: "Tables", update: Update | None, lead: LeadChange | None) -> dt.date | None:
    """Return since which day a commitment has its status, where that matters: it was left, and is over."""
    if update is None or lead is None or lead.party_id is not None or not update.status.is_over:
        return None
    told = [
        (each.commitment_id, each.date, each.status)
        for each in tables.update.standing(update.commitment_id)
        if each.date <= update.date
    ]
    return since(told)[update.commitment_id]


def state_of(
    one: Commitment,
    *,
    today: dt.date,
    change: ArticleChange | None = None,
    update: Update | None = None,
    fact: Update | None = None,
    heard: dt.date | None = None,
    lead: LeadChange | None = None,
    said: Sequence[Confirmation] = (),
    held_since: dt.date | None = None,
    gone: Collection[int] = (),
    leaving: LeadChange | None = None,
) -> State:
    """Return how one commitment stands on a day, from what was said last and the last change of its lead.

    ``heard`` is the day on which something was said last, else that of the update. ``held_since`` is the day
    from which it has its status, else that of the update. It keeps the lead that
    stopped when it was over already, until somebody says that it is not over.
    """
    last = {each.party_id: each for each in said if each.party_id != one.owner_id}.values()
    doubts = tuple(each for each in last if not each.is_right)
    is_left = lead is not None and lead.party_id is None
    if lead and update and update.status.is_over and not doubts:
        is_left &= (held_since or update.date) > lead.on
    heard = heard or (update.date if update else None)
    days = [one.starts_on, heard, lead.on if lead else None]
    return State(
        one,
        status=update.status if update else CommitmentStatus.NOT_BEGUN,
        today=today,
        change=change,
        heard_on=max(day for day in days if day is not None),
        update=update,
        fact=fact,
        no_lead=lead if is_left else None,
        seen_by=tuple(each for each in last if each.is_right),
        doubts=doubts,
        gone=gone,
        leaving=leaving,
    )


def patience(one: Commitment, *, is_heard: bool) -> float:
    """Return for how many days a commitment may be silent: one and a half times its rhythm.

    Once it should have begun and nothing was ever said of it (``is_heard`` False), no longer than its rhythm.
    """
    return (PATIENCE if is_heard else PATIENCE_AT_FIRST) * RHYTHM_DAYS[one.check_every]


def wanting(found: Iterable[State], parties: Iterable[Party] = ()) -> list[Wanting]:
    """Return what wants attention, what matters most first; ``parties`` give those who doubt their names."""
    names = {one.id: one.short_name for one in parties}
    shown = []
    for one in found:
        reasons = dict(_reasons(one, names))
        if reasons:
            kinds = tuple(kind for kind in ORDER if kind in reasons)
            shown.append(Wanting(one, kinds, tuple(reasons[kind] for kind in kinds)))
    return sorted(shown, key=_urgency)


def counts(found: Iterable[State]) -> dict[CommitmentStatus, int]:
    """Return how many commitments have each status, also the statuses that none has."""
    counted = Counter(one.status for one in found)
    return {status: counted[status] for status in CommitmentStatus}


def settled_counts(found: Iterable[State]) -> dict[CommitmentStatus, int]:
    """Return the counts per status for who reads no more than these: done that another doubts wants care."""
    counted = Counter(
        CommitmentStatus.TAKE_CARE if one.doubts and one.status is CommitmentStatus.DONE else one.status
        for one in found
    )
    return {status: counted[status] for status in CommitmentStatus}


def to_confirm(found: Iterable[State]) -> list[State]:
    """Return what is done as its lead says, while nobody else has said that he saw it."""
    return [
        one
        for one in found
        if one.status is CommitmentStatus.DONE and not one.is_confirmed and not one.doubts
    ]


def unseen(found: Iterable[State]) -> int:
    """Return how many are done as their lead says, while nobody else saw it, or somebody doubts it."""
    return sum(one.status is CommitmentStatus.DONE and not one.is_confirmed for one in found)


def by_month(
    commitments: Sequence[Commitment], said: Sequence[Said], leads: Sequence[LeadChange], *, until: dt.date
) -> list[Month]:
    """Return the status counts at the end of each month, from the first one in which something began.

    ``said`` comes by day, as ``tables.update.steps`` gives it, and so do the changes of ``leads``. A month in
    which nothing was said of a commitment keeps what was said before. The last month counts up to ``until``.
    """
    if not commitments:
        return []
    waiting, changes = list(reversed(said)), list(reversed(lead_change.counting(leads)))
    last, found = _Last(), []
    for first in _months(min(until, *(one.starts_on for one in commitments)), until):
        end = min(_next(first) - DAY, until)
        while waiting and waiting[-1][1] <= end:
            commitment_id, day, status = waiting.pop()
            last.status[commitment_id], last.day[commitment_id] = status, day
        while changes and changes[-1].on <= end:
            change = changes.pop()
            last.lead[change.commitment_id] = change
        found.append(_month(first, end, commitments, last))
    return found


def months(
    found: Sequence[State], said: Sequence[Said], leads: Sequence[LeadChange], *, today: dt.date
) -> list[Month]:
    """Return the counts per month (``by_month``) of commitments as they stand today (``found``).

    In the month of today those are silent who are so today: a month does not know what became of an article.
    """
    made = by_month([one.commitment for one in found], said, leads, until=today)
    return [*made[:-1], *(replace(one, silent=sum(each.is_silent for each in found)) for one in made[-1:])]


def since(said: Iterable[Said]) -> dict[int, dt.date]:
    """Return by commitment id since which day it has the status that was said last; ``said`` comes by day."""
    found: dict[int, tuple[CommitmentStatus, dt.date]] = {}
    for commitment_id, day, status in said:
        if commitment_id not in found or found[commitment_id][0] is not status:
            found[commitment_id] = (status, day)
    return {commitment_id: day for commitment_id, (_, day) in found.items()}


def carried(
    found: Sequence[State], parties: Iterable[Party], parts: Sequence[RolePart] = ()
) -> list[Carried]:
    """Return who carries what, in the order of the parties: it is no ranking.

    Who carries nothing is left out. ``parts`` help to say who does this unpaid.
    """
    shown = [_carried(one, found, parts) for one in parties]
    return [one for one in shown if one.open or one.done or one.helps]


def coming(found: Iterable[State], check_ins: Iterable[CheckIn], *, today: dt.date) -> list[Coming]:
    """Return what comes in the next 90 days, by day: what is due, what looks for a lead, and what is planned.

    What its lead does not promise any more in the agreement in force is due for nobody.
    """
    going_on = [one for one in found if not (one.is_settled or one.is_released)]
    due = [
        Coming(one.commitment.due, one.commitment.title, state=one) for one in going_on if one.commitment.due
    ]
    leaving = [
        Coming(one.leaving.on, f"Zoekt een trekker: {one.commitment.title}", state=one, is_leaving=True)
        for one in going_on
        if one.leaving
    ]
    planned = [
        Coming(one.date, one.title, check_in=one) for one in check_ins if one.status is CheckInStatus.PLANNED
    ]
    last = today + AHEAD * DAY
    ahead = [one for one in (*due, *leaving, *planned) if today <= one.day <= last]
    return sorted(ahead, key=lambda one: one.day)


def by_clause(found: Iterable[State]) -> dict[int, list[State]]:
    """Return by clause id how the commitments that came from it stand."""
    grouped: dict[int, list[State]] = {}
    for one in found:
        if one.commitment.clause_id is not None:
            grouped.setdefault(one.commitment.clause_id, []).append(one)
    return grouped


def lead(one: State, names: Mapping[int, str], *, on: dt.date | None = None) -> str:
    """Return who leads a commitment, or that it looks for a lead; ``names`` are those of the parties.

    ``on`` is a day to come, else it is today. What is settled without a lead looks for nobody.
    """
    if one.has_lead_on(on or one.today):
        return names.get(one.commitment.owner_id, "")
    return "niemand" if one.is_settled else "zoekt een trekker"


def told(one: State) -> str:
    """Return how a commitment stands in a few words, such as "op koers, maar te laat"."""
    status = words.COMMITMENT_STATUSES[one.status]
    if one.doubts:
        more = "" if one.has_lead else ", en zoekt een trekker"
        return f"{status}, maar een ander zegt dat dit niet klopt{more}"
    if one.status is CommitmentStatus.DONE and not one.is_confirmed:
        return f"{status}, zegt de trekker"
    if one.is_gone and not one.is_over:
        return f"{status}, maar het artikel geldt niet meer"
    if not one.has_lead and not one.is_over:
        return f"{status}, en zoekt een trekker"
    but = [*(["te laat"] if one.is_late else []), *(["lang niets gehoord"] if one.is_silent else [])]
    return f"{status}, maar {words.enumerated(but)}" if but else status


def doubt(one: Confirmation, names: Mapping[int, str]) -> str:
    """Return who says that something is not right, and why; ``names`` are those of the parties."""
    who = names.get(one.party_id, "Een andere partij")
    return f"{who} zegt dat dit niet klopt. {one.text}".strip()


def _reasons(one: State, names: Mapping[int, str]) -> Iterable[tuple[Attention, str]]:
    """Yield why a commitment wants attention, each kind with its sentence."""
    text = _own_words(one)
    if one.change and not one.is_over:
        yield Attention.CHANGED, one.change.sentence
    if one.status is CommitmentStatus.STUCK:
        yield Attention.STUCK, _since(one, f"Loopt vast. {text or 'Hulp van de groep is nodig.'}")
    if one.is_silent:
        yield Attention.SILENT, _silence(one)
    if one.is_late and one.commitment.due:
        yield Attention.LATE, f"Had klaar moeten zijn op {words.day(one.commitment.due, with_year=True)}."
    if one.no_lead and not one.is_settled:
        yield Attention.NO_LEAD, _looking(one.no_lead)
    if one.doubts:
        yield Attention.TAKE_CARE, doubt(one.doubts[-1], names)
    elif one.status is CommitmentStatus.TAKE_CARE:
        yield Attention.TAKE_CARE, _since(one, f"Loopt achter. {text or 'De trekker kan het zelf oplossen.'}")


def last_words(one: State, *, is_dated: bool = False) -> str:
    """Return what was said last of how it goes, and what came since: nothing new, or what was decided.

    ``is_dated`` says that the day of the fact stands before it, or that of the last update without a fact.
    """
    if is_dated and one.fact is None:
        return one.update.text if one.update else ""
    return followed(one.fact.text if one.fact else "", one.update, is_dated=is_dated)


def followed(text: str, last: Update | None, *, is_dated: bool = False) -> str:
    """Return the words of a fact with, behind them, what came since: nothing new, or what was decided.

    ``last`` is what was said last of the same commitment; when that is a fact, nothing came since.
    ``is_dated`` says that the day of the fact stands before its words, also when it came without any.
    """
    if last is None or last.is_fact:
        return text
    day = words.date(last.date, with_year=True)
    if last.is_unchanged:
        more = f"Sindsdien niets veranderd ({day})." if text or is_dated else f"{UNCHANGED} ({day})."
    elif last.text.startswith(UNDONE):
        more = f"Toch niet besloten op {day}: {last.text.removeprefix(UNDONE)}"
    else:
        more = f"Besloten op {day}: {last.text.removeprefix(DECIDED)}"
    end = "." if text and text[-1] not in ".!?…" else ""
    return f"{text}{end} {more}".strip()


def _since(one: State, text: str) -> str:
    return followed(text, one.update)


def _own_words(one: State) -> str:
    """Return the words of the last fact, as long as they are about the status that it has now."""
    return one.fact.text if one.fact and one.fact.status is one.status else ""


def _silence(one: State) -> str:
    rhythm = words.RHYTHMS[one.commitment.check_every]
    said = f"Al {one.days_silent} dagen niets gehoord. Afgesproken is {rhythm}."
    if one.update:
        return said
    return f"Had moeten beginnen op {words.date(one.commitment.starts_on, with_year=True)}. {said}"


def _looking(change: LeadChange) -> str:
    return f"Zoekt een trekker sinds {words.date(change.on, with_year=True)}. {change.why}".strip()


def _urgency(one: Wanting) -> tuple[int, dt.date, int]:
    commitment = one.state.commitment
    return ORDER.index(one.kinds[0]), commitment.due or dt.date.max, commitment.position


def _month(first: dt.date, end: dt.date, commitments: Sequence[Commitment], last: _Last) -> Month:
    there = [one for one in commitments if one.starts_on <= end or one.id in last.status]
    status = {one.id: last.status.get(one.id, CommitmentStatus.NOT_BEGUN) for one in there}
    counted = Counter(status.values())
    silent = sum(last.is_silent(one, end) for one in there if not status[one.id].is_over)
    counts = {each: counted[each] for each in CommitmentStatus}
    return Month(first, counts, silent, later=len(commitments) - len(there))


def _months(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    """Yield the first day of each month from one day to another."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _next(month)


def _next(month: dt.date) -> dt.date:
    return (month + 31 * DAY).replace(day=1)


def _carried(party: Party, found: Iterable[State], parts: Sequence[RolePart]) -> Carried:
    led = [one for one in found if one.is_led_by(party.id)]
    helped = [one for one in found if party.id in one.helper_ids and not one.is_settled]
    return Carried(
        party,
        open=tuple(one.commitment for one in led if not one.is_settled),
        done=tuple(one.commitment for one in led if one.status is CommitmentStatus.DONE and one.is_settled),
        helps=tuple(one.commitment for one in helped),
        is_volunteer=is_volunteer(party, parts),
    )
