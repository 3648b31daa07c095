"""Fits and writes the trained readers; needs the extra `train`, which the package itself never does."""
