"""Who works where: from the options, the environment and the machine."""

from __future__ import annotations

import os
import socket
from datetime import datetime
from pathlib import Path

from buckram.desk.desk import Desk
from buckram.storage.library import open_library


def person_name(chosen: str | None) -> str:
    """The person: the option, else the login name."""
    if chosen:
        return chosen
    for variable in ("LOGNAME", "USER", "USERNAME"):
        if os.environ.get(variable):
            return os.environ[variable]
    return "desk"


def station_name() -> str:
    """The station: the machine. Not its terminal line, which is another one after each dropped connection."""
    return socket.gethostname().split(".")[0]


def clock() -> datetime:
    """The present moment in the person's own time zone."""
    return datetime.now().astimezone()


def desk_at(path: Path, person: str | None, *, create: bool = True) -> Desk:
    """A desk on a library file. Raises FileProblem."""
    return Desk(open_library(path, create=create), person_name(person), station_name(), clock)
