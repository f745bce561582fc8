"""Puts a new register in the place of the last one in a single step, so that a reader sees one or the other, whole.

A build works in a hidden folder beside the register (`.register.work`). When all is written and flushed, the two
folders change places. Killed at any moment, the last register still serves and the next build clears what was left.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from guildhall.engine.register.places import is_file_of_register, previous

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}

_TRIES, _PAUSE = 20, 0.05


class RefusedError(Exception):
    """The build may not go on; the message says why in plain words. What was there before is untouched."""


@contextmanager
def workroom(home: Path) -> Iterator[Path]:
    """A folder to work in beside the register, for this build alone. Left-overs of a killed build are cleared."""
    check_place(home)
    home.parent.mkdir(parents=True, exist_ok=True)
    with (home.parent / f".{home.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RefusedError(f"another build of {home} is running: wait for it to end") from error
        room = home.parent / f".{home.name}.work"
        remove(room)
        _recover(home)
        # A name of its own: processes of a killed build that still run for a moment must not write into this one.
        work = room / secrets.token_hex(8)
        work.mkdir(parents=True)
        try:
            yield work
        finally:
            remove(room)


def check_place(home: Path) -> None:
    """Refuses a folder that holds something else than a register: it would be swapped away."""
    if not home.exists():
        return
    if not home.is_dir():
        raise RefusedError(f"{home} is a file: name a folder for the register")
    names = sorted(path.name for path in home.iterdir())
    foreign = [name for name in names if not is_file_of_register(name)]
    if names and (foreign or not _is_ours(home / "manifest.json")):
        what = f" ({foreign[0]!r})" if foreign else ""
        raise RefusedError(f"{home} holds other things than a register{what}: name another folder, or move them away")


def _is_ours(manifest: Path) -> bool:
    """Whether a manifest is a register's. A damaged one is: the register is to be built anew."""
    try:
        said = msgspec.json.decode(manifest.read_bytes())
    except msgspec.DecodeError:
        return True
    except OSError:
        return False
    return not isinstance(said, dict) or {"guildhall", "tables"} <= said.keys()


def swap(new: Path, home: Path) -> None:
    """The new register takes the place of the last; the last is kept as the previous one until the next build."""
    check_place(home)  # once more: somebody may have put something there meanwhile
    flush(new)
    old = previous(home)
    remove(old)
    if not home.exists() or not any(home.iterdir()):
        new.rename(home)
    elif exchange(new, home):
        new.rename(old)
    else:  # a file system that cannot exchange: between these two lines readers are served the previous register
        home.rename(old)
        new.rename(home)
    _sync(home.parent)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step (Linux, renameat2). False where the system cannot do that."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(one))


def _recover(home: Path) -> None:
    """A build killed between the two steps of the slower swap left only the previous register: put it back."""
    if not home.exists() and previous(home).exists():
        previous(home).rename(home)


def flush(folder: Path) -> None:
    """See to it that a folder's files are on the disk."""
    for file in sorted(folder.iterdir()):
        _sync(file)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(folder: Path) -> None:
    """Remove a folder of ours, again if a process of a killed build wrote into it meanwhile."""
    for tries_left in range(_TRIES, -1, -1):
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            if not folder.exists():
                return
        except OSError:
            if not tries_left:
                raise
        else:
            return
        time.sleep(_PAUSE)
