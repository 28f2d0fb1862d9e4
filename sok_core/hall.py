"""The hall: will phones reach this machine tonight, will it stay awake? As far as a program can see.

``read`` asks the machine, ``judge`` says what that means. They are apart, so that a test can hand in what
Linux, macOS and Windows say. What cannot be seen is called so: only a phone in the hall proves the way.
"""

import datetime as dt
import ipaddress
import platform
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from sok_core import words
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


@dataclass(frozen=True)
class Place:
    """What the server knows of itself: ``address`` is the base URL for phones, ``machine`` its IP address.

    ``not_before`` is a moment that has certainly been: a clock that says earlier is wrong.
    """

    address: str
    machine: str
    port: int
    folder: Path
    is_address_given: bool = False
    wifi_name: str = ""
    not_before: dt.datetime | None = None

    @property
    def target(self) -> tuple[str, int]:
        """Return the host and port where this server should answer on the network."""
        if not self.is_address_given:
            return self.machine, self.port
        scheme, host, port = parts_of(self.address)
        return host, port or (443 if scheme == "https" else 80)


class Reach(StrEnum):
    """What happened when we knocked at our own door."""

    OPEN = "open"
    REFUSED = "refused"
    SILENT = "silent"


class Firewall(StrEnum):
    """What a firewall says of itself; SHUT lets nothing in at all."""

    ON = "on"
    OFF = "off"
    SHUT = "shut"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Sleep:
    """After how many seconds the machine sleeps on mains: 0 never, None unknown; a program may forbid it."""

    seconds: int | None = None
    is_held_awake: bool = False


@dataclass(frozen=True)
class Power:
    """Whether the machine is on mains, and how full its battery is (0–100); None: unknown, or no battery."""

    is_plugged: bool | None = None
    percent: int | None = None


@dataclass(frozen=True)
class Reading:
    """What this machine told, unjudged. ``told`` holds raw answers; an absent or empty one means: unknown."""

    system: str = "Linux"
    told: Mapping[str, str] = field(default_factory=dict)
    power: Power = Power()
    free_bytes: int | None = None
    offset: dt.timedelta | None = None
    release: str = ""


# ---------------------------------------------------------------- reading

SECONDS = 1.0
SECONDS_IN_ALL = 1.8
KEPT = dt.timedelta(minutes=15)
MOST_KEPT = 20

NOWHERE = "192.0.2.1"  # a documentation address: only the route to it is looked up
GNOME_POWER = "org.gnome.settings-daemon.plugins.power"
COMMANDS: dict[str, dict[str, tuple[str, ...]]] = {
    "Linux": {
        "route": ("ip", "-o", "route", "get", NOWHERE),
        "wifi": ("nmcli", "-t", "-f", "IN-USE,SSID", "device", "wifi", "list", "--rescan", "no"),
        "firewalld": ("firewall-cmd", "--state"),
        "sleep_type": ("gsettings", "get", GNOME_POWER, "sleep-inactive-ac-type"),
        "sleep_seconds": ("gsettings", "get", GNOME_POWER, "sleep-inactive-ac-timeout"),
        "awake": ("systemd-inhibit", "--list", "--no-pager"),
    },
    "Darwin": {
        "route": ("route", "-n", "get", NOWHERE),
        "wifi": ("networksetup", "-getairportnetwork", "en0"),
        "firewall": ("/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate"),
        "sleep": ("pmset", "-g"),
        "power": ("pmset", "-g", "batt"),
    },
    "Windows": {
        "wifi": ("netsh", "wlan", "show", "interfaces"),
        "firewall": ("netsh", "advfirewall", "show", "currentprofile"),
        "sleep": ("powercfg", "/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE"),
    },
}
FILES = {"ufw": Path("/etc/ufw/ufw.conf"), "firewalld_pid": Path("/run/firewalld.pid")}
POWER_FOLDER = Path("/sys/class/power_supply")

_kept: dict[Place, Report] = {}
_keeping = threading.Lock()


def report(place: Place, *, now: dt.datetime, again: bool = False) -> Report:
    """Return what we found in this place, looked up anew when asked, or after a quarter of an hour."""
    with _keeping:
        known = _kept.get(place)
    if known is not None and not again and dt.timedelta(0) <= now - known.looked_at < KEPT:
        return known
    found = Report(judge(place, read(place), now=now), now)
    with _keeping:
        _kept.pop(place, None)
        _kept[place] = found
        while len(_kept) > MOST_KEPT:
            del _kept[next(iter(_kept))]
    return found


def read(place: Place) -> Reading:
    """Ask this machine all there is to ask, side by side; takes at most two seconds, whatever hangs."""
    system = platform.system()
    jobs: dict[str, Callable[[], str]] = {
        key: partial(output_of, command) for key, command in COMMANDS.get(system, {}).items()
    }
    jobs["reach"] = partial(reach, *place.target)
    told = gather(jobs, seconds=SECONDS_IN_ALL)
    if system == "Linux":
        told |= {key: text_of(path) for key, path in FILES.items()}
    power = {"Linux": partial(linux_power, POWER_FOLDER), "Darwin": partial(mac_power, told.get("power", ""))}
    return Reading(
        system,
        told,
        power.get(system, Power)(),
        free_bytes(place.folder),
        dt.datetime.now().astimezone().utcoffset(),
        platform.release(),
    )


