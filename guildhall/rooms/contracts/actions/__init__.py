"""Every write of the room: the register comes in whole, or not at all."""

from guildhall.rooms.contracts.actions.load import Loaded, RegisterRefusedError, load_register

__all__ = ["Loaded", "RegisterRefusedError", "load_register"]
