# The front door. `make help` lists what there is.

.DEFAULT_GOAL := help
.PHONY: help setup build run test bench fuzz format clean

help: ## List what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

setup: ## Install the Debian packages that are missing
	@scripts/setup

build: setup ## Build what users run: build/release/bin
	@scripts/quietly cmake --preset release
	@cmake --build --preset release

test: setup ## Build and run every test, with the sanitizers
	@scripts/test

format: setup ## Bring every C++ file into the one format
	@git ls-files '*.h' '*.cc' | xargs clang-format -i

clean: ## Remove what was built; data stays
	@rm -rf build
