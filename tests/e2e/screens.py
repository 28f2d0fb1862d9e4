"""Pictures of every page for docs/beeld/: `make screens`. All data is invented."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from pages._ui import parts
from sok_core import access, meeting, mention, note, proposal, theme, vote
from sok_core.clock import now, today
from sok_core.intake import demo
from sok_core.model import AnswerKind, Note, Phase, PromptKind, Role, ScreenView, Step
from sok_core.settings import demo_folder
from sok_core.store.house import House
from sok_core.store.shelf import Shelf
from tests.e2e.pages.hall import BEAMER, LAPTOP, OLD_BEAMER, PHONE, Hall, chromium
from tests.e2e.pages.screen import Screen
from tests.evening import Evening
from tests.house.tree import ROOT, parts_of
from tests.server import Server

FOLDER = ROOT / "docs" / "beeld"
TOLD = (
    ("Molenboys", "De Spil"),
    ("Molenboys", "De Meelbloem"),
    ("", "Gemeente"),
    ("De Handen", "Ondernemers"),
)
FILES = {
    "verkenning": "stap_1_verkenning.py",
    "doelen-en-waarden": "stap_2_doelen_en_waarden.py",
    "rollen": "stap_3_rollen.py",
    "projecten": "stap_4_projecten.py",
    "ondertekenen": "stap_5_ondertekenen.py",
    "monitoring": "stap_6_monitoring.py",
}
PARTS = ("Back-up", "Gegevens", "Toegang", "Meer", "Deze computer")
MANY, TALLEST = 300, 4000
COLOURS = 128  # a picture of flat colours stays the same, and takes a third of the room


def main() -> None:
    """Start a server with the fictional neighbourhood and an evening in it, and make every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        house = House(folder / "huis.sqlite")
        shelf = Shelf(folder / "dossiers", folder / "backups")
        store = demo.load(shelf, house, demo_folder())
        with store.write() as tables:
            texts = [one.text for one in tables.note.of(tables.meeting.all()[1].id) if is_fit_to_show(one)]
        evening = plan(Evening(store, house, 0))
        with (
            Server(folder, SOK_ADDRESS="http://tafel.voorbeeld:8501").running() as server,
            chromium() as browser,
            Hall(browser, server).opened() as hall,
        ):
            the_room(hall, evening, texts)
            the_pages(hall, evening)
            the_end(hall, evening)
        shelf.close_all()
        house.close()


def is_fit_to_show(one: Note) -> bool:
    """Whether a note may stand in a picture: not hidden, and nobody's number in it."""
    return not one.is_hidden and note.personal_data(one.text) is None


def plan(evening: Evening) -> Evening:
    """Plan an evening in the fictional neighbourhood and let it begin."""
    planned = meeting.plan(
        evening.store,
        evening.house,
        step=Step.GOALS_VALUES,
        title="Wat vinden we belangrijk?",
        date=today(now()),
        place="De Spil",
        questions=["Wat vind jij belangrijk als we samen aan onze wijk werken?", "Wat wil je zelf doen?"],
        agenda=[(10, "Welkom en spelregels", "plenair"), (20, "Vraag 1", "tafels"), (15, "Pauze", "")],
    )
    meeting.begin(evening.store, meeting_id=planned.id, now=now())
    with evening.store.write() as tables:
        tables.dossier.update(wifi_name="Buurthuis De Spil", wifi_password="samen aan tafel")
    evening.id = planned.id
    return evening


