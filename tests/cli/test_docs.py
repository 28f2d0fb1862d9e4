"""docs/draaien.md names every setting and every command, and no others."""

import re

from sok_core.__main__ import cli
from sok_core.model import Phase, Role, Step
from sok_core.settings import SETTINGS
from tests.cli.test_cli import commands
from tests.house.tree import ROOT

MANUAL = (ROOT / "docs" / "draaien.md").read_text(encoding="utf-8")


def named(pattern: str) -> set[str]:
    return set(re.findall(pattern, MANUAL))


def test_every_setting_is_in_the_manual() -> None:
    assert named(r"(?m)^\| `(SOK_\w+)` \|") == {setting.name for setting in SETTINGS}


def test_no_setting_is_made_up() -> None:
    assert named(r"SOK_\w+") <= {setting.name for setting in SETTINGS}


def test_the_manual_gives_each_default_that_is_no_path() -> None:
    for setting in SETTINGS:
        if setting.default and "/" not in setting.default:
            assert f"| `{setting.name}` | `{setting.default}` |" in MANUAL


def test_every_command_is_in_the_manual() -> None:
    listed = named(r"(?m)^\| `python -m sok_core ([a-z-]+(?: (?:open|close))?)")
    assert listed == {" ".join(command) for command in commands(cli)}


def test_every_option_in_the_manual_exists() -> None:
    known = {"--help", "--server.port"}
    for command in commands(cli):
        found = cli
        for name in command:
            found = found.commands[name]  # type: ignore[assignment]
        known |= {option for param in found.params for option in param.opts}
    assert {option for option in named(r"--[a-z.]+(?:-[a-z]+)*") if option != "--"} <= known


def test_every_step_phase_and_role_is_in_the_manual() -> None:
    for choice in (*Step, *Phase, *Role):
        assert f"`{choice.value}`" in MANUAL


def test_the_contents_lead_to_headings_that_exist() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in named(r"(?m)^## (.+)$")
    }
    assert named(r"\(#([^)]+)\)") <= headings
