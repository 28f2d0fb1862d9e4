"""What the papers of an agreement are made of: one text, and what people wrote and signed under it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sok_core import agreement, clock, consent, delicate, mandate
from sok_core.agreement import Article, Document, Named
from sok_core.clause_text import NAMES
from sok_core.errors import Conflict, NotFound
from sok_core.export.agreement_words import WORDINGS, Wording
from sok_core.export.meeting import place_name
from sok_core.mark import of_version
from sok_core.model import (
    Consent,
    ConsentAnswer,
    DocumentType,
    Mandate,
    MandateStatus,
    Party,
    Signature,
    SignatureKind,
    Version,
)
from sok_core.signature import day_of
from sok_core.words import CONCEPT, UNSIGNED, capital, counted, date, day, ended, enumerated

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


LONGEST = 160  # signs of a reserve on a short paper: half of one may say the opposite


@dataclass(frozen=True)
class Reserves:
    """What the yes of parties hangs on, and what they said with it, each by party id."""

    provisos: tuple[tuple[int, str], ...] = ()
    conditions: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Agreed:
    """One text of an agreement, as it is now or as it was frozen, with all that papers say around it.

    ``neighbourhood`` and ``names`` are as they were when the text was frozen, or the party signed: a paper
    that is made again says the same. ``names`` and ``short`` are of every party of the dossier, by id.
    ``provisos`` are by party id, and so are ``conditions``, what a party said with its yes in words;
    ``to_sign`` are those of the next signature, as those of one that binds no more are over. By party id are
    also ``promises``, what it reads aloud in its own short words, and ``functions``: who signs, by function
    as it signed, else as the party told, else that of who answered; ``substitutes`` are in whose place, and
    ``stopped`` from which day a party stopped. ``signatures`` are those that count: what was taken back
    stands on no paper. ``signing_on`` and ``signing_place`` are of the feast, as long as it is not over.
    ``in_force`` is the version that is in force; None before anybody signed. ``joining`` are parties that the
    text does not name, and that said yes to it; ``refused`` those for which who decides said no.
    """

    slug: str
    neighbourhood: str
    is_fictional: bool
    contact: str
    document: Document
    version: Version | None
    today: dt.date
    made_at: dt.datetime
    names: Mapping[int, str] = field(default_factory=dict)
    short: Mapping[int, str] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    provisos: tuple[tuple[int, str], ...] = ()
    conditions: tuple[tuple[int, str], ...] = ()
    to_sign: Reserves = Reserves()
    promises: Mapping[int, str] = field(default_factory=dict)
    functions: Mapping[int, str] = field(default_factory=dict)
    substitutes: Mapping[int, str] = field(default_factory=dict)
    signing_on: dt.date | None = None
    signing_place: str = ""
    in_force: int | None = None
    stopped: Mapping[int, dt.date] = field(default_factory=dict)
    joining: tuple[Named, ...] = ()
    refused: frozenset[int] = frozenset()

    @property
    def wording(self) -> Wording:
        """How this kind of document says things."""
        return WORDINGS[DocumentType(self.document.type)]

    @property
    def kind(self) -> str:
        """What this kind of document is called."""
        return NAMES[DocumentType(self.document.type)]

    @property
    def title(self) -> str:
        """The name of the document."""
        return self.document.title or f"{self.kind} {self.neighbourhood}"

    @property
    def place(self) -> str:
        """The neighbourhood as it stands on paper."""
        return place_name(self.neighbourhood, is_fictional=self.is_fictional)

    @property
    def which(self) -> str:
        """Which text this is, in a few words."""
        if self.version is None:
            return f"concept van {day(self.today, with_year=True)}"
        return f"versie {self.version.number}"

    @property
    def code(self) -> str:
        """What stands on paper of the digest; empty for a text that was not frozen."""
        return agreement.control_code(self.version.digest) if self.version else ""

    @property
    def frozen_on(self) -> dt.date | None:
        """The day on which the text was frozen."""
        return clock.local(self.version.frozen_at).date() if self.version else None

    @property
    def footer(self) -> str:
        """Which text this is, for the foot of every page."""
        code = f"controlecode {self.code}" if self.code else ""
        return " · ".join(filter(None, [self.title, self.which, code]))

    @property
    def mark(self) -> str:
        """What a Word file keeps of which text it holds."""
        return of_version(self.version)

    @property
    def signed(self) -> list[Signature]:
        """Who signed of the parties that the text names, each once: the last time counts."""
        return self._last(SignatureKind.SIGNING)

    @property
    def joined(self) -> list[Signature]:
        """Who joined later, each party once."""
        return self._last(SignatureKind.ACCESSION)

    def _last(self, kind: SignatureKind) -> list[Signature]:
        return list({one.party_id: one for one in self.signatures if one.kind is kind}.values())

    @property
    def going_on(self) -> list[Signature]:
        """Who of the parties that the text names is bound now: it signed, and goes on."""
        return [one for one in self.signed if one.holds(self.today)]

    @property
    def bound(self) -> list[Named]:
        """The parties of the text that papers for outside name: who signed and goes on; before that all."""
        if not self.has_been_signed:
            failed = {one.party_id for one in self.signed}
            return [one for one in self.document.parties if one.id not in failed]
        ids = {one.party_id for one in self.going_on}
        return [one for one in self.document.parties if one.id in ids]

    @property
    def taking_part(self) -> list[str]:
        """The names of the parties that papers for outside name, with who joined later and goes on."""
        later = [one.party_id for one in self.joined if one.holds(self.today)]
        return [*(one.more or one.name for one in self.bound), *(self.short.get(one, "") for one in later)]

    @property
    def signed_first(self) -> list[Signature]:
        """The first signature of each party of the text, the earliest day first: that was when it agreed."""
        first: dict[int, Signature] = {}
        for one in sorted(self.signatures, key=day_of):
            if one.kind is SignatureKind.SIGNING and one.has_bound:
                first.setdefault(one.party_id, one)
        return list(first.values())

    @property
    def missing(self) -> str:
        """Who of the text did not sign while others did, in a sentence; empty when nobody."""
        signed = {one.party_id for one in self.signed} | self.stopped.keys()
        left = [one.more or one.name for one in self.document.parties if one.id not in signed]
        said = "Niet getekend" if self.replaced else "Nog niet getekend"
        return f"{said}: {ended(enumerated(left))}" if self.has_been_signed and left else ""

    @property
    def replaced(self) -> str:
        """That a later version is in force, in a sentence; empty when that is this one, or none is."""
        if self.version is None or self.in_force is None or self.in_force <= self.version.number:
            return ""
        return f"Deze versie geldt niet. Nu geldt versie {self.in_force}."

    @property
    def standing(self) -> str:
        """What a reader must know first of how this text stands; empty when it is in force, or was signed."""
        if self.version is None:
            return CONCEPT
        return self.replaced or self.over or ("" if self.has_been_signed else UNSIGNED)

    @property
    def over(self) -> str:
        """That parties signed and none goes on, nor any that joined later, in a sentence; else empty."""
        is_over = bool(self.signed_first) and not self.taking_part
        return f"De afspraken in {self.neighbourhood} gelden voor niemand meer." if is_over else ""

    @property
    def has_been_signed(self) -> bool:
        """Whether anybody was bound by this text at any time."""
        return any(one.has_bound for one in self.signatures)

    @property
    def hanging(self) -> str:
        """How many of the parties that signed did so with a reserve or a condition, and which, in words.

        One that is long is pointed to.
        One that was met, that did not come, or whose party stopped, hangs no more.
        """
        there = (*self.signed, *self.joined)
        signed = {one.party_id for one in there if one.holds(self.today) and one.met_on is None}
        said: dict[int, list[str]] = {}
        for party_id, text in (*self.provisos, *self.conditions):
            if party_id in signed:
                said.setdefault(party_id, []).append(text)
        if not said:
            return ""
        if len(said) == 1:
            ((party_id, texts),) = said.items()
            text = capital(" ".join(map(ended, texts)))
            told = text if len(text) <= LONGEST else "Haar voorbehoud staat in de hele tekst."
            return f"Eén partij tekende onder voorbehoud: {ended(self.short.get(party_id, ''))} {told}"
        names = enumerated([self.short.get(one, "") for one in said])
        many = f"{capital(counted(len(said), '', 'partijen'))} tekenden onder voorbehoud: {ended(names)}"
        return f"{many} Bij elk staat in de hele tekst wat dat is."

    def came(self, party_id: int) -> str:
        """Whether what a party's signature hung on came, as a sentence; empty as long as nobody said."""
        one = {each.party_id: each for each in (*self.signed, *self.joined)}.get(party_id)
        if one is not None and one.met_on:
            return f"Daaraan is voldaan op {date(one.met_on, with_year=True)}."
        if one is not None and one.is_unmet and one.withdrawn_on:
            return f"Daaraan is niet voldaan ({date(one.withdrawn_on, with_year=True)})."
        return ""

    @property
    def since(self) -> str:
        """Who joined after the others signed, who stopped, and what is in force while a change is signed.

        A sentence each; empty when there is nothing to tell.
        """
        joined = [self.short.get(one.party_id, "") for one in self.joined if one.has_bound]
        told = [f"Later {'deed' if len(joined) == 1 else 'deden'} mee: {ended(enumerated(joined))}"]
        stopped = [one for one in (*self.signed, *self.joined) if one.withdrawn_on]
        told += [
            f"{self.short.get(one.party_id, '')} doet niet mee: aan het voorbehoud is niet voldaan "
            f"({date(one.withdrawn_on, with_year=True)})."
            if one.is_unmet
            else f"{self.short.get(one.party_id, '')} {'stopt' if one.holds(self.today) else 'stopte'} op "
            f"{date(one.withdrawn_on, with_year=True)}."
            for one in stopped
            if one.withdrawn_on
        ]
        told += [
            f"{one.more or one.name} stopte op {date(self.stopped[one.id], with_year=True)}."
            for one in self.document.parties
            if self.signed and one.id in self.stopped.keys() - {each.party_id for each in self.signed}
        ]
        told += self._returned
        return " ".join([*(told if joined else told[1:]), *filter(None, [self._not_yet])])

    @property
    def _returned(self) -> list[str]:
        """Who stopped under this text and signed it again, each in a sentence."""
        last = {one.party_id: one for one in (*self.signed, *self.joined) if one.has_bound}
        return [
            f"{self.short.get(one.party_id, '')} stopte op {date(one.withdrawn_on, with_year=True)} "
            f"en tekende op {date(day_of(last[one.party_id]), with_year=True)} opnieuw."
            for one in self.signatures
            if one.withdrawn_on and one.has_bound and last.get(one.party_id, one).id != one.id
        ]

    @property
    def _not_yet(self) -> str:
        """That an earlier version is in force, when this one is a change that not everybody signed."""
        if self.version is None or self.in_force is None or not self.signatures:
            return ""
        return consent.until_then(self.version, self.in_force)

    def is_for_all(self, article: Article) -> bool:
        """Return whether an article is of every party; with one party it is that party's own."""
        return self.document.is_for_all(article)

    def own(self, party_id: int) -> list[Article]:
        """Return the articles in force that name a party, without those that are of everybody."""
        return [one for one in self.document.promises(party_id) if not self.is_for_all(one)]


