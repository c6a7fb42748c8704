"""Programs of ours with the librdkafka that they were built with, and with Debian's, which a packager
may choose."""

import os
import re
import subprocess
from pathlib import Path

import pytest


def environment(library):
    """What a program needs to run with that library: "ours" or "debian"."""
    if library == "ours":
        return {}
    known = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True)
    # Of the machine's own kind, if there are several: it stands first.
    file = Path(re.search(r"librdkafka\.so\.1 .*=> (/.*)", known.stdout)[1])
    paths = [str(file.parent), os.environ.get("LD_LIBRARY_PATH")]
    return {"LD_LIBRARY_PATH": ":".join(path for path in paths if path)}


both = pytest.mark.parametrize("library", ["debian", "ours"])
