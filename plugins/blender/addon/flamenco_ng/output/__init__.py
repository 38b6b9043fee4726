# SPDX-License-Identifier: GPL-3.0-or-later
"""How the farm is to render where that differs from the scene. The scene itself is never changed."""
