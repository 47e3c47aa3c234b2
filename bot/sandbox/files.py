"""Files that were sent: kept once, named by file_id, downloadable for the bot by path."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox.refusals import ApiError, bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
_PHOTO_SIDES = 10_000  # width plus height
_PHOTO_RATIO = 20


@dataclass(frozen=True)
class Upload:
    """A file as it came in."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


@dataclass
class Stored:
    """What is known of a file, besides its bytes."""

    file_id: str
    file_unique_id: str
    name: str
    mime: str
    size: int
    path: str  # for /file/bot<token>/<path>
    width: int = 0
    height: int = 0


class Files:
    """Bytes in memory, and in ``folder`` where one is given (None keeps nothing)."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.known: dict[str, Stored] = {}
        self._bytes: dict[str, bytes] = {}

    def keep(self, upload: Upload, kind: str) -> Stored:
        """Store an upload of ``kind`` "document" or "photo". Raises ApiError 413."""
        if len(upload.content) > UPLOAD_LIMIT:
            raise ApiError(413)
        number = len(self.known) + 1
        digest = hashlib.sha256(upload.content).hexdigest()
        name = upload.name.replace("/", "_").replace("\\", "_") or "file"
        suffix = Path(name).suffix[:16]
        path = f"{kind}s/file_{number}{suffix}"
        stored = Stored(
            file_id=f"SB{kind[0].upper()}{number:06d}{digest[:24]}",
            file_unique_id=f"U{digest[:15]}",
            name=name,
            mime=upload.mime,
            size=len(upload.content),
            path=path,
        )
        if kind == "photo":
            stored.width, stored.height = photo_size(upload.content)
        self.known[stored.file_id] = stored
        self._bytes[stored.file_id] = upload.content
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / stored.file_id).write_bytes(upload.content)
        return stored

    def get(self, file_id: str) -> Stored:
        """Raises ApiError 400 for an id that was never given out."""
        stored = self.known.get(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        return stored

    def at_path(self, path: str) -> Stored | None:
        """The file with this file_path, if there is one."""
        return next((item for item in self.known.values() if item.path == path), None)

    def content(self, file_id: str) -> bytes:
        """The bytes; read back from the folder after a restart."""
        if file_id not in self._bytes and self.folder is not None:
            self._bytes[file_id] = (self.folder / file_id).read_bytes()
        return self._bytes[file_id]


def document_of(stored: Stored) -> dict[str, Any]:
    """The Bot API's Document object."""
    return {
        "file_name": stored.name,
        "mime_type": stored.mime,
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": stored.size,
    }


def photo_of(stored: Stored) -> list[dict[str, Any]]:
    """The Bot API's list of PhotoSize; the sandbox keeps the one size it was given."""
    return [
        {
            "file_id": stored.file_id,
            "file_unique_id": stored.file_unique_id,
            "width": stored.width,
            "height": stored.height,
            "file_size": stored.size,
        }
    ]


def photo_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG in pixels. Raises ApiError 400 as for a bad photo."""
    if len(content) > PHOTO_LIMIT:
        raise ApiError(413)
    size = _png_size(content) or _jpeg_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    narrow = min(size) * _PHOTO_RATIO < max(size)
    if min(size) < 1 or width + height > _PHOTO_SIDES or narrow:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def photo_mime(content: bytes) -> str:
    """The type to serve a stored photo with."""
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        return None
    if len(content) < 24:  # noqa: PLR2004
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    if content[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:  # noqa: PLR2004
        marker = content[at + 1]
        # Start-of-frame markers; C4, C8 and CC mean something else.
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return None
