"""Every command: what it does, what it prints, and what it says when it cannot."""

import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sok_core import access
from sok_core.__main__ import cli
from sok_core.cli.machine import opened
from sok_core.clock import now
from sok_core.errors import Forbidden
from sok_core.model import Meeting, MeetingStatus, Phase, Role, Step
from sok_core.steps import RECIPES
from sok_core.store import Store
from tests.house.tree import ROOT


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def done(*args: str) -> str:
    """Run a command that must succeed, and return what it printed."""
    result = run(*args)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout.strip()


def refused(*args: str, code: int = 1) -> str:
    """Run a command that must fail calmly, and return what it says."""
    result = run(*args)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    return result.stderr.strip()


def open_evening(*more: str) -> dict[str, str]:
    made: dict[str, str] = json.loads(
        done("meeting", "open", "--dossier", "de-spil", "--step", "rollen", *more)
    )
    return made


def meetings() -> list[Meeting]:
    with opened() as machine, machine.shelf.open("de-spil").read() as tables:
        return tables.meeting.all()


def test_demo_makes_the_neighbourhood_once() -> None:
    assert "molenkwartier.sqlite" in done("demo")
    assert done("demo") == "De voorbeeldwijk staat er al."


def test_a_login_link_lets_the_facilitator_in() -> None:
    link = done("login-link", "--role", "begeleider", "--address", "https://sok.example/")
    start, key = link.rsplit("/", 1)
    assert start == "https://sok.example/deur/sleutel"
    with opened() as machine:
        login = access.spend_key(machine.house, key, kind=access.LINK, now=now())
    assert (login.role, login.dossier) == (Role.FACILITATOR, None)


def test_a_login_link_for_the_core_team_belongs_to_a_dossier(dossier: str) -> None:
    link = done("login-link", "--role", "kernteam", "--dossier", dossier, "--label", "wijkmanager")
    with opened() as machine:
        login = access.spend_key(machine.house, link.rsplit("/", 1)[1], kind=access.LINK, now=now())
        uuid = machine.shelf.dossier(dossier).uuid
    assert (login.role, login.dossier, login.label) == (Role.CORE_TEAM, uuid, "wijkmanager")


def test_the_address_comes_from_the_option_the_setting_or_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = ("login-link", "--role", "begeleider")
    monkeypatch.setenv("STREAMLIT_SERVER_PORT", "9123")
    assert ":9123/deur/" in done(*command)
    assert ":9000/deur/" in done(*command, "--port", "9000")
    monkeypatch.setenv("SOK_ADDRESS", "https://wijk.example")
    assert done(*command).startswith("https://wijk.example/deur/")
    assert done(*command, "--address", "https://ander.example").startswith("https://ander.example/deur/")


def test_meeting_open_puts_the_first_question_of_the_step_on_the_screen(dossier: str) -> None:
    made = open_evening("--address", "http://zaal:8501")
    (found,) = meetings()
    assert made == {
        "meeting": found.id,
        "code": found.code,
        "phone": f"http://zaal:8501/m/{found.code}",
        "screen": f"http://zaal:8501/scherm?d={dossier}",
    }
    assert (found.status, found.title) == (MeetingStatus.RUNNING, RECIPES[Step.ROLES].title)
    with opened() as machine, machine.shelf.open(dossier).read() as tables:
        prompt = tables.situation(found.id).prompt
        assert machine.house.meeting_of(found.code) == (tables.dossier.current().uuid, found.id)
    assert prompt is not None
    assert (prompt.text, prompt.phase) == (RECIPES[Step.ROLES].questions[0], Phase.OPEN)


@pytest.mark.parametrize("step", Step)
def test_every_step_can_be_opened_without_a_question(dossier: str, step: Step) -> None:
    done("meeting", "open", "--dossier", dossier, "--step", step)
    assert [found.step for found in meetings()] == [step]


