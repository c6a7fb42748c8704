"""HTTP/2 rule by rule, by h2spec, which others have written: every case of it, strict ones too."""

import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

from server_process import SCRIPTS
from test_reload import certificate
from users_process import PATIENCE, Users

CASES = 146  # Of the pinned version.


@pytest.fixture(name="h2spec", scope="module")
def path_of_h2spec():
    built = subprocess.run([SCRIPTS / "h2spec"], capture_output=True, text=True, timeout=600)
    assert built.returncode == 0, built.stderr
    return built.stdout.strip()


# A method that is refused by the head alone, and a page that is answered by its whole length.
@pytest.mark.parametrize("path", ["/users", "/openapi.json"])
def test_every_case_passes(h2spec, tmp_path, path):
    certificate_file, key_file = certificate(tmp_path, "localhost")
    report = tmp_path / "report.xml"
    flags = ["--tls-certificate", certificate_file, "--tls-key", key_file]
    with Users(tmp_path / "data", *flags) as users:
        done = subprocess.run(
            [h2spec, "--tls", "--insecure", "--strict", "--host", "127.0.0.1",
             "--port", str(users.port), "--path", path, "--timeout", str(PATIENCE),
             "--junit-report", report],
            capture_output=True, text=True, timeout=10 * PATIENCE,
        )
        assert done.returncode == 0, done.stdout
        users.stop()

    suites = ElementTree.parse(report).getroot().findall("testsuite")
    counts = {name: sum(int(suite.get(name)) for suite in suites)
              for name in ("tests", "skipped", "failures", "errors")}
    assert counts == {"tests": CASES, "skipped": 0, "failures": 0, "errors": 0}, done.stdout
