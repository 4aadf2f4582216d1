# Everything here works in a fresh clone with Python 3.11 and Node 20. Stamp files keep repeated runs quick.
.DEFAULT_GOAL := help
.PHONY: help setup run extension test lint types unit pytest test-interop fuzz programs bench load measure model wheel docs lock audit-dependencies clean
.DELETE_ON_ERROR:

# The first Python on the path that is new enough; `make test PYTHON=/path/to/python3.12` picks another.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
BIN := .venv/bin
PY := $(BIN)/python
TSC := tests/node_modules/.bin/tsc
LOCKED := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
UNIT_TESTS = $(wildcard tests/extension/*.test.js tests/extension/*/*.test.js)

help: ## Say what can be made
	@echo "make run             start the product with a demo team and a demo helpdesk"
	@echo "make run BROWSER=1   the same, and open Chromium with the extension loaded and connected"
	@echo "make test            run every check and every test"
	@echo "make test-interop    run the tests with LibreOffice, with Spark, and with two servers behind nginx"
	@echo "make fuzz            draw many new inputs for the tests that draw theirs; takes an hour"
	@echo "make bench           measure against the budgets, and beside other checkers"
	@echo "make load            send 500 checks a second for a minute"
	@echo "make measure         measure the lists on labeled replies, and write the table to the docs"
	@echo "make model           train the learned layer again, and print what it finds"
	@echo "make extension       write the extension into dist as zip files"
	@echo "make wheel           build the package into dist, the same bytes from the same commit"
	@echo "make docs            write the generated pages again"
	@echo "make audit-dependencies   ask PyPI for known vulnerabilities of the pinned dependencies"
	@echo "make lock            pin the dependencies again after a change in pyproject.toml"
	@echo "make clean           remove everything that was set up here"

setup: .venv/.installed

.venv/.made:
	@test -n "$(PYTHON)" || { echo "unruffle needs Python 3.11 or newer, and none was found."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment here. On Debian: apt install python3-venv"; exit 1; }
	@touch $@

.venv/.locked: requirements.lock .venv/.made
	@echo "Installing the Python packages of requirements.lock"
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.installed: pyproject.toml .venv/.locked
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

tests/node_modules/.installed: tests/package-lock.json
	@command -v npm >/dev/null || { echo "make test needs Node 20 or newer with npm, and none was found."; exit 1; }
	@cd tests && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

run: .venv/.installed ## BROWSER=1 opens a browser, PORT=8765 picks the port
	@$(PY) -m unruffle.demo $(if $(PORT),--port $(PORT)) $(if $(BROWSER),--browser)

test: lint types unit pytest

lint: .venv/.installed
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: .venv/.installed tests/node_modules/.installed
	$(PY) -m mypy
	$(TSC) --project tests/tsconfig.json

unit: tests/node_modules/.installed
	node --test $(UNIT_TESTS)

programs: .venv/.installed tests/node_modules/.installed
	@PYTHONPATH=tests/server $(PY) tests/programs_needed.py

# Two at a time, each with a server and a browser of its own; the tests of one file stay together.
pytest: programs
	$(PY) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder
	$(PY) -m pytest --numprocesses 2 --dist loadfile --postgresql tests/server

.venv/.spark: requirements-spark.lock .venv/.installed
	@echo "Installing Spark for the tests of audits, about 450 MB"
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

test-interop: .venv/.installed .venv/.spark
	@PYTHONPATH=tests/server $(PY) tests/programs_needed.py heavy
	$(PY) -m pytest tests/interop

# The tests that draw their inputs, each with thirty times as many as in `make test`, and new ones.
fuzz: .venv/.installed
	$(PY) -m pytest --numprocesses 2 --hypothesis-profile fuzz -m hypothesis tests/core tests/formats tests/server

# The other checkers; one that does not install here is named in the table.
.venv/.bench: requirements-bench.lock .venv/.installed
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-bench.lock && touch $@

tests/bench/node_modules/.installed: tests/bench/package-lock.json
	@cd tests/bench && npm ci --no-audit --no-fund --loglevel=error --ignore-scripts && touch node_modules/.installed

bench: programs
	-@$(MAKE) --no-print-directory .venv/.bench
	-@$(MAKE) --no-print-directory tests/bench/node_modules/.installed
	PYTHONPATH=tests:tests/server $(PY) tests/bench/run.py $(BENCH)

# Others by LOAD, as in `make load LOAD='--rate 200 --idle 2000 --slow 8 --burst 10000'`.
load: programs
	@PYTHONPATH=tests:tests/server:tests/bench $(PY) tests/bench/load.py $(LOAD)

measure: .venv/.installed
	@$(PY) tests/measure.py

.venv/.training: requirements-training.lock .venv/.installed
	@echo "Installing what trains the learned layer, about 300 MB"
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-training.lock
	@touch $@

model: .venv/.training
	@PYTHONPATH=server:tests $(PY) -m training

extension: .venv/.installed
	@$(BIN)/unruffle extension dist --zip

# Files in it have the date of the commit; without a repository, a fixed one.
wheel: .venv/.installed
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 1580601600) \
		$(PY) -m hatchling build -t wheel

docs: .venv/.installed
	$(BIN)/unruffle docs

lock: .venv/.installed
	@$(PY) -m pip install -qq --disable-pip-version-check uv
	$(PY) -m uv pip compile $(LOCKED) --group dev --extra audit --extra postgresql --extra sso pyproject.toml -o requirements.lock
	$(PY) -m uv pip compile $(LOCKED) --group spark -o requirements-spark.lock
	$(PY) -m uv pip compile $(LOCKED) --group bench -o requirements-bench.lock
	$(PY) -m uv pip compile $(LOCKED) --group training -o requirements-training.lock

audit-dependencies: .venv/.installed
	@$(PY) tests/audit_dependencies.py

clean:
	rm -rf .venv .run .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist tests/node_modules tests/bench/node_modules tests/screenshots
