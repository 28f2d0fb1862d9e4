"""This machine: where it stands on the network, and what its system tells of firewall, sleep and power.

Asking and understanding are apart, so that a test can hand in what Linux, macOS and Windows say.
"""

import datetime as dt
import platform
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

if sys.platform != "win32":
    import resource

FILES_WISHED = (65_536, 16_384, 10_240, 4_096)  # macOS refuses more than it has, whatever the limit says
FILES_ELSEWHERE = 8_192  # Windows has no such limit; there it is memory that counts


def file_limit() -> int:
    """Return how many files and connections this process may have open at the same time."""
    if sys.platform == "win32":
        return FILES_ELSEWHERE
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return FILES_WISHED[0] if soft == resource.RLIM_INFINITY else soft


def raise_file_limit() -> int:
    """Let this process open as many files as it may, for each phone is one; returns how many that is."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = FILES_WISHED[0] if hard == resource.RLIM_INFINITY else hard
        for wished in FILES_WISHED:
            if (aim := min(wished, most)) <= file_limit():
                break
            try:
                resource.setrlimit(resource.RLIMIT_NOFILE, (aim, hard))
            except (ValueError, OSError):
                continue
    return file_limit()


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


# ---------------------------------------------------------------- asking

SECONDS = 1.0
SECONDS_IN_ALL = 1.8
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


def read(
    place: Place,
    *,
    commands: Mapping[str, Mapping[str, Sequence[str]]] = COMMANDS,
    seconds: float = SECONDS_IN_ALL,
) -> Reading:
    """Ask this machine all there is to ask, side by side; what does not answer in ``seconds`` is left out."""
    system = platform.system()
    jobs: dict[str, Callable[[], str]] = {
        key: partial(output_of, command) for key, command in commands.get(system, {}).items()
    }
    jobs["reach"] = partial(reach, *place.target)
    told = gather(jobs, seconds=seconds)
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
