"""A message as tests look at it."""

import html
import re

from bot.views.message import Button, Keyboard


class Shown:
    """What a message says and offers; ``html`` and ``keyboard`` come from whoever is one."""

    html: str
    keyboard: Keyboard

    @property
    def text(self) -> str:
        """Without tags."""
        return html.unescape(re.sub(r"<[^>]*>", "", self.html))

    @property
    def labels(self) -> list[str]:
        return [button.text for row in self.keyboard for button in row]

    def button(self, label: str) -> Button:
        for row in self.keyboard:
            for button in row:
                if button.text == label:
                    return button
        raise AssertionError(f"no button {label!r} among {self.labels}")

    def data(self, label: str) -> str:
        """The callback data of a button."""
        data = self.button(label).data
        assert data is not None
        return data
