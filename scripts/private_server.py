"""A server of one's own: its data in a folder, its end with ours. Shared by scripts/kafka,
scripts/mariadb, scripts/postgresql and scripts/stack."""

import argparse
import fcntl
import json
import os
import pwd
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 120  # Seconds until a server must answer.
STOP_PATIENCE = 20  # Seconds until one that was asked to stop is killed.
LOG_LINES = 15  # So many are shown of one that ended.


def say(message):
    print(f"{Path(sys.argv[0]).name}: {message}", file=sys.stderr, flush=True)


def refuse(message):
    """Nothing was done, and nothing will be until the caller changes something."""
    say(message)
    sys.exit(2)


def give_up(message):
    say(message)
    sys.exit(1)


def need(programs, group):
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        refuse(f"{', '.join(missing)} missing; `scripts/setup {group}` installs what is needed")


def lock_folder(folder):
    """Keeps every other process out of the folder. Each server inherits the lock, so that a new
    start waits for those whose parent was killed. Gives the file descriptor."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    deadline = time.monotonic() + STOP_PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            holder = os.pread(lock, 20, 0).decode().strip()
            if _is_running(holder) or time.monotonic() > deadline:
                refuse(f"--data {folder} is in use by process {holder or '(starting)'}")
            time.sleep(0.05)
    os.truncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    return lock


def _is_running(pid):
    return not pid or Path(f"/proc/{pid}").exists()


def take_ports(first, count):
    """`count` ports from `first` on, or any that are free if it is 0."""
    ports = range(first, first + count) if first else free_ports(count)
    for port in ports:
        if not is_free(port):
            refuse(f"--port {port} is taken by another process; choose another, or 0 for any")
    return list(ports)


def free_ports(count):
    """Ports that no other script is given while this process runs, whether or not anybody listens:
    between now and then, or after a server was killed, one would take another's."""
    # Below the range from which Linux takes ports for outgoing connections.
    found = set()
    while len(found) < count:
        port = random.SystemRandom().randrange(20000, 32000)
        if reserve(port) and is_free(port):
            found.add(port)
    return sorted(found)


_reserved = []  # Sockets: what they are bound to is ours until this process ends.


def reserve(port):
    """False if another of these scripts has it."""
    place = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        place.bind(f"\0boomerang-port-{port}")
    except OSError:
        place.close()
        return False
    _reserved.append(place)
    return True


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except OSError:
            return False
        return True


def made_with(folder, wanted, chosen=None):
    """What the folder was made with: now, or earlier, and then it must be what is wanted now. Empty
    wishes take what is there. Of `chosen`, those of the first start hold."""
    path = folder / "made.json"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(json.dumps({**wanted, **(chosen or {})}))
    made = json.loads(path.read_text())
    for name, value in wanted.items():
        if value and made[name] != value:
            refuse(f"--data {folder} was made with another --{name}; use a new folder")
    return made


def hand_over(folder, user):
    """Gives the folder to `user` if we are root, since databases refuse to run as root. Gives the
    command prefix that makes a program theirs; it is empty if we are somebody already."""
    if os.geteuid() != 0:
        return []
    owner = pwd.getpwnam(user)
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    prefix = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    if subprocess.run([*prefix, "--", "test", "-w", folder]).returncode != 0:
        refuse(f"--data {folder} lies where user {user}, as whom the server runs, may not go")
    return prefix


def run_once(command, **options):
    """A step of the preparation, which must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        give_up(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


class Server:
    """One child process, its output in a log file, its pid in a file named `pid`."""

    def __init__(self, command, folder, lock, *, prefix=(), stop=signal.SIGTERM):
        self.command, self.folder, self.lock, self.stop_signal = command, folder, lock, stop
        # The kernel stops the server should we die before we can.
        name = signal.Signals(stop).name.removeprefix("SIG")
        self.prefix = [*(prefix or ["setpriv"]), "--pdeathsig", name, "--"]
        self.process = None
        self.is_missed = False  # Its end was reported.

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[self.lock],
                start_new_session=True,  # Ctrl-C is for us, we stop the servers in our way.
            )
        (self.folder / "pid").write_text(f"{self.process.pid}\n")
        self.is_missed = False

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def wait_until(self, answers):
        deadline = time.monotonic() + PATIENCE
        while not answers():
            if not self.is_running():
                give_up(f"the server ended with {self.process.returncode}: {self.log_end()}")
            if time.monotonic() > deadline:
                give_up(f"the server does not answer after {PATIENCE} s: {self.log_end()}")
            time.sleep(0.02)

    def log_end(self):
        lines = (self.folder / "log").read_text(errors="replace").splitlines()
        return "\n  ".join([f"{self.folder}/log ends with", *lines[-LOG_LINES:]])

    def ask_to_stop(self):
        if self.is_running():
            self.process.send_signal(self.stop_signal)
            self.process.send_signal(signal.SIGCONT)  # One that a test has paused.

    def stop(self):
        self.ask_to_stop()
        if self.process:
            try:
                self.process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        (self.folder / "pid").unlink(missing_ok=True)


class _Stopped(BaseException):
    pass


def run(servers, start, restart_dead=None):
    """Calls `start`, then watches until SIGTERM or SIGINT, then stops all servers: exit code 0.
    A server that dies meanwhile is reported; SIGUSR1 calls `restart_dead`."""

    def on_stop(*_):
        raise _Stopped

    asked = []
    signal.signal(signal.SIGTERM, on_stop)
    signal.signal(signal.SIGINT, on_stop)
    signal.signal(signal.SIGUSR1, lambda *_: asked.append(1))
    try:
        start()
        while True:
            for server in servers:
                if not server.is_running() and not server.is_missed:
                    server.is_missed = True
                    say(f"{server.folder} ended with {server.process.returncode}")
                    if not restart_dead:
                        give_up(server.log_end())
            if asked:
                asked.clear()
                if restart_dead:
                    restart_dead()
            time.sleep(0.1)
    except _Stopped:
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for server in servers:
            server.ask_to_stop()
        for server in servers:
            server.stop()


def name(text):
    if not re.fullmatch(r"[\w.-]+", text, re.ASCII):
        raise argparse.ArgumentTypeError("expected letters, digits, . _ -")
    return text


def port(text):
    if not re.fullmatch(r"[0-9]{1,5}", text, re.ASCII) or int(text) > 65535:
        raise argparse.ArgumentTypeError("expected a number from 0 to 65535")
    return int(text)


def database_options(description, port):
    """The command line of a script for a database."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--port", type=int, default=port, help="0: any that is free")
    for flag in ["--user", "--password", "--name"]:
        parser.add_argument(flag, type=name, default="boomerang")
    options = parser.parse_args()
    options.data = options.data.resolve()
    return options


def run_database(options, server, answers, scheme):
    """Starts it, prints `ready URL` when it answers, and runs until told to stop."""

    def start():
        server.start()
        server.wait_until(answers)
        place = f"127.0.0.1:{options.port}/{options.name}"
        print(f"ready {scheme}://{options.user}:{options.password}@{place}", flush=True)

    run([server], start)
