"""The console in a real browser, Debian's Chromium.

    from browser_pages import browser

    def test_something(browser, ...):
        with browser.page(base_url, "#/requests") as page: ...

A page ends its test when the browser finds something wrong with it: an error in a script, a breach
of the Content-Security-Policy, a failed fetch that was not expected.
"""

import contextlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from users_process import PATIENCE

SCRIPTS = Path(__file__).parents[2] / "scripts"
CHROMIUM = "/usr/bin/chromium"


def packages(name):
    done = subprocess.run([SCRIPTS / "worker_packages", name], capture_output=True, text=True,
                          check=True)
    return done.stdout.strip()


sys.path.insert(0, packages("browser"))

from playwright.sync_api import TimeoutError as TimedOut  # noqa: E402, F401
from playwright.sync_api import expect, sync_playwright  # noqa: E402

expect.set_options(timeout=PATIENCE * 1000)


class Browser:
    def __init__(self, chromium):
        self._chromium = chromium
        self._axe = (Path(packages("console-javascript")) / "axe-core/axe.min.js").read_text()

    @contextlib.contextmanager
    def page(self, base_url, place="", server_goes_away=False, **context):
        """`server_goes_away`: what cannot be fetched then is not held against the page."""
        opened = self._chromium.new_context(**context)
        opened.set_default_timeout(PATIENCE * 1000)
        page = opened.new_page()
        wrong = []
        page.on("pageerror", lambda error: wrong.append(f"an exception: {error}"))
        page.on("console", lambda said: _note(said, wrong, server_goes_away))
        try:
            page.goto(base_url + place)
            yield page
        finally:
            opened.close()
        assert wrong == []

    def accessibility(self, page):
        """What axe-core finds wrong. It is run past the page's policy, as a person's tools are."""
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": self._axe})
        found = session.send(
            "Runtime.evaluate",
            {
                "expression": "axe.run({resultTypes: ['violations']}).then(found => "
                "JSON.stringify(found.violations.map(({id, nodes}) => "
                "[id, nodes.map(({html, failureSummary}) => [html, failureSummary])])))",
                "awaitPromise": True,
            },
        )
        session.detach()
        return json.loads(found["result"]["value"])


def _note(said, wrong, server_goes_away):
    if said.type != "error":
        return
    away = re.search(r"net::ERR_|status of (404|503)", said.text)
    if not (server_goes_away and away):
        wrong.append(f"{said.type}: {said.text}")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield Browser(chromium)
        chromium.close()
