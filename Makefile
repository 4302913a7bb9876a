# `make demo` and `make test` need Python 3.11 or later and make; everything else they set up themselves.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
WORDS := src/partytrack/locale
TEMPLATE := build/messages.pot

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench catalogue clean

help:
	@echo "make demo       import the sample and print its compliance table"
	@echo "make test       lint, types and tests"
	@echo "make lint       only lint and types"
	@echo "make bench      the measured ratios of benchmarks/"
	@echo "make catalogue  collect the messages and compile the Vietnamese catalogue"
	@echo "make clean      remove what was built, the virtual environment too"

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

demo: $(READY)
	@$(BIN)/partytrack demo

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest

bench: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(BIN)/python benchmarks/speed.py

catalogue: $(READY)
	@mkdir -p build
	$(BIN)/pybabel --quiet extract -F babel.cfg --no-default-keywords -k text -k counted:1,2 -k marked --no-location --sort-output \
		--project partytrack -o $(TEMPLATE) src/partytrack
	$(BIN)/pybabel --quiet update -D messages -i $(TEMPLATE) -d $(WORDS) -l vi --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120
	$(BIN)/pybabel --quiet compile -D messages -d $(WORDS) -l vi

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests -name __pycache__ -type d -exec rm -rf {} +
