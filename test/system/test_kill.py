"""kill -9 at any instant loses no accepted request and repeats no effect."""

import os
import random
import re
import threading
from pathlib import Path

import pytest

from history import History, Load, check
from users_process import BIN, PATIENCE, Users, eventually

KILLS = int(os.environ.get("TEST_KILLS", "20"))
SEED = os.environ.get("TEST_SEED") or str(random.SystemRandom().randrange(10**9))
SOURCES = Path(__file__).parents[2] / "boomerang"


def recovered(data):
    """Starts the demo once more, waits until it has handled all that the log holds, stops it."""
    with Users(data) as users:
        eventually(lambda: len(users.inbox()) == len(users.requests()), "the log is worked off")
        ids = {record.headers["ce_id"] for record in users.requests()}
        eventually(
            lambda: {record.headers["ce_correlationid"] for record in users.outcomes()} == ids,
            "every outcome is published",
        )
        users.stop()
    return users


def test_killed_at_random_under_load(tmp_path):
    print(f"TEST_SEED={SEED} TEST_KILLS={KILLS}")
    chance = random.Random(SEED)
    history = History()
    for cycle in range(KILLS):
        with Users(tmp_path / "data") as users:
            with Load(users, history, clients=8, seed=f"{SEED}/{cycle % 5}"):
                threading.Event().wait(chance.uniform(0.05, 0.8))
                users.kill()

    seen = check(history, recovered(tmp_path / "data"))

    print(seen)
    assert seen["unknown"] >= KILLS / 4, "too few kills met a request in flight"
    assert seen["statuses"][201] > 0 and seen["statuses"][409] > 0


def kill_points():
    """The names of the instants under load at which the program can be made to die. Those of
    opening the log and of retention are passed in test/crash/log_crash_test.cc."""
    names = set()
    for source in SOURCES.rglob("*.cc"):
        names |= set(re.findall(r'BOOMERANG_KILL_POINT\("([^"]+)"\)', source.read_text()))
    under_load = ("log.append.", "log.checkpoint.", "worker.")
    return sorted(name for name in names if name.startswith(under_load))


def points_in_this_build():
    """Those that this build passes: a release build has none."""
    return kill_points() if b"BOOMERANG_KILL_AT" in (BIN / "users").read_bytes() else []


@pytest.mark.parametrize("point", points_in_this_build())
def test_killed_at_point(tmp_path, point):
    """Dies at the named instant, the first and a later time; what remains must add up."""
    history = History()
    for passes in (1, 5):
        with Users(tmp_path / "data", env={"BOOMERANG_KILL_AT": f"{point}:{passes}"}) as users:
            with Load(users, history, clients=4, seed=point):
                code = users.process.wait(PATIENCE)
            assert code == -9, f"{point} was not reached"
    check(history, recovered(tmp_path / "data"))
