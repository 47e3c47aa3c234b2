"""Who may speak to the sandbox, and what its answers allow a page to do."""

import httpx
import pytest

from bot.sandbox.client import Sandbox
from bot.sandbox.server import main, serve
from bot.sandbox.world import World


async def ask(url: str, path: str, headers: dict[str, str], method: str = "GET") -> httpx.Response:
    async with httpx.AsyncClient() as http:
        return await http.request(method, url + path, headers=headers)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:80"}, 200),
        ({"Host": "127.0.0.1"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "localhost.evil.example:80"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_foreign_sites_are_refused(
    sandbox: Sandbox, headers: dict[str, str], status: int
) -> None:
    """A page of another site must not reach this machine's sandbox (DNS rebinding, forms)."""
    response = await ask(sandbox.url, "/sandbox/clock", headers)
    assert response.status_code == status
    api = await ask(sandbox.url, f"/bot{sandbox.token}/getMe", headers)
    assert api.status_code == status


async def test_a_page_of_its_own_may_post(sandbox: Sandbox) -> None:
    """The sandbox's own page sends its origin with every POST."""
    path = f"/sandbox/people/{sandbox.person('Alma').id}/start"
    own = await ask(sandbox.url, path, {"Origin": sandbox.url}, "POST")
    other = await ask(sandbox.url, path, {"Origin": "http://127.0.0.1:1"}, "POST")
    assert (own.status_code, other.status_code) == (200, 403)


async def test_the_page_is_served_with_a_strict_policy(sandbox: Sandbox) -> None:
    """Nothing from elsewhere, nothing inline."""
    response = await ask(sandbox.url, "/", {})
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/page/../server.py", "/page/%2e%2e/server.py", "/page/none.css", "/page/"]
)
async def test_only_the_pages_files_are_served(sandbox: Sandbox, path: str) -> None:
    """The folder of the page is all that can be read."""
    assert (await ask(sandbox.url, path, {})).status_code == 404


async def test_it_listens_on_this_machine_only() -> None:
    """Another address is refused before anything is opened."""
    with pytest.raises(ValueError, match="this machine only"):
        async with serve(World(), host="192.0.2.1"):
            pass


def test_the_command_says_so_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """python -m bot sandbox --host 192.0.2.1: exit code 2, one line, no traceback."""
    assert main(["--host", "192.0.2.1", "--data", ":memory:"]) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert printed.startswith("sandbox: ")
