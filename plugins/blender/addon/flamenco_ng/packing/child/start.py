# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the process that packs begins. Arguments: folders and wheels with the modules that it needs."""

import importlib
import os
import sys
from types import ModuleType

# The standard library comes first, whatever is in those folders and wheels.
sys.path.extend(sys.argv[1:])
sys.dont_write_bytecode = True

# The add-on's package, without running its __init__.py: that one needs Blender.
package = ModuleType("flamenco_ng")
package.__path__ = [os.path.abspath(os.path.join(__file__, "..", "..", ".."))]
sys.modules[package.__name__] = package

importlib.import_module("flamenco_ng.packing.child.main").main()
