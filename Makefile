# Two commands: `make up` installs, reads the texts and starts API and page; `make test` runs every check.
# Settings: HOST, API_PORT, PAGE_PORT; PYTHON (3.11 or 3.12); VENV. pip's own settings (PIP_INDEX_URL …) are respected.

PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
API_PORT ?= 8000
PAGE_PORT ?= 8501

PY := $(VENV)/bin/python
RUN := FIELDCOACH_HOST=$(HOST) FIELDCOACH_API_PORT=$(API_PORT) FIELDCOACH_PAGE_PORT=$(PAGE_PORT)
PIP := $(PY) -m pip --disable-pip-version-check

.PHONY: up install test test-integration test-rest test-long check format wording clean

up:
	@$(PYTHON) api/cli/preflight.py --venv $(VENV) --host $(HOST) --ports $(API_PORT) $(PAGE_PORT)
	@$(MAKE) -s --no-print-directory $(VENV)/.installed
	@$(RUN) $(VENV)/bin/coach up

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) api/cli/preflight.py --venv $(VENV) --install-only
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet --upgrade "pip>=25"
	$(PIP) install --progress-bar on --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --progress-bar on --constraint constraints.txt --editable '.[dev,eval]'
	@touch $@

test: $(VENV)/.installed-dev check
	$(PY) -m pytest -n 2 --dist loadfile -m "unit and not long"
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target test-integration test-rest

# Side by side; only the former work on the shipped corpus, which one process at a time may take in.
test-integration: $(VENV)/.installed-dev
	$(PY) -m pytest -m "not unit and not long" tests/integration

test-rest: $(VENV)/.installed-dev
	$(PY) -m pytest -m "not unit and not long" --ignore tests/integration

test-long: $(VENV)/.installed-dev
	$(PY) -m pytest -m long

check: $(VENV)/.installed-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy kb ingest api ui eval

format: $(VENV)/.installed-dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

wording: $(VENV)/.installed-dev
	for po in kb/wording/locales/*/LC_MESSAGES/*.po; do $(VENV)/bin/pybabel -q compile -i $$po -o $${po%.po}.mo; done
	$(VENV)/bin/pybabel compile --directory ui/locales --domain ui

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
