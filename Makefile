# `make` lists what there is. Each command makes .venv by itself; nothing but make and Python 3.11 or newer is needed.
.DEFAULT_GOAL := help
.PHONY: help run test lint score ablation bench embedding clean

BIN := .venv/bin
export PYTHON

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/installed ## index data/reports and open the chat page
	@$(BIN)/python -m ui build data/reports
	@$(BIN)/python -m ui serve

test: .venv/installed-dev ## all tests, the page in a real browser included
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m tests.libreoffice
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint: .venv/installed-dev ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

score: .venv/installed-dev ## how many questions come out right, over the five reports and the written test collection
	@$(BIN)/python -m tests.corpus build/corpus/reports
	@$(BIN)/python -m ui build build/corpus/reports --store build/corpus/store
	@$(BIN)/python -m ui build data/reports --store build/five
	@$(BIN)/python -m ui eval data/questions.jsonl --store build/five
	@$(BIN)/python -m ui eval tests/questions_corpus.jsonl --store build/corpus/store
	@$(BIN)/python -m tests.held_back build/five build/corpus/store

ablation: .venv/installed-dev ## what each step of the search for passages adds
	@$(BIN)/python -m tests.corpus build/corpus/reports
	@$(BIN)/python -m ui build build/corpus/reports --store build/corpus/store
	@$(BIN)/python -m ui build data/reports --store build/five
	@$(BIN)/python -m tests.ablation build/five build/corpus/store

bench: .venv/installed-dev ## how quick it is, as ratios within one run
	@$(BIN)/python tests/bench.py

embedding: .venv/installed ## make the embedded model anew
	@$(BIN)/python -m index.embedding_training

clean: ## remove .venv, the store and what tools leave behind
	rm -rf .venv data/store build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/installed: pyproject.toml constraints.txt .ci/install.sh
	@sh .ci/install.sh

.venv/installed-dev: .venv/installed
	@sh .ci/install.sh dev