@pytest.mark.parametrize("phase", Phase)
def test_meeting_open_takes_questions_a_phase_and_a_title(dossier: str, phase: Phase) -> None:
    open_evening("--question", "Een?", "--question", "Twee?", "--phase", phase, "--title", "Onze avond")
    (found,) = meetings()
    with opened() as machine, machine.shelf.open(dossier).read() as tables:
        prompts = tables.prompt.of(found.id)
        situation = tables.situation(found.id)
    assert found.title == "Onze avond"
    assert [prompt.text for prompt in prompts] == ["Een?", "Twee?"]
    assert situation.phase is phase


@pytest.mark.usefixtures("dossier")
def test_a_question_that_is_too_long_opens_nothing() -> None:
    said = refused("meeting", "open", "--dossier", "de-spil", "--step", "rollen", "--question", "x" * 201)
    assert said == "De vraag is te lang voor het scherm. Hij past tot 200 tekens."
    assert meetings() == []


@pytest.mark.usefixtures("dossier")
def test_meeting_close_ends_the_one_that_runs() -> None:
    first, second = open_evening(), open_evening("--title", "Tweede")
    assert (
        done("meeting", "close", "--dossier", "de-spil")
        == f"Gesloten: Tweede (bijeenkomst {second['meeting']})."
    )
    done("meeting", "close", "--dossier", "de-spil", "--meeting", str(first["meeting"]))
    assert {found.status for found in meetings()} == {MeetingStatus.CLOSED}
    assert (
        refused("meeting", "close", "--dossier", "de-spil") == "Er is in dit dossier geen bijeenkomst bezig."
    )


@pytest.mark.usefixtures("dossier")
def test_meeting_close_of_an_unknown_one_is_refused() -> None:
    assert (
        refused("meeting", "close", "--dossier", "de-spil", "--meeting", "9")
        == "Deze bijeenkomst is er niet meer."
    )


def test_export_packs_the_newest_meeting_with_notes(tmp_path: Path) -> None:
    done("demo")
    assert done("export", "--dossier", "molenkwartier", "--out", str(tmp_path / "uit.zip")).endswith(
        "uit.zip"
    )
    with zipfile.ZipFile(tmp_path / "uit.zip") as packed:
        names = {Path(name).suffix for name in packed.namelist()}
        assert packed.testzip() is None
    assert names == {".docx", ".pdf", ".md", ".xlsx"}


@pytest.mark.usefixtures("dossier")
def test_export_says_when_there_is_nothing_to_export(tmp_path: Path) -> None:
    open_evening()
    said = refused("export", "--dossier", "de-spil", "--out", str(tmp_path / "uit.zip"))
    assert said == "In dit dossier is nog geen bijeenkomst met briefjes."
    assert not (tmp_path / "uit.zip").exists()


def test_export_to_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done("demo")
    said = refused("export", "--dossier", "molenkwartier", "--out", str(tmp_path / "weg" / "uit.zip"))
    assert said.startswith("Dit bestand of deze map lukt niet:")


def test_backup_prints_where_each_one_is(dossier: str) -> None:
    with opened() as machine:
        machine.shelf.create("Zuidhoek")
    paths = [Path(line) for line in done("backup").splitlines()]
    assert [path.name.rsplit("-", 2)[0] for path in paths] == [dossier, "zuidhoek"]
    assert all(path.is_file() for path in paths)
    assert len(done("backup", "--dossier", dossier).splitlines()) == 1


def test_backup_goes_on_after_a_damaged_dossier(dossier: str, tmp_path: Path) -> None:
    (tmp_path / "data" / "dossiers" / "aaa.sqlite").write_text("kapot" * 1000, encoding="utf-8")
    result = run("backup")
    assert result.exit_code == 1
    assert dossier in result.stdout
    assert result.stderr.startswith("aaa: Dit bestand is beschadigd.")


def contact(store: Store, text: str) -> None:
    with store.write() as tables:
        tables.dossier.update(contact=text)


