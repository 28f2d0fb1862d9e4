"""What the tests of the first step share: the dossier behind the page, and how one types there."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from sok_core.model import Conversation, Party, Reader
from sok_core.store import Store
from tests.pages.conftest import texts

TODAY = dt.date(2026, 11, 5)
TALK = {"date": TODAY, "held_by": "voorzitter"}
Open = Callable[..., AppTest]


def parties(store: Store) -> dict[str, Party]:
    with store.read() as tables:
        return {one.short_name: one for one in tables.party.all()}


def talks(store: Store) -> list[Conversation]:
    with store.read() as tables:
        return tables.conversation.readable_by(Reader.FACILITATOR)


def box(found: Any, label: str) -> Any:
    """Return the one box with this label."""
    (one,) = [each for each in found if each.label == label]
    return one


def good_news(at: AppTest) -> str:
    return "\n".join([texts(at), *(one.value for one in at.success)])


def everything(at: AppTest) -> str:
    """Return all that was sent to the browser, in the order of the page."""
    return "\n".join(str(node.proto) for node in at._tree if getattr(node, "proto", None) is not None)


def type_in_table(at: AppTest, key: str, then: str, **typed: Any) -> AppTest:
    """Type in an editable table and press a button, as a browser sends it."""
    (table,) = [one for one in at.dataframe if key in one.proto.id]
    box(at.button, then).click()
    states = at._tree.get_widget_states()
    state = {"edited_rows": {}, "added_rows": [], "deleted_rows": []} | typed
    states.widgets.append(WidgetState(id=table.proto.id, string_value=json.dumps(state)))
    at._run(states)
    assert not at.exception
    return at
