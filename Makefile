# SOK-tafel. `make` laat zien wat er kan. Je hebt Python 3.11 of nieuwer nodig, de rest haalt make zelf op.
#
# Een andere Python:       make run PYTHON=python3.12
# Een andere poort:        make run ARGS="--server.port 9000"   (of STREAMLIT_SERVER_PORT=9000 make run)
# Een eigen Chromium:      make test SOK_CHROMIUM=/pad/naar/chromium
# Een eigen LibreOffice:   make test SOK_OFFICE=/pad/naar/soffice

PYTHON ?= python3
ARGS ?=
# Altijd `python -m …`: dat blijft werken als de map verhuist.
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet
# Alle toetsen samen mogen 26,5 minuut duren; met het opzetten erbij blijft `make test` onder het half uur.
SECONDS_FOR_TESTS := 1590
# Twee rijen naast elkaar, elk met een eigen server en browser; een bestand blijft in één rij.
TWO_AT_ONCE := -n 2 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help run demo check test e2e bench screens clean lint chromium office
# Een recept dat halverwege stopt, laat geen half bestand achter dat er af uitziet.
.DELETE_ON_ERROR:

help:  ## laat deze lijst zien
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/.run  ## start de app op deze computer
	@$(PY) -m streamlit run app.py $(ARGS)

demo: export SOK_DEMO = 1
demo: run  ## start de app met de verzonnen wijk erin

check: lint  ## stijl, types, maten en huisregels; zonder browser
	@$(PY) -m tests.house.sizes
	$(PY) -m pytest tests/house

test: lint chromium office  ## alles: stijl, types en alle toetsen, ook in een echte browser
	$(PY) -m pytest tests $(TWO_AT_ONCE) --session-timeout=$(SECONDS_FOR_TESTS) $(ARGS)

e2e: chromium  ## alleen de toetsen in een echte browser
	$(PY) -m pytest tests/e2e $(TWO_AT_ONCE) $(ARGS)

bench: chromium  ## meet hoe snel het is (docs/metingen.md)
	$(PY) -m benchmarks $(ARGS)

screens: chromium  ## maak de schermafbeeldingen van docs/beeld/ opnieuw
	$(PY) -m tests.e2e.screens $(ARGS)

clean:  ## gooi .venv en tussenbestanden weg; dossiers blijven staan
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find app.py pages sok_core tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

lint: .venv/.dev
	$(PY) -m ruff check .
	$(PY) -m mypy

chromium: .venv/.dev
	@$(PY) -m tests.chromium

office: .venv/.dev
	@$(PY) -m tests.office

# De lege stempels .run en .dev onthouden dat een lijst is geïnstalleerd; een nieuwere lijst installeert opnieuw.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "SOK-tafel heeft Python 3.11 of nieuwer nodig. Kies er een met: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "Het maken van .venv lukte niet. Op Debian en Ubuntu: installeer python3-venv."; exit 1; }

.venv/.run: requirements.txt | .venv/bin/python
	$(PIP) -r requirements.txt
	@touch $@

.venv/.dev: requirements.txt requirements-dev.txt | .venv/bin/python
	$(PIP) -r requirements-dev.txt
	@touch .venv/.run $@
