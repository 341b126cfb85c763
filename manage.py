#!/usr/bin/env python
"""Django's commands. When a portal runs on this machine (`python3 dev.py run`), they work on its rows."""

import os
import sys

from django.core.management import execute_from_command_line

from incubator import machine

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings")
    if machine.lend_addresses(machine.var_folder()):
        machine.lend_secret(machine.var_folder())
    execute_from_command_line(sys.argv)
