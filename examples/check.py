#!/usr/bin/env python3
"""The library from Python, with ctypes: the totals and the white zones of a region.

    ./check.py region.gpkg
"""
import ctypes
import json
import sys
from ctypes import POINTER, byref, c_char_p, c_double, c_int, c_size_t, c_void_p

FORMAT_JSON = 2  # CPTS_FORMAT_JSON
WRITE = ctypes.CFUNCTYPE(ctypes.c_bool, c_void_p, c_void_p, c_size_t)


class LoadOptions(ctypes.Structure):
    """The first fields of cpts_load_options as version 1.0 has it; the others stay zero."""
    _fields_ = [("size", c_size_t), ("sources", POINTER(c_char_p)), ("rest", c_void_p * 20)]


class Unit(ctypes.Structure):
    """cpts_unit."""
    _fields_ = [("size", c_size_t), ("code", c_char_p), ("name", c_char_p), ("group", c_char_p),
                ("epci", c_char_p), ("population", c_double), ("area_m2", c_double),
                ("white_area_m2", c_double), ("overlap_area_m2", c_double),
                ("claim_count", c_size_t)]


def load_library():
    library = ctypes.CDLL("libcpts.so.1")
    library.cpts_context_message.restype = c_char_p
    library.cpts_report_unit_count.restype = c_size_t
    return library


class Region:
    """A region, and the context that it was loaded with."""

    def __init__(self, library, sources):
        self.library = library
        self.context, self.region = c_void_p(), c_void_p()
        if library.cpts_context_new(byref(self.context)):
            raise MemoryError
        paths = (c_char_p * (len(sources) + 1))(*[source.encode() for source in sources], None)
        options = LoadOptions(size=ctypes.sizeof(LoadOptions), sources=paths)
        self.expect(library.cpts_region_load(byref(self.region), self.context, byref(options)))

    def expect(self, status):
        if status:
            raise RuntimeError(self.library.cpts_context_message(self.context).decode())

    def check(self):
        """The report, as a handle to be given to cpts_report_free."""
        report = c_void_p()
        self.expect(self.library.cpts_check(byref(report), self.region, None))
        return report

    def units(self, report):
        for i in range(self.library.cpts_report_unit_count(report)):
            unit = Unit(size=ctypes.sizeof(Unit))
            self.expect(self.library.cpts_report_unit(byref(unit), report, c_size_t(i)))
            yield unit

    def json(self, report):
        """report.json, without a file."""
        pieces = []

        def keep(_user, data, size):
            pieces.append(ctypes.string_at(data, size))
            return True

        self.expect(self.library.cpts_report_write_to(report, c_int(FORMAT_JSON), WRITE(keep), None))
        return json.loads(b"".join(pieces))

    def close(self):
        self.library.cpts_region_free(self.region)
        self.library.cpts_context_free(self.context)


def main(sources):
    region = Region(load_library(), sources)
    report = region.check()
    document = region.json(report)
    print(document["verdict"], document["totals"]["findings"])
    for unit in region.units(report):
        if unit.white_area_m2 > 0:
            print(f"{unit.code.decode()}: {unit.white_area_m2:.0f} m2 in no CPTS")
    region.library.cpts_report_free(report)
    region.close()


if __name__ == "__main__":
    main(sys.argv[1:])
