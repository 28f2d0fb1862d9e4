"""What Linux, macOS and Windows say of the machine in the hall, and what we make of it."""

import datetime as dt
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sok_core import hall, machine
from sok_core.hall import Check, Name, State
from sok_core.machine import Firewall, Place, Power, Reach, Reading, Sleep

NOW = dt.datetime(2026, 11, 5, 18, 30, tzinfo=dt.UTC)
WINTER = dt.timedelta(hours=1)
PLACE = Place("http://192.168.178.20:8501", "192.168.178.20", 8501, Path())
HANGS = [sys.executable, "-c", "import threading; threading.Event().wait(30); print('te laat')"]
GIVEN = replace(PLACE, is_address_given=True)

# ---------------------------------------------------------------- what the systems say

INHIBITORS = """\
WHO            UID USER PID COMM           WHAT                 WHY                          MODE
ModemManager     0 root 812 ModemManager   sleep                ModemManager resets devices  delay
NetworkManager   0 root 768 NetworkManager sleep                NetworkManager turns off     delay
jan           1000 jan  210 gsd-media-keys handle-power-key:han GNOME handling keypresses    block
{more}
{count} inhibitors listed.
"""
CAFFEINE = (
    "Caffeine      1000 jan  424 caffeine       idle:sleep           Bijeenkomst                  block"
)
LINUX = {
    "route": "192.0.2.1 via 192.168.178.1 dev wlp3s0 src 192.168.178.20 uid 1000 \\    cache \n",
    "wifi": " :Buren\n*:De Spil\\: boven\n :KPN Fon\n",
    "firewalld": "\x1b[91mnot running\x1b[00m\n",
    "sleep_type": "(process:41): dconf-WARNING **: geen bus\n'suspend'\n",
    "sleep_seconds": "1200\n",
    "awake": INHIBITORS.format(more="", count=3),
    "ufw": "# /etc/ufw/ufw.conf\n#\n# ENABLED=yes zet hem aan\nENABLED=no\n\nLOGLEVEL=low\n",
}
PMSET = """\
System-wide power settings:
Currently in use:
 standby              1
 Sleep On Power Button 1
 hibernatefile        /var/vm/sleepimage
 networkoversleep     0
 disksleep            10
 sleep                {sleep}
 displaysleep         10
"""
MAC = {
    "route": "   route to: 192.0.2.1\ndestination: default\n    gateway: 192.168.178.1\n  interface: en0\n",
    "wifi": "Current Wi-Fi Network: De Spil boven\n",
    "firewall": "Firewall is enabled. (State = 1) \n",
    "sleep": PMSET.format(sleep="1"),
    "power": "Now drawing from 'Battery Power'\n -InternalBattery-0 \t85%; discharging; 4:12 remaining\n",
}
NETSH = """
Openbaar profiel instellingen:
----------------------------------------------------------------------
{word}                                {state}
Firewall Policy                       {policy},AllowOutbound
LocalFirewallRules                    N/A (GPO-store only)
InboundUserNotification               Enable
Ok.
"""
POWERCFG = """
GUID van energiebeheerschema: 381b4222-f694-41f0-9685-ff5bb260df2e  (Gebalanceerd)
  GUID-alias: SCHEME_BALANCED
  GUID van subgroep: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (Slaapstand)
    GUID-alias: SUB_SLEEP
    GUID van energie-instelling: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Slaapstand na)
      GUID-alias: STANDBYIDLE
      Minimaal mogelijke instelling: 0x00000000
      Maximaal mogelijke instelling: 0xffffffff
      Mogelijke toenamen: 0x00000001
      Eenheden: Seconden
    Index van huidige instelling voor netstroom: {mains}
    Index van huidige instelling voor gelijkstroom: 0x00000384

"""
WINDOWS = {
    "wifi": "\n    Name                   : Wi-Fi\n    State                  : connected\n"
    "    SSID                   : De Spil boven\n    BSSID                  : aa:bb:cc:dd:ee:ff\n",
    "firewall": NETSH.format(word="State", state="ON", policy="BlockInbound"),
    "sleep": POWERCFG.format(mains="0x00000708"),
}
TOLD = {"Linux": LINUX, "Darwin": MAC, "Windows": WINDOWS}


