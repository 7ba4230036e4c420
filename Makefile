# Every door begins with the idempotent set-up; the work is done by the scripts in deploy/ and by manage.py.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check bench soak format lock

help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1 \t/'

setup:  ## System libraries, .venv, front-end files: whatever is missing
	@$(PYTHON) deploy/setup.py

setup-dev: setup
	@$(PYTHON) deploy/setup.py --dev

run: setup  ## Web, worker and scheduler at http://127.0.0.1:8000 (PORT, HOST, DATA_DIR move it)
	@$(BIN)/python manage.py serve

test: setup-dev  ## The whole suite on SQLite and on PostgreSQL
	@$(BIN)/python deploy/test.py

check: setup-dev  ## Lint, types, templates, arrows between rooms, migrations
	@$(BIN)/python deploy/check.py

bench: setup-dev  ## Ratios of speed, measured in one run on a throw-away PostgreSQL
	@$(BIN)/python deploy/bench.py

soak: setup-dev  ## A simulated year of reminders; writes benchmarks/soak.txt
	@$(BIN)/python deploy/bench.py benchmarks.soak

format: setup-dev  ## Let ruff put the code in order
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format -q .

lock: setup-dev  ## Pin and hash requirements*.in again
	@$(BIN)/python deploy/lock.py
