"""The moments of the fictional neighbourhood, on the page of step 6."""

from streamlit.testing.v1 import AppTest

from pages._ui.step import PAGES
from sok_core.model import (
    CheckIn,
    Commitment,
    Role,
    Step,
)
from sok_core.store import Store
from tests.pages.conftest import Visit

PAGE = PAGES[Step.MONITORING]
NEXT, LAST = 6, 5  # moments of 14 January 2027 and of today
MOULD = 5  # a promise that wants attention


def opened(visit: Visit, store: Store, *, role: Role = Role.CORE_TEAM, **asked: str) -> AppTest:
    at = visit(PAGE, d=store.slug, role=role, of=store.slug)
    at.query_params.update({"deel": "momenten"} | asked)
    at.run()
    assert not at.exception
    return at


def moment(store: Store, number: int) -> CheckIn:
    with store.read() as tables:
        return tables.check_in.get(number)


def moments(store: Store) -> list[CheckIn]:
    with store.read() as tables:
        return tables.check_in.all()


def promise(store: Store) -> Commitment:
    with store.read() as tables:
        return tables.commitment.get(MOULD)


def opened_at(at: AppTest, *keys: str) -> AppTest:
    """Open expanders or popovers, as a click does."""
    for key in keys:
        at.session_state[key] = True
    at.run()
    assert not at.exception
    return at
