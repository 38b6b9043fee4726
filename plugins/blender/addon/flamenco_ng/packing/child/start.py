# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the process that packs begins. Arguments: folders and wheels with the modules that it needs."""

import os
import sys

# The standard library comes first, whatever the add-on's files are called.
sys.path.extend([os.path.abspath(os.path.join(__file__, "..", "..", "..")), *sys.argv[1:]])
sys.dont_write_bytecode = True

from packing.child.main import main  # noqa: E402

main()
