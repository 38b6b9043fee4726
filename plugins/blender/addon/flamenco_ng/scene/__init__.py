# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to a scene and is stored in the blend file."""