@pytest.mark.parametrize(("system", "interface"), [("Linux", "wlp3s0"), ("Darwin", "en0"), ("Windows", "")])
def test_the_network_card_is_read_from_the_route(system: str, interface: str) -> None:
    assert machine.interface_of(TOLD[system]) == interface


@pytest.mark.parametrize(
    ("system", "name"),
    [("Linux", "De Spil: boven"), ("Darwin", "De Spil boven"), ("Windows", "De Spil boven"), ("Haiku", "")],
)
def test_the_wifi_is_read_by_name(system: str, name: str) -> None:
    assert machine.wifi_of(system, TOLD.get(system, LINUX)) == name


@pytest.mark.parametrize(
    ("system", "told", "firewall"),
    [
        ("Linux", LINUX, Firewall.OFF),
        ("Linux", LINUX | {"ufw": "ENABLED=yes\n"}, Firewall.ON),
        ("Linux", {"firewalld": "running\n"}, Firewall.ON),
        ("Linux", {"firewalld_pid": "812\n"}, Firewall.ON),
        ("Linux", {"firewalld": "not running\n", "firewalld_pid": "812\n"}, Firewall.OFF),
        ("Linux", {}, Firewall.UNKNOWN),
        ("Darwin", MAC, Firewall.ON),
        ("Darwin", {"firewall": "Firewall is disabled. (State = 0)"}, Firewall.OFF),
        ("Darwin", {"firewall": "Firewall is blocking all non-essential … (State = 2)"}, Firewall.SHUT),
        ("Darwin", {}, Firewall.UNKNOWN),
        ("Windows", WINDOWS, Firewall.ON),
        ("Windows", {"firewall": NETSH.format(word="Status", state="UIT", policy="x")}, Firewall.OFF),
        ("Windows", {"firewall": NETSH.format(word="Status", state="AAN", policy="x")}, Firewall.ON),
        (
            "Windows",
            {"firewall": NETSH.format(word="State", state="ON", policy="BlockInboundAlways")},
            Firewall.SHUT,
        ),
        ("Windows", {"firewall": "De aanvraag is geweigerd."}, Firewall.UNKNOWN),
        ("Haiku", {}, Firewall.UNKNOWN),
    ],
)
def test_a_firewall_is_known_as_far_as_it_tells(
    system: str, told: dict[str, str], firewall: Firewall
) -> None:
    assert machine.firewall_of(system, told) is firewall


@pytest.mark.parametrize(
    ("system", "told", "sleep"),
    [
        ("Linux", LINUX, Sleep(1200)),
        ("Linux", LINUX | {"sleep_type": "'nothing'\n"}, Sleep(0)),
        ("Linux", LINUX | {"awake": INHIBITORS.format(more=CAFFEINE, count=4)}, Sleep(1200, True)),
        (
            "Linux",
            {"sleep_type": "No such schema “org.gnome…”\n", "sleep_seconds": "No such schema"},
            Sleep(),
        ),
        ("Darwin", MAC, Sleep(60)),
        ("Darwin", {"sleep": PMSET.format(sleep="0")}, Sleep(0)),
        ("Darwin", {"sleep": PMSET.format(sleep="1 (sleep prevented by caffeinate)")}, Sleep(60, True)),
        ("Darwin", {}, Sleep()),
        ("Windows", WINDOWS, Sleep(1800)),
        ("Windows", {"sleep": POWERCFG.format(mains="0x00000000")}, Sleep(0)),
        ("Windows", {"sleep": "Ongeldige parameters"}, Sleep()),
        ("Haiku", {}, Sleep()),
    ],
)
def test_sleep_is_read_for_a_machine_on_mains(system: str, told: dict[str, str], sleep: Sleep) -> None:
    assert machine.sleep_of(system, told) == sleep


def test_a_mac_tells_its_power() -> None:
    assert machine.mac_power(MAC["power"]) == Power(False, 85)
    assert machine.mac_power("Now drawing from 'AC Power'\n") == Power(True)
    assert machine.mac_power("") == Power()


def supply(folder: Path, name: str, **values: str) -> None:
    (folder / name).mkdir(parents=True)
    for key, value in values.items():
        (folder / name / key).write_text(f"{value}\n")


