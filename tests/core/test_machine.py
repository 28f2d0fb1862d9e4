"""This machine: how many files a server may have open."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

TELL = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
from sok_core import machine
print(machine.file_limit(), machine.raise_file_limit(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(("soft", "hard", "raised"), [(256, 4000, 4000), (256, 256, 256), (3000, 3000, 3000)])
def test_a_server_takes_all_the_files_that_it_may(soft: int, hard: int, raised: int) -> None:
    command = [sys.executable, "-c", TELL.format(soft=soft, hard=hard)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(soft), str(raised), str(raised)]
