# Two commands matter: `make demo` and `make test`. Both set up all they need in .venv/
# (and in .venv-3.X/ for every other supported CPython of the machine) and below target/.
#
#   make demo    the first session, and what a call costs
#   make test    every test: Rust, snapshots, UI tests of the macros, pytest on each Python
#   make test-million  a million objects, conversions, views and callbacks of each kind: nothing stays behind
#   make test-package  a package built in one clean virtual environment and used in others, one for each Python
#   make test-asan     pytest under AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer
#   make lint    formatting, clippy, rustdoc, mypy, and cargo-deny where it is installed
#   make bench   the bindings-overhead report: benches/REPORT.md, and what loading and building cost.
#                It builds a dozen rivals for each Python and takes an hour; QUICK=1 takes minutes:
#                the first Python, fewer passes, the rivals that build within seconds.
#
# `make test others=` leaves the other Pythons out; `PYTHON=python3.12 make test` chooses the first.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:

pythons := $(shell .ci/pythons)
others := $(filter 3.%,$(wordlist 3,99,$(pythons)))
venvs := .venv $(others:%=.venv-%)

# The package's own dictionary of the standard library; a changed generator makes it anew.
standard := runtime/python/cppyy_rs/libstandardDict.so
generator := $(shell find bindgen-cli/src runtime/abi -name '*.rs' -o -name '*.h')

# The Pythons whose calls are measured.
bench_venvs := $(if $(QUICK),.venv,$(filter .venv .venv-3.11 .venv-3.12 .venv-3.13,$(venvs)))

# PyO3 must link the tests to the same libpython that .venv/ runs.
export PYO3_PYTHON := $(CURDIR)/.venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-rust test-python test-million test-package test-asan lint bench venv install common-wheels clean $(venvs:%=install-%)

demo: install-.venv
	.venv/bin/python testlibs/myclass/session.py
	.venv/bin/python benches/overhead/demo.py

test: test-rust test-python

# The venv comes first: the generator's tests parse with its libclang, and its libpython runs the runtime's.
test-rust: venv
	cargo test --workspace

# A process for each processor, each file of tests in one of them: most of the time goes into compilers that use one.
spread := -n auto --dist loadfile

test-python: install
	rm -f runtime/tests/build/left-out-*
	failed=; for venv in $(venvs); do \
	    $$venv/bin/python -m pytest -c runtime/pyproject.toml $(spread) runtime/tests || failed="$$failed $$venv"; \
	done; \
	.venv/bin/python runtime/tests/left_out.py; \
	test -z "$$failed" || { echo "pytest failed in:$$failed"; exit 1; }

test-million: install-.venv
	CPPYY_RS_MILLION=1000000 .venv/bin/python -m pytest -c runtime/pyproject.toml runtime/tests/test_million_*.py

# Environments of its own, which ask PyPI for libclang and mypy.
test-package: install
	.ci/package target/wheels

# What gcc instruments and what rustc does share gcc's runtime, which has to be there before Python; docs/adr/0028 says why.
sanitizers := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g1
asan_log := $(CURDIR)/target/asan/log
# CPython has no frame pointers: stacks that end in it would not tell whose a leak is, so they are unwound the slow way,
# a dozen frames: as many as lead from the allocation to whoever asked CPython for an object.
asan_options := detect_leaks=1:leak_check_at_exit=0:detect_odr_violation=0:fast_unwind_on_malloc=0:malloc_context_size=12:log_path=$(asan_log)/report
lsan_options := suppressions=$(CURDIR)/.ci/lsan.supp:print_suppressions=0
asan_environment = LD_PRELOAD="$$(g++ -print-file-name=libasan.so) $$(g++ -print-file-name=libstdc++.so)" \
    ASAN_OPTIONS=$(asan_options) LSAN_OPTIONS=$(lsan_options) \
    UBSAN_OPTIONS=print_stacktrace=1:log_path=$(asan_log)/report \
    PYTHONMALLOC=malloc PYTHONPATH=$(CURDIR)/target/asan/site \
    CPPYY_RS_TEST_FLAGS="$(sanitizers)" CPPYY_RS_TEST_BUILD=$(CURDIR)/target/asan/build CPPYY_RS_MILLION=2000 \
    CPPYY_RS_CROWD=60

# Where a compiler in the process registers its code's tables, as Numba's does, gcc's unwinder allocates under a lock, and the
# sanitizer, which unwinds the slow way at each allocation, waits for itself: such tests have a process of their own. Its
# threads' own storage is at times not where the search for leaks expects it, which ends the search: it is left out there.
compiles_in_process := runtime/tests/test_numba.py

# The real libraries are built without the sanitizers, and take an hour with them; what builds make is not instrumented.
test-asan: install-.venv asan-site
	rm -rf $(asan_log) && mkdir -p $(asan_log)
	failed=; $(asan_environment) .venv/bin/python -m pytest -c runtime/pyproject.toml runtime/tests \
	    --ignore=runtime/tests/test_real_libraries.py --ignore=runtime/tests/test_build_systems.py $(compiles_in_process:%=--ignore=%) $(ASAN_TESTS) || failed=yes; \
	$(asan_environment) ASAN_OPTIONS=$(asan_options):fast_unwind_on_malloc=1 LSAN_OPTIONS=$(lsan_options):use_tls=0 \
	    .venv/bin/python -m pytest -c runtime/pyproject.toml $(compiles_in_process) || failed=yes; \
	find $(asan_log) -type f -size +0 -exec cat {} + ; \
	test -z "$$failed" -a -z "$$(find $(asan_log) -type f -size +0)"

