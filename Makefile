PYTHON ?= python3

.PHONY: test
test: .venv/ready
	.venv/bin/python -m pytest

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --upgrade "pip>=25.1"
	.venv/bin/pip install --quiet --group dev --editable .
	touch $@
