"""The frame of every page, and the files that come with it."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from bot.views.words import Words
from bot.web.curation.markup import Child, el, joined

STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Shell:
    """``root`` is the path below which the page stands: "" or ``/…`` without a / at its end."""

    def __init__(self, root: str) -> None:
        self.root = root

    def path(self, place: str) -> str:
        """An address of the page from one that is written as if it stood at ``/``."""
        return f"{self.root}{place}"

    def page(
        self,
        say: Words,
        *body: Child,
        title: str,
        script: str | None = None,
        status: int = 200,
        look: str = "",
    ) -> HTMLResponse:
        """A whole page; ``script`` is one of the static files, ``look`` the body's class."""
        head = el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="color-scheme", content="light dark"),
            el("title", f"{title} · CiteQuiz"),
            el("link", rel="icon", href=self.path("/static/icon.svg")),
            el("link", rel="stylesheet", href=self.path("/static/page.css")),
            script and el("script", type="module", src=self.path(f"/static/{script}")),
        )
        content = el("body", joined(body), class_=look or None)
        whole = el("html", head, content, lang=say.locale)
        return HTMLResponse(f"<!doctype html>{whole}", status)

    def notice(
        self, say: Words, text: str, *more: Child, status: int = 200, **values: str
    ) -> HTMLResponse:
        """A page that says one thing; ``text`` is a catalogue entry with ``.title`` beside it."""
        title = say.plain(f"{text}.title")
        body = el(
            "main", el("h1", title), el("p", say(text, **values)), joined(more), class_="notice"
        )
        return self.page(say, body, title=title, status=status, look="alone")

    async def static(self, request: Request) -> Response:
        """One of the files beside this module."""
        path = STATIC / str(request.path_params["name"])
        if path.suffix not in _TYPES or path.parent != STATIC or not path.is_file():
            return PlainTextResponse("not found", 404)
        kind = f"{_TYPES[path.suffix]}; charset=utf-8"
        return FileResponse(path, headers={"Cache-Control": "no-cache"}, media_type=kind)
