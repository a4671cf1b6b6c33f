# Everything here creates by itself what it needs; nothing needs root.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-render setup-dev demo test check lint accuracy altered real-sites bench bench-read bench-politeness bench-neighbour bench-slow bench-tables bench-simulator bench-fetch kill-evidence chaos chaos-lease gate goldens mark mark-bars fortnight mark-scale coverage lock build db-upgrade clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: $(VENV)/.installed ## Make .venv with the command .venv/bin/pucha

setup-render: setup ## Add the browser's driver to .venv (the extra pucha[render]; the Chromium is the machine's)
	$(PIP) install --quiet --no-deps --require-hashes -r requirements-render.lock

setup-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "pucha needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml
	$(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(PIP) install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

demo: setup ## Sweep a simulated province and mark the sheets against its truth (about 2 minutes)
	@$(BIN)/python -m bench.demo

# Most tests wait for a process, a socket or a database: two at once on two cores. The tests of a file
# stay together, so that what they share is made once; files go in order, so that the long ones begin.
AT_ONCE ?= 2
PYTEST := $(BIN)/python -m pytest -n $(AT_ONCE) --dist loadfile --no-loadscope-reorder

test: setup-dev ## Run every check and test (AT_ONCE=2)
	@$(MAKE) --no-print-directory lint
	$(PYTEST)

check: setup-dev ## The quick ones: linters, types, contracts, tests without database and network
	@$(MAKE) --no-print-directory lint
	$(PYTEST) -q -m "not postgres and not process and not network and not slow"

lint:
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache 2>&1 | tail -3; exit $${PIPESTATUS[0]}

goldens: setup-dev ## Write the golden sheets anew: what the diff shows is what changed of verdicts
	$(BIN)/python -m pytest -q --rewrite-goldens tests/audit/test_golden.py tests/acceptance/test_golden_province.py

coverage: setup-dev ## Run the tests and report which lines they reach
	$(BIN)/python -m coverage run -m pytest -q
	$(BIN)/python -m coverage report

gate: setup-dev ## The pinned floors of extraction quality
	$(BIN)/python -m pytest -q tests/gate

accuracy: setup ## Accuracy of reading on real, labelled pages, beside htmldate and trafilatura
	@$(BIN)/python -m bench.accuracy

altered: setup ## The same pages under harmless changes: other names, tags, forms of dates, neighbours (7 minutes)
	@$(BIN)/python -m bench.altered

hostile: setup-dev ## Play all hostile cases under the true limits and rewrite docs/hostile.md (under 6 minutes)
	@$(BIN)/python -m bench.hostile

real-sites: setup ## Serve captured pages on loopback as the sites they came from, and check them
	@$(BIN)/python -m bench.real_sites

bench: setup ## Pages per second beside Scrapy, wget2 and a plain walker (needs ../shared/bench, nginx, wget2)
	@$(BIN)/python -m bench.crawl

bench-read: setup ## What reading a page costs, beside the least possible and htmldate (needs ../shared/corpus)
	@$(BIN)/python -m bench.reading

bench-politeness: setup ## 50 sites on one address, two workers, one killed: what the server saw
	@$(BIN)/python -m bench.politeness

bench-neighbour: setup-dev ## One hostile site among 100: what it does to the verdicts and throughput of the 99
	@$(BIN)/python -m bench.bad_neighbour

bench-slow: setup ## 2,000 slow sites probed at once: span, memory, longest block of the loop
	@$(BIN)/python -m bench.slow_sites

bench-tables: setup ## 100,000 sites as .xlsx and .csv: seconds and memory
	@$(BIN)/python -m bench.tables

bench-simulator: setup ## What a page of the simulated province costs its server, and its memory at 20,000 sites
	@$(BIN)/python -m bench.simulator_speed

bench-fetch: setup ## The fetcher beside bare aiohttp on kept connections: pages and CPU
	@$(BIN)/python -m bench.fetch_loop

RUNS ?= 200
kill-evidence: setup ## Kill a sweep RUNS times at random moments; check the evidence after each
	@$(BIN)/python -m bench.kill_evidence --runs $(RUNS)

chaos: setup ## A simulated province swept in calm and in chaos (SEED, SITES, NIGHTS=14 for the fortnight): the sheets must be equal
	$(BIN)/python -m bench.chaos --sites $(or $(SITES),40) --seed $(or $(SEED),1) --nights $(or $(NIGHTS),1)

chaos-lease: setup ## Kill, freeze and cut real workers over 400 sites; nothing lost, nothing doubled
	@$(BIN)/python -m bench.lease_chaos

SITES ?=
SEED ?= 7
PROFILE ?=
HISTORY ?= 1
mark: setup ## Audit a simulated province with a week of visits and two sweeps, and mark it (SITES=40 SEED=7 PROFILE=all HISTORY=1 SCALE=0.05 HELPERS=0)
	@$(BIN)/python -m bench.mark --seed $(SEED) --history $(HISTORY) $(if $(SITES),--sites $(SITES)) $(if $(PROFILE),--profile $(PROFILE)) $(if $(SCALE),--time-scale $(SCALE)) $(if $(HELPERS),--helpers $(HELPERS))

mark-bars: setup ## The bars of the province over three of 1,000 sites: found, false, undetermined (SITES=1000 SEEDS="31 32 33" HISTORY=0; about 40 minutes)
	@$(BIN)/python -m bench.mark_bars $(if $(SITES),--sites $(SITES)) $(if $(SEEDS),--seeds $(SEEDS)) --history $(if $(filter command line,$(origin HISTORY)),$(HISTORY),0)

fortnight: setup ## Two weeks of a province in which sites rot, recover, are hijacked and move, against its truth (SITES=15 SEED=7 SCALE=0.05)
	@$(BIN)/python -m bench.fortnight --seed $(SEED) $(if $(SITES),--sites $(SITES)) $(if $(PROFILE),--profile $(PROFILE)) $(if $(SCALE),--time-scale $(SCALE))

mark-scale: setup ## The same 50 sites under a scale and in real seconds: no verdict may differ (about 40 minutes)
	@$(BIN)/python -m bench.mark_scale --seed $(SEED) $(if $(SITES),--sites $(SITES))

lock: ## Pin versions and hashes anew (needs uv)
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header pyproject.toml --group build -o requirements.lock --quiet
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header pyproject.toml --group dev --group build -c requirements.lock -o requirements-dev.lock --quiet
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header pyproject.toml --extra render --group build -c requirements.lock -o requirements-render.lock --quiet

db-upgrade: setup ## Bring the database of PUCHA_DATABASE_URL to this version
	@$(BIN)/pucha db upgrade

build: setup-dev ## Build the wheel
	$(BIN)/python -m hatchling build

clean: ## Remove what was made here, but not your data
	rm -rf $(VENV) dist demo-out accuracy-out real-sites-out mark-out mark-bars-out fortnight-out mark-scale-out .mypy_cache .ruff_cache .pytest_cache
