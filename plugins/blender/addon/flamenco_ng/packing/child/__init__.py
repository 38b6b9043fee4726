# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs in the process that packs. None of it is ever imported inside Blender."""
