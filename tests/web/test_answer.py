"""What goes along with every page: which scripts may run, who may frame it, and that it is kept nowhere."""

import pytest
from starlette.testclient import TestClient

from tests.evening import Evening

PAGES = ("/m", "/m/{code}", "/m/FOUT", "/deur", "/deur/sleutel/verlopen", "/hulp/{code}")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_a_browser_may_do_with_it(web: TestClient, evening: Evening, path: str) -> None:
    headers = web.get(path.format(code=evening.code), headers={"accept": "text/html"}).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    styles = policy.pop("style-src").split()
    assert policy == POLICY
    assert styles
    assert all(style.startswith("'sha256-") for style in styles)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