def the_room(hall: Hall, evening: Evening, texts: list[str]) -> None:
    """The screen on two beamers and the phones, from the welcome to the pause."""
    screens = {f"{size[0]}": hall.screen(evening, size=size) for size in (BEAMER, OLD_BEAMER)}

    def shoot(view: str, title: str) -> None:
        for width, screen in screens.items():
            expect(screen.question).to_have_text(title)
            picture(screen.page, f"scherm-{view}-{width}")

    question = evening.prompts[0].text
    shoot("welkom", "Wat vinden we belangrijk?")
    meeting.count_people(evening.store, meeting_id=evening.id, residents=38, organisations=12)
    evening.ask()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=12, now=now())
    for text in texts[:9]:
        evening.post(text, device=text, now=now())
    the_phones(hall, evening)
    shoot("open", question)
    evening.ask(phase=Phase.TOGETHER)
    expect(screens["1920"].notes).not_to_have_count(0)
    expect(screens["1024"].notes).not_to_have_count(0)
    shoot("samen", question)
    phone = hall.phone(evening.code)
    phone.page.get_by_role("button", name="Als bewoner").click()
    phone.placed("Dat je elkaar kent op de trap")
    picture(phone.page, "telefoon-samen")
    picture(hall.phone(f"{evening.code}?taal=en").page, "telefoon-engels")
    regie = hall.facilitator(evening)
    expect(regie.newest).to_have_count(7)
    picture(regie.page, "regie", whole=True)
    many(evening, texts)
    for screen in screens.values():
        expect(screen.floor).to_contain_text(f"van {MANY}")
    shoot("samen-300", question)
    meeting.set_dense(evening.store, meeting_id=evening.id, is_dense=True)
    expect(screens["1920"].root).to_have_class("scherm k1 veel")
    picture(screens["1920"].page, "scherm-samen-300-klein-1920")
    for view, title in ((ScreenView.PAUSE, "Pauze"), (ScreenView.WIFI, "Buurthuis De Spil")):
        meeting.show(evening.store, meeting_id=evening.id, screen=view)
        shoot(view, title)
    for one in (regie, phone):
        one.page.context.close()
    what_we_found(hall, evening, screens)
    what_we_can_live_with(hall, evening, screens)
    who_works_with_whom(hall, evening, screens)
    for one in screens.values():
        one.page.context.close()


THEMES = {"Elkaar kennen": 8, "Betaalbaar voor iedereen": 12, "Eerlijk zijn": 6, "Meer groen": 5, "": 3}
PROPOSAL = "We komen elke eerste donderdag bij elkaar, en een bewoner leidt de avond samen met de gemeente."
OBJECTION = "Niet altijd op donderdag, dan werk ik."
VIEWS = {Phase.GATHER: "tafel", Phase.VOTE: "kiezen", Phase.RESULT: "uitslag"}


def what_we_found(hall: Hall, evening: Evening, screens: dict[str, Screen]) -> None:
    """From the wall to themes, dots and bars, on the screens, the phones and the device of a helper."""
    meeting.set_dense(evening.store, meeting_id=evening.id, is_dense=False)
    numbers = iter(range(1, MANY))
    for title, size in THEMES.items():
        chosen = [next(numbers) for _ in range(size)]
        theme.begin(evening.store, meeting_id=evening.id, numbers=chosen, title=title, hand="Ria", now=now())
    phones = {"": hall.phone(evening.code), "-arabisch": hall.phone(f"{evening.code}?taal=ar")}
    helper = hall.page(size=PHONE, cookie=evening.helper(4))
    helper.goto(f"/hulp/{evening.code}")
    for phase, view in VIEWS.items():
        meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=now())
        if phase is Phase.VOTE:
            dots_from_paper(evening)
        for width, screen in screens.items():
            expect(screen.root.locator(f".{view}")).to_be_visible()
            picture(screen.page, f"scherm-{phase}-{width}")
        for ending, phone in phones.items():
            picture(phone.page, f"telefoon-{phase}{ending}")
        picture(helper, f"tafelhulp-{phase}", whole=True)
    for page in (helper, *(phone.page for phone in phones.values())):
        page.context.close()


