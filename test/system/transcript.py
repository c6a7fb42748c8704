"""Runs what a page of the documentation shows, and compares what comes back.

A page says which program its next blocks are about, in a comment that readers do not see:

    <!-- transcript: users --handler-delay 8s -->

From there to the next comment, each fenced block marked `console` is run, line by line that begins
with "$ ", and the lines that follow must be what is printed. All blocks of one comment talk to one
process, at the address localhost:8080 as it is written.

What differs each time is compared by its place: a date is a date; the first id of a page stands for
the first id that was seen, in commands and in answers, and never for another one; the same goes for
tickets. Header fields may come in any order.
"""

import contextlib
import os
import re
import shlex
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from users_process import BIN, PATIENCE, Users, eventually

PROGRAM = re.compile(r"<!-- transcript: users ?(.*?) *-->")
DATE = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\b")
NAME = re.compile(  # Of one thing among many: an id, or a ticket.
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\bAQ[A-Za-z0-9_-]{100,}"
)
ADDRESS = "localhost:8080"


@dataclass
class Step:
    command: str
    begin: int  # In the lines of the page, from 0: the first that is printed, ...
    end: int  # ...and the one after the last.
    printed: str = ""


@dataclass
class Scene:
    flags: list
    steps: list


def scenes_of(page):
    """What is to be run, in order."""
    scenes, inside, step = [], False, None
    for number, line in enumerate(page.splitlines()):
        if program := PROGRAM.fullmatch(line):
            scenes.append(Scene(shlex.split(program[1]), []))
        elif line == "```console":
            assert scenes, f"line {number + 1}: no comment says what runs here"
            inside, step = True, None
        elif line == "```" and inside:
            inside = False
        elif inside and line.startswith("$ "):
            step = Step(line[2:], number + 1, number + 1)
            scenes[-1].steps.append(step)
        elif inside and step and step.command.endswith("\\"):
            step.command = step.command[:-1].rstrip() + " " + line.strip()
            step.begin = step.end = number + 1
        elif inside:
            assert step, f"line {number + 1}: nothing is run before this"
            step.printed += line + "\n"
            step.end = number + 1
    assert not inside, "the last block has no end"
    return scenes


class Names:
    """Which name of the page stands for which one of this run."""

    def __init__(self):
        self.of_run, self.of_page = {}, {}

    def bind(self, page_text, run_text):
        """Takes the names of both, which are to be the same in their order."""
        for shown, seen in zip(NAME.findall(page_text), NAME.findall(run_text)):
            if shown not in self.of_run and seen not in self.of_page:
                self.of_run[shown], self.of_page[seen] = seen, shown

    def in_run(self, page_text):
        return NAME.sub(lambda one: self.of_run.get(one[0], one[0]), page_text)

    def in_page(self, run_text):
        return NAME.sub(lambda one: self.of_page.get(one[0], one[0]), run_text)


def settled(text):
    """The text without what may differ: dates, and the order of header fields."""
    text = DATE.sub("<date>", text.replace("\r", ""))
    parts = re.split(r"(?m)(^HTTP/1\.1 .*\n(?:[A-Za-z-]+: .*\n)*)", text)
    for i, part in enumerate(parts):
        if part.startswith("HTTP/1.1 "):
            first, *fields = part.splitlines(True)
            parts[i] = "".join([first, *sorted(fields)])
    return "".join(parts).strip()


def run(users, command):
    """What it prints. `curl` shows no progress here."""
    command = command.replace(ADDRESS, f"127.0.0.1:{users.port}")
    done = subprocess.run(
        ["bash", "-c", f'curl() {{ command curl -sS "$@"; }}; {command}'],
        capture_output=True, text=True, timeout=PATIENCE,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "DATA": str(users.data)},
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout.replace(f"127.0.0.1:{users.port}", ADDRESS)


def play(page):
    """Runs all of it. Gives the differences, and the page as this run would have it written."""
    differences, lines, names = [], page.splitlines(), Names()
    scenes = scenes_of(page)
    seen = {}
    for scene in scenes:
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            users = stack.enter_context(Users(Path(folder) / "data", *scene.flags))
            eventually(lambda: users.health()[0] == 200, "it is ready")
            for step in scene.steps:
                printed = run(users, names.in_run(step.command))
                names.bind(step.printed, printed)
                printed = names.in_page(printed)
                if settled(printed) != settled(step.printed):
                    seen[step.begin] = printed
                    differences.append(
                        f"line {step.begin}: $ {step.command}\n--- shown\n"
                        f"{settled(step.printed)}\n--- printed\n{settled(printed)}\n"
                    )
            users.stop()
    for step in reversed([step for scene in scenes for step in scene.steps]):
        if step.begin in seen:
            new = seen[step.begin].replace("\r", "").rstrip("\n")
            lines[step.begin : step.end] = new.splitlines()
    return differences, "\n".join(lines) + "\n"


def check_page(path):
    """The differences. With TEST_WRITE_TRANSCRIPTS the page is written as this run would have it."""
    differences, written = play(path.read_text())
    if differences and os.environ.get("TEST_WRITE_TRANSCRIPTS"):
        path.write_text(written)
    return differences
