"""deploy/: what can be said of an image and a compose file where no container can run."""

import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml

from server_process import PATIENCE, SCRIPTS
from users_process import BIN

ROOT = SCRIPTS.parent
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["gateway", "worker"]

# Of the base image, or of a build with sanitizers.
IN_EVERY_IMAGE = {"libc6", "libgcc-s1", "libstdc++6"}
OF_SANITIZERS = {"libasan8", "libubsan1", "libtsan2"}


def run(*command, **options):
    return subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, **options
    )


def instructions(word):
    """What stands after that word in the Dockerfile, continued lines joined."""
    joined = re.sub(r"\\\n\s*", "", DOCKERFILE)
    return [line.removeprefix(word).strip() for line in joined.splitlines()
            if line.startswith(word + " ")]


def copied_sources():
    """What the build takes from the repository."""
    sources = []
    for line in instructions("COPY"):
        if not line.startswith("--from"):
            sources += line.split()[:-1]
    return sources


@pytest.fixture(scope="module")
def lint():
    """The folder with the packages that check."""
    return Path(run(SCRIPTS / "worker_packages", "lint", check=True).stdout.strip())


def test_hadolint_finds_nothing(lint):
    hadolint = [lint / "bin/hadolint", "--no-color", "-"]
    done = run(*hadolint, input=DOCKERFILE)

    assert (done.returncode, done.stdout) == (0, "")
    wrong = DOCKERFILE.replace("debian:bookworm-slim\n", "debian\n", 1)
    assert "DL3006" in run(*hadolint, input=wrong).stdout, "it does look"


def test_compose_file_is_of_the_official_schema(lint):
    schema = lint / "check_jsonschema/builtin_schemas/vendor/compose-spec.json"
    check = jsonschema.Draft202012Validator(json.loads(schema.read_text()))

    assert [error.message for error in check.iter_errors(COMPOSE)] == []
    wrong = {"services": {"a": {"image": "b", "depend_on": ["c"]}}}
    assert not check.is_valid(wrong), "it does look"


def test_compose_file_refers_to_what_is_there():
    for service in SERVICES.values():
        for secret in service.get("secrets", []):
            assert secret in COMPOSE["secrets"]
        for other, how in service.get("depends_on", {}).items():
            assert how == {"condition": "service_healthy"}
            assert "healthcheck" in SERVICES[other]
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSE["volumes"]
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), "open on this machine only"
    for name in OURS:
        build = SERVICES[name]["build"]
        assert (ROOT / "deploy" / build["context"] / build["dockerfile"]).exists()


def test_gateways_share_what_signs_their_tickets():
    gateway = SERVICES["gateway"]
    [name] = [Path(value).name for key, value in gateway["environment"].items()
              if key == "BOOMERANG_TICKET_SECRET_FILE"]

    assert name in gateway["secrets"]
    assert COMPOSE["secrets"][name] == {"file": f"./secrets/{name}"}


def test_versions_are_those_that_the_tests_run_on():
    version = re.search(r'^VERSION = "(.*)"$', (SCRIPTS / "kafka").read_text(), re.M)[1]
    server = run("mariadbd", "--version", check=True).stdout

    assert SERVICES["kafka"]["image"] == f"apache/kafka:{version}"
    assert f"Ver {SERVICES['mariadb']['image'].split(':')[1]}." in server


def test_secrets_are_made_once_for_the_owner_alone_and_fit(tmp_path):
    shutil.copy(ROOT / "deploy/make-secrets", tmp_path)
    assert run(tmp_path / "make-secrets").returncode == 0

    password = (tmp_path / "secrets/database_password").read_text()
    assert re.fullmatch(r"[0-9a-f]{48}", password)
    database = SERVICES["mariadb"]["environment"]
    url = f"mariadb://{database['MARIADB_USER']}:{password}@mariadb:3306"
    url += f"/{database['MARIADB_DATABASE']}"
    assert (tmp_path / "secrets/database_url").read_text() == url
    console = (tmp_path / "secrets/console_password").read_text()
    assert re.fullmatch(r"[0-9a-f]{48}", console) and console != password
    tickets = (tmp_path / "secrets/ticket_secret").read_text()
    assert re.fullmatch(r"[0-9a-f]{48}", tickets) and tickets not in (console, password)
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert run(tmp_path / "make-secrets").returncode == 2, "those in use are not replaced"
    ignored = run("git", "check-ignore", "deploy/secrets/database_url", cwd=ROOT)
    assert ignored.returncode in [0, 128], "or there is no git here"


