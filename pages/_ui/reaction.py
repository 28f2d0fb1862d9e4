"""The reaction round: what parties and residents said of a frozen text, and what was answered."""

import hashlib
from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from pages._ui import clause_link, door, feedback, live, markdown
from sok_core import clock, difference, reaction, word_file, words
from sok_core.access import Right
from sok_core.agreement import Article
from sok_core.errors import SokError
from sok_core.export import agreement
from sok_core.export.agreement_model import gather
from sok_core.intake import returned_word
from sok_core.intake.returned_word import Changed, Returned
from sok_core.model import Group, Party, Reaction, ReactionAnswer, Version

TURN, FILE_TURN = "reaction_turn", "reaction_file_turn"
WHOLE = "De hele tekst"
RESIDENT, ORGANISATION = "Een bewoner", "Een organisatie"
NOTHING = "In de tekst is niets veranderd, en er staan geen opmerkingen in."
UNREAD = "Wat in een plaatje, een koptekst of een voettekst staat, lezen wij niet."
NOTHING_TRACKED = "Er zijn geen bijgehouden wijzigingen en geen opmerkingen. Lees het bestand ook zelf."
CHANNELS = ("papier", "mail", "telefoon", "spreekuur")
ANSWERS = {
    ReactionAnswer.ADOPTED: "Overgenomen",
    ReactionAnswer.PARTLY: "Deels",
    ReactionAnswer.NOT: "Niet",
}
THERE = ":gray[✓ Deze woorden staan in het artikel.]"
STILL_THERE = "▲ Deze woorden staan nog wel in het artikel."
INTO = ("Zet deze woorden in het artikel", ":material/edit_document:", reaction.put_in_article)
BACK = ("Zet de oude woorden terug", ":material/undo:", reaction.put_back)
GLYPHS = {ReactionAnswer.ADOPTED: "✓", ReactionAnswer.PARTLY: "△", ReactionAnswer.NOT: "×"}


def show(_here: door.Here) -> None:
    """The part of the page about reactions."""
    reactions()


