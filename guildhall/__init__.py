"""Guildhall: the shared vehicle for the digital leaders of UK local government.

From the public record to a council's briefing: what must be decided, what is unknown, whom to talk to, what to do next.
"""

__version__ = "0.1.0"