def gather(jobs: Mapping[str, Callable[[], str]], *, seconds: float) -> dict[str, str]:
    """Do jobs side by side and return what came in time; whoever is late or fails is left out."""
    pool = ThreadPoolExecutor(max_workers=len(jobs), thread_name_prefix="zaal")
    futures = {pool.submit(job): key for key, job in jobs.items()}
    done, _ = wait(futures, timeout=seconds)
    pool.shutdown(wait=False, cancel_futures=True)
    return {futures[future]: future.result() for future in done if future.exception() is None}


def output_of(command: Sequence[str]) -> str:
    """Return all that a command says within a second; empty when it is absent, too slow or not allowed."""
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603  (our own table of commands, no shell)
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def text_of(path: Path) -> str:
    """Return what is in a file, empty when it is not there or not ours to read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def reach(host: str, port: int) -> Reach:
    """Knock at our own door from the network side of this machine; says nothing about a firewall."""
    try:
        with socket.create_connection((host, port), timeout=SECONDS):
            return Reach.OPEN
    except ConnectionRefusedError:
        return Reach.REFUSED
    except (OSError, UnicodeError):  # UnicodeError: a host name that no host can have
        return Reach.SILENT


def free_bytes(folder: Path) -> int | None:
    """Return how much room there is where a folder is, or will be."""
    there = next((one for one in (folder.absolute(), *folder.absolute().parents) if one.exists()), None)
    return shutil.disk_usage(there).free if there else None


# ---------------------------------------------------------------- what the three systems say


def parts_of(address: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of a URL; empty and None for what is none."""
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return "", "", None


def interface_of(told: Mapping[str, str]) -> str:
    """Return the network card that traffic leaves by, as Linux or macOS names it; empty when unknown."""
    found = re.search(r"\bdev (\S+)|^\s*interface: (\S+)", told.get("route", ""), re.MULTILINE)
    return (found[1] or found[2]) if found else ""


def wifi_of(system: str, told: Mapping[str, str]) -> str:
    """Return the name of the Wi-Fi that this machine is on; empty when there is none, or it is not told."""
    pattern = {
        "Linux": r"^\*:(.+)$",
        "Darwin": r"^Current Wi-Fi Network: (.+)$",
        "Windows": r"^\s+SSID\s*: (.+)$",
    }.get(system)
    found = re.search(pattern, told.get("wifi", ""), re.MULTILINE) if pattern else None
    name = found[1].strip() if found else ""
    return re.sub(r"\\(.)", r"\1", name) if system == "Linux" else name


def firewall_of(system: str, told: Mapping[str, str]) -> Firewall:
    """Return whether a firewall is on, as far as somebody without administrator rights can see."""
    reader = {"Linux": _linux_firewall, "Darwin": _mac_firewall, "Windows": _windows_firewall}.get(system)
    return reader(told) if reader else Firewall.UNKNOWN


def _linux_firewall(told: Mapping[str, str]) -> Firewall:
    ufw = re.search(r"^\s*ENABLED=[\"']?(yes|no)\b", told.get("ufw", ""), re.MULTILINE | re.IGNORECASE)
    firewalld = re.search(r"(not )?running", told.get("firewalld", ""))  # perhaps in red
    ufw_is_on = ufw is not None and ufw[1].lower() == "yes"
    firewalld_is_on = firewalld[1] is None if firewalld else bool(told.get("firewalld_pid"))
    if ufw_is_on or firewalld_is_on:
        return Firewall.ON
    return Firewall.OFF if ufw or firewalld else Firewall.UNKNOWN


def _mac_firewall(told: Mapping[str, str]) -> Firewall:
    found = re.search(r"State = ([012])", told.get("firewall", ""))
    return {"0": Firewall.OFF, "1": Firewall.ON, "2": Firewall.SHUT}[found[1]] if found else Firewall.UNKNOWN


def _windows_firewall(told: Mapping[str, str]) -> Firewall:
    """Read English and Dutch Windows; of several networks at once, one with a firewall that is on counts."""
    text = told.get("firewall", "")
    states = re.findall(r"^(?:State|Status)\s+(ON|OFF|AAN|UIT)\b", text, re.MULTILINE | re.IGNORECASE)
    is_on = [state.upper() in ("ON", "AAN") for state in states]
    if any(is_on):
        return Firewall.SHUT if re.search(r"\bBlockInboundAlways\b", text) else Firewall.ON
    return Firewall.OFF if states else Firewall.UNKNOWN


def sleep_of(system: str, told: Mapping[str, str]) -> Sleep:
    """Return when this machine falls asleep by itself while it is on mains."""
    reader = {"Linux": _linux_sleep, "Darwin": _mac_sleep, "Windows": _windows_sleep}.get(system)
    return reader(told) if reader else Sleep()


