"""The installed program: where it is, what its help says, a run of it."""

import os
import queue
import re
import shutil
import subprocess
import threading
from pathlib import Path

from qgis.core import QgsProcessingException, QgsSettings

from .texts import _, language

SETTING = "cpts_coverage/program"
EXIT_NOT_COMPLIANT = 1
POLL_S = 0.1
STOP_S = 10


def find():
    """The path of the program, or None: the setting, else the environment, else the PATH."""
    named = QgsSettings().value(SETTING, "") or os.environ.get("CPTS_COVERAGE", "")
    return shutil.which(named or "cpts-coverage")


def missing_message():
    return _(
        "The program cpts-coverage is not installed, or not where QGIS looks: install it, put its "
        "folder in PATH, or give its path in the environment variable CPTS_COVERAGE."
    )


def help_of(command):
    """The options of a command, {name: description}, in the program's own words."""
    program = find()
    if not program:
        return {}
    try:
        text = subprocess.run(
            [program, command, "--help", "--lang", language()],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=STOP_S,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return {}
    options, name = {}, None
    for line in text.splitlines():
        start = re.match(r" {2}(?:-\w, )?--([a-z-]+)(?: \S+)*?(?: {2,}(.*))?$", line)
        if start:
            name = start.group(1)
            options[name] = start.group(2) or ""
        elif name and line.startswith(" " * 20):
            options[name] = f"{options[name]} {line.strip()}".strip()
        else:
            name = None
    return options


def run(arguments, feedback):
    """Runs the program until it ends or the user cancels. Returns its exit status, 0 or 1, and
    what it printed. Anything else is an exception with the program's own message."""
    program = find()
    if not program:
        raise QgsProcessingException(missing_message())
    command = [program, *arguments, "--progress", "--lang", language()]
    feedback.pushCommandInfo(subprocess.list2cmdline(command))
    # The libraries that QGIS brings along are not the program's.
    environment = {k: v for k, v in os.environ.items() if k not in ("GDAL_DATA", "PROJ_LIB", "PROJ_DATA")}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
        errors="replace",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    lines, printed = queue.Queue(), []
    readers = [
        threading.Thread(target=lambda: [lines.put(line) for line in process.stderr]),
        threading.Thread(target=lambda: printed.append(process.stdout.read())),
    ]
    for reader in readers:
        reader.start()
    messages = []
    cancelled = _wait(process, lines, messages, feedback)
    for reader in readers:
        reader.join()
    _report(lines, messages, feedback)
    process.stdout.close()
    process.stderr.close()
    if cancelled:
        raise QgsProcessingException(_("Cancelled: nothing was written."))
    if process.returncode not in (0, EXIT_NOT_COMPLIANT):
        raise QgsProcessingException("\n".join(messages) or f"cpts-coverage: {process.returncode}")
    text = "".join(printed)
    feedback.pushInfo(text)
    return process.returncode, text


def _wait(process, lines, messages, feedback):
    """Until the end. True when the user cancelled; the program then removes what it began."""
    cancelled = False
    while True:
        try:
            process.wait(POLL_S)
            return cancelled
        except subprocess.TimeoutExpired:
            _report(lines, messages, feedback)
            if feedback.isCanceled() and not cancelled:
                cancelled = True
                process.terminate()
                killer = threading.Timer(STOP_S, process.kill)
                killer.daemon = True
                killer.start()


def _report(lines, messages, feedback):
    """Lines of progress move the bar, the others are messages. Called in the thread that runs the
    algorithm: QGIS's feedback belongs to it."""
    while not lines.empty():
        line = lines.get().rstrip("\n")
        step = re.match(r"cpts-coverage: +(\d+) % (.*)$", line)
        if step:
            feedback.setProgress(int(step.group(1)))
            feedback.setProgressText(step.group(2))
        elif line:
            messages.append(line.removeprefix("cpts-coverage: "))
            feedback.pushWarning(messages[-1])
