"""Everybody who comes to an evening with a browser: phones, the screen, the facilitator."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from sok_core.access import LOGIN_COOKIE
from sok_core.model import Role
from tests.chromium import ready
from tests.e2e.pages.phone import Phone
from tests.e2e.pages.regie import Regie
from tests.e2e.pages.screen import Screen
from tests.evening import Evening
from tests.server import Server

BEAMER, OLD_BEAMER, PHONE, LAPTOP = (1920, 1080), (1024, 768), (390, 844), (1366, 900)
# When to give up; after a page that was broken off, Chromium may wait twenty for a file it was reading then.
SECONDS = 30.0


@contextmanager
def chromium() -> Iterator[Browser]:
    """One Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ready(), args=["--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


class Hall:
    """Browsers on one server. ``urls`` is every address that any of them asked for."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.server = server
        self.urls: list[str] = []
        self.errors: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    @contextmanager
    def opened(self) -> Iterator["Hall"]:
        """Close every browser at the end, and judge what they did."""
        try:
            yield self
        finally:
            for context in self._contexts:
                context.close()
        assert self.foreign_urls() == []
        assert self.errors == []

    def foreign_urls(self) -> list[str]:
        """Return what was asked of another host than our own server."""
        own = urlsplit(self.server.base).netloc
        web = [url for url in self.urls if urlsplit(url).scheme in ("http", "https", "ws", "wss")]
        return [url for url in web if urlsplit(url).netloc != own]

    def page(self, *, size: tuple[int, int] = LAPTOP, cookie: str = "", **options: Any) -> Page:
        """Open a browser of its own; ``cookie`` is a signed login."""
        context = self._browser.new_context(
            base_url=self.server.base,
            viewport={"width": size[0], "height": size[1]},
            **{"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"} | options,
        )
        context.set_default_timeout(SECONDS * 1000)
        context.on("request", lambda request: self.urls.append(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        if cookie:
            context.add_cookies([{"name": LOGIN_COOKIE, "value": cookie, "url": self.server.base}])
        self._contexts.append(context)
        page = context.new_page()
        page.on("websocket", lambda socket: self.urls.append(socket.url))
        return page

    def phone(
        self, code: str, *, javascript: bool = True, size: tuple[int, int] = PHONE, **options: Any
    ) -> Phone:
        """A resident opens the page of a meeting."""
        page = self.page(size=size, has_touch=True, java_script_enabled=javascript, **options)
        page.goto(f"/m/{code}")
        return Phone(page)

    def screen(self, evening: Evening, *, size: tuple[int, int] = BEAMER, **options: Any) -> Screen:
        """A computer with a beamer, or a touch screen, that was paired before."""
        page = self.page(size=size, cookie=evening.cookie(Role.SCREEN), **options)
        page.goto(f"/scherm?d={evening.store.slug}")
        return Screen(page)

    def facilitator(self, evening: Evening, *, size: tuple[int, int] = LAPTOP) -> Regie:
        """The facilitator at her laptop, in the control room of the running meeting."""
        page = self.page(size=size, cookie=evening.cookie(Role.FACILITATOR))
        page.goto(f"/regie?d={evening.store.slug}&m={evening.id}")
        return Regie(page)
