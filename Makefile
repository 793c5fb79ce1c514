PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-test

.PHONY: demo test lint samples panel bench bench-verify bench-fuzz bench-ocr bench-page bench-bulk clean

demo: $(STAMP)
	@$(BIN)/gouji audit corpora/samples/sample-planted.pdf -o out/demo --format json,html || test $$? -eq 1

test: $(TEST_STAMP) lint
	$(BIN)/python -m pytest -n 2

lint: $(TEST_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(TEST_STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	@touch $@ $(STAMP)

samples: $(TEST_STAMP)
	$(BIN)/python -m corpora.ledger corpora/samples

panel: $(TEST_STAMP)
	$(BIN)/python -m corpora.panel corpora/panel

bench: $(TEST_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[bench]"
	$(BIN)/python -m tests.bench.reading
	$(BIN)/python -m tests.bench.claims
	$(BIN)/python -m tests.bench.typing
	$(BIN)/python -m tests.bench.reason_models
	$(BIN)/python -m tests.bench.bulk $(PATHS)

bench-verify: $(TEST_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[bench]"
	$(BIN)/python -m tests.bench.injection
	$(BIN)/python -m tests.bench.ledgers
	$(BIN)/python -m tests.bench.mutation corpora/samples/sample-clean.txt
	$(BIN)/python -m tests.bench.reported corpora/samples/sample-clean.txt
	$(BIN)/python -m tests.bench.verifying
	$(BIN)/python -m tests.bench.workbook
	$(BIN)/python -m tests.bench.layouts

bench-fuzz: $(TEST_STAMP)
	$(BIN)/python -m tests.fuzz.run --files 1000

bench-page: $(TEST_STAMP)
	$(BIN)/python -m tests.bench.page

bench-ocr: $(TEST_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[scan]"
	$(BIN)/python -m tests.bench.ocr

bench-bulk: $(TEST_STAMP)
	$(BIN)/python -m tests.bench.bulk $(PATHS)

clean:
	rm -rf $(VENV) out build dist