def test_linux_tells_its_power_in_files(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "BAT0", type="Battery", status="Charging", capacity="64")
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", status="Discharging", capacity="5")
    assert machine.linux_power(tmp_path) == Power(True, 64)
    (tmp_path / "AC" / "online").write_text("0\n")
    (tmp_path / "BAT0" / "status").write_text("Discharging\n")
    assert machine.linux_power(tmp_path) == Power(False, 64)


def test_a_machine_without_battery_is_on_mains(tmp_path: Path) -> None:
    assert machine.linux_power(tmp_path) == Power(True)
    assert machine.linux_power(tmp_path / "nergens") == Power()


# ---------------------------------------------------------------- what it means


def said(check: Check) -> str:
    return f"{check.finding} {check.advice}"


@pytest.mark.parametrize(
    ("place", "interface", "state", "says"),
    [
        (PLACE, "wlp3s0", State.GOOD, "192.168.178.20, poort 8501"),
        (replace(PLACE, machine="127.0.0.1"), "", State.BROKEN, "geen enkel netwerk"),
        (replace(PLACE, machine="169.254.7.8"), "", State.BROKEN, "geen adres"),
        (replace(PLACE, machine="10.8.0.2"), "tun0", State.CARE, "Zet de VPN uit"),
        (replace(PLACE, machine="10.8.0.2"), "utun4", State.CARE, "Zet de VPN uit"),
        (replace(PLACE, machine="100.101.102.103"), "", State.CARE, "Zet de VPN uit"),
        (replace(PLACE, machine="8.8.8.8"), "eth0", State.CARE, "SOK_ADDRESS"),
        (replace(PLACE, machine="172.20.10.3"), "en0", State.CARE, "hotspot van een iPhone"),
        (replace(GIVEN, address="http://localhost:8501"), "", State.BROKEN, "Haal SOK_ADDRESS weg"),
        (replace(GIVEN, address="http://127.0.0.1:8501"), "", State.BROKEN, "Haal SOK_ADDRESS weg"),
        (replace(GIVEN, address="spil"), "", State.BROKEN, "werkt niet voor telefoons"),
        (replace(GIVEN, address="http://192.168.1.9:8501"), "", State.CARE, "heeft nu 192.168.178.20"),
        (GIVEN, "tun0", State.GOOD, "zo ingesteld"),
        (replace(GIVEN, address="https://sok.example"), "", State.GOOD, "https://sok.example"),
    ],
)
def test_an_address_is_judged_by_who_can_use_it(
    place: Place, interface: str, state: State, says: str
) -> None:
    check = hall.address_check(place, interface=interface)
    assert (check.name, check.state) == (Name.ADDRESS, state)
    assert says in said(check)


def test_linux_inside_windows_is_named() -> None:
    check = hall.address_check(PLACE, interface="eth0", release="5.15.153.1-microsoft-standard-WSL2")
    assert check.state is State.CARE
    assert "WSL" in check.finding


@pytest.mark.parametrize(
    ("place", "outcome", "state", "says"),
    [
        (PLACE, Reach.OPEN, State.GOOD, "De proeftelefoon laat het zien"),
        (PLACE, Reach.REFUSED, State.BROKEN, "zonder --server.address"),
        (GIVEN, Reach.REFUSED, State.CARE, "Kijk opnieuw"),
        (PLACE, Reach.SILENT, State.CARE, "Kijk opnieuw"),
        (replace(PLACE, machine="127.0.0.1"), Reach.OPEN, State.BROKEN, "Los eerst het punt ‘Adres’ op"),
        (replace(GIVEN, address="http://localhost:1"), Reach.OPEN, State.BROKEN, "alleen deze computer"),
    ],
)
def test_our_own_door_proves_no_more_than_it_does(
    place: Place, outcome: Reach, state: State, says: str
) -> None:
    check = hall.reach_check(place, outcome)
    assert check.state is state
    assert says in said(check)


def test_a_given_address_is_knocked_at_where_it_points() -> None:
    assert PLACE.target == ("192.168.178.20", 8501)
    assert replace(GIVEN, address="https://sok.example/").target == ("sok.example", 443)
    assert replace(GIVEN, address="http://sok.example").target == ("sok.example", 80)
    assert replace(GIVEN, address="http://sok.example:99999").target == ("", 80)