def _linux_sleep(told: Mapping[str, str]) -> Sleep:
    kind = re.search(r"^'([\w-]+)'$", told.get("sleep_type", ""), re.MULTILINE)
    seconds = re.search(r"^(\d+)$", told.get("sleep_seconds", ""), re.MULTILINE)
    is_held = re.search(r"\s(?:\S+:)?sleep(?::\S+)?\s.*\sblock\s*$", told.get("awake", ""), re.MULTILINE)
    if kind and kind[1] == "nothing":
        return Sleep(0, bool(is_held))
    return Sleep(int(seconds[1]) if kind and seconds else None, bool(is_held))


def _mac_sleep(told: Mapping[str, str]) -> Sleep:
    found = re.search(r"^\s*sleep\s+(\d+)(.*)$", told.get("sleep", ""), re.MULTILINE)
    return Sleep(int(found[1]) * 60, "sleep prevented" in found[2]) if found else Sleep()


def _windows_sleep(told: Mapping[str, str]) -> Sleep:
    """The last two numbers are the current settings on mains and on battery, in every language."""
    numbers = re.findall(r":\s*0x([0-9a-fA-F]{8})\s*$", told.get("sleep", ""), re.MULTILINE)
    return Sleep(int(numbers[-2], 16)) if len(numbers) >= 2 else Sleep()


def linux_power(folder: Path) -> Power:
    """Read the folder in which Linux tells of mains and batteries; the battery of a mouse does not count."""
    if not folder.is_dir():
        return Power()
    supplies = [
        {key: text_of(one / key).strip() for key in ("type", "scope", "online", "status", "capacity")}
        for one in sorted(folder.iterdir())
    ]
    own = [supply for supply in supplies if supply["scope"] != "Device"]
    batteries = [supply for supply in own if supply["type"] == "Battery"]
    if not batteries:
        return Power(True)
    online = any(supply["online"] == "1" for supply in own if supply not in batteries)
    drains = any(battery["status"] == "Discharging" for battery in batteries)
    levels = [int(battery["capacity"]) for battery in batteries if battery["capacity"].isdecimal()]
    return Power(online or not drains, max(levels, default=None))


def mac_power(text: str) -> Power:
    """Read what ``pmset -g batt`` says."""
    source = re.search(r"drawing from '(AC|Battery|UPS) Power'", text)
    percent = re.search(r"\b(\d{1,3})%", text)
    return Power(source[1] == "AC" if source else None, int(percent[1]) if percent else None)


# ---------------------------------------------------------------- what it means

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


def judge(place: Place, reading: Reading, *, now: dt.datetime) -> tuple[Check, ...]:
    """Return all checks, in the order in which somebody would mend them."""
    system, told = reading.system, reading.told
    return (
        address_check(place, interface=interface_of(told), release=reading.release),
        reach_check(place, told.get("reach", Reach.SILENT)),
        firewall_check(firewall_of(system, told), system=system, port=place.port),
        network_check(wifi_of(system, told), place.wifi_name),
        sleep_check(sleep_of(system, told), system=system),
        power_check(reading.power),
        disk_check(reading.free_bytes),
        clock_check(now, offset=reading.offset, not_before=place.not_before),
    )


def after_trial(checks: Sequence[Check]) -> list[Check]:
    """Return the checks as they stand once a phone came through: what we could not see is proven now."""
    return [Check(c.name, State.GOOD, c.proof) if c.proof else c for c in checks]


def address_check(place: Place, *, interface: str = "", release: str = "") -> Check:
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


def _given_address(place: Place) -> Check:
    """Judge an address that somebody set himself."""
    check = partial(Check, Name.ADDRESS)
    _, host, _ = parts_of(place.address)
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


def reach_check(place: Place, outcome: str) -> Check:
    """Whether the app listens on the network; a firewall is not seen from the inside."""
    check = partial(Check, Name.REACH, proof="Een telefoon kwam hier aan.")
    if is_only_here(place.target[0]):
        finding = "Op dit adres kan alleen deze computer zelf bij de app."
        return check(State.BROKEN, finding, "Los eerst het punt ‘Adres’ op.")
    if outcome == Reach.OPEN:
        return check(
            State.GOOD,
            "De app luistert op het netwerk. Of telefoons door de firewall komen, zien we zo niet.",
            PHONE_TELLS,
        )
    if outcome == Reach.REFUSED and not place.is_address_given:
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


def firewall_check(firewall: Firewall, *, system: str, port: int) -> Check:
    """Whether a firewall may stand in the way; only a closed one is certain."""
    check = partial(
        Check, Name.FIREWALL, proof="Een telefoon kwam hier aan. De firewall laat telefoons dus door."
    )
    advice = FIREWALL_SETTING.get(system, "").format(port=port)
    if firewall is Firewall.OFF:
        return check(State.GOOD, "De firewall staat uit, voor zover we kunnen zien.", PHONE_TELLS)
    if firewall is Firewall.SHUT:
        return check(
            State.BROKEN,
            "De firewall houdt alles tegen wat van buiten komt.",
            f"Zet ‘alle inkomende verbindingen blokkeren’ uit. {advice}",
        )
    if firewall is Firewall.ON:
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


def sleep_check(sleep: Sleep, *, system: str) -> Check:
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


def power_check(power: Power) -> Check:
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
