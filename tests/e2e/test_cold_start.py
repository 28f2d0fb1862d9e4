"""The first visitor of a fresh server follows a deep link: he gets the whole house, not a bare page."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import expect

from sok_core.model import Role
from tests.e2e.pages.hall import Hall
from tests.evening import opened
from tests.server import Server

DEEP_LINKS = {"/regie": "Samen aan tafel", "/verkenning": "Verkenning"}


@pytest.mark.parametrize("path", DEEP_LINKS)
def test_a_deep_link_works_when_the_server_is_fresh(
    path: str, server: Server, opening: Callable[[Server], AbstractContextManager[Hall]]
) -> None:
    with opened(server.folder) as evening, opening(server) as hall:
        page = hall.page(cookie=evening.cookie(Role.FACILITATOR))
        page.goto(f"{path}?d={evening.store.slug}&m={evening.id}")
        expect(page.get_by_role("heading", level=1, name=DEEP_LINKS[path])).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_text("Page not found")).to_have_count(0)
        expect(page.get_by_role("link", name="Elkaar scherp houden")).to_be_visible()


@pytest.mark.parametrize("path", ["/regie", "/verkenning", "/beheer"])
def test_the_guard_runs_for_the_first_visitor(
    path: str, server: Server, opening: Callable[[Server], AbstractContextManager[Hall]]
) -> None:
    """Without a login there is the door; with one for another dossier the page itself refuses."""
    with (
        opened(server.folder) as evening,
        opened(server.folder, "Waterrijk") as other,
        opening(server) as hall,
    ):
        stranger = hall.page()
        stranger.goto(f"{path}?d={evening.store.slug}")
        expect(stranger.get_by_role("heading", name="Hier is de deur")).to_be_visible()
        neighbour = hall.page(cookie=other.cookie(Role.CORE_TEAM))
        neighbour.goto(f"{path}?d={evening.store.slug}")
        expect(neighbour.get_by_role("heading", name="Hier kun je niet in")).to_be_visible()
        expect(neighbour.get_by_text("Molenkwartier")).to_have_count(0)
        assert neighbour.get_by_role("dialog").count() == 0
