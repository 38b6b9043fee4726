"""Saves a file that renders in a moment."""

import artist
import desk

desk.open_small_scene(artist.ARGS["file"])
