"""Attribution: finds what is said, by whom, and by which road it came."""
