"""Names that parties had before, in the words of articles: pointed out, and replaced when people say so."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sok_core import clause, words
from sok_core.model import ClauseText, Party

if TYPE_CHECKING:
    from sok_core.store import Store

KINDS = frozenset(kind.casefold() for kind in words.PARTY_TYPES.values())  # an empty chair is called so


def old_names(parties: Iterable[Party]) -> dict[str, str]:
    """Return each name that one party had with what it is called now.

    A name that somebody has now, that two parties had, or that is just a kind of party says nothing.
    """
    there = list(parties)
    now = {name.casefold() for one in there for name in (one.name, one.short_name)}
    had = Counter(name for one in there for name in {each.casefold() for each in one.former_names})
    return {
        name: one.short_name
        for one in there
        for name in one.former_names
        if had[name.casefold()] == 1 and name.casefold() not in now | KINDS
    }


class Names:
    """The names that some parties had and have, to be found in a text."""

    def __init__(self, parties: Iterable[Party]) -> None:
        there = list(parties)
        self._now = old_names(there)
        old = {name: name for name in self._now}
        own = {name: "" for one in there for name in (one.name, one.short_name)}
        small = {_small(name): meant for name, meant in (old | own).items() if " " in name}
        self._meant = small | old | own
        longest = sorted(self._meant, key=len, reverse=True)  # one name may stand in another
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?!\w)")

    def said(self, text: str) -> dict[str, str]:
        """Return the old names in a text, in their order, each with what that party is called now."""
        found = (self._meant[match[0]] for match in self._pattern.finditer(text))
        return {name: self._now[name] for name in found if name}

    def replaced(self, text: str) -> str:
        """Return a text with the names of now."""
        return self._pattern.sub(lambda match: self._now.get(self._meant[match[0]], match[0]), text)


def replace(store: "Store", *, clause_id: int, now: dt.datetime, by: str = "") -> ClauseText:
    """Save an article with the names that parties have now, and with that as its reason.

    Raises as ``clause.edit`` does; a frozen text stays what it is.
    """
    with store.read() as tables:
        before, names = tables.clause_text.of(clause_id)[-1], Names(tables.party.all())
    old = names.said(f"{before.text}\n{before.means}")
    told = (f"{was} heet nu {is_now}" for was, is_now in old.items())
    because = words.shortened(words.enumerated(told), clause.LIMITS["because"])
    fields = {name: names.replaced(getattr(before, name)) for name in ("text", "means")}
    return clause.edit(store, clause_id=clause_id, before=before, now=now, by=by, because=because, **fields)


def _small(name: str) -> str:
    """Return a name as it stands in a sentence: "samen met de Meelbloem"."""
    return name[:1].lower() + name[1:]
