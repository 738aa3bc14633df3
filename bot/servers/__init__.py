"""Servers: how each wants things, who may moderate there, and the log of what moderators did."""
