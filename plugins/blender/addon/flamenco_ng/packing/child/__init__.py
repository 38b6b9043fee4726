# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs in the packing process. None of it is ever imported inside Blender."""
