# Everything a person does with a clone of LifeStream. It needs python3 (3.11 or newer, with venv) and make.

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2

SAMPLE := samples/meeting.mp4
MINUTES := out/meeting.md

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install --quiet --quiet --no-deps
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --no-config --upgrade \
	--generate-hashes --allow-unsafe --strip-extras --annotation-style line \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

.DEFAULT_GOAL := help
.PHONY: help install demo test check lint types layers pytest bench bench-quick format schema lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.runtime ## make the environment and install LifeStream

demo: $(VENV)/.runtime ## install, process the sample recording, print its minutes
	@$(BIN)/lifestream models fetch base
	@$(BIN)/lifestream models verify > $(VENV)/models.txt || { cat $(VENV)/models.txt; exit 1; }
	@echo "All models are here and whole."
	@mkdir -p $(dir $(MINUTES))
	@echo "lifestream process $(SAMPLE) -o $(MINUTES)"
	@$(BIN)/lifestream process $(SAMPLE) -o $(MINUTES) || test $$? -eq 3 # 3: a stage failed, and the rest is written
	@echo
	@if [ -t 1 ]; then awk 'n > 1; /^---$$/ {n++}' $(MINUTES) | $(BIN)/python -m rich.markdown --hyperlinks -; \
		else cat $(MINUTES); fi
	@echo
	@echo "These minutes are saved in $(MINUTES)."

test: check ## install what checking needs, then check everything
check: lint types layers pytest bench-quick ## style, types, layers, tests, accuracy

lint: $(VENV)/.checks ## style and format (ruff)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.checks ## types (mypy, strict)
	$(BIN)/mypy
	$(BIN)/mypy scripts
	$(BIN)/mypy benchmarks

layers: $(VENV)/.checks ## who may import whom (import-linter)
	$(BIN)/lint-imports --no-cache

pytest: $(VENV)/.checks ## the tests alone, on JOBS cores
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --hypothesis-profile ci

bench-quick: $(VENV)/.checks ## accuracy on the recordings in the repository; fails where it fell
	$(BIN)/python -m benchmarks run --quick --set benchmarks/data

bench: $(VENV)/.bench ## measure accuracy and speed: three quarters of an hour for 31 recordings, resumed where it stopped
	$(BIN)/python -m benchmarks run $(BENCH)

format: $(VENV)/.checks ## let ruff put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

schema: $(VENV)/.runtime ## write docs/schema from the domain
	$(BIN)/python -c "from lifestream.render.json import render_schema; print(render_schema(), end='')" \
		> docs/schema/.unfinished
	mv docs/schema/.unfinished docs/schema/document.schema.json

lock: $(VENV)/.runtime ## resolve the dependencies anew and pin them with hashes
	$(PIP) install --quiet pip-tools==7.6.2
	$(COMPILE) --build-deps-for editable --output-file requirements/runtime.txt pyproject.toml
	$(COMPILE) --output-file requirements/dev.txt requirements/dev.in
	$(COMPILE) --unsafe-package opencv-python --no-allow-unsafe --output-file requirements/bench.txt requirements/bench.in
	sed -i '/^# WARNING:/,$$d' requirements/bench.txt # opencv-python is left out on purpose

clean: ## remove the environment and all caches
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is touched only when its installation is whole. One that was cut short leaves `.unfinished` behind:
# the next run installs everything again over it, for pip would believe in files that are half there.

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
		"LifeStream needs Python 3.11 or newer, and $(PYTHON) is not. Name another one, such as: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); echo \
		"$(PYTHON) cannot make an environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/pip
	@echo "Installing LifeStream and what it needs into $(VENV): one or two minutes, once."
	@again=$$(test ! -e $(VENV)/.unfinished || echo --force-reinstall); touch $(VENV)/.unfinished; \
		$(INSTALL) $$again --require-hashes --requirement requirements/runtime.txt
	@$(INSTALL) --no-build-isolation --editable .
	@rm $(VENV)/.unfinished
	@touch $@

$(VENV)/.checks: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing what checking needs into $(VENV)."
	@again=$$(test ! -e $(VENV)/.unfinished || echo --force-reinstall); touch $(VENV)/.unfinished; \
		$(INSTALL) $$again --require-hashes --requirement requirements/dev.txt
	@rm $(VENV)/.unfinished
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.checks
	@echo "Installing what LifeStream is compared with into $(VENV)."
	@$(INSTALL) --require-hashes --requirement requirements/bench.txt
	@touch $@
