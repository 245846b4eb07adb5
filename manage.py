#!/usr/bin/env python3
"""The one door: `python3 manage.py up` starts the portal, `python3 manage.py test` runs the suite.

Where the dependencies are not there yet, icms/bootstrap.py makes .venv first and starts this file again inside it.
"""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location


def main():
    if sys.version_info < (3, 11):
        sys.exit(
            "icms: the portal needs Python 3.11 or newer; this is {}.{} ({}).\n"
            "icms: install a newer one and start it by name, for example: python3.11 manage.py up".format(
                sys.version_info[0], sys.version_info[1], sys.executable
            )
        )
    _bootstrap().enter(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icms.settings")
    if sys.argv[1:2] == ["up"]:
        from icms import embedded

        embedded.prepare(sys.argv[2:])
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _bootstrap():
    """icms/bootstrap.py, read by its path: the package icms imports Celery, which may not be installed yet."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "icms", "bootstrap.py")
    spec = spec_from_file_location("icms_bootstrap", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
