"""The demo on Kafka and a database server, against the direct handler on the same database."""

import contextlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from measuring import Program, floor, folder_for_data, load, median, ratio_text
from servers import Database, Server

# A Java program is slow until it has compiled what is busy, and that takes it CPU meanwhile.
WARM_SECONDS = 5
WARM_CONNECTIONS = 256


@dataclass
class Under:
    """A program that is measured: its processes, and a sample and two costs of each round."""

    port: int
    processes: list
    samples: list = field(default_factory=list)
    costs: list = field(default_factory=list)


@dataclass
class Cost:
    database_us: float
    kafka_us: float
    requests_per_commit: float


def start(close, database, kafka, folder, options):
    """Both programs, which stay for all rounds: one that nobody asks costs next to nothing."""
    def program(*arguments):
        return close.enter_context(contextlib.closing(Program(*arguments)))

    direct = program("direct_users", "--listen", "127.0.0.1:0", "--database", database.url)
    direct_port = direct.port()  # By now the table is there.
    users = ["users", "--broker", f"kafka://{kafka.url}", "--admin", "127.0.0.1:0", *options.users]
    works = ["--database", database.url]
    serves = ["--listen", "127.0.0.1:0", "--data", folder]
    if options.processes == 1:
        processes = [program(*users, *serves, *works)]
    else:
        processes = [program(*users, *serves, "--role", "gateway"),
                     program(*users, *works, "--role", "worker")]
    for process in processes:
        process.wait_until_ready()
    return {"direct": Under(direct_port, [direct]),
            "boomerang": Under(processes[0].port(), processes)}


def measure(under, database, kafka, connections, seconds, run):
    load(under.port, connections, 1, f"{run}-warm")
    commits = database.commits()
    before = [sum(one.cpu_seconds() for one in under.processes),
              database.cpu_seconds(), kafka.cpu_seconds()]
    sample = load(under.port, connections, seconds, run)
    after = [sum(one.cpu_seconds() for one in under.processes),
             database.cpu_seconds(), kafka.cpu_seconds()]
    commits = database.commits() - commits
    requests = max(sample.requests, 1)
    cpu_us = [(b - a) * 1e6 / requests for a, b in zip(before, after)]
    sample.cpu_us = cpu_us[0]
    under.samples.append(sample)
    under.costs.append(Cost(cpu_us[1], cpu_us[2], sample.requests / max(commits, 1)))


def row(connections, name, samples, costs, ratios):
    cells = [f"{connections}", name, f"{median(samples, 'rate'):,.0f}",
             f"{median(samples, 'p50_ms'):.2f}", f"{median(samples, 'p99_ms'):.2f}"]
    if costs:
        cpu = [median(samples, "cpu_us"), median(costs, "database_us"), median(costs, "kafka_us"),
               median(samples, "load_us")]
        cells += [" / ".join(f"{one:.0f}" for one in cpu),
                  f"{median(costs, 'requests_per_commit'):.1f}"]
    else:
        cells += ["", ""]
    cells += [ratio_text(one) if one else "" for one in ratios]
    cells.append(f"{sum(sample.errors for sample in samples)}")
    print("| " + " | ".join(cells) + " |", flush=True)
    return sum(sample.errors for sample in samples)


def rounds(programs, database, kafka, connections, options):
    """All that one number of connections asks for. Gives the number of errors."""
    floors = []
    for under in programs.values():
        under.samples, under.costs = [], []
    for number in range(options.rounds):
        floors.append(floor(kafka.url, connections, options.seconds))
        for name, under in programs.items():
            measure(under, database, kafka, connections, options.seconds,
                    f"{name}-{connections}-{number}")
    direct, ours = programs["direct"], programs["boomerang"]
    rates = [a.rate / b.rate for a, b in zip(ours.samples, direct.samples)]
    times = [a.p50_ms / (b.p50_ms + c.p50_ms)
             for a, b, c in zip(ours.samples, direct.samples, floors)]
    row(connections, "floor", floors, [], ["", ""])
    return (row(connections, "direct", direct.samples, direct.costs, ["", ""])
            + row(connections, "boomerang", ours.samples, ours.costs, [rates, times]))


def compare_on(script, options):
    """A table for one database. Gives the number of errors."""
    print(f"\nOn {script}, boomerang as {options.processes} process(es):\n")
    print("| connections | what | requests/s | p50 ms | p99 ms "
          "| CPU us/request: program / database / Kafka / wrk | requests/commit | rate / direct (each round) "
          "| p50 / (floor + direct) (each round) | errors |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with contextlib.ExitStack() as close:
        folder = Path(close.enter_context(
            tempfile.TemporaryDirectory(prefix="kafka-", dir=folder_for_data())))
        folder.chmod(0o755)  # A database that root starts runs as somebody else.
        kafka = close.enter_context(contextlib.closing(Server("kafka", folder / "kafka")))
        database = close.enter_context(contextlib.closing(Database(script, folder / "database")))
        programs = start(close, database, kafka, folder / "demo", options)
        floor(kafka.url, 64, WARM_SECONDS)
        for name, under in programs.items():
            load(under.port, WARM_CONNECTIONS, WARM_SECONDS, f"{name}-warm")
        return sum(rounds(programs, database, kafka, connections, options)
                   for connections in options.connections)


def compare(options):
    """Prints a table for each database. Gives the number of errors."""
    return sum(compare_on(script, options) for script in options.databases)
