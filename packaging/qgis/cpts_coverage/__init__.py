"""cpts-coverage in QGIS: the installed program, as Processing algorithms."""


def classFactory(iface):  # noqa: N802 (QGIS's own name)
    """Called by QGIS when the plugin is loaded. `iface` is None in qgis_process."""
    from .plugin import Plugin

    return Plugin()
