"""Files that people send, brought here from Telegram."""

from telegram import Document
from telegram.error import BadRequest


async def fetched(file: Document) -> bytes | None:
    """Its bytes; None when Telegram has it no more, or not for us.

    What the network does passes by itself: such errors are raised, and the update tried again.
    """
    try:
        return bytes(await (await file.get_file()).download_as_bytearray())
    except BadRequest:
        return None
