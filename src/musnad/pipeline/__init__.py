"""Pipelines: stages in an order in which each finds what it needs."""

from musnad.pipeline.pipeline import Pipeline
from musnad.pipeline.readers import READERS, reader, rules_alone

__all__ = ["READERS", "Pipeline", "reader", "rules_alone"]
