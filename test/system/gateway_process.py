"""`boomerang gateway` as a process, with the routes of a file."""

from member_process import Member
from users_process import BIN


class FileGateway(Member):
    """Its log is FOLDER/NAME.log."""

    def __init__(self, config, name, folder, kafka, *flags):
        program = [BIN / "boomerang", "gateway", "--config", config]
        self._start(program, "gateway", name, folder, kafka, *flags)
