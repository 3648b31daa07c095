"""The tables of a store: documents with what was read in them, and what is derived from that and can be made again."""

from __future__ import annotations

import sqlalchemy as sa

_NAMES = {"ix": "ix_%(column_0_N_label)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}

METADATA = sa.MetaData(naming_convention=_NAMES)

# PostgreSQL would sort by the server's language; "C" is the order of bytes, which SQLite has by itself: exports agree.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _number() -> sa.Column[int]:
    return sa.Column("id", _ID, primary_key=True, autoincrement=True)


def _to(name: str, target: str, *, null: bool = False, key: bool = False, index: bool = True) -> sa.Column[int]:
    # rows that hang on a document go with it; actors are only dropped when nothing points at them
    cascade = None if target == "actors" else "CASCADE"
    return sa.Column(
        name,
        _ID,
        sa.ForeignKey(f"{target}.id", ondelete=cascade),
        nullable=null,
        primary_key=key,
        index=index,
        autoincrement=False,
    )


def _text(name: str, *, null: bool = False, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, _TEXT, nullable=null, index=index)


# What was read in, and what the readers made of it.

documents = sa.Table(
    "documents",
    METADATA,
    _number(),
    sa.Column("name", _TEXT, nullable=False, unique=True),
    sa.Column("digest", _TEXT, nullable=False, unique=True),
    _text("sha256"),
    _text("title", null=True),
    _text("text"),
    _text("published", null=True),
    _text("outlet", null=True),
    _text("url", null=True),
    _text("added"),
    _text("origin", null=True, index=True),
    sa.Index("ix_documents_published_name", "published", "name"),
    sa.Index("ix_documents_outlet_published", "outlet", "published"),
)
"""One row an article. `name` is the record's `document.id`; `digest` of its content is what makes adding idempotent."""

makers = sa.Table(
    "makers",
    METADATA,
    sa.Column("digest", _TEXT, primary_key=True),
    sa.Column("produced_by", sa.LargeBinary, nullable=False),
)
"""What made readings: each `produced_by` once, as JSON; a record is put together again with it."""

readings = sa.Table(
    "readings",
    METADATA,
    _number(),
    _to("document", "documents", index=False),
    sa.Column("made_by", _TEXT, sa.ForeignKey("makers.digest"), nullable=False, index=True),
    sa.Column("current", sa.Boolean, nullable=False),
    sa.Column("record", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("document", "made_by"),
)
"""The layers of a record (see `packing`); one reading of a document is current, others are older or still to come."""

sa.Index(
    "uq_readings_current",
    readings.c.document,
    unique=True,
    sqlite_where=readings.c.current.is_(sa.true()),
    postgresql_where=readings.c.current.is_(sa.true()),
)

rereads = sa.Table(
    "rereads",
    METADATA,
    sa.Column("made_by", _TEXT, sa.ForeignKey("makers.digest"), primary_key=True),
    _text("begun"),
    _text("finished", null=True),
)
"""Runs that read all documents again; while `finished` is null their readings wait and must not be dropped."""

problems = sa.Table(
    "problems",
    METADATA,
    _number(),
    _text("source"),
    _text("kind"),
    _text("message"),
    _text("document", null=True, index=True),
    sa.UniqueConstraint("source", "kind", "message"),
)
"""Why a source gave no document, or a document with a defect; `document` is its name where there is one."""

# Derived from the current readings; `deriving` makes the rows.

actors = sa.Table(
    "actors",
    METADATA,
    _number(),
    sa.Column("key", _TEXT, nullable=False, unique=True),
    _text("kind"),
    _text("name_ar", index=True),
    _text("name_en", null=True),
    _text("country", null=True),
    _text("sectors"),
)
"""Everybody and every place that is named, by `across.accounts.actor_key`; `sectors` are separated by spaces."""

namings = sa.Table(
    "namings",
    METADATA,
    _to("document", "documents"),
    _to("actor", "actors"),
    _text("form", index=True),
    _to("speaker", "actors", null=True),
    _text("stance", null=True),
    sa.Column("count", sa.Integer, nullable=False),
)

events = sa.Table(
    "events",
    METADATA,
    _number(),
    _to("document", "documents", index=False),
    _text("name"),
    _text("type"),
    _text("mode", null=True),
    _text("status"),
    _text("certainty"),
    _text("quad", null=True),
    sa.Column("intensity", sa.Float),
    _text("cameo", null=True),
    _text("earliest", null=True, index=True),
    _text("latest", null=True),
    _to("place", "actors", null=True),
    _text("country", null=True, index=True),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    _text("claim", null=True),
    _to("speaker", "actors", null=True),
    sa.Column("headline", sa.Boolean, nullable=False),
    sa.UniqueConstraint("document", "name"),
    sa.Index("ix_events_type_earliest", "type", "earliest"),
)
"""`name` is the event's id in the record (v1…), `start` and `end` its anchor, `claim` the claim that holds it."""

parties = sa.Table(
    "parties",
    METADATA,
    _to("event", "events", key=True, index=False),
    _to("actor", "actors", key=True),
    sa.Column("role", _TEXT, primary_key=True),
)
"""`role` is actor or recipient."""

claims = sa.Table(
    "claims",
    METADATA,
    _number(),
    _to("document", "documents", index=False),
    _text("name"),
    _to("speaker", "actors", null=True),
    _text("act"),
    _text("form"),
    _text("stance", index=True),
    sa.Column("anonymous", sa.Boolean, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.UniqueConstraint("document", "name"),
)
"""`start` and `end` reach from the first to the last character of the content."""

relays = sa.Table(
    "relays",
    METADATA,
    _to("claim", "claims"),
    _to("actor", "actors", null=True),
    _text("name"),
)

# Across documents.

origins = sa.Table(
    "origins",
    METADATA,
    sa.Column("id", _TEXT, primary_key=True),
    _text("kind"),
    _to("first", "documents"),
)

origin_members = sa.Table(
    "origin_members",
    METADATA,
    sa.Column("origin", _TEXT, sa.ForeignKey("origins.id", ondelete="CASCADE"), nullable=False, index=True),
    _to("document", "documents"),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    _to("with_document", "documents", null=True),
)

fingerprints = sa.Table(
    "fingerprints",
    METADATA,
    sa.Column("print", sa.BigInteger, primary_key=True, autoincrement=False),
    _to("document", "documents", key=True),
    sqlite_with_rowid=False,
)
"""Numbers of stretches of words (`across.shingles`), by which documents that share a text find each other."""

links = sa.Table(
    "links",
    METADATA,
    _to("one", "documents", key=True, index=False),
    _to("other", "documents", key=True),
    _text("kind"),
    _to("first", "documents", null=True, index=False),
    sa.Column("share", sa.Float, nullable=False),
    _text("passages"),
)
"""Pairs of documents that share a text; `passages` is JSON: rows of start and end in the one and in the other."""

compared = sa.Table("compared", METADATA, _to("document", "documents", key=True, index=False))
"""Documents that have been compared with the others."""

traits = sa.Table(
    "traits",
    METADATA,
    _to("document", "documents", key=True, index=False),
    sa.Column("columns", sa.LargeBinary, nullable=False),
    sa.Column("accounts", sa.LargeBinary, nullable=False),
)
"""What is compared of a document's told accounts (`across.columns`), and the accounts themselves (`accounting`)."""

reaches = sa.Table(
    "reaches",
    METADATA,
    sa.Column("bucket", sa.BigInteger, primary_key=True, autoincrement=False),
    _to("document", "documents", key=True),
    sqlite_with_rowid=False,
)
"""In which stretches of days a document's accounts may meet others (`across.scoring.buckets_of`)."""

ties = sa.Table(
    "ties",
    METADATA,
    _to("one", "events", key=True, index=False),
    _to("other", "events", key=True),
    sa.Column("score", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Pairs of accounts that are likely one deed, with their likeness in millionths of log odds."""

happenings = sa.Table(
    "happenings",
    METADATA,
    sa.Column("id", _TEXT, primary_key=True),
    _text("type"),
    _text("mode", null=True),
    _text("earliest", null=True, index=True),
    _text("latest", null=True),
    _text("place", null=True),
    sa.Column("documents", sa.Integer, nullable=False, index=True),
    sa.Column("answer", sa.LargeBinary, nullable=False),
)
"""`documents` counts those that tell of it; `answer` is what is told of it (`telling.answers`), all but its origins."""

accounts = sa.Table(
    "accounts",
    METADATA,
    sa.Column("happening", _TEXT, sa.ForeignKey("happenings.id", ondelete="CASCADE"), primary_key=True),
    _to("event", "events", key=True),
    _text("role"),
)
"""`role` is main or mention."""

overlays = sa.Table(
    "overlays",
    METADATA,
    _number(),
    _text("kind"),
    _text("data"),
    _text("author", null=True),
    _text("made"),
    _text("undone", null=True),
)
"""What people changed by hand; `data` is JSON. Rows are never dropped, only undone."""

passages = sa.Table(
    "passages",
    METADATA,
    _number(),
    _to("document", "documents"),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("vector", sa.LargeBinary),
)

# Who may use the store through a server.

users = sa.Table(
    "users",
    METADATA,
    _number(),
    sa.Column("name", _TEXT, nullable=False, unique=True),
    _text("role"),
    _text("password", null=True),
    _text("made"),
)
"""People and programs; `role` is one of `types.vocabulary.ROLES`, `password` a hash of Argon2, null for programs."""

credentials = sa.Table(
    "credentials",
    METADATA,
    _number(),
    _to("user", "users"),
    _text("kind"),
    sa.Column("digest", _TEXT, nullable=False, unique=True),
    _text("label"),
    _text("made"),
    _text("expires", null=True),
)
"""Secrets that stand for a user; `kind` is session or token. Only the SHA-256 of a secret is kept."""

DERIVED = (relays, claims, parties, events, namings)
"""Tables that are emptied and filled again from the records, those that point at others first."""
