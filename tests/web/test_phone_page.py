"""The light page: small, usable without JavaScript, in four languages; it never costs what was typed."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from sok_core import meeting, note, words
from sok_core.errors import StoreFailed
from sok_core.model import Phase, Role
from sok_core.throttle import Throttle
from sok_core.web import running
from tests.disk import leave_room
from tests.evening import NOW, Evening
from tests.web.conftest import PhoneMaker

MOST_BYTES = 15_000


class Page(HTMLParser):
    """What a browser without JavaScript has: texts, the box, and the forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = self.dir = ""
        self.box: str | None = None
        self.texts: list[str] = []
        self.fields: dict[str, str] = {}
        self.actions: list[str] = []
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside = [*self._inside, tag] if tag in ("textarea", "script", "style") else self._inside
        if tag == "html":
            self.lang, self.dir = values["lang"], values.get("dir", "ltr")
        elif tag == "textarea":
            self.box = ""
        elif tag == "form":
            self.actions.append(values.get("action", ""))
        elif tag == "input":
            self.fields[values.get("name", "")] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside = self._inside[:-1]

    def handle_data(self, data: str) -> None:
        if self._inside[-1:] == ["textarea"]:
            self.box = (self.box or "") + data
        elif not self._inside and data.strip():
            self.texts.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def page_of(web: TestClient, evening: Evening, query: str = "") -> Page:
    return Page(web.get(f"/m/{evening.code}{query}").text)


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_page_is_under_fifteen_kilobytes_before_it_is_compressed(
    web: TestClient, evening: Evening, phase: Phase, language: str
) -> None:
    evening.ask(phase=phase)
    answer = web.get(f"/m/{evening.code}?taal={language}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert len(answer.content) < MOST_BYTES


@pytest.mark.parametrize(
    ("phase", "language"),
    [(phase, "nl") for phase in Phase] + [(Phase.TOGETHER, language) for language in words.OTHER_LANGUAGES],
)
def test_the_page_with_notes_is_under_fifteen_kilobytes_on_the_wire(
    web: TestClient, evening: Evening, phase: Phase, language: str
) -> None:
    evening.ask()
    for other in words.OTHER_LANGUAGES:
        text = "ما هو الأهم بالنسبة لك عندما نعمل على هذا معًا؟"
        meeting.translate_question(evening.store, prompt_id=evening.prompts[0].id, language=other, text=text)
    for number in range(8):
        text = f"{number} Meer groen in de straat, en een bank om op te zitten met de buren."
        assert (
            web.post(f"/m/{evening.code}/notes", data={"text": text, "key": str(number)}).status_code == 303
        )
    for number in range(100):
        evening.post(f"{number * 7919} bomen, een bank en {number} stoelen", device=str(number))
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)
    answer = web.get(f"/m/{evening.code}?taal={language}")
    files = [answer, *(web.get(path) for path in re.findall(r'src="([^"]+)"', answer.text))]
    assert {file.headers["content-encoding"] for file in files} == {"gzip"}
    assert sum(int(file.headers["content-length"]) for file in files) < MOST_BYTES
    assert ('class="n" data-id=' in answer.text) == (phase.is_shared and not phase.has_votes)


