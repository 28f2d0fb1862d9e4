"""What stands before every request: the compressed bundle, and nothing beside it."""

import asyncio
import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from sok_core.web.serving import Known, Zipped

CODE, SECRET = "console.log('van ons');", "const geheim = 1;"


@pytest.fixture
def bundle(tmp_path: Path) -> TestClient:
    """A bundle with one script and one picture, and a script beside it that is nobody's business."""
    folder = tmp_path / "bundle"
    folder.mkdir()
    (folder / "ons.js").write_text(CODE, encoding="utf-8")
    (folder / "plaatje.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "geheim.js").write_text(SECRET, encoding="utf-8")
    (folder / "link.js").symlink_to(tmp_path / "geheim.js")
    return TestClient(Starlette(middleware=[Middleware(Zipped, bundle=folder)]))


def test_a_script_of_the_bundle_comes_compressed(bundle: TestClient) -> None:
    with bundle.stream("GET", "/static/ons.js") as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body).decode() == CODE
    assert answer.headers["content-length"] == str(len(body))


@pytest.mark.parametrize(
    "path", ["%2e%2e%2fgeheim.js", "..%2fgeheim.js", "%252e%252e%252fgeheim.js", "link.js", "plaatje.svg", ""]
)
def test_nothing_beside_the_bundle_is_served(bundle: TestClient, path: str) -> None:
    answer = bundle.get(f"/static/{path}")
    assert (answer.status_code, SECRET in answer.text) == (404, False)


def test_whoever_reads_no_gzip_is_passed_on(bundle: TestClient) -> None:
    assert bundle.get("/static/ons.js", headers={"accept-encoding": "identity"}).status_code == 404


def test_a_phone_that_loses_its_wifi_in_the_middle_of_a_word_fills_no_log() -> None:
    seen: list[str] = []

    async def cut_off(scope: Scope, _: Receive, __: Send) -> None:
        seen.append(scope["path"])
        raise ClientDisconnect

    asyncio.run(Known(cut_off)({"type": "http", "path": "/"}, None, None))  # type: ignore[arg-type]
    assert seen == ["/"]
