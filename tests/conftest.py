"""What all tests share: how long Hypothesis tries, and where the development corpora are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# No deadline: the first example pays for loading the tables. HYPOTHESIS_PROFILE=long is for a night.
settings.register_profile("quick", deadline=None, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the development corpora (MUSNAD_SHARED, else beside the repository); skips the test without it."""
    folder = ROOT / os.environ.get("MUSNAD_SHARED", "../shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"no development corpora in {folder}")
    return folder
