#!/usr/bin/env python3
"""Runs a command on a terminal of so many columns and prints what it shows, without colours.

    terminal.py COLUMNS COMMAND...
"""
import fcntl
import os
import pty
import re
import struct
import sys
import termios


def main():
    columns = int(sys.argv[1])
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    child = os.fork()
    if child == 0:
        os.environ.pop("COLUMNS", None)
        os.environ["TERM"] = "xterm"
        os.dup2(slave, 1)
        os.dup2(slave, 2)
        os.close(master)
        os.execv(sys.argv[2], sys.argv[2:])
    os.close(slave)
    shown = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # its end, of a pseudoterminal
            break
        if not piece:
            break
        shown += piece
    _, status = os.waitpid(child, 0)
    text = shown.decode().replace("\r\n", "\n")
    if not os.environ.get("KEEP_COLOURS"):
        text = re.sub("\033\\[[0-9;]*[mK]", "", text)
    sys.stdout.write(text)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
