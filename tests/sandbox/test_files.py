"""Files: limits, names, pictures."""

import httpx
import pytest
from telegram import Bot

from bot.sandbox.client import Human, Sandbox, SandboxError
from bot.sandbox.files import DOWNLOAD_LIMIT, UPLOAD_LIMIT, photo_size
from bot.sandbox.refusals import ApiError
from tests.sandbox.answers import refusal, result
from tests.sandbox.pictures import jpeg_head, png


async def test_a_file_over_twenty_megabytes_cannot_be_fetched(
    sandbox: Sandbox, alma: Human
) -> None:
    """getFile: "bots can download files of up to 20MB in size"."""
    for size, refused in ((DOWNLOAD_LIMIT, False), (DOWNLOAD_LIMIT + 1, True)):
        sent = await alma.sends_file(bytes(size), "big.bin")
        answer = await sandbox.api("getFile", file_id=sent["document"]["file_id"])
        if refused:
            assert refusal(answer) == (400, "Bad Request: file is too big")
        else:
            assert result(answer)["file_size"] == size


async def test_an_upload_over_fifty_megabytes_is_refused(sandbox: Sandbox, alma: Human) -> None:
    """sendDocument: "files of any type of up to 50 MB in size"."""
    async with httpx.AsyncClient(timeout=60) as http:
        response = await http.post(
            f"{sandbox.url}/bot{sandbox.token}/sendDocument",
            data={"chat_id": str(alma.id)},
            files={"document": ("big.bin", bytes(UPLOAD_LIMIT + 1))},
        )
    assert refusal(response.json()) == (413, "Request Entity Too Large")


async def test_an_unknown_file_is_refused(sandbox: Sandbox, alma: Human) -> None:
    """Sending files: a file_id has to be one that was given out."""
    answer = await sandbox.api("sendDocument", chat_id=alma.id, document="nothing")
    assert refusal(answer) == (400, "Bad Request: invalid file_id")
    missing = await sandbox.api("sendDocument", chat_id=alma.id)
    assert refusal(missing) == (400, "Bad Request: there is no document in the request")


async def test_a_file_is_sent_again_by_its_id(bot: Bot, alma: Human) -> None:
    """Sending files: "It is possible to resend ... by file_id"."""
    first = await bot.send_document(alma.id, b"body", filename="a.txt")
    assert first.document is not None
    second = await bot.send_document(alma.id, first.document.file_id)
    assert second.document == first.document


async def test_pictures_travel(sandbox: Sandbox, bot: Bot, alma: Human) -> None:
    """sendPhoto: the Message holds "available sizes of the photo"."""
    sent = await bot.send_photo(alma.id, png(40, 30), caption="Figure")
    assert [(size.width, size.height) for size in sent.photo] == [(40, 30)]
    seen = await alma.sees("Figure")
    assert (seen["photo"]["width"], seen["photo"]["height"]) == (40, 30)
    async with httpx.AsyncClient() as http:
        response = await http.get(sandbox.url + seen["photo"]["url"])
    assert response.headers["content-type"] == "image/png"
    assert response.content == png(40, 30)


async def test_a_picture_from_a_person(sandbox: Sandbox, alma: Human) -> None:
    """Message.photo: from people too."""
    await alma.sends_file(png(10, 10), "p.png", caption="look", kind="photo")
    update = result(await sandbox.api("getUpdates"))[-1]["message"]
    assert (update["photo"][0]["width"], update["caption"]) == (10, "look")
    with pytest.raises(SandboxError, match="IMAGE_PROCESS_FAILED"):
        await alma.sends_file("no picture", "p.png", kind="photo")


def test_sizes_are_read_from_the_head() -> None:
    """PNG and JPEG state their size near the beginning."""
    assert photo_size(png(7, 5)) == (7, 5)
    assert photo_size(jpeg_head(640, 480)) == (640, 480)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"GIF89a", "IMAGE_PROCESS_FAILED"),
        (b"", "IMAGE_PROCESS_FAILED"),
        (png(1, 1)[:20], "IMAGE_PROCESS_FAILED"),
        (png(210, 10), "PHOTO_INVALID_DIMENSIONS"),
        (jpeg_head(6000, 4001), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
def test_pictures_that_are_refused(content: bytes, reason: str) -> None:
    """sendPhoto: width and height at most 10000 in total, "ratio must be at most 20"."""
    with pytest.raises(ApiError, match=reason):
        photo_size(content)


async def test_a_caption_becomes_another_picture(bot: Bot, alma: Human) -> None:
    """editMessageMedia: replaces the picture and its caption."""
    from telegram import InputMediaPhoto, Message

    sent = await bot.send_photo(alma.id, png(40, 30), caption="one")
    edited = await bot.edit_message_media(
        InputMediaPhoto(png(20, 10), caption="two"), alma.id, sent.message_id
    )
    assert isinstance(edited, Message)
    assert (edited.caption, edited.photo[0].width) == ("two", 20)


async def test_a_hostile_name_stays_a_name(sandbox: Sandbox, alma: Human) -> None:
    """A file name cannot leave its folder nor its header."""
    sent = await alma.sends_file("x", '../../a"\r\nX: y.txt')
    name = sent["document"]["file_name"]
    assert "/" not in name
    async with httpx.AsyncClient() as http:
        response = await http.get(sandbox.url + sent["document"]["url"])
    assert "x" not in {key.lower() for key in response.headers}
    assert response.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert response.headers["content-type"] == "application/octet-stream"


async def test_downloads_need_the_token(sandbox: Sandbox, alma: Human) -> None:
    """getFile: the link holds the bot's token."""
    sent = await alma.sends_file("x", "a.txt")
    path = result(await sandbox.api("getFile", file_id=sent["document"]["file_id"]))["file_path"]
    async with httpx.AsyncClient() as http:
        right = await http.get(f"{sandbox.file_base_url}{sandbox.token}/{path}")
        wrong = await http.get(f"{sandbox.file_base_url}1:x/{path}")
        gone = await http.get(f"{sandbox.file_base_url}{sandbox.token}/documents/none")
    assert (right.content, wrong.status_code, gone.status_code) == (b"x", 401, 404)
