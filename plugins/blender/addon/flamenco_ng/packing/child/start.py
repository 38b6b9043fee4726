# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the packing process begins. Its arguments are folders and wheels with the modules that it needs."""

import importlib
import os
import sys
from types import ModuleType

# At the end, so that nothing in those folders and wheels hides a module of the standard library.
sys.path.extend(sys.argv[1:])
sys.dont_write_bytecode = True

# The add-on's package without its __init__.py, which needs Blender.
package = ModuleType("flamenco_ng")
package.__path__ = [os.path.abspath(os.path.join(__file__, "..", "..", ".."))]
sys.modules[package.__name__] = package

importlib.import_module("flamenco_ng.packing.child.main").main()
