"""Deeds: finds events, who does them to whom, where and when, and whether they happened."""
