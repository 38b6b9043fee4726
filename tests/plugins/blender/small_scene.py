"""Saves a small file."""

import artist
import desk

desk.open_small_scene(artist.ARGS["file"])