def test_restore_brings_back_what_was(dossier: str) -> None:
    kept = done("backup")
    with opened() as machine:
        contact(machine.shelf.open(dossier), "Bel Karim")
    said = done("restore", "--dossier", dossier, kept)
    with opened() as machine:
        assert machine.shelf.dossier(dossier).contact == ""
    with closing(sqlite3.connect(said.rsplit(": ", 1)[1])) as safety:
        assert safety.execute("SELECT contact FROM dossier").fetchone() == ("Bel Karim",)


def test_a_store_that_is_open_elsewhere_notices_a_restore(dossier: str) -> None:
    kept = done("backup")
    with opened() as server:
        store = server.shelf.open(dossier)
        contact(store, "Bel Karim")
        before = store.revision()
        done("restore", "--dossier", dossier, kept)
        assert store.written_elsewhere() == before + 1
        with store.read() as tables:
            assert tables.dossier.current().contact == ""


def test_restore_of_another_dossier_is_refused(dossier: str) -> None:
    with opened() as machine:
        machine.shelf.create("Zuidhoek")
    kept = done("backup", "--dossier", "zuidhoek")
    assert refused("restore", "--dossier", dossier, kept).startswith(
        "Dit is een back-up van een ander dossier."
    )


def test_restore_brings_a_deleted_dossier_back_with_its_codes(dossier: str) -> None:
    code = open_evening()["code"]
    kept = done("backup", "--dossier", dossier)
    with opened() as machine:
        uuid = machine.shelf.dossier(dossier).uuid
        machine.shelf.delete(dossier)
        machine.house.forget_dossier(uuid, now=now())
    assert done("restore", "--dossier", dossier, kept).startswith("Het dossier is terug: ")
    with opened() as machine:
        assert machine.shelf.dossier(dossier).uuid == uuid
        assert machine.house.meeting_of(code) == (uuid, 1)
    assert [found.code for found in meetings()] == [code]


def test_restore_does_not_make_a_second_file_of_a_dossier_that_has_another_name(dossier: str) -> None:
    kept = done("backup", "--dossier", dossier)
    with opened() as machine:
        machine.shelf.rename(dossier, "Zuidhoek")
    said = refused("restore", "--dossier", dossier, kept)
    assert said == "Dit dossier staat hier al, als zuidhoek. We hebben niets veranderd."
    with opened() as machine:
        assert machine.shelf.slugs() == ["zuidhoek"]


def test_restore_of_a_file_that_is_no_dossier_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("brief " * 900, encoding="utf-8")
    said = refused("restore", "--dossier", "weg", str(tmp_path / "brief.txt"))
    assert said.startswith("Dit bestand is beschadigd.")
    with opened() as machine:
        assert machine.shelf.slugs() == []


def test_restore_of_a_file_that_is_not_there_is_refused(dossier: str) -> None:
    assert refused("restore", "--dossier", dossier, "weg.sqlite") == "Dit bestand is er niet: weg.sqlite"


def test_check_is_content_with_sound_dossiers() -> None:
    done("demo")
    assert done("check") == "1 dossier bekeken. Alles is in orde."


