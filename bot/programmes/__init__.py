"""Programmes: what a lifter does next, how it goes on after what was done, and how one lift is taken back."""