def gather(store: "Store", version: int | None, *, now: dt.datetime) -> Agreed:
    """Read one text at one moment: a frozen version by its number, or the text as it is now (None).

    Raises NotFound for a version that is not there, Conflict when there is no article yet, or when the
    stored text is not what was frozen or signed.
    """
    with store.read() as tables:
        return gather_in(tables, version, now=now)


def gather_in(tables: "Tables", version: int | None, *, now: dt.datetime) -> Agreed:
    """Read one text inside a transaction that goes on; raises as ``gather`` does."""
    frozen = tables.version.numbered(version) if version is not None else None
    if version is not None and frozen is None:
        raise NotFound("version.unknown")
    dossier, begun = tables.dossier.current(), tables.agreement.current()
    # A broken text gets no paper at all: a notice on top is cut off by whoever copies the page below it, and
    # a poster or a sheet to sign would still bear a control code that is not of its words.
    text = agreement.checked(tables, frozen) if frozen else agreement.document(tables)
    if not text.articles:
        raise Conflict("version.empty")
    parties = tables.party.all()
    signatures = tables.signature.of(frozen.number) if frozen else []
    signed = [one for one in signatures if one.counts]
    mandates = mandate.of_version(tables, frozen.number) if frozen else {}
    # Once a party signed, what it signed with stands there, whatever it says by now.
    provisos, answers = _said(tables, frozen, mandates, signed)
    today = clock.today(now, dossier.reference_date)
    holding = [one for one in signed if one.holds(today)]
    to_sign = _said(tables, frozen, mandates, holding)
    promised = {one.id: one for one in text.parties}
    binding = consent.signed_version(tables, today=today)
    signing_on, signing_place = begun.feast(today) if begun else (None, "")
    joining = [
        consent.named_now(one) for one in parties if one.id not in promised and _says_yes(answers.get(one.id))
    ]
    later = (*(one.id for one in joining), *(one.party_id for one in signed))
    under = list(dict.fromkeys([*promised, *later]))
    return Agreed(
        slug=dossier.slug,
        neighbourhood=text.dossier or dossier.name,
        is_fictional=dossier.is_fictional,
        contact=dossier.contact,
        document=text,
        version=frozen,
        today=today,
        made_at=now,
        names={one.id: one.name for one in parties}
        | {one.party_id: one.on_behalf_of for one in signed if one.on_behalf_of}
        | {one.id: one.name for one in text.parties},
        short={one.id: one.short_name for one in parties}
        | _renamed(parties, signed)
        | {one.id: one.more or one.name for one in promised.values()},
        signatures=tuple(signed),
        provisos=_provisos(provisos, under),
        conditions=_conditions(answers, under, text, signatures, signed),
        to_sign=Reserves(
            _provisos(to_sign[0], under), _conditions(to_sign[1], under, text, signatures, holding)
        ),
        promises={party_id: one.promise for party_id, one in mandates.items() if one.promise},
        functions={party_id: one.function for party_id, one in answers.items()}
        | {party_id: one.function for party_id, one in mandates.items() if one.function}
        | {one.party_id: one.function for one in signed},
        substitutes={party_id: one.substitute_for for party_id, one in mandates.items()}
        | {one.party_id: one.substitute_for for one in signed},
        signing_on=signing_on,
        signing_place=signing_place,
        in_force=binding.number if binding else None,
        stopped=tables.signature.stopped(today),
        joining=tuple(joining),
        refused=frozenset(one for one, said in mandates.items() if said.status is MandateStatus.REFUSED),
    )


