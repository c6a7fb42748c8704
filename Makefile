# The front door. `make help` lists what there is.

.DEFAULT_GOAL := help
.PHONY: help setup build run test bench soak format clean

help: ## List what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

setup: ## Install the Debian packages that are missing
	@scripts/setup

build: setup ## Build what users run: build/release/bin
	@scripts/quietly cmake --preset release
	@scripts/quietly cmake --build --preset release --target users boomerang

run: build ## Run the users demo on 127.0.0.1:8080; ARGS='--handler-delay 6s' adds flags
	@exec build/release/bin/users $(ARGS)

test: setup ## Build and run every test, with the sanitizers
	@scripts/test

bench: build ## Compare the demo with a direct handler, in one run
	@scripts/quietly cmake --build --preset release --target direct_users slow_sync
	@bench/compare $(ARGS)

soak: setup ## Kill the demo under load for long; KILLS=1000 says how often
	@scripts/soak $(or $(KILLS),1000)

format: setup ## Bring every C++ file into the one format
	@git ls-files '*.h' '*.cc' | xargs clang-format -i

clean: ## Remove what was built; data stays
	@rm -rf build
