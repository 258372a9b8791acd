"""What suites in Python print: TAP, a line for each test as it goes. Standard library only."""
import sys


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def test(self, what, problem):
        """`problem` is None or empty when the test passes, else what to print: a text or several."""
        self.count += 1
        self.failed += bool(problem)
        print(f"{'not ' if problem else ''}ok {self.count} - {what}")
        for line in (problem if isinstance(problem, list) else [problem]) if problem else []:
            print("# " + str(line).replace("\n", "\n# "))
        sys.stdout.flush()

    def holds(self, what, is_good, why=""):
        self.test(what, None if is_good else why or "it does not hold")

    def equal(self, what, got, expected):
        self.test(what, None if got == expected else f"got {got!r}, expected {expected!r}")

    def skip(self, what, why):
        self.count += 1
        print(f"ok {self.count} - {what} # SKIP {why}")

    def plan(self):
        print(f"1..{self.count}")
        sys.stdout.flush()
