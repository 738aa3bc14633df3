# Two commands do everything on a fresh machine with Python 3.11+, git and make: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run demo test trials soak audit setup setup-dev check format lock bench clean

run: setup  ## run the bot; without DISCORD_TOKEN, open the demo
	@$(BIN)/python -m bot run

demo: setup  ## the real bot in a simulated Discord, in the browser
	@$(BIN)/python -m bot demo

test: setup-dev  ## the whole suite
	$(BIN)/pytest -n auto --dist worksteal

trials: setup-dev  ## what takes minutes: 100,000 forged interactions over the wire, a soak of 60,000 honest ones
	$(BIN)/pytest -m trial

soak: setup-dev  ## 200,000 interactions over the wire: memory, threads and open files must not grow
	$(BIN)/pytest -m soak -s

setup: .venv/.use  ## only the .venv

setup-dev: .venv/.dev

check: setup-dev  ## format, lint and types, as in CI
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

audit: setup-dev  ## known vulnerabilities: in what we write, and in what we use where an advisory database can be reached
	$(BIN)/bandit -q -r bot cogs -c pyproject.toml
	scripts/audit

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup-dev  ## what the speed claims rest on; writes docs/benchmarks.md
	$(BIN)/python -m benchmarks

lock: setup-dev  ## bring requirements*.txt up to date with pyproject.toml
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade --extra demo pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade --extra demo --group dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Spotter needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv

.venv/.use: .venv/bin/python requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: .venv/bin/python requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
