# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs in the process that packs. Its modules are imported with the add-on's folder on the path, never inside Blender."""
