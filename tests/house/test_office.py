"""Which LibreOffice the tests take, tried with small programs that pose as one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import office
from tests.house.test_chromium import pose_as
from tests.house.tree import ROOT


def test_the_one_that_someone_chose_comes_first(tmp_path: Path) -> None:
    chosen = pose_as(tmp_path / "mine", "echo LibreOffice 1")
    pose_as(tmp_path / "bin" / "soffice", "echo LibreOffice 2")
    assert office.find({"SOK_OFFICE": chosen, "PATH": str(tmp_path / "bin")}) == chosen


def test_a_chosen_one_that_does_not_start_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(office.NoOffice, match="SOK_OFFICE wijst naar"):
        office.find({"SOK_OFFICE": pose_as(tmp_path / "mine", "exit 1")})


def run_on_a_bare_machine(tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run the program where only the files of tmp_path/bin can be found."""
    environment = {**os.environ, "PATH": str(tmp_path / "bin"), "SOK_OFFICE": ""}
    command = [sys.executable, "-m", "tests.office"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_machine_with_apt_gets_the_package(tmp_path: Path) -> None:
    pose_as(tmp_path / "soffice", "echo LibreOffice 3")
    pose_as(tmp_path / "bin" / "sudo", 'shift; [ "$1" = true ] || exec "$@"')
    calls, target = tmp_path / "calls", tmp_path / "bin" / "soffice"
    pose_as(
        tmp_path / "bin" / "apt-get",
        f'echo "$@" >> {calls}; [ "$1" != install ] || /bin/cp -p {tmp_path}/soffice {target}',
    )
    tried = run_on_a_bare_machine(tmp_path)
    assert (tried.returncode, tried.stdout) == (0, f"LibreOffice: {target}\n")
    assert "--no-install-recommends libreoffice-writer-nogui" in calls.read_text(encoding="utf-8")


def test_without_any_the_run_fails_with_advice(tmp_path: Path) -> None:
    tried = run_on_a_bare_machine(tmp_path)
    assert tried.returncode == 1
    assert "SOK_OFFICE=" in tried.stderr
