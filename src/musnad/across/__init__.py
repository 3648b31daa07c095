"""What many documents say together: copies, happenings, contradictions, namings, relations; pure functions."""
