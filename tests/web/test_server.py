"""The real server where it is hard: a house that cannot be used, and somebody who takes all he can get."""

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from sok_core.model import Phase
from sok_core.store.house import House
from tests.evening import opened
from tests.flood import Flood
from tests.server import Server


def damaged(path: Path) -> None:
    path.write_bytes(b"dit is geen database" * 500)


def newer(path: Path) -> None:
    House(path).close()
    with closing(sqlite3.connect(path)) as later:
        later.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('sok_house', 'm2099', '')"
        )
        later.commit()


@pytest.mark.parametrize(
    ("spoil", "told"), [(damaged, "is beschadigd"), (newer, "van een nieuwere versie van SOK-tafel")]
)
def test_a_server_that_cannot_start_says_why_in_dutch(tmp_path: Path, spoil: object, told: str) -> None:
    assert callable(spoil)
    house = tmp_path / "huis.sqlite"
    spoil(house)
    before = house.read_bytes()
    server = Server(tmp_path)
    with pytest.raises(RuntimeError):
        server.start()
    said = " ".join(server.printed.split())
    assert "SOK-tafel kan niet starten." in said
    assert told in said
    assert "Traceback" not in said
    assert server.exit_code not in (0, None)
    assert house.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["huis.sqlite"]


def test_whoever_takes_all_streams_shuts_nobody_out(tmp_path: Path) -> None:
    with Server(tmp_path, files=512).running() as server, opened(tmp_path) as evening:
        evening.ask(phase=Phase.TOGETHER)
        base = f"{server.base}/m/{evening.code}"
        with Flood(server.port, f"/m/{evening.code}/events") as flood, httpx.Client(timeout=30) as phone:
            flood.add(600)
            assert flood.statuses == {200: 102, 503: 498}
            assert phone.get(base).status_code == 200
            with phone.stream("GET", f"{base}/events") as stream:
                assert stream.status_code == 200
                posted = httpx.post(f"{base}/notes", json={"text": "Groen", "key": "1"}, timeout=30)
                assert posted.status_code == 201
                assert any("Groen" in line for line in stream.iter_lines())
