"""Shorter ways to write the name of a party, where there is no room for the whole of it."""

import re
from collections.abc import Callable, Collection, Sequence
from itertools import count as count_from

CUT = "…"
SOFT, HARD = "\u00ad", "\u00a0"  # where a word may be cut; a space where no line may end
LONG, SHORT = 14, 9  # signs that are left of a name, before the dots
LEAST = 4
GENERAL = re.compile(
    r"\b(?:woonstichting|stichting|vereniging|coöperatie|basisschool|school|buurthuis|wijkcentrum|"
    r"buurtcentrum|bewonersgroep|bewonersvereniging|werkgroep|woningcorporatie)\s+(?=(?:de|het|'t|den)\s)",
    re.IGNORECASE,
)
SIGNS = " ,;:-–&("
ARTICLE = re.compile(r"\s+(?:de|het|een|den|en|el|van|in|op)$", re.IGNORECASE)
SEAM = re.compile(
    r"(?<=\w{4})(?=(?:vereniging|organisatie|corporatie|coöperatie|initiatief|vrouwen|kwartier|verhuurders|"
    r"ondernemers|eigenaren|bedrijf|beheerder|loket|groep)\w{0,2}\b)"
)


def broken(name: str) -> str:
    """Return a name with a soft hyphen where a long word of Dutch may be cut.

    >>> broken("Huurdersvereniging").replace(chr(0xAD), "|")
    'Huurders|vereniging'
    """
    return SEAM.sub(SOFT, name)


def cut(name: str, most: int) -> str:
    """Return a name in at most so many signs, cut after a word, or in a word when it is the only one.

    >>> cut("Bewonersvereniging Oud en Nieuw Molenkwartier", 40)
    'Bewonersvereniging Oud en Nieuw…'
    >>> cut("De Spil", 40)
    'De Spil'
    """
    if len(name) <= most:
        return name
    room = name[:most]
    words = room[: room.rfind(" ")].rstrip(SIGNS) if " " in room else ""
    return (words if len(words) >= most / 3 else room[: most - 1].rstrip()) + CUT


def free(name: str, most: int, is_taken: Callable[[str], bool]) -> str:
    """Return a name in at most so many signs that nobody has: cut at its end, in its middle, or counted.

    >>> free("Vereniging van eigenaren Molenkwartier blok A", 40, lambda short: short.endswith("…"))
    'Vereniging van… Molenkwartier blok A'
    """
    short = cut(name, most)
    if len(name) <= most or not is_taken(short):
        return short
    inside = _inside(name, most)
    if not is_taken(inside):
        return inside
    numbered = (f"{cut(name, most - len(f' ({count})'))} ({count})" for count in count_from(2))
    return next(each for each in numbered if not is_taken(each))


def _inside(name: str, most: int) -> str:
    """Return a name cut in its middle: two names that begin alike mostly differ at their end."""
    end = name[-(most * 3 // 5) :]
    end = end.partition(" ")[2] or end
    return f"{cut(name, most - len(end) - 1).removesuffix(CUT).rstrip(SIGNS)}{CUT} {end}"[:most]


def forms(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return for each name shorter ways to write it, the best first; none of them fits another name.

    >>> [[each.replace(HARD, " ") for each in way] for way in forms(["Buurthuis De Spil", "Wijkteam Zuid"])]
    [['De Spil', 'Buurthuis…', '… Spil'], ['Wijkteam…', '… Zuid']]
    """
    folded = [name.casefold() for name in names]
    return [_own(name, folded[:place] + folded[place + 1 :]) for place, name in enumerate(names)]


def _own(name: str, others: Collection[str]) -> tuple[str, ...]:
    """Return ways to write one name, each at least a sign shorter; in a word when nothing is short enough."""
    own = GENERAL.sub("", name, count=1)
    whole = (own, _words(name, LONG), _words(name, SHORT), _seam(name), f"{CUT}{HARD}{name.split()[-1]}")
    found = [each for each in dict.fromkeys(whole) if _is_shorter(each, name) and _is_only(each, others)]
    inside = name[:SHORT].rstrip(SIGNS) + CUT
    if (
        all(len(each) > SHORT + 1 for each in found)
        and _is_shorter(inside, name)
        and _is_only(inside, others)
    ):
        found.append(inside)
    return tuple(found)


def _is_shorter(form: str, name: str) -> bool:
    return len(form) < len(name) and len(form.strip(f"{CUT}{HARD} ")) >= LEAST


def _words(name: str, most: int) -> str:
    """Return the first whole words of a name, without an article at the end; empty when none is so short."""
    words = name[: most + 1].rpartition(" ")[0] if len(name) > most else name
    words = ARTICLE.sub("", words.rstrip(SIGNS))
    return words + CUT if words else ""


def _seam(name: str) -> str:
    """Return the part of a long first word that can stand alone; empty when it has none."""
    seam = SEAM.search(name.split()[0] if name else "")
    return name[: seam.start()] + CUT if seam else ""


def _is_only(form: str, others: Collection[str]) -> bool:
    """Whether a form can be read as no other name."""
    said = form.casefold().strip(f"{CUT}{HARD} ")
    at_start, at_end = not form.startswith(CUT), not form.endswith(CUT)
    return not any(
        (at_start and each.startswith(said)) or (at_end and each.endswith(said)) for each in others
    )
