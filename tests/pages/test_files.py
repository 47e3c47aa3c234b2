"""Files and pictures, up and down."""

import struct
import zlib
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

from bot.sandbox.client import Sandbox
from bot.sandbox.people import ALMA_ID, DANA_ID
from tests.pages.scripted_bot import Json, ScriptedBot
from tests.pages.visits import Visits

pytestmark = pytest.mark.browser

SET = "set: treaty\ntitle: Договор\n"


def picture(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def after_start(bot: ScriptedBot, wanted: str) -> Json:
    while wanted not in (message := await bot.next("message")):
        pass
    return message


async def test_a_chosen_file_is_sent_with_its_caption(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, tmp_path: Path
) -> None:
    (tmp_path / "treaty.yaml").write_text(SET, encoding="utf-8")
    await sandbox.person(DANA_ID).start()
    page = await page_at(sandbox.url, DANA_ID, DANA_ID)
    async with page.expect_file_chooser() as chooser:
        await page.get_by_test_id("attach").click()
    await (await chooser.value).set_files(tmp_path / "treaty.yaml")
    offer = page.get_by_test_id("send-file")
    await expect(offer).to_contain_text("treaty.yaml")
    await expect(page.get_by_test_id("file-caption")).to_be_focused()
    await page.keyboard.type("The new set")
    await page.keyboard.press("Enter")
    await expect(offer).to_have_count(0)

    message = await after_start(bot, "document")
    assert message["caption"] == "The new set"
    assert message["document"]["file_name"] == "treaty.yaml"
    found = await bot.call("getFile", file_id=message["document"]["file_id"])
    address = f"{sandbox.file_base_url}{sandbox.token}/{found['file_path']}"
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(address)).text == SET
    shown = page.locator("[data-testid=message][data-from=me]").last
    await expect(shown.get_by_test_id("document")).to_contain_text("treaty.yaml")
    await expect(shown).to_contain_text("The new set")


async def test_a_document_is_downloaded_as_it_was_sent(
    sandbox: Sandbox, page_at: Visits, tmp_path: Path
) -> None:
    await sandbox.person(DANA_ID).start()
    await sandbox.person(DANA_ID).sends_file(SET, "sample.yaml")
    page = await page_at(sandbox.url, DANA_ID, DANA_ID)
    document = page.get_by_test_id("document")
    # 27 ASCII characters and 7 Cyrillic ones of two bytes each.
    await expect(document).to_contain_text(f"{len(SET.encode())} B")
    async with page.expect_download() as download:
        await document.click()
    got = await download.value
    assert got.suggested_filename == "sample.yaml"
    await got.save_as(tmp_path / "got.yaml")
    assert (tmp_path / "got.yaml").read_text(encoding="utf-8") == SET


async def test_a_picture_is_shown_in_its_proportions(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, tmp_path: Path
) -> None:
    (tmp_path / "map.png").write_bytes(picture(400, 200))
    await sandbox.person(ALMA_ID).start()
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID)
    await page.get_by_test_id("file-input").set_input_files(tmp_path / "map.png")
    await expect(page.get_by_test_id("send-file")).to_contain_text("Send a picture")
    await page.get_by_test_id("send-file-send").click()
    image = page.get_by_test_id("photo").locator("img")
    await expect(image).to_be_visible()
    await expect(image).to_have_js_property("naturalWidth", 400)
    box = await image.bounding_box()
    assert box is not None
    assert round(box["width"] / box["height"], 1) == 2.0
    assert (await after_start(bot, "photo"))["photo"][-1]["width"] == 400


async def test_a_picture_that_is_none_is_refused_in_a_sentence(
    sandbox: Sandbox, page_at: Visits, tmp_path: Path
) -> None:
    (tmp_path / "map.png").write_text("no picture at all", encoding="utf-8")
    await sandbox.person(ALMA_ID).start()
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID)
    await page.get_by_test_id("file-input").set_input_files(tmp_path / "map.png")
    await page.get_by_test_id("send-file-send").click()
    said = page.locator("[data-testid=toast][data-kind=error]")
    await expect(said).to_contain_text("This picture cannot be read. Send a PNG or JPEG")
    await expect(said.locator("small")).to_have_text("IMAGE_PROCESS_FAILED")


async def test_a_code_nobody_foresaw_still_comes_with_a_sentence(
    sandbox: Sandbox, page_at: Visits
) -> None:
    await sandbox.person(ALMA_ID).start()
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID)
    refused = {"error": "Bad Request: WALL_PAPER_INVALID"}
    await page.route("**/text", lambda route: route.fulfill(status=400, json=refused))
    await page.get_by_test_id("composer").fill("Good day")
    await page.get_by_test_id("composer").press("Enter")
    said = page.locator("[data-testid=toast][data-kind=error]")
    await expect(said).to_contain_text("Telegram would refuse this.")
    await expect(said.locator("small")).to_have_text("WALL_PAPER_INVALID")
