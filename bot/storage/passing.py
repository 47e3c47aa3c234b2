"""Which database errors pass by themselves, so that trying again is right."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_SQLITE = ("locked", "busy", "disk i/o", "unable to open", "disk is full")


def passing(error: BaseException) -> bool:
    """Locked, connection lost, deadlock, serialisation, pool exhausted, disk full: try again.

    A statement that the database understood and refused (wrong SQL, a broken constraint, a
    value out of range) fails the same way each time.
    """
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return isinstance(error, ConnectionError)
    if error.connection_invalidated:
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    if type(error.orig).__module__.startswith("psycopg"):
        # Class 08 connection, 40 rollback (deadlock, serialisation), 53 resources, 57 operator,
        # 55P03 lock not available; no state at all: the connection itself failed.
        return state is None or state[:2] in ("08", "40", "53", "57") or state == "55P03"
    return any(sign in str(error.orig).lower() for sign in _SQLITE)
