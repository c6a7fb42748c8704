-- Posts users whose names nobody has used: each connection of each run has names of its own.
-- Every tenth name comes twice, so that one answer in eleven is a 409.

local counter = 0
local thread_number = 0
local run = os.getenv("BENCH_RUN") or "0"

function setup(thread)
  thread:set("id", thread_number)
  thread_number = thread_number + 1
end

function request()
  counter = counter + 1
  local number = counter - math.floor(counter / 11)
  local body = string.format('{"name": "user %s-%d-%d"}', run, id, number)
  return wrk.format("POST", "/users", { ["Content-Type"] = "application/json" }, body)
end

-- One line for the program that started wrk: what it needs, and nothing for people.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("BENCH %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end
