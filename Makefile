# One door for developers and users: make run, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
RUNTIME := $(VENV)/.runtime
DEVELOP := $(VENV)/.develop
# Where the documents lie that the claims are held against, if they are at hand.
DOCUMENTS ?= ../shared/sources

TYPESCRIPT := node_modules/.package-lock.json

.PHONY: setup run test check lint typescript lock sbom wheelhouse image-rehearsal clean
.DELETE_ON_ERROR:

setup: $(RUNTIME)

# The stamp is newer than the lock only when everything the lock names is installed.
$(RUNTIME): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Corridor Atlas needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the atlas into $(VENV) ..."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(DEVELOP): requirements-dev.lock $(RUNTIME)
	@echo "Installing the test tools ..."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

# TypeScript checks the types of the browser's code; it comes from npm, where that is at hand.
typescript: $(TYPESCRIPT)

$(TYPESCRIPT): package-lock.json
	@if command -v npm > /dev/null; then echo "Installing TypeScript ..."; npm ci --ignore-scripts --no-audit --no-fund --loglevel error --fetch-retries 0 --fetch-timeout 20000 || echo "npm could not install TypeScript."; else echo "There is no npm: TypeScript is not installed."; fi

run: $(RUNTIME)
	@$(BIN)/corridor-atlas serve

test: $(DEVELOP) typescript
	@$(BIN)/python -m tools.chromium
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/corridor-atlas check
	@if [ -d "$(DOCUMENTS)" ]; then $(BIN)/corridor-atlas verify --documents "$(DOCUMENTS)"; else echo "The documents are not at $(DOCUMENTS): claims were not held against them."; fi
	@DOCUMENTS="$(DOCUMENTS)" $(BIN)/python -m pytest -n auto --dist worksteal

lint: $(DEVELOP) typescript
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m tools.browser_code
	@$(BIN)/python -m pytest tests/web -k "not types_fit and not style_is_kept"

check: $(RUNTIME)
	@$(BIN)/corridor-atlas check

# Pin anew. Needs uv and a registry; the locks name neither hosts nor paths.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --all-extras pyproject.toml requirements.in -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --group dev pyproject.toml requirements.in -o requirements-dev.lock

# The bill of materials and the list of licences, from the lock.
sbom: $(RUNTIME)
	@$(BIN)/python -m tools.sbom

# Rehearsals: an installation with no network, and the image with no engine (root, Debian).
wheelhouse: $(RUNTIME)
	@$(BIN)/python -m tools.wheelhouse

image-rehearsal: $(DEVELOP)
	@$(BIN)/python -m tools.chromium
	@$(BIN)/python -m tools.image

clean:
	rm -rf $(VENV) node_modules *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
