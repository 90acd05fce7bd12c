# Two commands matter: make run, make test. Nothing but Python 3.11 and make is assumed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV ?= $(shell command -v uv || echo .uv/bin/uv)
APP := .venv/bin
ENGINE := bot/engine/.venv/bin
export UV_LINK_MODE ?= copy

.PHONY: run test check install lock train clean

run: install
	@$(APP)/deux-portes serve

install: .venv/installed bot/engine/.venv/installed

.uv/bin/uv:
	@echo "Installation de uv…"
	@$(PYTHON) -m venv .uv
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/installed: requirements.lock pyproject.toml | $(UV)
	@echo "Installation de l’application…"
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	@$(UV) pip sync --python .venv/bin/python requirements.lock
	@$(UV) pip install --quiet --python .venv/bin/python --no-deps --editable .
	@touch $@

bot/engine/.venv/installed: bot/engine/requirements.lock | $(UV)
	@echo "Installation du moteur…"
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) bot/engine/.venv
	@$(UV) pip sync --python bot/engine/.venv/bin/python bot/engine/requirements.lock
	@touch $@

train: install
	@$(APP)/deux-portes train

# Some two minutes: everything that needs neither the engine, nor a browser, nor a server.
check: .venv/installed
	@$(APP)/ruff check .
	@$(APP)/ruff format --check .
	@$(APP)/mypy
	@$(APP)/lint-imports
	@$(APP)/deux-portes check
	@$(APP)/pytest -q -n 2 -m "not engine and not browser and not postgresql and not redis and not long"

test: check install
	@$(APP)/deux-portes train
	@$(ENGINE)/python -m pytest -q -c tests/bot/engine/pytest.ini tests/bot/engine
	@$(APP)/pytest -m "engine or postgresql or redis or long" --ignore tests/browser
	@$(APP)/pytest tests/browser  # on its own: the browser and the asynchronous tests cannot share a loop

# The locks: names, versions and hashes, no address.
lock: | $(UV)
	@$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	@cd bot/engine && $(abspath $(UV)) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements.lock

clean:
	@rm -rf .venv bot/engine/.venv var
