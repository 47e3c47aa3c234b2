"""What a request brings, within bounds."""

from starlette.requests import Request


class BodyTooLarge(Exception):
    """There is more of it than is taken."""


async def body_of(request: Request, most: int) -> bytes:
    """The body, of at most so many bytes, whatever its header claims.

    Raises BodyTooLarge, and starlette's ClientDisconnect when whoever sent it left.
    """
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise BodyTooLarge
        chunks.append(chunk)
    return b"".join(chunks)