def what_we_can_live_with(hall: Hall, evening: Evening, screens: dict[str, Screen]) -> None:
    """A proposal: asked, answered and decided, on screens and phones; and the remote that leads there."""
    phone, arabic = hall.phone(evening.code), hall.phone(f"{evening.code}?taal=ar")
    remote = hall.page(size=PHONE, cookie=evening.cookie(Role.REMOTE))
    remote.goto(f"/afstand/{evening.code}")
    picture(remote, "afstandsbediening", whole=True)
    written = proposal.write(evening.store, meeting_id=evening.id, text=PROPOSAL, now=now())
    proposal.show(evening.store, proposal_id=written.id, now=now())
    common = {"meeting_id": evening.id, "proposal_id": written.id, "wording": 1}
    for turn in range(24):
        kind, text = (AnswerKind.OBJECTION, OBJECTION) if turn == 7 else (AnswerKind.YES, None)
        proposal.answer(evening.store, kind=kind, text=text, device=f"toestel {turn}", **common)
    for width, screen in screens.items():
        expect(screen.root).to_contain_text("24")
        picture(screen.page, f"scherm-voorstel-{width}")
    for ending, one in (("", phone), ("-arabisch", arabic)):
        expect(one.page.locator("#pf")).to_be_visible()
        picture(one.page, f"telefoon-voorstel{ending}")
    proposal.close_round(evening.store, proposal_id=written.id, now=now())
    with evening.store.read() as tables:
        said = proposal.objections(tables.round(written.id).answers)
    proposal.show_objection(evening.store, answer_id=said[0].id, is_shown=True, now=now())
    for width, screen in screens.items():
        expect(screen.root).to_contain_text(OBJECTION)
        picture(screen.page, f"scherm-bezwaar-{width}")
    proposal.decide(evening.store, proposal_id=written.id, now=now())
    for width, screen in screens.items():
        expect(screen.root).to_contain_text("Besloten")
        picture(screen.page, f"scherm-besluit-{width}")
    for page in (remote, phone.page, arabic.page):
        page.context.close()


def who_works_with_whom(hall: Hall, evening: Evening, screens: dict[str, Screen]) -> None:
    """The map while the room adds to it, on screens, a phone and in the control room."""
    asked = meeting.add_question(
        evening.store, meeting_id=evening.id, text=meeting.NETWORK_QUESTION, kind=PromptKind.NETWORK
    )
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.TOGETHER)
    with evening.store.read() as tables:
        ids = {one.short_name: one.id for one in tables.party.all()}
    for number, (one, other) in enumerate(TOLD):
        mention.say(
            evening.store,
            meeting_id=evening.id,
            party_id=ids.get(one),
            target=ids[other],
            kind="samenwerking",
            device=f"toestel {number}",
            now=now(),
        )
    phone = hall.phone(evening.code)
    phone.page.get_by_label("Namens wie ben je hier?").select_option("Buurthuis De Spil")
    picture(phone.page, "telefoon-kaart-namens")
    phone.page.get_by_role("button", name="Verder").click()
    phone.page.get_by_label("Met wie?").select_option("Basisschool De Meelbloem")
    phone.page.get_by_role("button", name="Zet op de kaart").click()
    expect(phone.page.locator("#kl > .n")).to_have_count(1)
    picture(phone.page, "telefoon-kaart")
    for width, screen in screens.items():
        expect(screen.floor).to_contain_text(f"{len(TOLD) + 1} lijnen")
        expect(screen.root.locator(".net .vers")).not_to_have_count(0)
        picture(screen.page, f"scherm-kaart-{width}")
    regie = hall.facilitator(evening)
    expect(regie.page.get_by_text("Lijnen uit de zaal")).to_be_visible()
    picture(regie.page, "regie-kaart", whole=True)
    for page in (phone.page, regie.page):
        page.context.close()


def dots_from_paper(evening: Evening) -> None:
    """Every theme gets as many dots as it has notes."""
    with evening.store.read() as tables:
        options = vote.targets(
            tables.note.of(evening.id), tables.theme.of(evening.id), [], prompt_id=evening.prompts[0].id
        )
    counts = {
        vote.target_id(one.target, one.target_id): dots
        for one, dots in zip(options, THEMES.values(), strict=False)
    }
    vote.sheet_from_paper(evening.store, prompt_id=evening.prompts[0].id, counts=counts, table=2)


def the_phones(hall: Hall, evening: Evening) -> None:
    """A phone while everybody writes for himself."""
    phone = hall.phone(evening.code)
    expect(phone.place).to_be_visible()
    picture(phone.page, "telefoon-open-nieuw")
    phone.page.get_by_role("button", name="Als bewoner").click()
    phone.placed("Een bankje waar je elkaar tegenkomt")
    picture(phone.page, "telefoon-open")
    phone.write("Bel mij maar: 06-12345678")
    expect(phone.asks).to_be_visible()
    picture(phone.page, "telefoon-vraag-over-gegevens")
    phone.page.get_by_role("link", name="Toch niet").click()
    phone.page.context.set_offline(True)
    phone.write("Minder auto’s, meer spelen")
    expect(phone.waiting).to_have_count(1)
    expect(phone.message).to_be_visible()
    picture(phone.page, "telefoon-zonder-wifi")
    phone.page.context.close()


