"""Programs of ours with one librdkafka or the other. A program that was built with Debian's runs
with the newer one as it is."""

import os
import subprocess

import pytest

from server_process import SCRIPTS


def environment(library):
    """What a program needs to run with that library: "debian" or "newer"."""
    if library == "debian":
        return {}
    done = subprocess.run([SCRIPTS / "librdkafka"], capture_output=True, text=True, check=True)
    paths = [done.stdout.strip(), os.environ.get("LD_LIBRARY_PATH")]
    return {"LD_LIBRARY_PATH": ":".join(path for path in paths if path)}


both = pytest.mark.parametrize("library", ["debian", "newer"])
