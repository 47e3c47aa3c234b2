"""The HTTP connection under a request, for faults that close or reset it."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

Ends = tuple[tuple[str, int] | None, tuple[str, int] | None]
_OPEN: dict[Ends, asyncio.Transport] = {}


class TrackedProtocol(H11Protocol):
    """Uvicorn's HTTP protocol, which remembers each connection by its two addresses."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _OPEN[self._ends()] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _OPEN.pop(self._ends(), None)
        super().connection_lost(exc)

    def _ends(self) -> Ends:
        return _pair(self.client), _pair(self.server)


def _pair(address: Any) -> tuple[str, int] | None:
    return (str(address[0]), int(address[1])) if address else None


async def cut(scope: Any, *, reset: bool) -> None:
    """Close the connection of this ASGI request without an answer; with RST if ``reset``."""
    transport = _OPEN.get((_pair(scope.get("client")), _pair(scope.get("server"))))
    if transport is None:
        return
    if reset:
        raw: socket.socket = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    await asyncio.sleep(0)  # the protocol learns of it in the next turn of the loop