@st.fragment
def reactions() -> None:
    """Which text, what was said of it, one more, and what came back in Word."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        versions, parties, said = tables.version.all(), tables.party.all(), tables.reaction.all()
        in_article = reaction.in_article(tables)
    st.header("Reacties", anchor=False)
    if not versions:
        st.markdown("Bevries eerst een tekst, bij ‘Versies’. Daarna kan iedereen erop reageren.")
    else:
        with feedback.show():
            _of_version(here, versions, parties, said, in_article)
    live.dossier_bell(here, key="reaction_bell")


def _of_version(
    here: door.Here,
    versions: Sequence[Version],
    parties: Sequence[Party],
    said: Sequence[Reaction],
    in_article: Collection[int],
) -> None:
    with_reactions = [one.version for one in said]
    numbers = [one.number for one in reversed(versions)]
    start = max(with_reactions) if with_reactions else numbers[0]
    chosen = st.selectbox(
        "Op welke tekst?",
        numbers,
        index=numbers.index(start) if start in numbers else 0,
        format_func=lambda number: _named(versions, number),
        key="reaction_version",
    )
    (version,) = [one for one in versions if one.number == chosen]
    articles = reaction.articles(version)
    found = [one for one in said if one.version == chosen]
    st.markdown(_in_short(found))
    names = {one.id: one.short_name for one in parties}
    order = {clause_id: one.number for clause_id, one in articles.items()}
    for clause_id, about in reaction.by_article(found, order):
        _article(here, articles.get(clause_id or 0), about, names, in_article)
    if here.visitor.may(Right.WRITE):
        with st.expander("Schrijf een reactie op", icon=":material/edit:", expanded=not found):
            _write(here, version, articles, parties)
        with st.expander("Lees een Word-bestand dat terugkwam", icon=":material/upload_file:"):
            _returned(here, versions, parties)


def _named(versions: Sequence[Version], number: int) -> str:
    (version,) = [one for one in versions if one.number == number]
    return f"Versie {number}: {version.title}" if version.title else f"Versie {number}"


def _in_short(found: Sequence[Reaction]) -> str:
    if not found:
        return "Er zijn nog geen reacties op deze tekst."
    still = len(reaction.unanswered(found))
    answered = f"**{still} nog zonder antwoord.**" if still else "Alles heeft een antwoord."
    return f"{words.count(len(found), 'reactie', 'reacties')}. {answered}"


def _article(
    here: door.Here,
    article: Article | None,
    found: Sequence[Reaction],
    names: Mapping[int, str],
    in_article: Collection[int],
) -> None:
    """What was said of one article; ``in_article`` are the reactions whose words it has now."""
    still = len(reaction.unanswered(found))
    title = f"Artikel {article.number}" if article else WHOLE
    open_ones = f" · ▲ {still} zonder antwoord" if still else ""
    label = f"{title} · {words.count(len(found), 'reactie', 'reacties')}{open_ones}"
    with st.expander(label, expanded=bool(still)):
        if article:
            st.markdown(f":gray[{markdown.escape(article.text)}]")
        for one in found:
            _reaction(here, one, article, names, one.id in in_article)


def _reaction(
    here: door.Here,
    one: Reaction,
    article: Article | None,
    names: Mapping[int, str],
    is_in_article: bool,
) -> None:
    """One reaction as it was written, with its answer or the boxes for it."""
    with st.container(border=True), feedback.show():
        details = [one.channel, words.day(one.received_on, with_year=True) if one.received_on else ""]
        about = markdown.escape(" · ".join(filter(None, details)))
        who = markdown.escape(reaction.from_whom(one, names))
        st.markdown(f"**{who}** :gray[{about}]  \n{_lines(one.text)}")
        if one.proposed and article:
            _difference(article.text, one.proposed)
        if one.answer is not None:
            said = words.REACTION_ANSWERS[one.answer].capitalize()
            st.markdown(f":gray-badge[{GLYPHS[one.answer]} {said}]  {_lines(one.why)}")
            if article and (is_in_article or one.answer is not ReactionAnswer.NOT):
                _of_article(here, one, article, is_in_article)
        if not here.visitor.may(Right.WRITE):
            return
        if one.answer is None:
            _answer(here, one)
            if here.visitor.may(Right.RUN) and st.button(
                "Haal weg", key=f"reaction_remove_{one.id}", type="tertiary", icon=":material/delete:"
            ):
                reaction.remove(here.store, reaction_id=one.id)
                feedback.again()
        else:
            with st.popover("Wijzig antwoord"):
                _answer(here, one)


def _of_article(here: door.Here, one: Reaction, article: Article, is_in_article: bool) -> None:
    """From an answer to the article itself: in one click where somebody wrote the words."""
    is_adopted = one.answer is ReactionAnswer.ADOPTED
    with st.container(horizontal=True, vertical_alignment="center"):
        clause_link.link(here, article.number, label=f"Naar artikel {article.number}")
        if is_in_article:
            st.markdown(THERE if is_adopted else STILL_THERE, width="content")
        if not one.proposed or is_adopted is is_in_article or not here.visitor.may(Right.RUN):
            return
        label, icon, word = INTO if is_adopted else BACK
        if st.button(label, key=f"reaction_word_{one.id}", icon=icon):
            word(here.store, reaction_id=one.id, now=clock.now(), by=clause_link.hand(here))
            feedback.again()


def _answer(here: door.Here, one: Reaction) -> None:
    """The boxes for an answer. Who typed nothing sees what others saved; what was typed always stays."""
    key = f"reaction_{one.id}"
    seen = st.session_state.get(f"{key}_seen", one)
    typed = (st.session_state.get(f"{key}_answer", seen.answer), st.session_state.get(f"{key}_why", seen.why))
    if seen != one and typed == (seen.answer, seen.why):
        seen = one
        st.session_state[f"{key}_answer"], st.session_state[f"{key}_why"] = one.answer, one.why
    st.session_state[f"{key}_seen"] = seen
    st.session_state.setdefault(f"{key}_answer", one.answer)
    st.session_state.setdefault(f"{key}_why", one.why)
    with st.form(f"{key}_form", border=False, enter_to_submit=False):
        chosen = st.segmented_control(
            "Wat doen jullie ermee?", list(ANSWERS), format_func=ANSWERS.__getitem__, key=f"{key}_answer"
        )
        why = st.text_area(
            "Waarom?",
            key=f"{key}_why",
            height=80,
            max_chars=reaction.MAX_TEXT,
            placeholder="Bij deels en niet hoort altijd een reden.",
        )
        if st.form_submit_button("Bewaar antwoord", key=f"{key}_save"):
            if chosen is None:
                st.warning("Kies eerst: overgenomen, deels of niet.")
                return
            try:
                reaction.answer(
                    here.store,
                    reaction_id=one.id,
                    before=seen,
                    answer=chosen,
                    why=why,
                    answered_on=here.today,
                )
            except SokError:
                st.session_state[f"{key}_seen"] = one
                raise
            for name in ("seen", "answer", "why"):
                st.session_state.pop(f"{key}_{name}", None)
            feedback.again()


def _write(
    here: door.Here, version: Version, articles: Mapping[int, Article], parties: Sequence[Party]
) -> None:
    """One more reaction, typed over from paper, mail or a talk."""
    key = f"reaction_new_{st.session_state.get(TURN, 0)}"
    with st.form(key, border=False, enter_to_submit=False), feedback.show():
        left, right = st.columns(2)
        clause_id = left.selectbox(
            "Over welk artikel?",
            [None, *articles],
            format_func=lambda one: _short(articles[one]) if one in articles else WHOLE,
            key=f"{key}_clause",
        )
        who = right.selectbox(
            "Van wie?",
            [RESIDENT, ORGANISATION, *parties],
            format_func=lambda one: one if isinstance(one, str) else one.short_name,
            key=f"{key}_who",
        )
        channel = left.selectbox("Hoe kwam het binnen?", CHANNELS, key=f"{key}_channel")
        received = right.date_input("Wanneer?", here.today, format="DD-MM-YYYY", key=f"{key}_date")
        text = st.text_area(
            "Wat zeggen ze?",
            key=f"{key}_text",
            max_chars=reaction.MAX_TEXT,
            placeholder="In hun eigen woorden",
        )
        if st.form_submit_button("Zet erbij", key=f"{key}_save"):
            reaction.add(
                here.store,
                version=version.number,
                text=text,
                clause_id=clause_id,
                party_id=who.id if isinstance(who, Party) else None,
                group=Group.ORGANISATION if who == ORGANISATION else None,
                channel=channel,
                received_on=received,
            )
            st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
            feedback.again()


def _short(article: Article) -> str:
    text = " ".join(article.text.split())
    return f"{article.number} {text[:60]}{'…' if len(text) > 60 else ''}"


def _returned(here: door.Here, versions: Sequence[Version], parties: Sequence[Party]) -> None:
    """A Word file that came back: everything in it is shown first, and only what is chosen is kept."""
    key = f"reaction_file_{st.session_state.get(FILE_TURN, 0)}"
    file = st.file_uploader(
        "Kies het bestand op .docx", type=["docx"], max_upload_size=word_file.MEGABYTES, key=key
    )
    if file is None:
        st.markdown(
            ":gray[Stuur de overeenkomst als Word rond. Wat mensen erin veranderen of erbij schrijven, lees "
            "je hier per artikel. Er komt niets in het dossier voor jij kiest.]"
        )
        return
    try:
        found = returned_word.read(
            file.getvalue(),
            versions,
            sent=lambda one: agreement.as_sent(gather(here.store, one.number, now=clock.now())),
        )
    except SokError as error:
        feedback.say(error)
        return
    _notices(found)
    st.markdown(f":gray[{UNREAD}]")
    if not found.changes:
        st.markdown(NOTHING_TRACKED if found.is_concept else NOTHING)
        return
    who = st.selectbox(
        "Van wie komt dit bestand?",
        [RESIDENT, *parties],
        index=None,
        format_func=lambda one: one if isinstance(one, str) else one.short_name,
        placeholder="Kies een partij of een bewoner",
        key=f"{key}_who",
    )
    chosen = [one for place, one in enumerate(found.changes) if _change(one, f"{key}_{place}")]
    with feedback.show():
        if st.button(
            f"Zet bij de reacties ({len(chosen)})",
            type="primary",
            disabled=not chosen or who is None,
            key=f"{key}_take",
            icon=":material/add:",
        ):
            taken = reaction.take(
                here.store,
                version=found.version.number,
                proposals=[one.proposal for one in chosen],
                party_id=who.id if isinstance(who, Party) else None,
                received_on=here.today,
                file=hashlib.sha256(file.getvalue()).hexdigest(),
            )
            st.session_state[FILE_TURN] = st.session_state.get(FILE_TURN, 0) + 1
            feedback.toast_after_rerun(f"{words.count(len(taken), 'reactie', 'reacties')} erbij.")
            st.rerun()


def _notices(found: Returned) -> None:
    """Say which text the file is of."""
    if found.is_concept:
        st.markdown(
            "▲ Dit bestand is van een tekst die niet vaststond. Wij zien alleen wat met ‘wijzigingen "
            f"bijhouden’ is veranderd. De reacties komen bij versie {found.version.number}."
        )
    elif found.is_older:
        st.markdown(
            f"▲ Dit bestand is van versie {found.version.number}. Er is intussen een nieuwere. De reacties "
            f"komen bij versie {found.version.number}."
        )
    else:
        st.markdown(f"Dit bestand is van versie {found.version.number}.")


def _change(one: Changed, key: str) -> bool:
    """Show one thing of a file, and return whether it is chosen."""
    with st.container(border=True):
        name = f"Artikel {one.number}" if one.number else WHOLE
        is_chosen = st.checkbox(f"{name}: {_kind(one)}", value=True, key=key)
        if one.comment:
            st.markdown(_lines(one.comment))
        else:
            _difference(one.old, one.new)
        if not one.is_tracked:
            st.markdown(":gray[Dit veranderde iemand zonder ‘wijzigingen bijhouden’.]")
    return is_chosen


def _kind(one: Changed) -> str:
    """Return what somebody did, in a few words."""
    if one.comment:
        return "opmerking"
    if one.is_line:
        return "andere regel eronder" if one.new else "regel eronder weg"
    if one.is_below:
        return "nieuwe tekst eronder"
    if not one.new:
        return "artikel weg" if one.number else "tekst weg"
    return "andere tekst" if one.old else "nieuwe tekst"


def _difference(old: str, new: str) -> None:
    """Two texts under each other, with what differs marked in both."""
    before, after = difference.pieces(old, new)
    lines = []
    if before:
        lines.append(f":gray[Was:] {''.join(_piece(*one, sign='~~', colour='red') for one in before)}")
    shown = "".join(_piece(*one, sign="**", colour="green") for one in after) or "niets meer"
    lines.append(f":gray[Voorstel:] {shown}")
    st.markdown("  \n".join(lines))


def _piece(text: str, is_other: bool, *, sign: str, colour: str) -> str:
    """Return a piece of a text; spaces stay outside the marks, where markdown wants them."""
    bare = text.strip()
    if not is_other or not bare:
        return _lines(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}:{colour}[{sign}{_lines(bare)}{sign}]{after}"


def _lines(text: str) -> str:
    """Return what people typed as text, with its lines."""
    return markdown.escape(text).replace("\n", "  \n")
