# Each target is one to three ordinary commands; README.md lists them for people without make.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

.PHONY: book page serve lab chapters coursework mark bench lock clean
.PHONY: test test-library test-notebooks test-site test-coursework

book: .venv/reading
	$(BIN)/jupyter-book build . -W --keep-going --all
	@echo && echo "Read it: open _build/html/index.html in a browser, or run: make serve"

# For authors: one chapter alone, as in `make page CHAPTER=06_staircase`; what it prints is kept.
page: .venv/reading
	$(BIN)/python website/build_page.py $(CHAPTER)

serve: book
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

lab: .venv/reading
	$(BIN)/jupyter lab chapters

# The environment: made once, and again when the requirements change.
.venv/reading: requirements.txt requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt --constraint requirements.lock
	@touch $@

# Everything that is checked: style and types, library, notebooks, the built site in a browser.
test: test-library test-notebooks test-site test-coursework
	@echo "all tests passed"

test-library: .venv/testing
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
	$(BIN)/pytest tests/library landauer_lib --doctest-modules -n 2 -q

test-notebooks: .venv/testing
	$(BIN)/pytest chapters --nbval --nbval-current-env --ignore chapters/practices -n 2 --dist loadscope -q
	$(BIN)/pytest tests/book -q

test-site: .venv/testing book
	$(BIN)/pytest tests/site -n 2 -q

test-coursework: .venv/testing .venv/teaching
	$(BIN)/pytest tests/coursework -n 2 --dist loadgroup -q

# For instructors: build what students receive; make mark SET=ps06 SUBMISSIONS="a folder" marks.
coursework: .venv/teaching
	$(BIN)/python -m coursework.release

mark: .venv/teaching
	$(BIN)/python -m coursework.mark "$(SUBMISSIONS)" --set "$(SET)"

.venv/teaching: .venv/reading requirements-coursework.txt
	$(BIN)/pip install --quiet --requirement requirements-coursework.txt --constraint requirements.lock
	@touch $@

.venv/testing: .venv/reading requirements-test.txt
	$(BIN)/pip install --quiet --requirement requirements-test.txt --constraint requirements.lock
	$(BIN)/python tests/install_system_packages.py
	@touch $@

# For authors: run chapters and store their text outputs; time the code; renew the pinned versions.
chapters: .venv/testing
	$(BIN)/python website/refresh_chapters.py

bench: .venv/testing
	$(BIN)/pytest benchmarks --benchmark-only -q

lock: .venv/testing
	$(BIN)/pip install --quiet uv
	$(BIN)/python website/lock_requirements.py

clean:
	rm -rf _build .venv
