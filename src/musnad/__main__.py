"""`python -m musnad`: the command line."""

from __future__ import annotations

from musnad.cli import main

main()
