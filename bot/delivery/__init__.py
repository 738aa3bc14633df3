"""Delivery: what is due, claimed, sent, confirmed, and what becomes of it when it can't be.

A due row goes scheduled → claimed (owner, lease) → delivered, or scheduled again (attempts, code, next try), or
undeliverable (reason), or cancelled. It is never deleted before it has arrived. Discord stands behind one small port.
"""
