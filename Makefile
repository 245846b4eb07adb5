# Chores for developers. Each only calls what .ci/run calls; newcomers need `python3 manage.py up` and no make.
PYTHON := $(shell python3 -P icms/bootstrap.py dev)
DJANGO = SECRET_KEY=for-checks-only $(PYTHON) manage.py

.PHONY: breakages corpus faults-table languages soak check style types imports django translations quick test parity bench lock messages screenshots

check: style types imports django translations  ## everything but the suite

style:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

imports:  ## the contracts in pyproject.toml
	$(PYTHON) -c "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"

django:  ## settings, models and migrations agree
	$(DJANGO) check --fail-level WARNING
	$(DJANGO) makemigrations --check --dry-run

translations:  ## none missing, none fuzzy
	$(DJANGO) compile_translations --check

quick:  ## rules, directions, kernel, money and people: what breaks first, in under a minute
	$(PYTHON) -m pytest -q -n auto -m "not browser and not slow" tests/rules tests/architecture tests/kernel tests/lib tests/accounts \
	    tests/payments

test:  ## the whole suite
	python3 manage.py test

parity:  ## what a database can change (tests/selection.py), on PostgreSQL and Valkey of its own
	$(PYTHON) tests/on_production.py -q -n auto --parity

soak:  ## scale and chance, with a table: a minute of random kills on both databases, whole corpora, long ways in every language
	AXE_IN_EVERY_LANGUAGE=1 $(PYTHON) -m pytest -q --soak -m soak
	$(PYTHON) tests/on_production.py -q --soak -m soak tests/faults

languages:  ## the browser tests, with the main job and axe in every language
	AXE_IN_EVERY_LANGUAGE=1 $(PYTHON) -m pytest -q --soak tests/browser

corpus:  ## every file of tests/documents/corpus against the verdict that is right for it
	$(PYTHON) -m pytest -q --soak tests/documents/test_corpus.py

breakages:  ## takes safeguards out of a copy one by one; each has to turn its tests red
	$(PYTHON) -m tests.faults.breakages --table docs/faults.md

faults-table:  ## kills, silences and cuts off the portal's own processes, and writes docs/faults.md
	FAULTS_TABLE=docs/faults.md $(PYTHON) -m pytest -q --soak tests/faults

bench:  ## the portal against the least work that does the same (docs/benchmarks.md); one row: make bench ONLY=P3, fewer rounds: ROUNDS=3
	$(PYTHON) -m benchmarks --only "$(ONLY)" $(if $(ROUNDS),--rounds $(ROUNDS))

lock:  ## resolve pyproject.toml anew, for every platform and Python from 3.11; hashes, no index address
	$(PYTHON) -m uv pip compile -q --universal -p 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
	    pyproject.toml -o requirements/runtime.txt
	$(PYTHON) -m uv pip compile -q --universal -p 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
	    -c requirements/runtime.txt pyproject.toml --group dev -o requirements/dev.txt

screenshots:  ## the pictures in docs/, from the browser tests of the main job and of the accounts
	SCREENSHOTS=docs/screenshots $(PYTHON) -m pytest -q tests/browser/test_the_main_job.py \
	    tests/browser/test_accounts_are_for_everybody.py -k "(a10 and chromium-en) or everybody"

messages:  ## collect the strings of code and templates into icms/locale (needs gettext), then compile
	$(PYTHON) manage.py makemessages --no-location --no-obsolete -l zh_Hant -l zh_Hans \
	    --ignore .venv --ignore var --ignore tests
	$(PYTHON) manage.py compile_translations
