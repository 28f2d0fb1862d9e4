"""The summary of a meeting: gather it from the store, and pack it as Word, PDF, Markdown and Excel."""

import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sok_core import delicate, vote
from sok_core.clock import local, today
from sok_core.export import summary_mention, summary_value_score
from sok_core.export.paper import Quote
from sok_core.export.paper_markdown import markdown
from sok_core.export.paper_pdf import pdf
from sok_core.export.paper_word import word
from sok_core.export.summary_model import (
    Group,
    NextMeeting,
    ProgrammeItem,
    Question,
    Summary,
    ThemeCount,
    VoteResult,
)
from sok_core.export.summary_paper import paper
from sok_core.export.summary_party import seats
from sok_core.export.summary_proposal import proposals
from sok_core.export.summary_workbook import workbook
from sok_core.meeting import planned_starts
from sok_core.model import Channel, Meeting, Note, Phase, Prompt, PromptKind, Step, Tally, Theme, Vote
from sok_core.note import visible, without_personal_data
from sok_core.theme import in_public

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

__all__ = ["Summary", "archive", "file_name", "gather"]

NO_THEME = "Nog zonder thema"
GONE = "Een briefje dat weg is"


def gather(store: "Store", meeting_id: int, *, now: dt.datetime) -> Summary:
    """Read all that goes into the summary of a meeting, at one moment; raises NotFound."""
    with delicate.for_paper(store) as tables:
        dossier = tables.dossier.current()
        meeting = tables.meeting.get(meeting_id)
        themes = tables.theme.of(meeting_id)
        every = tables.note.of(meeting_id)
        notes = visible(every)
        present = set(tables.meeting.parties_present(meeting_id))
        blocks = tables.agenda.of(meeting_id)
        starts = planned_starts(meeting, blocks)
        prompts = tables.prompt.of(meeting_id)
        asked = [prompt for prompt in prompts if was_asked(prompt, notes, on_screen=meeting.prompt_id)]
        return Summary(
            slug=dossier.slug,
            neighbourhood=dossier.name,
            is_fictional=dossier.is_fictional,
            contact=dossier.contact,
            title=meeting.title,
            date=meeting.date,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            place=meeting.place,
            status=meeting.status,
            made_at=now,
            today=today(now, dossier.reference_date),
            residents=meeting.residents,
            organisations=meeting.organisations,
            **seats(tables.party.all(), present, is_told=bool(present) or meeting.step is Step.EXPLORATION),
            questions=tuple(
                replace(question, lines=summary_mention.lines(tables, prompt))
                for prompt, question in zip(asked, questions(asked, notes, themes), strict=True)
            ),
            skipped=tuple(prompt.text for prompt in prompts if prompt not in asked),
            themes=theme_counts(themes, notes),
            votes=votes(tables, prompts, every, themes),
            scores=summary_value_score.scores(tables, meeting_id),
            outcomes=meeting.outcomes,
            agreed=tuple(tables.decision.of(meeting_id)),
            proposals=proposals(tables, tables.proposal.of(meeting_id)),
            programme=tuple(
                ProgrammeItem(start, block.minutes, block.title)
                for start, block in zip(starts, blocks, strict=True)
            ),
            next_meeting=next_meeting(meeting, tables.meeting.all()),
        )


def was_asked(prompt: Prompt, notes: Iterable[Note], *, on_screen: int | None) -> bool:
    """Return whether a question came up: it is on the screen, was open, or has notes that people may see."""
    is_opened = prompt.phase is not Phase.CLOSED or prompt.id == on_screen
    return is_opened or any(note.prompt_id == prompt.id for note in notes)


def questions(
    prompts: Iterable[Prompt], notes: Sequence[Note], themes: Sequence[Theme]
) -> tuple[Question, ...]:
    """Return the questions with their notes by theme; a theme without notes under a question is left out."""
    return tuple(
        Question(
            position=prompt.position,
            text=prompt.text,
            is_talk=prompt.kind is PromptKind.TALK,
            is_scored=prompt.kind is PromptKind.VALUES,
            groups=groups([note for note in notes if note.prompt_id == prompt.id], themes),
        )
        for prompt in prompts
    )


