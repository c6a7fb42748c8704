"""The application for tests that gives back what it is sent, as a process."""

from users_process import Users

FAILS = "fail"  # What its handler never manages: {"ask": FAILS}.

ROUTES = """
[[route]]
method = "POST"
path = "/echo"
topic = "echo.requests"
outcomes_topic = "echo.outcomes"
timeout = "60s"
"""


class Echo(Users):
    program = "echo_application"

    def __init__(self, folder, *flags):
        (folder / "routes.toml").write_text(ROUTES)
        super().__init__(folder / "data", "--config", str(folder / "routes.toml"), *flags)
