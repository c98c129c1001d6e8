# Every command a newcomer needs. Only Python >= 3.11 and make are assumed; the rest is fetched.

PYTHON ?= python3
UV := $(PYTHON) scripts/uv.py
RUN := .venv/bin
T ?= tests
N ?= 2

# Compiled modules are kept, whatever the shell says: each program of Largesse would compile them for seconds anew.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run console types test lint fix check bench prove docs screenshots help

run: .venv/ready console ## From nothing to a served product with demo data (Ctrl-C stops it)
	$(RUN)/largesse up --demo

console: .venv/ready ## Build the console into the package, unless it is built
	@$(RUN)/python scripts/console.py

types: .venv/ready ## Types of the API for the console, after a change of the API
	$(RUN)/python scripts/console.py types

# Threads of two trainings at once would wait for each other.
test: .venv/ready console ## All tests, or a part: make test T=tests/vouchers
	@$(RUN)/python scripts/chromium.py > /dev/null
	OMP_NUM_THREADS=1 $(RUN)/pytest $(T) -n $(N) --dist loadfile --no-loadscope-reorder

lint: .venv/ready ## ruff, mypy strict, order of slices; changes nothing
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python scripts/console.py check

fix: .venv/ready ## Format, and fix what can be fixed
	$(RUN)/ruff format .
	$(RUN)/ruff check --fix .

check: lint docs test ## What CI runs

bench: .venv/ready ## Speed, each figure as a ratio against a limit measured in the same run
	$(RUN)/python -m benchmarks

prove: .venv/ready ## The long fault runs; writes docs/proof/
	$(RUN)/python -m tests.faults

screenshots: .venv/ready console ## Pictures of every screen into docs/screenshots/
	@$(RUN)/python scripts/chromium.py > /dev/null
	$(RUN)/python -m tests.console.screenshots

docs: .venv/ready ## Build the documentation into site/
	$(RUN)/zensical build

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

.venv/ready: pyproject.toml uv.lock
	$(UV) sync --frozen
	@touch $@