@pytest.mark.parametrize(
    ("firewall", "state", "says"),
    [
        (Firewall.OFF, State.GOOD, "staat uit"),
        (Firewall.ON, State.CARE, "sudo ufw allow 8600/tcp"),
        (Firewall.SHUT, State.BROKEN, "houdt alles tegen"),
        (Firewall.UNKNOWN, State.CARE, "Dit kunnen we niet zien. De proeftelefoon laat het zien."),
    ],
)
def test_only_a_phone_proves_a_firewall(firewall: Firewall, state: State, says: str) -> None:
    check = hall.firewall_check(firewall, system="Linux", port=8600)
    assert check.state is state
    assert says in said(check)


@pytest.mark.parametrize(
    ("seen", "written", "state", "says"),
    [
        ("De Spil", "De Spil", State.GOOD, "‘De Spil’"),
        ("De Spil", "", State.GOOD, "dezelfde wifi"),
        ("De Spil", "Zaal 2", State.CARE, "staat er ‘Zaal 2’"),
        ("Spil-Gasten", "", State.CARE, "eigen router"),
        ("", "Spil Guest", State.CARE, "eigen router"),
        ("", "De Spil", State.CARE, "zien niet op welke wifi"),
        ("", "", State.CARE, "hetzelfde netwerk"),
    ],
)
def test_a_wifi_is_judged_by_its_name(seen: str, written: str, state: State, says: str) -> None:
    check = hall.network_check(seen, written)
    assert check.state is state
    assert says in said(check)


@pytest.mark.parametrize(
    ("sleep", "state", "says"),
    [
        (Sleep(1200), State.CARE, "Na 20 minuten"),
        (Sleep(60), State.CARE, "Na 1 minuut"),
        (Sleep(0), State.GOOD, "klep"),
        (Sleep(1200, True), State.GOOD, "houdt deze computer nu wakker"),
        (Sleep(), State.CARE, "Zet de slaapstand uit (Instellingen, Systeem, Energie)"),
    ],
)
def test_a_machine_that_falls_asleep_wants_attention(sleep: Sleep, state: State, says: str) -> None:
    check = hall.sleep_check(sleep, system="Windows")
    assert check.state is state
    assert says in said(check)


@pytest.mark.parametrize(
    ("power", "state", "says"),
    [
        (Power(True, 80), State.GOOD, "80% vol"),
        (Power(True), State.GOOD, "krijgt stroom"),
        (Power(False, 80), State.CARE, "laat hem zitten"),
        (Power(False, 12), State.CARE, "Doe het nu"),
        (Power(False, 0), State.CARE, "Doe het nu"),
        (Power(), State.CARE, "Dit kunnen we niet zien"),
    ],
)
def test_a_machine_on_its_battery_wants_a_charger(power: Power, state: State, says: str) -> None:
    check = hall.power_check(power)
    assert check.state is state
    assert says in said(check)


@pytest.mark.parametrize(
    ("free", "state", "says"),
    [
        (82_000_000_000, State.GOOD, "82 GB"),
        (900_000_000, State.CARE, "900 MB"),
        (90_000_000, State.BROKEN, "Maak ruimte"),
        (None, State.CARE, "Kijk zelf"),
    ],
)
def test_a_full_disk_is_told_in_time(free: int | None, state: State, says: str) -> None:
    check = hall.disk_check(free)
    assert check.state is state
    assert says in said(check)


@pytest.mark.parametrize(
    ("offset", "not_before", "state", "says"),
    [
        (WINTER, NOW, State.GOOD, "donderdag 5 november 2026, 19:30"),
        (dt.timedelta(0), None, State.GOOD, "19:30"),
        (dt.timedelta(hours=2), None, State.CARE, "kies tijdzone Amsterdam"),
        (WINTER, NOW + dt.timedelta(days=1), State.BROKEN, "loopt achter"),
    ],
)
def test_a_clock_is_held_against_what_is_certain(
    offset: dt.timedelta, not_before: dt.datetime | None, state: State, says: str
) -> None:
    check = hall.clock_check(NOW, offset=offset, not_before=not_before)
    assert check.state is state
    assert says in said(check)


@pytest.mark.parametrize("system", [*TOLD, "Haiku"])
def test_every_system_gets_all_checks_in_one_order(system: str) -> None:
    reading = Reading(system, TOLD.get(system, {}) | {"reach": "open"}, Power(True), 82_000_000_000, WINTER)
    checks = hall.judge(PLACE, reading, now=NOW)
    assert [check.name for check in checks] == list(Name)
    assert all(
        check.finding.endswith(".") and (not check.advice or check.advice.endswith(".")) for check in checks
    )