def for_all(store: "Store", agreed: Agreed) -> Agreed:
    """Return a text for papers that tell everybody of it: without the words of a note that was hidden."""
    with store.read() as tables:
        return replace(agreed, document=delicate.document_for_all(tables, agreed.document))


def _said(
    tables: "Tables", version: Version | None, mandates: Mapping[int, Mandate], signed: Sequence[Signature]
) -> tuple[dict[int, str], dict[int, Consent]]:
    """Return by party id its proviso and its answer: with which it signed, else those of now."""
    provisos = {party_id: one.proviso for party_id, one in mandates.items()}
    return provisos | {one.party_id: one.proviso for one in signed}, _answers(tables, version, signed)


def _provisos(given: Mapping[int, str], under: Iterable[int]) -> tuple[tuple[int, str], ...]:
    return tuple((one, said) for one in under if (said := given.get(one, "").strip()))


def _conditions(
    given: Mapping[int, Consent],
    under: Iterable[int],
    text: Document,
    signatures: Sequence[Signature],
    signed: Iterable[Signature],
) -> tuple[tuple[int, str], ...]:
    """Return by party id on what its yes depends, or did when it signed last (``signed``)."""
    last = {one.party_id: one for one in signed}
    found = {
        one: consent.depends_on(given[one], text, signatures, until=last.get(one))
        for one in under
        if one in given
    }
    return tuple((one, said) for one, said in found.items() if said)


def _renamed(parties: Iterable[Party], signed: Iterable[Signature]) -> dict[int, str]:
    """Return the name under which a party signed that is called something else by now."""
    now = {one.id: one.name for one in parties}
    return {
        one.party_id: one.on_behalf_of
        for one in signed
        if one.on_behalf_of not in ("", now.get(one.party_id))
    }


def _answers(tables: "Tables", version: Version | None, signed: Iterable[Signature]) -> dict[int, Consent]:
    """Return the answer of each party: that with which it signed, else the one in force."""
    if version is None:
        return {}
    given = {one.id: one for one in tables.consent.where("version = ?", [version.number])}
    with_it = {one.party_id: given[one.consent_id] for one in signed if one.consent_id in given}
    return {one.party_id: one for one in tables.consent.in_force(version.number)} | with_it


def _says_yes(given: Consent | None) -> bool:
    return given is not None and given.answer is not ConsentAnswer.NOT_YET
