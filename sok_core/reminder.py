"""Reminders without a mail server: what to say at the phone, and a message to copy or to mail."""

from collections.abc import Sequence
from urllib.parse import quote

from sok_core import words
from sok_core.commitment import impersonal
from sok_core.model import CheckIn, Commitment, Party
from sok_core.update import Reply, ReportRound


def contact(party: Party, led: Sequence[Commitment]) -> str:
    """Return whom to speak with, by function: those of the promises, else that of the party."""
    roles = dict.fromkeys(one.contact_role for one in led if one.contact_role)
    return words.enumerated(roles) or party.contact_role


def call(place: str, reply: Reply, found: ReportRound | None) -> str:
    """Return what to say at the phone to a party that has not told of all that it leads."""
    return "\n".join(
        [
            f"Dag, je spreekt met … van het kernteam van {words.ended(place)}",
            f"{_before(found)} We vragen elke partij hoe het gaat. Heb je vijf minuten?",
            *_thanked(reply),
            *(f"{number}. {title} Hoe gaat dat?" for number, title in enumerate(_titles(reply), 1)),
            "Is er niets veranderd? Dan schrijf ik dat op. Dank je wel.",
        ]
    )


def subject(place: str, reply: Reply) -> str:
    """Return the subject of the mail: a question, or thanks to who told of everything."""
    if not reply.is_whole:
        return f"Hoe gaat het met jullie afspraken in {place}?"
    if not reply.own:
        return f"Jullie afspraken in {place}"
    return f"Dank je wel voor jullie bericht over de afspraken in {place}"


def thanks(reply: Reply) -> str:
    """Return thanks for what a party told of itself, what others told already, and whether anything is open.

    Empty when nothing was told.

    >>> import datetime as dt
    >>> trees, bench = (Commitment(each, each, "", 1, dt.date(2026, 1, 1)) for each in (1, 2))
    >>> thanks(Reply(1, told=(trees,), waiting=(bench,), own=(trees,)))
    'Dank je wel: over één van de twee afspraken vertelden jullie al.'
    >>> thanks(Reply(1, told=(trees, bench), own=(trees, bench)))
    'Dank je wel: jullie hebben alles verteld. Er staat niets meer open.'
    >>> thanks(Reply(1, told=(trees, bench)))
    'Over al jullie afspraken is al verteld. Er staat niets meer open.'
    """
    if not reply.told:
        return ""
    said = _own(reply) if reply.own else _by_others(reply)
    return f"{said} Er staat niets meer open." if reply.is_whole else said


def _own(reply: Reply) -> str:
    others = len(reply.told) - len(reply.own)
    if reply.is_whole and not others:
        return "Dank je wel: jullie hebben alles verteld."
    said = f"Dank je wel: over {_of(len(reply.own), reply)} vertelden jullie al."
    return f"{said} Over {_many(others)} andere is al verteld." if others else said


def _by_others(reply: Reply) -> str:
    if not reply.is_whole:
        return f"Over {_of(len(reply.told), reply)} is al verteld."
    return f"Over {'jullie afspraak' if len(reply.asked) == 1 else 'al jullie afspraken'} is al verteld."


def _of(many: int, reply: Reply) -> str:
    return f"{_many(many)} van de {words.counted(len(reply.asked), 'afspraak', 'afspraken')}"


def _many(value: int) -> str:
    return words.counted(value, "", "").strip()


def message(
    place: str, reply: Reply, found: ReportRound | None, link: str = "", *, has_link: bool = False
) -> str:
    """Return the text for mail or WhatsApp: thanks for what was told, and what is open still.

    ``link`` is the party's own page, as long as it is known: when it was just made. ``has_link`` says that
    the party was given one before.
    """
    how = _how_later if reply.is_whole else _how
    return "\n".join(
        [
            "Hallo,",
            "",
            *_thanked(reply),
            _asks(reply, found),
            *(f"- {title}" for title in _titles(reply)),
            "",
            how(link, has_link=has_link),
            "",
            f"Groet, het kernteam van {place}",
        ]
    )


def _titles(reply: Reply) -> list[str]:
    return [impersonal(one).title for one in reply.waiting]


def _thanked(reply: Reply) -> list[str]:
    said = thanks(reply)
    return [said] if said else []


def _asks(reply: Reply, found: ReportRound | None) -> str:
    if reply.is_whole:
        return _before(found)
    about = "nog hoe het gaat met:" if reply.told else "hoe het gaat met wat jullie trekken:"
    return f"{_before(found)} We horen graag {about}"


def _how_later(link: str, *, has_link: bool) -> str:
    if link:
        return f"Verandert er nog iets? Vertel het hier: {link}"
    way = " met de link die jullie van ons kregen, of" if has_link else ""
    return f"Verandert er nog iets? Vertel het ons{way} met één regel terug."


def _how(link: str, *, has_link: bool) -> str:
    if link:
        return f"Vertel het hier, in één minuut: {link}"
    by_mail = "Stuur per afspraak één regel terug. Is er niets veranderd? Antwoord dan: niets veranderd."
    if has_link:
        return f"Vertel het met de link die jullie van ons kregen. Kwijt? {by_mail}"
    return by_mail


def mail(subject: str, body: str) -> str:
    """Return a link that opens a message in somebody's own mail program.

    >>> mail("Hoe gaat het?", "Hallo\\nwijk")
    'mailto:?subject=Hoe%20gaat%20het%3F&body=Hallo%0D%0Awijk'
    """
    body = body.replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"


def _before(found: ReportRound | None) -> str:
    if found is None:
        return "We kijken samen hoe het gaat."
    return f"{_when(found.check_in)} kijken we samen hoe het gaat."


def _when(one: CheckIn) -> str:
    at = words.clock_time(one.starts_at)
    return words.capital(f"{words.day(one.date)}{f' om {at}' if at else ''}")
