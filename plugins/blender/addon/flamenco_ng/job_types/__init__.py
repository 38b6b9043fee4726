# SPDX-License-Identifier: GPL-3.0-or-later
"""Job types and their settings."""
