"""The hall: will phones reach this machine tonight, will it stay awake? As far as a program can see.

``machine.read`` asks, ``judge`` says what that means for the evening. What cannot be seen is called so: only
a phone in the hall proves the way.
"""

import datetime as dt
import ipaddress
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from sok_core import machine, words
from sok_core.clock import AMSTERDAM, local


class State(StrEnum):
    """How a check came out; what we cannot see is never called good."""

    GOOD = "goed"
    CARE = "let_op"
    BROKEN = "fout"


class Name(StrEnum):
    """What is checked, in the order of the list."""

    ADDRESS = "Adres"
    REACH = "Bereikbaar"
    FIREWALL = "Firewall"
    NETWORK = "Wifi"
    SLEEP = "Slaapstand"
    POWER = "Stroom"
    DISK = "Ruimte"
    CLOCK = "Klok"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: what we found, and what to do (empty: nothing).

    ``proof`` is what we know instead once a phone came through (empty: a phone does not settle this).
    """

    name: Name
    state: State
    finding: str
    advice: str = ""
    proof: str = ""


@dataclass(frozen=True)
class Report:
    """All checks of one place, and when they were made."""

    checks: tuple[Check, ...]
    looked_at: dt.datetime


KEPT = dt.timedelta(minutes=15)
MOST_KEPT = 20

_kept: dict[machine.Place, Report] = {}
_keeping = threading.Lock()


def report(place: machine.Place, *, now: dt.datetime, again: bool = False) -> Report:
    """Return what we found in this place, looked up anew when asked, or after a quarter of an hour."""
    with _keeping:
        known = _kept.get(place)
    if known is not None and not again and dt.timedelta(0) <= now - known.looked_at < KEPT:
        return known
    found = Report(judge(place, machine.read(place), now=now), now)
    with _keeping:
        _kept.pop(place, None)
        _kept[place] = found
        while len(_kept) > MOST_KEPT:
            del _kept[next(iter(_kept))]
    return found


UNSEEN = "Dit kunnen we niet zien."
PHONE_TELLS = "De proeftelefoon laat het zien."
LID = "Laat de klep van de laptop open."
TUNNEL = re.compile(r"tun|tap|utun|wg|ppp|ipsec|tailscale|nordlynx|proton|zt|cscotun|gpd|vpn", re.IGNORECASE)
CARRIER = ipaddress.ip_network("100.64.0.0/10")
HOTSPOTS = {
    ipaddress.ip_network("172.20.10.0/28"): "een iPhone",
    ipaddress.ip_network("192.168.43.0/24"): "een telefoon",
    ipaddress.ip_network("192.168.137.0/24"): "een Windows-computer",
}
FOR_GUESTS = re.compile(
    r"gast|guest|publi[ec]|openbaar|bezoek|visitor|gratis|free[ _-]?wi-?fi|eduroam|govroam|bibliotheek",
    re.IGNORECASE,
)
SLEEP_SETTING = {
    "Linux": "Instellingen, Energie",
    "Darwin": "Systeeminstellingen, Energie",
    "Windows": "Instellingen, Systeem, Energie",
}
FIREWALL_SETTING = {
    "Linux": "Laat poort {port} open zetten. Met ufw: sudo ufw allow {port}/tcp. "
    "Met firewalld: sudo firewall-cmd --add-port={port}/tcp.",
    "Darwin": "Vraagt je Mac of Python verbindingen mag aannemen? Kies dan: Sta toe.",
    "Windows": "Vraagt Windows of Python mag communiceren? Zet beide vinkjes aan en kies: Toegang toestaan.",
}
LITTLE, VERY_LITTLE = 2_000_000_000, 200_000_000
LOW_PERCENT = 30


def judge(place: machine.Place, reading: machine.Reading, *, now: dt.datetime) -> tuple[Check, ...]:
    """Return all checks, in the order in which somebody would mend them."""
    system, told = reading.system, reading.told
    return (
        address_check(place, interface=machine.interface_of(told), release=reading.release),
        reach_check(place, told.get("reach", machine.Reach.SILENT)),
        firewall_check(machine.firewall_of(system, told), system=system, port=place.port),
        network_check(machine.wifi_of(system, told), place.wifi_name),
        sleep_check(machine.sleep_of(system, told), system=system),
        power_check(reading.power),
        disk_check(reading.free_bytes),
        clock_check(now, offset=reading.offset, not_before=place.not_before),
    )


def after_trial(checks: Sequence[Check]) -> list[Check]:
    """Return the checks as they stand once a phone came through: what we could not see is proven now."""
    return [Check(c.name, State.GOOD, c.proof) if c.proof else c for c in checks]


def address_check(place: machine.Place, *, interface: str = "", release: str = "") -> Check:
    """Whether phones in the hall can do something with our address."""
    check = partial(Check, Name.ADDRESS)
    if place.is_address_given:
        return _given_address(place)
    machine = ip_of(place.machine)
    if machine is None or is_only_here(place.machine):
        return check(
            State.BROKEN,
            "Deze computer zit op geen enkel netwerk.",
            "Verbind hem met de wifi van de zaal, met een router of met een hotspot. Kijk daarna opnieuw.",
        )
    if machine.is_link_local:
        return check(
            State.BROKEN,
            f"Het netwerk gaf deze computer geen adres ({machine}).",
            "Zet de wifi uit en weer aan, of trek de kabel even los. Helpt dat niet? Pak een eigen router.",
        )
    if TUNNEL.match(interface) or machine in CARRIER:
        return check(
            State.CARE,
            f"Deze computer lijkt op een VPN te zitten ({machine}). Telefoons kunnen daar niet bij.",
            "Zet de VPN uit tot de bijeenkomst voorbij is. Kijk daarna opnieuw.",
        )
    if "microsoft" in release.lower():
        return check(
            State.CARE,
            f"De app draait in Linux binnen Windows (WSL). Telefoons vinden {machine} dan vaak niet.",
            "Komt de proeftelefoon niet aan? Start de app dan in Windows zelf.",
        )
    if not machine.is_private:
        return check(
            State.CARE,
            f"Dit adres is van het hele internet: {machine}.",
            "Draait dit op een server? Stel dan SOK_ADDRESS in, met https ervoor.",
        )
    sharer = next((who for net, who in HOTSPOTS.items() if machine in net), None)
    if sharer:
        return check(
            State.CARE,
            f"Deze computer zit op de hotspot van {sharer}. Vaak passen daar maar tien telefoons op.",
            "Komen er meer mensen? Neem een eigen router mee.",
        )
    return check(State.GOOD, f"Telefoons in de zaal gaan naar {machine}, poort {place.port}.")


def _given_address(place: machine.Place) -> Check:
    """Judge an address that somebody set himself."""
    check = partial(Check, Name.ADDRESS)
    _, host, _ = machine.parts_of(place.address)
    given = ip_of(host)
    if is_only_here(host):
        return check(
            State.BROKEN,
            f"Het ingestelde adres werkt niet voor telefoons: {host or place.address}.",
            "Haal SOK_ADDRESS weg, of vul een adres in dat telefoons vinden. Start de app dan opnieuw.",
        )
    if given and given.is_private and str(given) != place.machine:
        return check(
            State.CARE,
            f"Ingesteld is het adres {host}, maar deze computer heeft nu {place.machine}.",
            "Zit je op een ander netwerk dan eerst? Haal SOK_ADDRESS weg en start de app opnieuw.",
        )
    return check(State.GOOD, f"Telefoons gaan naar {place.address}. Dat adres is zo ingesteld.")


def is_only_here(host: str) -> bool:
    """Whether a host name or address leads nowhere but to the machine that asks."""
    ip = ip_of(host)
    return host in ("", "localhost") or (ip is not None and (ip.is_loopback or ip.is_unspecified))


def ip_of(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return an IP address, None for a host name or nonsense."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def reach_check(place: machine.Place, outcome: str) -> Check:
    """Whether the app listens on the network; a firewall is not seen from the inside."""
    check = partial(Check, Name.REACH, proof="Een telefoon kwam hier aan.")
    if is_only_here(place.target[0]):
        finding = "Op dit adres kan alleen deze computer zelf bij de app."
        return check(State.BROKEN, finding, "Los eerst het punt ‘Adres’ op.")
    if outcome == machine.Reach.OPEN:
        return check(
            State.GOOD,
            "De app luistert op het netwerk. Of telefoons door de firewall komen, zien we zo niet.",
            PHONE_TELLS,
        )
    if outcome == machine.Reach.REFUSED and not place.is_address_given:
        return check(
            State.BROKEN,
            "De app luistert alleen op deze computer zelf. Geen telefoon komt erbij.",
            "Start de app opnieuw, zonder --server.address (of met --server.address 0.0.0.0).",
        )
    return check(
        State.CARE,
        "We kregen binnen een tel geen antwoord op het adres voor telefoons.",
        f"Kijk opnieuw. {PHONE_TELLS}",
    )


def firewall_check(firewall: machine.Firewall, *, system: str, port: int) -> Check:
    """Whether a firewall may stand in the way; only a closed one is certain."""
    check = partial(
        Check, Name.FIREWALL, proof="Een telefoon kwam hier aan. De firewall laat telefoons dus door."
    )
    advice = FIREWALL_SETTING.get(system, "").format(port=port)
    if firewall is machine.Firewall.OFF:
        return check(State.GOOD, "De firewall staat uit, voor zover we kunnen zien.", PHONE_TELLS)
    if firewall is machine.Firewall.SHUT:
        return check(
            State.BROKEN,
            "De firewall houdt alles tegen wat van buiten komt.",
            f"Zet ‘alle inkomende verbindingen blokkeren’ uit. {advice}",
        )
    if firewall is machine.Firewall.ON:
        finding = "De firewall staat aan. Of hij telefoons doorlaat, kunnen we niet zien."
        return check(State.CARE, finding, f"{PHONE_TELLS} Komt die niet aan? {advice}".strip())
    return check(State.CARE, UNSEEN, PHONE_TELLS)


def network_check(seen: str, written: str) -> Check:
    """Whether the Wi-Fi suits: ``seen`` is what this machine is on, ``written`` what phones are told."""
    check = partial(
        Check, Name.NETWORK, proof="Een telefoon kwam hier aan. Telefoons en computer vinden elkaar."
    )
    if (
        seen and written and seen != written
    ):  # the QR code on the screen leads elsewhere: no phone settles that
        return Check(
            Name.NETWORK,
            State.CARE,
            f"Deze computer zit op ‘{seen}’. Voor de zaal staat er ‘{written}’.",
            "Zet telefoons en computer op dezelfde wifi, of verander de naam hieronder.",
        )
    name = seen or written
    if FOR_GUESTS.search(name):
        return check(
            State.CARE,
            f"‘{name}’ lijkt een wifi voor gasten. Daarop kunnen telefoons deze computer vaak niet vinden.",
            f"{PHONE_TELLS} Komt die niet aan? Vraag om een andere wifi, of neem een eigen router mee.",
        )
    if seen:
        return check(State.GOOD, f"Deze computer zit op ‘{seen}’.", "Zet telefoons op dezelfde wifi.")
    return check(
        State.CARE,
        "We zien niet op welke wifi deze computer zit.",
        "Kijk zelf: telefoons en computer moeten op hetzelfde netwerk zitten.",
    )


def sleep_check(sleep: machine.Sleep, *, system: str) -> Check:
    """Whether this machine may fall asleep in mid-evening."""
    check = partial(Check, Name.SLEEP)
    where = SLEEP_SETTING.get(system)
    how = f"Zet de slaapstand uit{f' ({where})' if where else ''}. {LID}"
    if sleep.is_held_awake:
        return check(State.GOOD, "Een programma houdt deze computer nu wakker.", f"Laat dat aanstaan. {LID}")
    if sleep.seconds is None:
        return check(State.CARE, UNSEEN, how)
    if sleep.seconds == 0:
        return check(State.GOOD, "Met de lader erin valt deze computer niet vanzelf in slaap.", LID)
    minutes = words.count(max(1, round(sleep.seconds / 60)), "minuut", "minuten")
    finding = f"Na {minutes} zonder muis of toets valt deze computer in slaap. Dan staat alles stil."
    return check(State.CARE, finding, how)


def power_check(power: machine.Power) -> Check:
    """Whether the charger is in."""
    check = partial(Check, Name.POWER)
    full = "" if power.percent is None else f" De accu is {power.percent}% vol."
    if power.is_plugged is None:
        return check(State.CARE, f"{UNSEEN}{full}", "Steek de lader erin en laat hem zitten.")
    if power.is_plugged:
        return check(State.GOOD, f"Deze computer krijgt stroom.{full}")
    is_low = power.percent is not None and power.percent < LOW_PERCENT
    hurry = "Doe het nu: de accu is bijna leeg." if is_low else ""
    return check(
        State.CARE,
        f"Deze computer draait op de accu.{full}",
        f"Steek de lader erin en laat hem zitten. {hurry}".strip(),
    )


def disk_check(free: int | None) -> Check:
    """Whether an evening of notes and its backup fit on the disk."""
    check = partial(Check, Name.DISK)
    room = "Maak ruimte: gooi bestanden weg die je niet meer nodig hebt, of leeg de prullenbak."
    if free is None:
        return check(State.CARE, UNSEEN, "Kijk zelf of de schijf niet vol is.")
    size = f"{words.number(free // 1_000_000_000)} GB" if free >= LITTLE else f"{free // 1_000_000} MB"
    if free < VERY_LITTLE:
        return check(State.BROKEN, f"De schijf is bijna vol: nog {size}. Bewaren kan dan mislukken.", room)
    if free < LITTLE:
        return check(State.CARE, f"Er is nog {size} vrij. Voor vanavond is dat genoeg.", room)
    return check(State.GOOD, f"Er is nog {size} vrij.")


def clock_check(now: dt.datetime, *, offset: dt.timedelta | None, not_before: dt.datetime | None) -> Check:
    """Whether the clock can be right. ``offset`` is the machine's own; a server that keeps UTC is fine."""
    check = partial(Check, Name.CLOCK)
    reads = f"{words.day(local(now).date(), with_year=True)}, {words.clock_time(now)}"
    if not_before is not None and now < not_before:
        return check(
            State.BROKEN,
            f"De klok loopt achter: volgens deze computer is het {reads}. Dit dossier is van later.",
            "Zet de klok goed, het liefst op ‘tijd automatisch instellen’.",
        )
    if offset not in (None, dt.timedelta(0), now.astimezone(AMSTERDAM).utcoffset()):
        return check(
            State.CARE,
            f"Deze computer staat op een andere tijdzone. Voor ons is het {reads}.",
            "Klopt dat met je horloge? Dan hoef je niets te doen. Anders: kies tijdzone Amsterdam.",
        )
    return check(State.GOOD, f"Het is {reads}.", "Klopt dat niet met je horloge? Zet de klok dan goed.")