def test_a_full_wall_comes_after_the_page(web: TestClient, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    for number in range(300):
        told = " ".join(f"woord{number * 7919 * turn % 1000}" for turn in range(1, 12))
        evening.post(f"{number} {told}", device=str(number))
    answer = web.get(f"/m/{evening.code}")
    files = [answer, *(web.get(path) for path in re.findall(r'src="([^"]+)"', answer.text))]
    assert sum(int(file.headers["content-length"]) for file in files) < MOST_BYTES
    assert answer.text.count("data-id=") == 100
    assert 'data-id="300"' in answer.text
    assert "Lees alle briefjes" in answer.text
    whole = web.get(f"/m/{evening.code}?alles=1").text
    assert (whole.count("data-id="), "Lees alle briefjes" in whole) == (300, False)


def test_a_newcomer_is_asked_as_whom_he_is_here_and_may_leave_it_open(
    web: TestClient, evening: Evening
) -> None:
    evening.ask()
    assert "je hoeft het niet te zeggen" in page_of(web, evening).text
    assert web.post(f"/m/{evening.code}/wie", data={"group": ""}).status_code == 303
    page = page_of(web, evening)
    assert "je hoeft het niet te zeggen" not in page.text
    assert "Je bent hier" not in page.text


def test_who_somebody_is_is_asked_only_while_it_may_be_answered_first(
    web: TestClient, evening: Evening, phone_of: PhoneMaker
) -> None:
    def is_open(phone: TestClient) -> bool:
        return re.search(r'<details id="g"[^>]* open', phone.get(f"/m/{evening.code}").text) is not None

    assert not is_open(web)
    seen = {}
    for phase in Phase:
        evening.ask(phase=phase)
        seen[phase] = is_open(web)
    assert seen == {phase: phase.can_write for phase in Phase}
    evening.ask(phase=Phase.OPEN)
    web.post(f"/m/{evening.code}/notes", data={"text": "Groen", "key": "1"})
    assert not is_open(web)
    other = phone_of()
    for group, line in (
        ("bewoner", "als bewoner"),
        ("organisatie", "voor een organisatie"),
        ("", "liever niet"),
    ):
        assert is_open(other) == (group == "bewoner")
        other.post(f"/m/{evening.code}/wie", data={"group": group})
        html = other.get(f"/m/{evening.code}").text
        assert line in html[html.index("<summary>") : html.index("</summary>")]


def test_a_form_posts_a_note_and_comes_back_to_the_page(web: TestClient, evening: Evening) -> None:
    evening.ask()
    page = page_of(web, evening)
    assert f"/m/{evening.code}/notes" in page.actions
    answer = web.post(f"/m/{evening.code}/notes", data=page.fields | {"text": "Meer groen"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/m/{evening.code}?staat=1")
    after = page_of(web, evening, "?staat=1")
    assert "Staat erop! Nummer 1." in after.text
    assert "Meer groen" in after.text
    assert after.box == ""


def test_a_form_that_is_sent_twice_makes_one_note(web: TestClient, evening: Evening) -> None:
    evening.ask()
    fields = page_of(web, evening).fields | {"text": "Meer groen"}
    answers = [web.post(f"/m/{evening.code}/notes", data=fields) for _ in range(2)]
    assert [answer.headers["location"][-1] for answer in answers] == ["1", "1"]
    assert len(evening.notes) == 1


def kept(answer_html: str, text: str, code: str) -> bool:
    """Whether a page says what is wrong and still has the text in its box."""
    page = Page(answer_html)
    start = re.split(r"[{.]", words.ERRORS[code])[0]
    assert start in page.text
    return page.box == text


def test_a_note_that_is_too_long_stays_in_the_box(web: TestClient, evening: Evening) -> None:
    evening.ask()
    text = '<b>groen & "rust"</b> ' * 20
    answer = web.post(f"/m/{evening.code}/notes", data={"text": text, "key": "1"})
    assert answer.status_code == 422
    assert kept(answer.text, text, "note.too_long")


def test_an_empty_note_gets_the_page_back(web: TestClient, evening: Evening) -> None:
    evening.ask()
    answer = web.post(f"/m/{evening.code}/notes", data={"text": " ", "key": "1"})
    assert answer.status_code == 422
    assert kept(answer.text, " ", "note.empty")


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.DONE])
def test_a_note_that_came_too_late_stays_in_the_box(web: TestClient, evening: Evening, phase: Phase) -> None:
    evening.ask()
    fields = page_of(web, evening).fields | {"text": "Meer groen"}
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)
    answer = web.post(f"/m/{evening.code}/notes", data=fields)
    assert answer.status_code == 409
    assert kept(answer.text, "Meer groen", "question.closed")


def test_a_note_for_an_earlier_question_stays_in_the_box(web: TestClient, evening: Evening) -> None:
    evening.ask()
    fields = page_of(web, evening).fields | {"text": "Meer groen"}
    evening.ask(2)
    answer = web.post(f"/m/{evening.code}/notes", data=fields)
    assert answer.status_code == 409
    assert kept(answer.text, "Meer groen", "question.passed")


