# The front door. `make help` lists what there is.

.DEFAULT_GOAL := help
.PHONY: help setup build run stack test bench soak fuzz kafka mariadb postgresql format clean

help: ## List what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

setup: ## Install the Debian packages that are missing, and build librdkafka once
	@scripts/setup

build: setup ## Build what users run: build/release/bin
	@scripts/quietly cmake --preset release
	@scripts/quietly cmake --build --preset release --target users boomerang

run: build ## Run the users demo on 127.0.0.1:8080; ARGS='--handler-delay 6s' adds flags
	@exec build/release/bin/users $(ARGS)

test: ## Build and run every test, with the sanitizers
	@scripts/setup kafka mariadb postgresql workers lint browser h2spec
	@scripts/test

bench: build ## Compare the demo with a direct handler, in one run; ARGS='--broker kafka'
	@scripts/setup $(if $(findstring kafka,$(ARGS)),kafka mariadb postgresql)
	@scripts/quietly cmake --build --preset release --target direct_users slow_sync kafka_ping_pong
	@bench/compare $(ARGS)

soak: setup ## Kill the demo under load for long; KILLS=1000 says how often
	@scripts/soak $(or $(KILLS),1000)

fuzz: ## Look for inputs that break a parser; SECONDS=600 says how long for each
	@scripts/fuzz $(or $(SECONDS),60) $(ARGS)

stack: KAFKA_PORT ?= 9093
stack: MARIADB_PORT ?= 3306
stack: HTTP_PORT ?= 8080
stack: GATEWAY_HEALTH_PORT ?= 8082
stack: WORKER_HEALTH_PORT ?= 8083
stack: DATA ?= .boomerang/stack
stack: build ## Run the demo on Kafka and MariaDB, until Ctrl-C (HTTP_PORT, KAFKA_PORT, ...)
	@scripts/setup kafka mariadb
	@scripts/stack --bin build/release/bin --data $(DATA) --kafka-port $(KAFKA_PORT) \
	  --mariadb-port $(MARIADB_PORT) --http-port $(HTTP_PORT) \
	  --gateway-health-port $(GATEWAY_HEALTH_PORT) --worker-health-port $(WORKER_HEALTH_PORT)

kafka: KAFKA_PORT ?= 9093
kafka: DATA ?= .boomerang/kafka
kafka: ## Run a Kafka broker here, until Ctrl-C (KAFKA_PORT, DATA)
	@scripts/setup kafka
	@scripts/kafka --port $(KAFKA_PORT) --data $(DATA)

mariadb: MARIADB_PORT ?= 3306
mariadb: DATA ?= .boomerang/mariadb
mariadb: ## Run a MariaDB here, until Ctrl-C (MARIADB_PORT, DATA)
	@scripts/setup mariadb
	@scripts/mariadb --port $(MARIADB_PORT) --data $(DATA)

postgresql: DATA ?= .boomerang/postgresql
postgresql: ## Run a PostgreSQL here, until Ctrl-C (DATA)
	@scripts/setup postgresql
	@scripts/postgresql --data $(DATA)

format: setup ## Bring every C++ file into the one format
	@git ls-files '*.h' '*.cc' | xargs clang-format -i

clean: ## Remove what was built; data stays
	@rm -rf build
