"""The shape of a dossier, grown by append-only migrations: one file per noun, named mYYYYMMDD_noun."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from sok_core.store.migrations import (
    agreement,
    aim,
    check_in,
    clause,
    commitment,
    consent,
    contact_change,
    conversation,
    core_team,
    decision,
    dossier,
    estimate,
    last_id,
    meeting,
    mention,
    note,
    party,
    project,
    proposal,
    reaction,
    relation,
    signature,
    source,
    step,
    task,
    theme,
    update,
    update_link,
    value_score,
    vote,
    word_template,
)

DOSSIER = Migrations("sok_dossier")
for noun in (dossier, party, meeting, theme, note, decision, step):
    noun.register(DOSSIER)
theme.register_gathering(DOSSIER)
vote.register(DOSSIER)
meeting.register_translations(DOSSIER)
note.register_translation(DOSSIER)
proposal.register(DOSSIER)
party.register_fields(DOSSIER)
for noun in (relation, estimate, conversation, core_team, mention):
    noun.register(DOSSIER)
theme.register_dots(DOSSIER)
for noun in (aim, project, task, source, agreement, clause, reaction, consent, signature):
    noun.register(DOSSIER)
mention.register_voices(DOSSIER)
aim.register_more(DOSSIER)
project.register_lesson(DOSSIER)
dossier.register_road_key(DOSSIER)
for noun in (agreement, consent, signature):
    noun.register_signing(DOSSIER)
word_template.register(DOSSIER)
party.register_last_id(DOSSIER)
for noun in (commitment, check_in, update):
    noun.register(DOSSIER)
dossier.register_region(DOSSIER)
value_score.register(DOSSIER)
reaction.register_file(DOSSIER)
signature.register_afterwards(DOSSIER)
contact_change.register(DOSSIER)
update_link.register(DOSSIER)
check_in.register_spoken(DOSSIER)
dossier.register_came(DOSSIER)
clause.register_theme(DOSSIER)
check_in.register_told_from(DOSSIER)
update.register_place(DOSSIER)
source.register_via(DOSSIER)
commitment.register_version(DOSSIER)
signature.register_stayed(DOSSIER)
consent.register_passed(DOSSIER)
decision.register_update(DOSSIER)
commitment.register_was_due(DOSSIER)
signature.register_on_proviso(DOSSIER)
update.register_ended_in(DOSSIER)
last_id.register(DOSSIER)
clause.register_own_road(DOSSIER)
party.register_former_names(DOSSIER)
clause.register_held_without(DOSSIER)
source.register_versions(DOSSIER)
consent.register_no(DOSSIER)


def unknown(db: Database, migrations: Migrations = DOSSIER) -> list[str]:
    """Return the applied migrations that this version does not know: the file is newer than we are."""
    ours = {migration.name for migration in migrations._migrations}  # the library has no public list
    return sorted(one.name for one in migrations.applied(db) if one.name not in ours)
