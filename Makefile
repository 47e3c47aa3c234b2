# Everything is installed into .venv. Outside this folder pip keeps its cache, and tests use the folder
# for temporary files.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PTB_TIMEDELTA := 1
# Three test processes, and every bot that they start, would compile a thousand modules each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test prove bench lock clean set-up-run set-up-test

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: set-up-run ## Run the bot: on Telegram with BOT_TOKEN in .env, else in the sandbox
	@echo "Starting…"
	@$(BIN)/python -m bot run

test: set-up-test ## Contracts, lint, types, tests, the bank's check
	$(BIN)/lint-imports --no-cache
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m bot bank check
	@if [ -d ../shared/sources ]; then \
	  $(BIN)/python -m bot bank verify --sources ../shared/sources && \
	  $(BIN)/python -m bot bank coverage --strict --sources ../shared/sources >/dev/null || exit 1; fi
	$(BIN)/python -m pytest -n 3 -q -m "not prove" $(PYTEST)

prove: set-up-test ## What takes long: kill loops, simulations, fuzzing
	$(BIN)/python -m pytest -q -m prove -o faulthandler_timeout=7200 $(PYTEST)

bench: set-up-test ## What this machine manages: ten thousand questions, ten thousand people in a poll
	@$(BIN)/python -m bench $(BENCH)

# uv is pinned like the rest, and installed only here: whoever tests does not need it. A newer one:
# `echo uv==VERSION | .venv/bin/uv pip compile - LOCKED -o requirements-uv.lock`
LOCKED := --universal --generate-hashes --no-header --no-annotate -q
lock: set-up-test ## Pin the dependencies again, with hashes and without addresses
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock
	$(BIN)/uv pip compile pyproject.toml --extra generation $(LOCKED) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev $(LOCKED) -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --extra generation --extra nlp -c requirements-dev.lock $(LOCKED) -o requirements-nlp.lock

clean: ## Forget the environment and every cache; what the bot and the sandbox keep stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@for kept in .sandbox .generate citequiz.db; do \
	  if [ -e $$kept ]; then echo "kept: $$kept (delete it to start afresh)"; fi; done

# Of two commands at once the second would clear the environment that the first installs into: where
# there is flock it waits, and then finds everything made.
ALONE := $(if $(shell command -v flock 2>/dev/null),flock -n Makefile true || \
  echo "Another make is setting up; this one waits…"; flock Makefile)
set-up-run set-up-test: set-up-%:
	@$(ALONE) $(MAKE) --no-print-directory $(VENV)/.$*

# The environment is whole while .made is in it. What was interrupted is made anew from the start: a
# Python without pip, or a package half unpacked, would pass for one that is there.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: Python 3.11 or newer is needed; try: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "make: Python has no venv module; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# Without a network pip installs nothing: then what was whole is whole still.
define install
	@trap 'exit 130' INT TERM; mv $(VENV)/.made $(VENV)/.unmade; \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $< || failed=1; \
	  mv $(VENV)/.unmade $(VENV)/.made; test -z "$$failed"
endef

$(VENV)/.run: requirements.lock $(VENV)/.made
	@echo "Setting up (once, about a minute)…"
	$(install)
	@touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.made
	@echo "Setting up for the tests (once, a minute or two)…"
	$(install)
	@touch $@ $(VENV)/.run
