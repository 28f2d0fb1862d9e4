"""The facilitator makes a phone the remote of an evening, or opens it with her own login."""

from sok_core import access, meeting
from sok_core.access import PAIRING
from sok_core.clock import now
from sok_core.model import Meeting, Role
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Visit, open_part, press, tab, texts

TAB = "Afstandsbediening"


def test_a_code_is_shown_to_type_and_to_scan(visit: Visit, store: Store, begun: Meeting) -> None:
    at = tab(visit, store, TAB)
    assert "Nog geen telefoon is afstandsbediening." in texts(at)
    press(at, "Maak een code")
    (shown,) = [metric for metric in at.metric if metric.label == "Code voor een afstandsbediening"]
    assert "Scan de QR-code" in texts(at)
    (picture,) = at.get("image")
    assert picture.proto.imgs[0].url.startswith("data:image/svg")  # and not from /media, which asks no cookie
    login = access.spend_key(running.current().house, shown.value.replace(" ", ""), kind=PAIRING, now=now())
    assert (login.role, login.meeting_id, login.table) == (Role.REMOTE, begun.id, None)


def test_her_own_device_needs_no_code(visit: Visit, store: Store, begun: Meeting) -> None:
    at = tab(visit, store, TAB)
    found = {link.proto.label: link.proto.url for link in at.get("link_button")}
    assert found["Bestuur met dit toestel"] == f"/afstand/{begun.code}"


def test_after_the_meeting_there_is_nothing_to_steer(visit: Visit, store: Store, begun: Meeting) -> None:
    meeting.close(store, meeting_id=begun.id, now=now())
    at = visit("regie.py", d=store.slug)
    at.query_params["m"] = str(begun.id)
    open_part(at, TAB)
    assert "Een afstandsbediening doet niets meer." in texts(at)
    assert "Maak een code" not in [button.label for button in at.button]