def test_image_has_the_libraries_of_the_programs_and_no_others():
    copied = [Path(word).name for line in instructions("COPY --from=build")
              for word in line.split()[:-1]]
    assert set(copied) == {"users", "boomerang", "librdkafka.so.1"}
    files = set()
    for ours in [BIN / "users", BIN / "boomerang", BIN.parent / "lib/librdkafka.so.1"]:
        header = run("readelf", "-d", ours, check=True).stdout
        found = dict(re.findall(r"(\S+) => (\S+)", run("ldd", ours, check=True).stdout))
        for name in re.findall(r"\(NEEDED\).*\[(.*)\]", header):
            if name in found and name not in copied:  # The loader is no library, and always there.
                files.add(Path(found[name]))
    # With or without /usr before it: dpkg has kept the names of before the merge.
    patterns = [f"*/{file.parent.name}/{file.name}" for file in files]
    owners = run("dpkg", "-S", *patterns, check=True).stdout
    needed = {line.split(":")[0] for line in owners.splitlines()}
    installed = set(re.search(r"--no-install-recommends ([^&]*) &&", re.sub(
        r"\\\n\s*", "", DOCKERFILE))[1].split())

    assert installed == (needed - IN_EVERY_IMAGE - OF_SANITIZERS) | {"ca-certificates"}


def test_image_runs_as_a_number_that_is_not_root():
    assert re.fullmatch(r"[1-9][0-9]*:[1-9][0-9]*", instructions("USER")[-1])


def test_build_stage_has_all_that_cmake_needs(tmp_path):
    ignore = (ROOT / "deploy/Dockerfile.dockerignore").read_text().splitlines()
    for source in copied_sources():
        assert f"!{source}" in ignore, "the context has it"
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, tmp_path / source)
        else:
            (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, tmp_path / source)

    done = run("cmake", "--preset", "release", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def environment_of(service, folder):
    """That of the container, but for what belongs to its network and its mounts."""
    image = dict(word.split("=", 1) for line in instructions("ENV") for word in line.split())
    environment = {**image, **SERVICES[service].get("environment", {})}
    environment |= {"BOOMERANG_LISTEN": "127.0.0.1:0", "BOOMERANG_ADMIN": "127.0.0.1:0"}
    for name, value in environment.items():
        if value.startswith("/run/secrets/"):
            secret = folder / Path(value).name
            secret.write_text("mariadb://boomerang:secret@mariadb.invalid:3306/app")
            environment[name] = str(secret)
    return environment


@pytest.mark.parametrize("service", OURS)
def test_programs_understand_their_environment_and_health_check(service, tmp_path):
    environment = {**os.environ, **environment_of(service, tmp_path)}
    environment["BOOMERANG_BROKER"] = "kafka://127.0.0.1:1"  # Nobody is there.
    environment["BOOMERANG_DATA"] = str(tmp_path / "data")
    process = subprocess.Popen(
        [BIN / instructions("ENTRYPOINT")[-1].strip('[]"')], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    try:
        banner = ""
        while "/readyz" not in banner:
            line = process.stdout.readline()
            assert line, process.communicate(timeout=PATIENCE)
            banner += line
        port = re.search(r":(\d+)/readyz", banner)[1]
        check = json.loads(instructions("HEALTHCHECK")[0].split("CMD ")[1])
        check = [BIN / check[0], *(word.replace(":8082", f":{port}") for word in check[1:])]

        health = run(*check)
        assert health.returncode == 1
        assert "not ready: status 503" in health.stderr
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert not (tmp_path / "data").exists(), "it needs no disk"


def test_gateway_that_signs_tickets_for_itself_says_so(tmp_path):
    command = [BIN / "users", "--role", "gateway", "--broker", "kafka://127.0.0.1:1"]
    command += ["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", tmp_path / "data"]
    for more, says_so in [([], True), (["--ticket-secret", "s" * 32], False)]:
        with subprocess.Popen([*command, *more], text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as process:
            while line := process.stdout.readline():
                if "/readyz" in line:
                    process.send_signal(signal.SIGTERM)
            errors = process.stderr.read()
        assert ("no --ticket-secret is given" in errors) == says_so, errors
