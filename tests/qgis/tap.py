"""Checks that print TAP as they go."""


class Tests:
    def __init__(self):
        self.count = self.failed = 0

    def check(self, what, is_good, why=""):
        self.count += 1
        self.failed += not is_good
        print(f"{'ok' if is_good else 'not ok'} {self.count} - {what}")
        if not is_good and why:
            print(f"# {why}")

    def equal(self, what, found, wanted):
        self.check(what, found == wanted, f"{found!r} instead of {wanted!r}")