def many(evening: Evening, texts: list[str]) -> None:
    """Fill the wall to three hundred notes."""
    while len(evening.notes) < MANY:
        text = texts[len(evening.notes) % len(texts)]
        note.post_from_paper(evening.store, prompt_id=evening.prompts[0].id, text=text, now=now())


def the_pages(hall: Hall, evening: Evening) -> None:
    """What the facilitator sees, on a laptop and where it matters on a phone."""
    cookie, slug = evening.cookie(Role.FACILITATOR), evening.store.slug
    laptop, small = hall.page(size=LAPTOP, cookie=cookie), hall.page(size=PHONE, cookie=cookie)
    for page, ending in ((laptop, ""), (small, "-390")):
        page.goto("/")
        picture(page, f"wijken{ending}", whole=True)
        page.goto(f"/?d={slug}")
        picture(page, f"start{ending}", whole=True)
    for path in FILES:
        laptop.goto(f"/{path}?d={slug}")
        picture(laptop, f"stap-{path}", whole=True)
    for path, part in ((path, part.lower()) for path, file in FILES.items() for part in parts_of(file)):
        for page, ending in ((laptop, ""), (small, "-390")):
            page.goto(f"/{path}?d={slug}&deel={part}")
            picture(page, f"{path}-{part.replace(' ', '-').replace('ë', 'e')}{ending}", whole=True)
    for part in PARTS:
        laptop.goto(f"/beheer?d={slug}&deel={part}")
        picture(laptop, f"beheer-{part.lower().replace(' ', '-')}", whole=True)
    small.goto(f"/regie?d={slug}&m={evening.id}")
    picture(small, "regie-390", whole=True)
    regie = hall.facilitator(evening)
    for name in (name for names in parts.TABS.values() for name in names):
        expect(regie.tab(name)).to_be_visible()
        picture(regie.page, f"regie-{name.lower().replace(' ', '-')}", whole=True)
    regie.page.context.close()
    laptop.goto(f"/regie?d={slug}&plan=rollen")
    picture(laptop, "regie-nieuw-plan", whole=True)
    stranger = hall.page(size=PHONE)
    for path, name in (("/m", "telefoon-code"), ("/deur", "deur")):
        stranger.goto(path)
        picture(stranger, name, whole=True)
    key = access.make_link(evening.house, role=Role.FACILITATOR, now=now())
    stranger.goto(f"/deur/sleutel/{key}")
    picture(stranger, "deur-sleutel")


def the_end(hall: Hall, evening: Evening) -> None:
    """The thank you, on the screen and the phone."""
    screen, phone = hall.screen(evening, size=BEAMER), hall.phone(evening.code)
    meeting.close(evening.store, meeting_id=evening.id, now=now())
    expect(screen.question).to_have_text("Dank jullie wel")
    expect(phone.question).to_have_text("Dank je wel voor het meedoen")
    picture(screen.page, "scherm-dank-1920")
    picture(phone.page, "telefoon-dank")


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Make one picture when the page has come to rest; ``whole`` also what is below the fold."""
    expect(page.get_by_test_id("stApp").or_(page.locator("main")).first).to_be_visible()
    if page.get_by_test_id("stApp").count():
        expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
        expect(page.locator("[data-testid*=Skeleton], [data-stale=true]")).to_have_count(0)
    page.evaluate("document.fonts.ready")
    size = page.viewport_size
    if whole and size:
        page.set_viewport_size({"width": size["width"], "height": max(size["height"], unroll(page))})
        page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)")
    shot = io.BytesIO(page.screenshot(animations="disabled"))
    Image.open(shot).convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
    print(FOLDER / f"{name}.png")
    if whole and size:
        page.set_viewport_size(size)


def unroll(page: Page) -> int:
    """Return how tall the page is: Streamlit scrolls inside the window, which a picture would cut off."""
    expect(page.get_by_role("heading").first).to_be_visible()
    script = "[...document.querySelectorAll('[data-testid=stMain], html')].map((e) => e.scrollHeight)"
    return min(max(page.evaluate(script)), TALLEST)


if __name__ == "__main__":
    main()
