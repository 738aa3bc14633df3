"""Forged interactions against the real bot over the wire: who forges what, and what must not come of it.

`stage` sets members and their belongings up, `forger` makes what no client would send, `oracle` says what may change.
Families of custom ids come from the code's own registry, so that a new button, menu or form is forged by itself.
"""