def test_a_note_that_comes_too_fast_stays_in_the_box(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.get(f"/m/{evening.code}")
    running.current().notes_per_device = Throttle(burst=3, per_second=0.001)
    for number in range(4):
        answer = web.post(f"/m/{evening.code}/notes", data={"text": f"nummer {number}", "key": str(number)})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert kept(answer.text, "nummer 3", "too_many")


def test_a_note_after_the_meeting_is_given_back(web: TestClient, evening: Evening) -> None:
    evening.ask()
    fields = page_of(web, evening).fields | {"text": "Meer groen"}
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    answer = web.post(f"/m/{evening.code}/notes", data=fields)
    assert answer.status_code == 410
    assert kept(answer.text, "Meer groen", "meeting.closed")


def test_a_form_for_a_meeting_that_is_gone_keeps_what_was_typed(web: TestClient, evening: Evening) -> None:
    evening.ask()
    fields = page_of(web, evening).fields | {"text": "Meer <b>groen</b>"}
    evening.house.forget_dossier(evening.uuid, now=NOW)
    for path in ("notes", "notes/1"):
        answer = web.post(f"/m/{evening.code}/{path}", data=fields)
        assert answer.status_code == 404
        assert kept(answer.text, "Meer <b>groen</b>", "meeting.unknown")
        assert "Dit is niet verstuurd." in Page(answer.text).text
    for path in ("wie", "wissel"):
        answer = web.post(f"/m/{evening.code}/{path}", data={})
        assert (answer.status_code, Page(answer.text).box) == (404, None)


def test_a_note_of_somebody_else_cannot_be_changed_by_form(
    web: TestClient, evening: Evening, phone_of: PhoneMaker
) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", data={"text": "Groen", "key": "1"})
    answer = phone_of().post(f"/m/{evening.code}/notes/1", data={"text": "Rood"})
    assert answer.status_code == 403
    assert kept(answer.text, "Rood", "note.not_yours")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("bel 06-12345678", "phone"), ("mail a@b.nl", "email"), ("kom naar 1012 AB", "postcode")],
)
def test_personal_data_asks_first(web: TestClient, evening: Evening, text: str, kind: str) -> None:
    evening.ask()
    answer = web.post(f"/m/{evening.code}/notes", data={"text": text, "key": "1"})
    assert answer.status_code == 200
    assert kept(answer.text, text, f"note.personal.{kind}")
    assert evening.notes == []
    assert (
        web.post(f"/m/{evening.code}/notes", data={"text": text, "key": "1", "sure": "1"}).status_code == 303
    )
    assert [n.text for n in evening.notes] == [text]


