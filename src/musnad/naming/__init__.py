"""Naming: finds the phrases that name or describe persons, bodies, places and groups, and what they refer to."""
