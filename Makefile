# Two commands do everything: `make run` and `make test`. The rest is for people who work on the house.
PY ?= python3
BIN := .venv/bin
ADDRESS ?= 127.0.0.1
PORT ?= 8000
.PHONY: setup setup-test setup-peers run test check bench bench-peers shots sample clean

define INSTALL
if command -v uv >/dev/null 2>&1; then VIRTUAL_ENV=$(CURDIR)/.venv uv pip install -q --require-hashes -r $(1); \
else $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r $(1); fi
endef

.venv/bin/python:
	$(PY) -m venv .venv

.venv/.run: requirements/run.txt | .venv/bin/python
	@echo "Setting up Python packages from the lock file"
	@$(call INSTALL,requirements/run.txt)
	@touch $@

.venv/.package: pyproject.toml | .venv/.run
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements/test.txt | .venv/.run
	@echo "Setting up the packages of the suite"
	@$(call INSTALL,requirements/test.txt)
	@touch $@

# The machine's Node if there is one, else Node from its PyPI wheel. Nothing of Node runs in service.
guildhall/ui/static/build/.done: package.json package-lock.json $(shell find guildhall/ui/assets -type f 2>/dev/null) | .venv/.run
	@echo "Building the style sheets"
	@if command -v npm >/dev/null 2>&1; then sh guildhall/ui/assets/build.sh; else \
	  $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/node.txt && \
	  PATH="$(CURDIR)/$(BIN):$$PATH" sh guildhall/ui/assets/build.sh; fi
	@touch $@

.venv/.peers: requirements/peers.txt | .venv/.test
	@echo "Setting up the public tools that are measured beside ours"
	@$(call INSTALL,requirements/peers.txt)
	@touch $@

setup: .venv/.run .venv/.package guildhall/ui/static/build/.done
setup-test: setup .venv/.test
setup-peers: setup-test .venv/.peers

# The sample's register is built once; a register of real data in var/register is left alone.
var/register/manifest.json: | setup
	@echo "Building the sample register"
	@$(BIN)/guildhall build --from sample --home var/register

run: setup var/register/manifest.json
	@$(BIN)/python manage.py serve --address $(ADDRESS) --port $(PORT)

test: setup-test
	@sh tests/run.sh

check: setup-test
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/djlint guildhall --lint --quiet

bench: setup-test
	$(BIN)/python -m bench

bench-peers: setup-peers
	$(BIN)/python -m bench peers

sample: setup
	$(BIN)/guildhall sample --into sample

clean:
	rm -rf .venv node_modules var guildhall/ui/static/build
