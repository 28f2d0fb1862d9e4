"""The facilitator gives a table its helper."""

from sok_core import access, meeting
from sok_core.access import PAIRING
from sok_core.clock import now
from sok_core.model import Meeting, Role
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Visit, open_part, press, tab, texts


def test_a_code_for_a_table_is_shown_with_where_to_type_it(
    visit: Visit, store: Store, begun: Meeting
) -> None:
    at = tab(visit, store, "Tafelhulp")
    assert "Nog geen tafel heeft een tafelhulp." in texts(at)
    at.number_input(key="helper_table").set_value(4)
    press(at, "Maak een code")
    (shown,) = [metric for metric in at.metric if metric.label == "Code voor tafel 4"]
    assert "/deur" in texts(at)
    login = access.spend_key(running.current().house, shown.value.replace(" ", ""), kind=PAIRING, now=now())
    assert (login.role, login.meeting_id, login.table) == (Role.HELPER, begun.id, 4)


def test_after_the_meeting_there_is_no_code_to_make(visit: Visit, store: Store, begun: Meeting) -> None:
    meeting.close(store, meeting_id=begun.id, now=now())
    at = visit("regie.py", d=store.slug)
    at.query_params["m"] = str(begun.id)
    open_part(at, "Tafelhulp")
    assert "Een tafelhulp kan niets meer typen of lezen." in texts(at)
    assert "Maak een code" not in [button.label for button in at.button]