def groups(notes: Sequence[Note], themes: Sequence[Theme]) -> tuple[Group, ...]:
    """Return notes by theme in the order of the themes, the others last; all in one when there are none."""
    by_theme = [(in_public(theme), [note for note in notes if note.theme_id == theme.id]) for theme in themes]
    ids = {theme.id for theme in themes}
    others = [note for note in notes if note.theme_id not in ids]
    return tuple(
        Group(title, tuple(Quote(note.number, note.text, note.translation) for note in members))
        for title, members in [*by_theme, (NO_THEME if themes else "", others)]
        if members
    )


def theme_counts(themes: Iterable[Theme], notes: Sequence[Note]) -> tuple[ThemeCount, ...]:
    """Return each theme that has notes, with their number under all questions together."""
    counts = Counter(note.theme_id for note in notes)
    return tuple(
        ThemeCount(in_public(theme), theme.description, counts[theme.id])
        for theme in themes
        if counts[theme.id]
    )


def votes(
    tables: "Tables", prompts: Iterable[Prompt], notes: Sequence[Note], themes: Sequence[Theme]
) -> tuple[VoteResult, ...]:
    """Return what each vote that is over said; a vote that goes on tells nothing yet.

    ``notes`` are all of them: also of a hidden note the dots count, without its words.
    """
    found = []
    for prompt in prompts:
        dots = tables.vote.of_prompt(prompt.id) if prompt.phase is not Phase.VOTE else []
        if dots:
            options = vote.targets(notes, themes, dots, prompt_id=prompt.id)
            result = vote_result(vote.result(options, dots), gone=_gone(options, dots))
            found.append(replace(result, question=prompt.text))
    on_paper = vote.of_an_evening_on_paper(notes, themes)
    return tuple(found or ([vote_result(on_paper)] if on_paper else []))


def vote_result(tallies: Sequence[Tally], *, gone: tuple[int, int] = (0, 0)) -> VoteResult:
    """Return what a vote said as it goes on paper; its rows hold every dot, also those on what is gone.

    ``gone`` says how many those are, and how many of them came from paper.
    """
    rows = [(without_personal_data(vote.name_of(one)), one.dots, one.on_paper) for one in tallies if one.dots]
    if gone[0]:
        rows.append((GONE, *gone))
    return VoteResult(without_personal_data(vote.finding(tallies, gone=gone[0])), tuple(rows))


def _gone(options: Sequence[Tally], votes: Sequence[Vote]) -> tuple[int, int]:
    on_paper = [one for one in votes if one.channel is not Channel.PHONE]
    return vote.gone(options, votes), vote.gone(options, on_paper)


def next_meeting(meeting: Meeting, meetings: Iterable[Meeting]) -> NextMeeting | None:
    """Return the first meeting after this one, or None."""
    later = [other for other in meetings if _moment(other) > _moment(meeting)]
    if not later:
        return None
    first = min(later, key=_moment)
    return NextMeeting(first.title, first.date, first.starts_at, first.place)


def file_name(summary: Summary) -> str:
    """Return the name of the archive, such as samenvatting-molenkwartier-2025-04-10.zip.

    While the meeting goes on it says at what moment: tussenstand-molenkwartier-2025-04-10-2005.zip.
    """
    return f"{_stem(summary)}.zip"


def archive(summary: Summary) -> bytes:
    """Return a zip with the summary as Word, PDF, Markdown and Excel."""
    sheet = paper(summary)
    files = {
        "docx": word(sheet),
        "pdf": pdf(sheet),
        "md": markdown(sheet).encode(),
        "xlsx": workbook(summary),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for ending, content in files.items():
            info = zipfile.ZipInfo(f"{_stem(summary)}.{ending}", local(summary.made_at).timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return buffer.getvalue()


def _stem(summary: Summary) -> str:
    if summary.is_interim:
        return f"tussenstand-{summary.slug}-{local(summary.made_at):%Y-%m-%d-%H%M}"
    return f"samenvatting-{summary.slug}-{summary.date.isoformat()}"


def _moment(meeting: Meeting) -> tuple[dt.date, dt.time, int]:
    return meeting.date, meeting.starts_at or dt.time.min, meeting.id