def test_what_is_not_told_is_never_called_good() -> None:
    unknown = {check.name: check.state for check in hall.judge(PLACE, Reading("Haiku"), now=NOW)}
    assert {name for name, state in unknown.items() if state is State.GOOD} == {Name.ADDRESS, Name.CLOCK}


def test_a_phone_that_came_through_proves_the_way_and_no_more() -> None:
    before = hall.judge(PLACE, Reading("Haiku"), now=NOW)
    after = hall.after_trial(before)
    changed = {now.name for was, now in zip(before, after, strict=True) if was != now}
    assert changed == {Name.REACH, Name.FIREWALL, Name.NETWORK}
    assert all(check.state is State.GOOD for check in after if check.name in changed)


def test_a_phone_does_not_settle_that_the_screen_names_another_wifi() -> None:
    (check,) = hall.after_trial([hall.network_check("De Spil", "Zaal 2")])
    assert check.state is State.CARE
    assert "Zaal 2" in check.finding


# ---------------------------------------------------------------- reading this machine


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_our_own_door_is_open_refused_or_silent(listening: int) -> None:
    assert machine.reach("127.0.0.1", listening) is Reach.OPEN
    with socket.socket() as closed:  # bound, but nobody listens
        closed.bind(("127.0.0.1", 0))
        assert machine.reach("127.0.0.1", closed.getsockname()[1]) is Reach.REFUSED
    assert machine.reach("a" * 70, 80) is Reach.SILENT


def test_a_command_tells_what_it_says_on_both_channels() -> None:
    script = "import sys; print('uit'); print('fout', file=sys.stderr); sys.exit(3)"
    assert set(machine.output_of([sys.executable, "-c", script]).split()) == {"uit", "fout"}


def test_an_absent_command_tells_nothing() -> None:
    assert machine.output_of(["dit-programma-bestaat-niet"]) == ""


def test_a_command_that_hangs_is_ended_before_it_speaks() -> None:
    assert machine.output_of(HANGS) == ""


def test_whoever_is_late_or_fails_is_left_out() -> None:
    go_on = threading.Event()

    def late() -> str:
        go_on.wait(30)
        return "te laat"

    def fails() -> str:
        raise OSError

    try:
        told = machine.gather({"late": late, "fails": fails, "good": lambda: "goed"}, seconds=0.3)
    finally:
        go_on.set()
    assert told == {"good": "goed"}


def test_room_on_the_disk_is_known_before_the_folder_is_there(tmp_path: Path) -> None:
    free = machine.free_bytes(tmp_path / "nog" / "niet")
    assert free is not None
    assert free > 0


def test_a_report_is_kept_until_somebody_asks_again(tmp_path: Path, listening: int) -> None:
    place = Place("http://127.0.0.1", "127.0.0.1", listening, tmp_path)
    first = hall.report(place, now=NOW)
    soon, later = NOW + dt.timedelta(minutes=1), NOW + dt.timedelta(minutes=30)
    assert hall.report(place, now=soon) is first
    assert hall.report(place, now=soon, again=True).looked_at == soon
    assert hall.report(place, now=later).looked_at == later
    assert hall.report(replace(place, machine="10.0.0.7"), now=later).looked_at == later


def test_this_very_machine_is_read(tmp_path: Path, listening: int) -> None:
    here = Place("http://127.0.0.1", "127.0.0.1", listening, tmp_path)
    checks = hall.judge(PLACE, machine.read(here, seconds=60), now=NOW)
    assert [check.name for check in checks] == list(Name)
    assert checks[1].state is State.GOOD


def test_what_hangs_does_not_hold_up_the_reading(tmp_path: Path, listening: int) -> None:
    """Given no time at all, whatever hangs is left out, and what needs no answer is there all the same."""
    here = Place("http://127.0.0.1", "127.0.0.1", listening, tmp_path)
    hanging = {system: {"wifi": HANGS, "awake": HANGS} for system in machine.COMMANDS}
    reading = machine.read(here, commands=hanging, seconds=0.0)
    assert not {"wifi", "awake"} & reading.told.keys()
    assert reading.free_bytes
    assert machine.SECONDS < machine.SECONDS_IN_ALL <= 2.0
