"""A commitment whose article changed in the agreement in force: take that over, leave it, or end it."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from sok_core import agreement, article_change, commitment, update, words
from sok_core.agreement import Article
from sok_core.article_change import ArticleChange
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import Commitment, CommitmentStatus, Update

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


def take_over(
    store: "Store", *, commitment_id: int, version: int, today: dt.date, party_id: int | None = None
) -> Commitment:
    """Let a commitment say what its article in force says: its text, who, by when and with what.

    Only what changed in the article changes in the commitment. ``version`` is the one that the writer saw.
    Its lead stays when it is among the parties that the article binds; else the only one leads, or
    ``party_id``. Raises RuleBroken when several may lead and none was chosen, Conflict when there is nothing
    to take over, nobody of the article is bound any more, another commitment follows the article already
    (``goes_on_in``), or another version is in force by now.
    """
    with store.write() as tables:
        one, change = _changed(tables, commitment_id, version, today)
        if change.now is None:
            raise Conflict("article_change.settled")
        if is_of_nobody(tables, change):
            raise Conflict("article_change.nobody")
        if other := goes_on_in(tables, one, change, today=today):
            raise Conflict("article_change.followed", name=other.title)
        owner_id = _lead(tables, one, change.now, party_id)
        if owner_id != one.owner_id:
            one = commitment.take_over_in(
                tables, commitment_id, party_id=owner_id, on=today, today=today, why=change.sentence
            )
        fields = _fields(tables, one, change, change.now)
        commitment.change_in(tables, commitment_id, before=one, **fields)
        return tables.commitment.update(commitment_id, clause_id=change.now.clause_id, version=change.version)


def leave(store: "Store", *, commitment_id: int, version: int, today: dt.date) -> Commitment:
    """Leave a commitment as it is beside its article as that is in force; raises as ``take_over`` does."""
    with store.write() as tables:
        _, change = _changed(tables, commitment_id, version, today)
        if change.now is None:
            raise Conflict("article_change.settled")
        return tables.commitment.update(commitment_id, clause_id=change.now.clause_id, version=change.version)


def end(
    store: "Store", *, commitment_id: int, now: dt.datetime, today: dt.date, entered_by: str = ""
) -> Update:
    """End a commitment because of what became of its article: an update that says so, and where it goes on.

    Raises Conflict when nothing changed.
    """
    with store.write() as tables:
        one, change = _changed(tables, commitment_id, None, today)
        other = goes_on_in(tables, one, change, today=today)
        on = f" Dit gaat verder bij ‘{other.title.rstrip('.')}’." if other else ""
        said = {
            "date": today,
            "status": CommitmentStatus.STOPPED,
            "text": words.shortened(f"{change.sentence}{on}", update.MAX_TEXT),
        }
        values = update.row(tables, one, said, today=today)
        ended_in = article_change.NONE if change.version is None else change.version
        return tables.update.add(**values, ended_in=ended_in, entered_by=entered_by, created_at=now)


def follow_again(
    store: "Store", *, commitment_id: int, now: dt.datetime, today: dt.date, entered_by: str = ""
) -> Update:
    """Follow what ended because of its article again, as it stood before that: an update that says so.

    Raises Conflict when its article did not come back (``article_change.back``).
    """
    with store.write() as tables:
        why = article_change.back(tables, today=today).get(commitment_id)
        if why is None:
            raise Conflict("article_change.settled")
        before = [each for each in tables.update.standing(commitment_id) if not each.is_stop]
        status = before[-1].status if before else CommitmentStatus.NOT_BEGUN
        said = {"date": today, "status": status, "text": why}
        values = update.row(tables, tables.commitment.get(commitment_id), said, today=today)
        return tables.update.add(**values, entered_by=entered_by, created_at=now)


def goes_on_in(
    tables: "Tables", one: Commitment, change: ArticleChange, *, today: dt.date
) -> Commitment | None:
    """Return the commitment that follows the article in force already, and is not over; None without one.

    Of two articles that were merged both may be followed. The one of the article that went on in the other
    goes on there; else who took over its text first keeps it.
    """
    article = change.now
    if article is None:
        return None
    newest, title = tables.update.newest(as_of=today), _title(article).casefold()
    for other in tables.commitment.where("clause_id = ? AND id != ?", [article.clause_id, one.id]):
        is_over = other.id in newest and newest[other.id].status.is_over
        if not is_over and (one.clause_id != article.clause_id or other.title.casefold() == title):
            return other
    return None


def may_lead(tables: "Tables", change: ArticleChange) -> tuple[int, ...]:
    """Return the parties that the article in force binds, in its order."""
    return commitment.among(commitment.bound(tables), change.now) if change.now else ()


def is_of_nobody(tables: "Tables", change: ArticleChange) -> bool:
    """Whether the article in force names parties of which none is bound: there is nobody to take it over."""
    return change.now is not None and bool(change.now.parties) and not may_lead(tables, change)


def _changed(
    tables: "Tables", commitment_id: int, version: int | None, today: dt.date
) -> tuple[Commitment, ArticleChange]:
    one = tables.commitment.get(commitment_id)
    change = article_change.found(tables, [one], today=today).get(commitment_id)
    if change is None or (version is not None and change.version != version):
        raise Conflict("article_change.settled")
    return one, change


def _lead(tables: "Tables", one: Commitment, article: Article, party_id: int | None) -> int:
    may = commitment.among(commitment.bound(tables), article)
    if party_id is not None:
        if article.parties and party_id not in may:
            raise Conflict("commitment.not_bound")
        return party_id
    if one.owner_id in may or not article.parties:
        return one.owner_id
    if len(may) != 1:
        raise RuleBroken("commitment.owner")
    return may[0]


def _title(article: Article) -> str:
    return words.shortened(article.text, commitment.MAX_TITLE)


def _fields(tables: "Tables", one: Commitment, change: ArticleChange, article: Article) -> dict[str, Any]:
    """Return what a commitment takes over: what its article says otherwise than it did."""
    parts, fields = change.parts, dict[str, Any]()
    if "text" in parts:
        fields["title"] = _title(article)
    if "due" in parts:
        due = agreement.due_of(article)
        fields |= {"due": due, "starts_on": min(one.starts_on, due) if due else one.starts_on}
    if "means" in parts:
        fields["means"] = article.means[: commitment.MAX_TEXT]
    if "parties" in parts:
        before = set(change.was.parties) if change.was else set()
        others = [each for each in one.helper_ids if each not in before]
        helping = dict.fromkeys((*others, *commitment.among(commitment.bound(tables), article)))
        fields["helper_ids"] = tuple(each for each in helping if each != one.owner_id)
    return fields
