# Everything runs in .venv; stamp files inside it say what is installed, so that a second run starts at once.
PYTHON ?= python3
SHARED ?= ../shared
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NEWS = $(foreach name,alarabia bbc cnn france24 skynews jawharafm,$(SHARED)/data/news/$(name).jsonl.gz)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint format unit browser benchmark gate data check-data clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.installed  ## read the sample newsroom and show what comes out
	@$(BIN)/musnad demo

test: lint unit gate  ## lint, types, tests with coverage, benchmark floors

lint: $(VENV)/.installed-dev  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

unit: $(VENV)/.installed-dev browser
	MUSNAD_SHARED=$(SHARED) $(BIN)/pytest -n 2 --cov

browser: $(VENV)/.installed-dev  ## see that the tests of the pages have a Chromium
	@command -v chromium chromium-browser google-chrome google-chrome-stable >/dev/null 2>&1 \
	  || $(BIN)/playwright install chromium >/dev/null 2>&1 \
	  || { [ "$$(id -u)" = 0 ] && apt-get install -y -qq chromium >/dev/null 2>&1; } \
	  || echo "NO BROWSER TESTS: no Chromium is installed and none could be: the pages are not tested" >&2

benchmark: $(VENV)/.installed  ## score the development articles and write the tables
	@MUSNAD_SHARED=$(SHARED) $(BIN)/python benchmarks/reading/run.py --write-docs

gate: $(VENV)/.installed
	@MUSNAD_SHARED=$(SHARED) $(BIN)/python benchmarks/reading/run.py --check --reader rules
	@MUSNAD_SHARED=$(SHARED) $(BIN)/python benchmarks/reading/run.py --check --reader trained

data: $(VENV)/.installed-data  ## rebuild src/musnad/data/generated from its sources (needs the corpora)
	$(BIN)/python tools/build_forms.py
	$(BIN)/python tools/build_places.py --divisions $(SHARED)/data/gazetteer/states_arabic.tsv --news $(NEWS)
	$(BIN)/python tools/build_gazetteer.py
	$(BIN)/python tools/build_vocabulary.py $(NEWS)

check-data: $(VENV)/.installed-data  ## fail where a generated table differs from its sources
	$(BIN)/python tools/build_forms.py --check
	$(BIN)/python tools/build_places.py --divisions $(SHARED)/data/gazetteer/states_arabic.tsv --news $(NEWS) --check
	$(BIN)/python tools/build_gazetteer.py --check
	$(BIN)/python tools/build_vocabulary.py $(NEWS) --check

clean:  ## remove the environment and everything that was made
	rm -rf $(VENV) build dist htmlcov .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Musnad needs Python 3.11 or newer, and '$(PYTHON)' is not. Name one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "'$(PYTHON) -m venv' failed: this Python lacks venv (on Debian and Ubuntu: the package python3-venv)" >&2; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml
	@echo "installing musnad into $(VENV)"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "installing the development tools into $(VENV)"
	@$(PIP) install --editable '.[dev]'
	@touch $@

$(VENV)/.installed-data: $(VENV)/.installed
	@echo "installing the data builders into $(VENV)"
	@$(PIP) install --editable '.[data]'
	@touch $@