def test_personal_data_in_a_change_asks_first(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", data={"text": "Groen", "key": "1"})
    answer = web.post(f"/m/{evening.code}/notes/1", data={"text": "bel 0612345678"})
    assert kept(answer.text, "bel 0612345678", "note.personal.phone")
    assert [n.text for n in evening.notes] == ["Groen"]


def test_an_own_note_is_changed_and_taken_back_by_form(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", data={"text": "Groen", "key": "1"})
    page = page_of(web, evening, "?wijzig=1")
    assert page.box == "Groen"
    assert f"/m/{evening.code}/notes/1" in page.actions
    assert web.post(f"/m/{evening.code}/notes/1", data={"text": "Bomen"}).status_code == 303
    assert [n.text for n in evening.notes] == ["Bomen"]
    assert web.post(f"/m/{evening.code}/notes/1", data={"delete": "1"}).status_code == 303
    assert evening.notes == []


def test_two_people_share_a_phone_and_keep_their_own_notes(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", data={"text": "van de eerste", "key": "1"})
    web.post(f"/m/{evening.code}/wissel", data={})
    assert "van de eerste" not in page_of(web, evening).text
    web.post(f"/m/{evening.code}/wissel", data={"turn": "0"})
    assert "van de eerste" in page_of(web, evening).text


@pytest.mark.parametrize("turn", ["99", "-1", "x", "1" * 400])
def test_a_turn_of_nobody_changes_nothing(web: TestClient, evening: Evening, turn: str) -> None:
    evening.ask()
    web.get(f"/m/{evening.code}")
    assert web.post(f"/m/{evening.code}/wissel", data={"turn": turn}).status_code == 303
    assert page_of(web, evening).lang == "nl"


def test_the_language_is_chosen_once(web: TestClient, evening: Evening) -> None:
    evening.ask()
    assert page_of(web, evening).lang == "nl"
    assert page_of(web, evening, "?taal=en").lang == "en"
    english = page_of(web, evening)
    assert english.lang == "en"
    assert words.translation("en")("Plaats briefje") in english.text
    assert page_of(web, evening, "?taal=xx").lang == "nl"


@pytest.mark.parametrize("language", words.OTHER_LANGUAGES)
def test_another_language_has_no_dutch_of_ours(web: TestClient, evening: Evening, language: str) -> None:
    evening.ask()
    page = page_of(web, evening, f"?taal={language}")
    assert (page.lang, page.dir) == (language, words.direction(language))
    assert "Plaats briefje" not in page.text
    assert "Jouw briefje" not in page.text
    assert all(name in page.texts for name in words.LANGUAGES.values())


def test_a_first_visit_has_the_language_of_the_browser(evening: Evening, phone_of: PhoneMaker) -> None:
    evening.ask()
    path = f"/m/{evening.code}"
    phone = phone_of()
    turkish = {"accept-language": "tr-TR,tr;q=0.9,en;q=0.5"}
    assert Page(phone.get(path, headers=turkish).text).lang == "tr"
    assert "sok_taal" not in phone.cookies
    assert Page(phone.get(path, headers={"accept-language": "fr"}).text).lang == "nl"
    assert Page(phone.get(f"{path}?taal=ar", headers=turkish).text).lang == "ar"
    assert Page(phone.get(path, headers=turkish).text).lang == "ar"
    refused = phone.post(f"{path}/notes", json={"text": ""}, headers=turkish).json()
    assert refused["message"] == words.translation("ar")(words.ERRORS["note.empty"])


def test_the_page_for_a_code_keeps_the_language_that_was_chosen(web: TestClient) -> None:
    assert Page(web.get("/m?taal=ar").text).dir == "rtl"
    assert Page(web.get("/m").text).lang == "ar"
    assert Page(web.get("/m/XXXX").text).lang == "ar"


def test_the_question_is_there_in_the_language_of_the_phone(web: TestClient, evening: Evening) -> None:
    evening.ask()
    first = evening.prompts[0]
    meeting.translate_question(
        evening.store, prompt_id=first.id, language="tr", text=" Sizin <b>için</b>  ne önemli? "
    )
    turkish = web.get(f"/m/{evening.code}?taal=tr").text
    assert '<h1 id="q" dir="auto" lang="tr">Sizin &lt;b&gt;için&lt;/b&gt; ne önemli?</h1>' in turkish
    assert f'<bdi lang="nl">{first.text}</bdi>' in turkish
    for language in ("nl", "ar"):
        other = web.get(f"/m/{evening.code}?taal={language}").text
        assert f'<h1 id="q" dir="auto" lang="nl">{first.text}</h1>' in other
        assert '<p id="s" class="soft" hidden>' in other
    meeting.translate_question(evening.store, prompt_id=first.id, language="tr", text=" ")
    assert "ne önemli" not in web.get(f"/m/{evening.code}?taal=tr").text


def test_a_translation_stands_under_a_note_of_ones_own_and_of_others(
    web: TestClient, evening: Evening, phone_of: PhoneMaker
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    posted = web.post(f"/m/{evening.code}/notes", json={"text": "Daha çok yeşil", "key": "1"}).json()
    note.translate(evening.store, note_id=posted["id"], text="Meer <i>groen</i>")
    shown = '<span dir="auto">Daha çok yeşil</span><i lang="nl" dir="auto">Meer &lt;i&gt;groen&lt;/i&gt;</i>'
    for phone in (web, phone_of()):
        assert shown in phone.get(f"/m/{evening.code}").text
    note.hide(evening.store, note_id=posted["id"], reason="naam", now=NOW)
    for phone in (web, phone_of()):
        assert "groen" not in phone.get(f"/m/{evening.code}").text


def test_the_facilitator_looks_in_dutch_and_in_any_language_she_asks_for(
    web: TestClient, evening: Evening
) -> None:
    headers = {"cookie": f"sok_login={evening.cookie(Role.FACILITATOR)}", "accept-language": "tr"}
    path = f"/live/{evening.code}/telefoon"
    assert Page(web.get(path, headers=headers).text).lang == "nl"
    assert Page(web.get(f"{path}?taal=ar", headers=headers).text).dir == "rtl"


def test_the_cookie_of_a_phone_is_for_the_server_only(web: TestClient, evening: Evening) -> None:
    answer = web.get(f"/m/{evening.code}?taal=en")
    cookies = {c.split("=")[0]: c.lower() for c in answer.headers.get_list("set-cookie")}
    assert set(cookies) == {"sok_toestel", "sok_taal"}
    for cookie in cookies.values():
        assert {"httponly", "samesite=lax", "path=/m"} <= {part.strip() for part in cookie.split(";")}
    assert "secure" not in cookies["sok_toestel"]


def test_the_cookie_is_secure_behind_https(evening: Evening, web: TestClient) -> None:
    secure = TestClient(web.app, base_url="https://testserver")
    assert "; secure" in secure.get(f"/m/{evening.code}").headers["set-cookie"].lower()


@pytest.mark.parametrize("cookie", ["x", "W10.x", "a" * 5000])
def test_a_cookie_that_is_not_ours_is_a_new_phone(
    evening: Evening, phone_of: PhoneMaker, cookie: str
) -> None:
    answer = phone_of(cookie=f"sok_toestel={cookie}").get(f"/m/{evening.code}")
    assert answer.status_code == 200
    assert "sok_toestel=" in answer.headers["set-cookie"]


def test_the_page_runs_only_our_own_script(web: TestClient, evening: Evening) -> None:
    headers = web.get(f"/m/{evening.code}").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_after_the_meeting_the_same_address_says_thank_you(web: TestClient, evening: Evening) -> None:
    evening.ask()
    evening.post("nooit gedeeld", device="Henk")
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    answer = web.get(f"/m/{evening.code}")
    assert answer.status_code == 200
    assert "Dank je wel voor het meedoen" in Page(answer.text).text
    assert "nooit gedeeld" not in answer.text
    assert len(answer.content) < MOST_BYTES


def test_before_the_first_question_the_page_waits(web: TestClient, evening: Evening) -> None:
    answer = web.get(f"/m/{evening.code}")
    assert answer.status_code == 200
    assert "Er staat nog geen vraag klaar" in Page(answer.text).text


@pytest.mark.parametrize("code", ["XXXX", "x" * 300, "%00", "'; DROP TABLE note;--", "%F0%9F%8C%B3"])
def test_an_unknown_code_gets_the_page_to_type_it(web: TestClient, code: str) -> None:
    answer = web.get(f"/m/{code}")
    assert answer.status_code == 404
    assert "Welke code staat op het scherm?" in Page(answer.text).text


def test_the_front_page_leads_to_the_meeting(web: TestClient, evening: Evening) -> None:
    assert "Welke code" in Page(web.get("/m").text).text
    typed = f" {evening.code.lower()} "
    assert web.get("/m", params={"code": typed}).headers["location"] == f"/m/{evening.code}"
    unknown = web.get("/m", params={"code": '"><script>'})
    assert unknown.status_code == 404
    assert Page(unknown.text).fields["code"] == '"><SCRIPT>'


def test_a_hidden_own_note_is_named_without_its_words(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.post(f"/m/{evening.code}/notes", data={"text": "Geheim", "key": "1"})
    note.hide(evening.store, note_id=1, reason="naam", now=NOW)
    page = web.get(f"/m/{evening.code}").text
    assert "Geheim" not in page
    assert "Dit briefje staat niet op de wand" in Page(page).text


def test_a_look_by_the_facilitator_is_no_phone(web: TestClient, evening: Evening) -> None:
    evening.ask()
    answer = web.get(
        f"/live/{evening.code}/telefoon", headers={"cookie": f"sok_login={evening.cookie(Role.FACILITATOR)}"}
    )
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert not running.current().hub.rooms
    core_team = {"cookie": f"sok_login={evening.cookie(Role.CORE_TEAM)}"}
    assert web.get(f"/live/{evening.code}/telefoon", headers=core_team).status_code == 403


def test_a_form_keeps_its_text_when_the_disk_is_full(web: TestClient, evening: Evening) -> None:
    evening.ask()
    web.get(f"/m/{evening.code}")
    running.current().notes_per_device = Throttle(burst=1000, per_second=1)
    leave_room(evening.store, pages=2)
    forms = ({"text": f"{n} " + "x" * 270, "key": f"{n}"} for n in range(500))
    answers = ((form, web.post(f"/m/{evening.code}/notes", data=form)) for form in forms)
    form, full = next((form, answer) for form, answer in answers if answer.status_code != 303)
    assert full.status_code == 507
    assert Page(full.text).box == form["text"]
    assert words.sentence(StoreFailed("store.full")) in Page(full.text).text
