"""Batches: many documents over several processes, in order, with flat memory."""

from musnad.batch.parallel import read_many

__all__ = ["read_many"]
