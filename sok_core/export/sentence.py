"""The sentences of an article, for a short paper that tells one: never half of it, nor its opposite."""

import re

ENDS = re.compile(r"(?<=[.!?])\s+")
LETTERED = re.compile(r"(?:^|(?<=[.;:!?])\s)[a-z]\.\s(?=[A-Z])")  # "a. De gemeente … b. Veel huizen …"
# Words that end in a full stop amid a sentence; one letter, and what has a full stop in it, are so anyway.
SHORTENED = {
    *("art", "bijv", "blz", "ca", "enz", "evt", "excl", "incl", "lid", "max", "min", "nr", "pag", "resp"),
    *("burg", "dhr", "dr", "drs", "ds", "gebr", "ing", "ir", "jhr", "mej", "mevr", "mr", "mw", "past"),
    *("prof", "sr", "st", "tel", "vs", "wed", "wethr", "zgn", "ma", "di", "wo", "vr", "za"),
    *("jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec"),
}
# A sentence with one of these may take something back of the one before it, so they stay together.
TAKES_BACK = {
    *("als", "indien", "mits", "tenzij", "behalve", "uitgezonderd", "zolang", "zodra", "alleen", "anders"),
    *("voorwaarde", "voorwaarden", "voorbehoud", "geldt", "gelden", "niet", "geen", "nooit", "wel", "echter"),
    *("maar", "of", "uiterlijk", "hoogstens", "wanneer", "tot", "totdat", "hangt", "afhankelijk", "zonder"),
    *("behoudens", "uitzondering", "uitzonderingen", "uitgesloten", "hooguit", "maximaal", "maximum"),
    *("minimaal", "pas", "vervalt", "vervallen", "stopt", "stoppen", "eindigt", "enkel", "uitsluitend"),
    *("slechts", "mocht", "lang", "eerst", "hoogste", "instemmen", "intrekken", "vooropgesteld"),
}
# What begins with one of these speaks of all that follows: "Dit gaat alleen door als de raad ja zegt."
OPENS = {"alleen", "mits", "voorbehoud", "voorwaarde", "voorwaarden", "tenzij", "zolang", "zodra", "mocht"}
WORD = re.compile(r"[^\W\d_]+")
LEAST_WORDS = 4


def split(text: str) -> list[str]:
    """Return the sentences of a text, each with what takes something back of it.

    >>> split("Stichting St. Jan geeft max. 5.000 euro. Dat is veel.")
    ['Stichting St. Jan geeft max. 5.000 euro.', 'Dat is veel.']
    >>> split("Geen sloop in de wijk. Tenzij alle bewoners ja zeggen.")
    ['Geen sloop in de wijk. Tenzij alle bewoners ja zeggen.']
    >>> split("Dit gaat alleen door als de raad ja zegt. De gemeente betaalt. De school plant.")
    ['Dit gaat alleen door als de raad ja zegt. De gemeente betaalt. De school plant.']
    """
    found: list[str] = []
    for part in filter(None, LETTERED.split(" ".join(text.split()))):
        is_new, pieces = True, ENDS.split(part.strip())
        if not OPENS.isdisjoint(WORD.findall(pieces[0].casefold())):
            found.append(" ".join(pieces))
            continue
        for piece in pieces:
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
    is_open = before.count("(") > before.count(")")
    takes_back = not TAKES_BACK.isdisjoint(WORD.findall(piece.casefold()))
    return is_cut or is_open or takes_back or not piece[:1].isupper()
