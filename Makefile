# Two commands matter: `make demo` and `make test`. Both set up all they need in .venv/
# (and in .venv-3.X/ for every other supported CPython of the machine) and below target/.
#
#   make demo    the first session, and what a call costs
#   make test    every test: Rust, snapshots, UI tests of the macros, pytest on each Python
#   make lint    formatting, clippy, rustdoc, mypy, and cargo-deny where it is installed
#   make bench   the load benchmarks, into benches/load/
#
# `make test others=` leaves the other Pythons out; `PYTHON=python3.12 make test` chooses the first.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:

pythons := $(shell .ci/pythons)
others := $(filter 3.%,$(wordlist 3,99,$(pythons)))
venvs := .venv $(others:%=.venv-%)

# PyO3 must link the tests to the same libpython that .venv/ runs.
export PYO3_PYTHON := $(CURDIR)/.venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-rust test-python lint bench venv install common-wheels clean $(venvs:%=install-%)

demo: install-.venv
	.venv/bin/python testlibs/myclass/session.py
	.venv/bin/python benches/overhead/demo.py

test: test-rust test-python

# The venv comes first: the generator's tests parse with its libclang, and its libpython runs the runtime's.
test-rust: venv
	cargo test --workspace

test-python: install
	rm -f runtime/tests/build/left-out-*
	failed=; for venv in $(venvs); do \
	    $$venv/bin/python -m pytest -c runtime/pyproject.toml runtime/tests || failed="$$failed $$venv"; \
	done; \
	.venv/bin/python runtime/tests/left_out.py; \
	test -z "$$failed" || { echo "pytest failed in:$$failed"; exit 1; }

lint: venv
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings -A rustdoc::private_intra_doc_links -A rustdoc::invalid_html_tags" cargo doc --workspace --no-deps --quiet
	.venv/bin/python -m mypy --strict runtime/python/cppyy_rs/*.pyi
	if command -v cargo-deny; then cargo deny check; else echo "cargo-deny is not installed: deny.toml is not checked"; fi

bench: install-.venv
	.venv/bin/python -m pip install --quiet -r benches/load/requirements.txt
	.venv/bin/python benches/load/run.py

venv: .venv/.tools

# Wheels, not an editable install: what is tested and measured is what users get.
install: $(venvs:%=install-%)

$(venvs:%=install-%): install-%: %/.tools common-wheels
	.venv/bin/maturin build --release --compatibility linux --manifest-path runtime/Cargo.toml \
	    --target-dir target/py --out target/wheels --interpreter $*/bin/python
	$*/bin/python -m pip install --quiet --no-index --no-deps --force-reinstall --find-links target/wheels \
	    cppbind cppyy_rs cppyy_rs-compat

# What is the same for every Python: the generator, and the package with cppyy's name.
common-wheels: venv
	rm -rf target/wheels
	.venv/bin/python -m pip wheel --quiet --no-deps --wheel-dir target/wheels runtime/compat
	.venv/bin/maturin build --release --compatibility linux --manifest-path bindgen-cli/Cargo.toml \
	    --target-dir target/py --out target/wheels

.venv/.tools: .ci/requirements.txt
	test -n "$(pythons)"
	$(word 2,$(pythons)) -m venv .venv
	.venv/bin/python -m pip install --quiet -r .ci/requirements.txt
	touch $@

.venv-%/.tools: .ci/requirements.txt
	$$(.ci/pythons | awk '$$1 == "$*" { print $$2 }') -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet -r .ci/requirements.txt
	touch $@

clean:
	rm -rf .venv .venv-3.* target runtime/tests/build benches/build