# The runtime with its own dictionary, instrumented, where PYTHONPATH finds it before the one that is installed.
.PHONY: asan-site
asan-site: target/asan/standard/libstandardDict.so | install-.venv
	RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=address -Cforce-frame-pointers=yes" \
	    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_STRIP=none \
	    CARGO_PROFILE_RELEASE_DEBUG=line-tables-only CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true \
	    .venv/bin/maturin build --release --target $$(rustc -vV | sed -n 's/^host: //p') --compatibility linux \
	    --manifest-path runtime/Cargo.toml --target-dir target/asan/cargo --out target/asan/wheels \
	    --interpreter .venv/bin/python
	rm -rf target/asan/site
	.venv/bin/python -m pip install --quiet --no-index --no-deps --target target/asan/site target/asan/wheels/cppyy_rs-*.whl
	cp target/asan/standard/libstandardDict.so target/asan/site/cppyy_rs/

target/asan/standard/libstandardDict.so: runtime/standard/standard.hpp runtime/standard/instantiations.txt $(generator) | install-.venv
	$(call make_standard,$(@D),-- $(sanitizers))

lint: venv
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings -A rustdoc::private_intra_doc_links -A rustdoc::invalid_html_tags" cargo doc --workspace --no-deps --quiet
	.venv/bin/python -m mypy --strict runtime/python/cppyy_rs/*.pyi
	if command -v cargo-deny; then cargo deny check; else echo "cargo-deny is not installed: deny.toml is not checked"; fi

# What reports are made of comes first: the last command writes the page.
bench: $(bench_venvs:%=install-%)
	.venv/bin/python -m pip install --quiet -r benches/requirements.txt $(if $(QUICK),,-r benches/load/requirements.txt -r benches/build-cost/requirements.txt)
	$(if $(QUICK),,.venv/bin/python benches/load/run.py)
	$(if $(QUICK),,.venv/bin/python benches/build-cost/run.py)
	.venv/bin/python benches/run.py $(if $(QUICK),--quick)
	$(if $(QUICK),,.venv/bin/python benches/run-time/run.py)
	$(if $(QUICK),,.venv/bin/python benches/coverage/run.py)
	$(if $(QUICK),,.venv/bin/python benches/tasks/run.py)
	$(if $(QUICK),,.venv/bin/python benches/run.py --render)

venv: .venv/.tools

# Wheels, not an editable install: what is tested and measured is what users get.
install: $(venvs:%=install-%)

$(venvs:%=install-%): install-%: %/.tools common-wheels $(standard)
	.venv/bin/maturin build --release --compatibility linux --manifest-path runtime/Cargo.toml \
	    --target-dir target/py --out target/wheels --interpreter $*/bin/python
	$*/bin/python -m pip install --quiet --no-index --no-deps --force-reinstall --find-links target/wheels \
	    cppbind cppyy_rs cppyy_rs-compat

# Besides the specialisations of instantiations.txt: what a C++ program finds in every standard library.
standard_items := std::(cin|cout|cerr|clog) (malloc|calloc|realloc|free) cppyy_rs::.* \
    std::(any|filesystem::path|monostate) \
    std::chrono::((system|steady)_clock|(nano|micro|milli)?seconds|minutes|hours)

# $(1): the folder; $(2): more arguments, which come last.
define make_standard
	mkdir -p $(1)
	{ sed 's/^/--instantiate=/' runtime/standard/instantiations.txt; $(if $(2),printf '%s\n' $(2);) } | \
	    (cd $(1) && xargs -d '\n' $(CURDIR)/.venv/bin/cppbind gen --std c++17 \
	    $(standard_items:%=--allowlist-item='%') $(CURDIR)/runtime/standard/standard.hpp)
endef

# The standard library's dictionary goes into every wheel of the runtime.
$(standard): runtime/standard/standard.hpp runtime/standard/algorithms.hpp runtime/standard/instantiations.txt $(generator) | common-wheels
	.venv/bin/python -m pip install --quiet --no-index --no-deps --force-reinstall --find-links target/wheels cppbind
	mkdir -p $(@D)
	$(call make_standard,target/standard,)
	strip --strip-unneeded -o $@ target/standard/libstandardDict.so

# What is the same for every Python: the generator, and the package with cppyy's name.
common-wheels: venv
	rm -rf target/wheels
	.venv/bin/python -m pip wheel --quiet --no-deps --wheel-dir target/wheels runtime/compat
	.venv/bin/maturin build --release --compatibility linux --manifest-path bindgen-cli/Cargo.toml \
	    --target-dir target/py --out target/wheels

.venv/.tools: .ci/requirements.txt .ci/build-systems.txt
	test -n "$(pythons)"
	$(word 2,$(pythons)) -m venv .venv
	.venv/bin/python -m pip install --quiet -r .ci/requirements.txt -r .ci/build-systems.txt
	touch $@

.venv-%/.tools: .ci/requirements.txt
	$$(.ci/pythons | awk '$$1 == "$*" { print $$2 }') -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet -r .ci/requirements.txt
	touch $@

clean:
	rm -rf .venv .venv-3.* target runtime/tests/build benches/build
