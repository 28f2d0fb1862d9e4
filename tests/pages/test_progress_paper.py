"""The papers of step 6 on the page, and the figures of page and report beside each other."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import check_in, words
from sok_core.clock import now
from sok_core.export import progress
from sok_core.model import Role
from sok_core.store import Store
from sok_core.web.progress_paper import Kind, link
from tests.following import TODAY
from tests.pages.conftest import Visit, texts


def opened(visit: Visit, store: Store, part: str, role: Role = Role.CORE_TEAM) -> AppTest:
    return visit("stap_6_monitoring.py", d=store.slug, role=role, of=store.slug, deel=part)


def links(at: AppTest) -> list[str]:
    return [one.proto.url for one in at.get("link_button")]


def test_the_report_counts_what_the_page_counts(visit: Visit, molenkwartier: Store) -> None:
    at = opened(visit, molenkwartier, "aandacht")
    counts = progress.gather(molenkwartier, now=now()).counts
    shown = {one.label.partition("[")[2][2:-1].lower(): int(one.value) for one in at.metric}
    assert shown == {words.COMMITMENT_STATUSES[status]: count for status, count in counts.items()}
    assert sum(counts.values()) == 17


@pytest.mark.parametrize("role", [Role.CORE_TEAM, Role.FACILITATOR])
def test_every_paper_has_its_button(visit: Visit, molenkwartier: Store, role: Role) -> None:
    at = opened(visit, molenkwartier, "papieren", role)
    assert "Papieren" in [one.value for one in at.header]
    found = links(at)
    slug = molenkwartier.slug
    assert link(slug, Kind.REPORT, "docx") in found
    assert link(slug, Kind.POSTER, "pdf", size="a4") in found
    assert all(any(f"/{kind}." in url for url in found) for kind in Kind)


def test_the_line_of_another_promise_can_be_chosen(visit: Visit, molenkwartier: Store) -> None:
    at = opened(visit, molenkwartier, "papieren")
    box = at.selectbox(key="progress_paper_line")
    title = box.options[2]
    box.select(box.options[2]).run()
    with molenkwartier.read() as tables:
        (chosen,) = (one for one in tables.commitment.all() if one.title == title)
    assert link(molenkwartier.slug, Kind.LINE, "svg", commitment_id=chosen.id) in links(at)


def test_without_promises_it_says_where_to_begin(visit: Visit, store: Store) -> None:
    at = opened(visit, store, "papieren")
    assert "Jullie volgen nog geen afspraak." in texts(at)
    assert links(at) == []


def test_without_promises_what_was_decided_can_be_taken_along(visit: Visit, store: Store) -> None:
    check_in.plan(store, date=TODAY)
    assert links(opened(visit, store, "papieren")) == [
        link(store.slug, kind, ending)
        for kind, ending in (
            *((Kind.REPORT, "docx"), (Kind.REPORT, "pdf")),
            *((Kind.FOLLOWED, "xlsx"), (Kind.FOLLOWED, "csv")),
        )
    ]
