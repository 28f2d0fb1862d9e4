"""The sentences of an article, for a short paper that tells one: never half of it, nor its opposite."""

import re

ENDS = re.compile(r"(?<=[.!?])\s+")
LETTERED = re.compile(r"(?:^|(?<=[.;:!?])\s)[a-z]\.\s(?=[A-Z])")  # "a. De gemeente … b. Veel huizen …"
# Words that end in a full stop amid a sentence; one letter, and what has a full stop in it, are so anyway.
SHORTENED = {
    *("art", "bijv", "blz", "ca", "enz", "evt", "excl", "incl", "lid", "max", "min", "nr", "pag", "resp"),
    *("dhr", "dr", "drs", "ing", "ir", "jhr", "mevr", "mr", "mw", "prof", "sr", "st", "tel", "vs", "zgn"),
    *("jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec"),
}
# What begins so, takes something back of the sentence before it.
UNLESS = {"alleen", "behalve", "maar", "mits", "of", "tenzij", "zolang"}
LEAST_WORDS = 4


def split(text: str) -> list[str]:
    """Return the sentences of a text, each with what takes something back of it.

    >>> split("Stichting St. Jan geeft max. 5.000 euro. Dat is veel.")
    ['Stichting St. Jan geeft max. 5.000 euro.', 'Dat is veel.']
    >>> split("Geen sloop in de wijk. Tenzij alle bewoners ja zeggen.")
    ['Geen sloop in de wijk. Tenzij alle bewoners ja zeggen.']
    """
    found: list[str] = []
    for part in filter(None, LETTERED.split(" ".join(text.split()))):
        is_new = True
        for piece in ENDS.split(part.strip()):
            if is_new or not _goes_on(found[-1], piece):
                found.append(piece)
            else:
                found[-1] += f" {piece}"
            is_new = False
    return found


def first(text: str) -> str:
    """Return the first sentence that says something: one word is a name, and a few words need the next.

    >>> first("Tochtstrippenteam. De Handen voorziet 120 huizen van folie. Dat is veel.")
    'De Handen voorziet 120 huizen van folie.'
    >>> first("Geen sloop. Wij knappen alle huizen op. Samen.")
    'Geen sloop. Wij knappen alle huizen op.'
    """
    sentences = split(text)
    told = [one for one in sentences if " " in one] or sentences
    is_short = len(told[0].split()) < LEAST_WORDS
    return " ".join(told[: 2 if is_short else 1])


def _goes_on(before: str, piece: str) -> bool:
    """Whether a piece behind a full stop belongs to the sentence before it."""
    last = before.split()[-1].strip("(‘'\"").removesuffix(".").casefold()
    is_cut = before.endswith(".") and (len(last) == 1 or "." in last or last in SHORTENED)
    begin = piece.split()[0].strip(",.;:")
    return is_cut or begin[:1].islower() or begin.casefold() in UNLESS