def in_file(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for sql in statements:
            connection.execute(sql)
        connection.commit()


def test_check_names_everything_that_is_wrong(dossier: str, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "dossiers"
    open_evening()
    copy = Path(done("backup"))
    copy.rename(folder / "tweeling.sqlite")
    (folder / "kapot.sqlite").write_text("kapot" * 1000, encoding="utf-8")
    in_file(folder / "vreemd.sqlite", "CREATE TABLE iets (a)")
    in_file(folder / "tweeling.sqlite", "UPDATE prompt SET meeting_id = 99")
    said = refused("check").splitlines()
    assert [line.split(":")[0] for line in said] == [dossier, "kapot", "tweeling", "tweeling", "vreemd"]
    assert "hetzelfde dossier" in said[0]
    assert "beschadigd" in said[1]
    assert "1 regel wijst naar iets dat er niet meer is" in said[2]
    assert "geen dossier van SOK-tafel" in said[4]
    assert "kapot" not in refused("check", "--dossier", dossier)


def test_check_names_a_newer_dossier(dossier: str, tmp_path: Path) -> None:
    row = (
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('sok_dossier', 'm2099', '')"
    )
    in_file(tmp_path / "data" / "dossiers" / f"{dossier}.sqlite", row)
    assert (
        refused("check") == f"{dossier}: Dit dossier is van een nieuwere versie. We hebben niets veranderd."
    )


@pytest.mark.parametrize(
    "command",
    [
        ("login-link", "--role", "kernteam", "--dossier", "weg"),
        ("meeting", "open", "--step", "rollen", "--dossier", "weg"),
        ("meeting", "close", "--dossier", "../weg"),
        ("export", "--out", "x.zip", "--dossier", "weg"),
        ("backup", "--dossier", "weg"),
        ("check", "--dossier", "weg"),
    ],
)
def test_a_dossier_that_is_not_there_is_said(command: tuple[str, ...]) -> None:
    assert refused(*command) == "Dit dossier is hier niet. Misschien kreeg het een andere naam."


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("flop",), "Deze opdracht bestaat niet. Kijk bij: "),
        (("meeting", "flop"), "Deze opdracht bestaat niet. Kijk bij: "),
        (("login-link",), "--role ontbreekt. Kies uit: begeleider, kernteam, scherm. Kijk bij: "),
        (
            ("login-link", "--role", "baas"),
            "--role kan dit niet zijn. Kies uit: begeleider, kernteam, scherm. ",
        ),
        (
            ("meeting", "open", "--dossier", "x", "--step", "zeven"),
            "--step kan dit niet zijn. Kies uit: verkenning, ",
        ),
        (
            ("meeting", "close", "--dossier", "x", "--meeting", "een"),
            "--meeting kan dit niet zijn. Kijk bij: ",
        ),
        (("restore", "--dossier", "x"), "BESTAND ontbreekt. Kijk bij: "),
        (("check", "--flop"), "De keuze --flop bestaat niet. Kijk bij: "),
        (("check", "--dossier"), "Achter --dossier hoort iets te staan. Kijk bij: "),
        (("demo", "extra"), "Er staat te veel of te weinig achter deze opdracht. Kijk bij: "),
        (("login-link", "--role", "begeleider", "--port", "0"), "--port kan dit niet zijn. Kijk bij: "),
    ],
)
def test_a_command_that_is_not_typed_well_is_answered_in_dutch(command: tuple[str, ...], says: str) -> None:
    said = refused(*command, code=2)
    assert said.startswith(says)
    assert said.endswith("--help")
    assert "\n" not in said


def test_a_core_team_link_without_a_dossier_is_refused() -> None:
    assert refused("login-link", "--role", "kernteam") == "Zeg erbij voor welk dossier de link is."


def commands(group: click.Group, *above: str) -> list[tuple[str, ...]]:
    """Return how each command is typed, those of groups too."""
    found = []
    for name, command in group.commands.items():
        found += commands(command, *above, name) if isinstance(command, click.Group) else [(*above, name)]
    return found


@pytest.mark.parametrize("command", [(), ("meeting",), *commands(cli)], ids=" ".join)
def test_help_is_in_dutch(command: tuple[str, ...]) -> None:
    said = done(*command, "--help")
    assert said.startswith("Gebruik: ")
    for english in ("Usage", "Options", "Commands", "Show this", "[required]", "[default"):
        assert english not in said


def test_the_command_line_runs_as_a_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sok_core", "meeting", "close", "--dossier", "weg"]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (tried.returncode, tried.stdout) == (1, "")
    assert tried.stderr == "Dit dossier is hier niet. Misschien kreeg het een andere naam.\n"
    assert (tmp_path / "data" / "huis.sqlite").is_file()


def test_a_spent_link_stays_spent(dossier: str) -> None:
    link = done("login-link", "--role", "scherm", "--dossier", dossier)
    with opened() as machine:
        access.spend_key(machine.house, link.rsplit("/", 1)[1], kind=access.LINK, now=now())
        with pytest.raises(Forbidden):
            access.look_at_key(machine.house, link.rsplit("/", 1)[1], now=now())
