"""The store: records and what is derived from them, in SQLite or PostgreSQL; the only place with SQL."""

from musnad.store.engine import Store, open_store

__all__ = ["Store", "open_store"]
