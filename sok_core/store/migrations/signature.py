"""Signatures under a frozen version, and scans of paper."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def m20261129_signature(db: Database) -> None:
    db.table("signature").create(
        {
            "id": int,
            "party_id": int,
            "version": int,
            "digest": str,
            "kind": str,
            "method": str,
            "signed_at": str,
            "place": str,
            "function": str,
            "on_behalf_of": str,
            "promise": str,
            "drawing": str,
            "consent_id": int,
            "substitute_for": str,
            "withdrawn_on": str,
            "why": str,
        },
        pk="id",
        foreign_keys=[("party_id", "party", "id"), ("consent_id", "consent", "id")],
        not_null={
            "party_id",
            "version",
            "digest",
            "kind",
            "method",
            "signed_at",
            "place",
            "function",
            "on_behalf_of",
            "promise",
            "drawing",
            "substitute_for",
            "why",
        },
        defaults={
            "place": "",
            "function": "",
            "on_behalf_of": "",
            "promise": "",
            "drawing": "[]",
            "substitute_for": "",
            "why": "",
        },
    )
    db.table("signature").create_index(["version"])


def m20261129_scan(db: Database) -> None:
    db.table("scan").create(
        {"id": int, "version": int, "name": str, "type": str, "digest": str, "added_at": str, "bytes": bytes},
        pk="id",
        not_null={"version", "name", "type", "digest", "added_at", "bytes"},
    )


AFTERWARDS = ("withdrawn_on", "why", "taken_back_at")


def m20261129_signature_stays(db: Database) -> None:
    """What was signed never changes: only that somebody stopped, or was taken back, is added to it, once."""
    db.table("signature").add_column("taken_back_at", str)
    signed = [column.name for column in db.table("signature").columns if column.name not in AFTERWARDS]
    same = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in signed)
    again = " OR ".join(
        f"(coalesce(OLD.{name}, '') <> '' AND NEW.{name} IS NOT OLD.{name})" for name in AFTERWARDS
    )
    for act, when in (("UPDATE", f"WHEN {same} OR {again}"), ("DELETE", "")):
        db.execute(
            f"CREATE TRIGGER signature_stays_{act.lower()} BEFORE {act} ON signature {when}"
            " BEGIN SELECT RAISE(ABORT, 'signature.signed'); END"
        )


def m20261130_scan_removed(db: Database) -> None:
    """A scan that is taken away leaves when and why."""
    db.table("scan").add_column("removed_at", str)
    db.table("scan").add_column("why", str, not_null_default="")


def m20261130_signature_day(db: Database) -> None:
    """The day on which somebody signed on paper; it stays as all that was signed does."""
    db.table("signature").add_column("signed_on", str)
    db.execute(
        "CREATE TRIGGER signature_stays_day BEFORE UPDATE ON signature"
        " WHEN NEW.signed_on IS NOT OLD.signed_on BEGIN SELECT RAISE(ABORT, 'signature.signed'); END"
    )


def m20261130_signature_stayed(db: Database) -> None:
    """A stop is taken back only when it is kept that it was there; what is kept of it only grows."""
    db.table("signature").add_column("stayed", str, not_null_default="[]")
    db.execute("DROP TRIGGER signature_stays_update")
    free = (*AFTERWARDS, "stayed")
    signed = [column.name for column in db.table("signature").columns if column.name not in free]
    same = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in signed)
    again = " OR ".join(
        f"(coalesce(OLD.{name}, '') <> '' AND NEW.{name} IS NOT OLD.{name})" for name in AFTERWARDS
    )
    stays = (
        "NEW.stayed <> OLD.stayed AND OLD.taken_back_at IS NULL AND NEW.taken_back_at IS NULL"
        " AND NEW.withdrawn_on IS NULL AND NEW.why = ''"
    )
    new, old = (f"substr({row}.stayed, 1, length(OLD.stayed) - 1)" for row in ("NEW", "OLD"))
    db.execute(
        f"CREATE TRIGGER signature_stays_update BEFORE UPDATE ON signature"
        f" WHEN {same} OR {new} IS NOT {old} OR (({again}) AND NOT ({stays}))"
        " BEGIN SELECT RAISE(ABORT, 'signature.signed'); END"
    )


def m20261130_signature_proviso(db: Database) -> None:
    """Whether what a signature hung on came, and since when."""
    db.table("signature").add_column("met_on", str)
    db.table("signature").add_column("is_unmet", int, not_null_default=0)


def m20261204_signature_on_proviso(db: Database) -> None:
    """A signature keeps the proviso with which it was set: a later one of the same party may have another."""
    db.table("signature").add_column("proviso", str, not_null_default="")
    db.execute(
        "UPDATE signature SET proviso = coalesce((SELECT trim(proviso) FROM mandate"
        " WHERE mandate.party_id = signature.party_id AND mandate.version = signature.version), '')"
    )
    # What failed is not what a party signs on next; it could not be changed as long as it was signed.
    db.execute(
        "UPDATE mandate SET proviso = '' WHERE 1 = (SELECT is_unmet FROM signature"
        " WHERE signature.party_id = mandate.party_id AND signature.version = mandate.version"
        " AND taken_back_at IS NULL ORDER BY signature.id DESC LIMIT 1)"
    )
    db.execute(
        "CREATE TRIGGER signature_stays_proviso BEFORE UPDATE ON signature"
        " WHEN NEW.proviso IS NOT OLD.proviso BEGIN SELECT RAISE(ABORT, 'signature.signed'); END"
    )


def register_on_proviso(migrations: Migrations) -> None:
    migrations()(m20261204_signature_on_proviso)


def register_stayed(migrations: Migrations) -> None:
    for migration in (m20261130_signature_stayed, m20261130_signature_proviso):
        migrations()(migration)


def register_afterwards(migrations: Migrations) -> None:
    for migration in (m20261130_scan_removed, m20261130_signature_day):
        migrations()(migration)


def register_signing(migrations: Migrations) -> None:
    migrations()(m20261129_signature_stays)


def register(migrations: Migrations) -> None:
    for migration in (m20261129_signature, m20261129_scan):
        migrations()(migration)
