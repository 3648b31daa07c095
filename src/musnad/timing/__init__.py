"""Expressions of time: which words name one, what they mean, and the days that they resolve to."""
