"""A learner at the page and knows the shipped bank by heart."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from playwright.async_api import Locator, Page, expect

from bot.bank.reading import read_bank
from bot.domain.question import ASSEMBLED, Option, Question, QuestionType
from tests.app.conftest import QUESTIONS

SHIPPED = read_bank(QUESTIONS)
TRUTH = {"true": "True", "false": "False"}
KEYS = "[data-testid=keyboard-button]"


class Mouse:
    """Presses buttons by clicking them, and writes into the field after clicking it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def press(self, button: Locator) -> None:
        await button.click()

    async def write(self, text: str) -> None:
        await self.page.get_by_test_id("composer").click()
        await self.page.keyboard.type(text)
        await self.page.get_by_test_id("send").click()


class Keys:
    """Has no mouse: arrows lead to a button, Enter presses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def press(self, button: Locator) -> None:
        """From the newest keyboard's first button, row by row, to ``button``; then Enter."""
        handle = await button.element_handle()
        await self.page.keyboard.press("Alt+k")
        for step in ("Home", *["ArrowRight"] * 8):
            await self.page.keyboard.press(step)
            if await self._there(handle):
                return await self.page.keyboard.press("Enter")
        await self.page.keyboard.press("Home")
        for _ in range(8):
            await self.page.keyboard.press("ArrowDown")
            for step in ("Home", *["ArrowRight"] * 8):
                if await self._there(handle):
                    return await self.page.keyboard.press("Enter")
                await self.page.keyboard.press(step)
            await self.page.keyboard.press("Home")
        raise AssertionError("no arrow leads to that button")

    async def _there(self, handle: object) -> bool:
        return bool(await self.page.evaluate("node => document.activeElement === node", handle))

    async def write(self, text: str) -> None:
        """Letters typed on a button begin a message."""
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")


class PageLearner:
    """One learner in the private chat, by ``hands``: Mouse or Keys; ``bank`` is by stem."""

    BANK: ClassVar[dict[str, Question]] = {
        placed.question.stem: placed.question for placed in SHIPPED.questions
    }
    TITLES: ClassVar[dict[str, str]] = {
        source.id: source.title for source in SHIPPED.sources.sources
    }

    def __init__(
        self, page: Page, hands: Mouse | Keys, bank: Mapping[str, Question] = BANK
    ) -> None:
        self.page = page
        self.hands = hands
        self.bank = bank

    def button(self, text: str) -> Locator:
        """The newest button with exactly this text."""
        return self.page.locator(KEYS).filter(has_text=re.compile(f"^{re.escape(text)}$")).last

    async def press(self, text: str) -> None:
        await self.hands.press(self.button(text))

    def message(self, text: str) -> Locator:
        """The newest message of the bot that contains ``text``."""
        return self.page.locator("[data-testid=message][data-from=bot]", has_text=text).last

    async def asked(self, position: int, total: int) -> tuple[Locator, Question]:
        """The question that waits, as it stands on the screen and in the bank."""
        await expect(self.button("I don't know")).to_be_visible()
        message = self.message(f"{position} of {total} · ")
        await expect(message.locator(KEYS).last).to_have_text("I don't know")
        text = await message.get_by_test_id("message-text").inner_text()
        [question] = [one for stem, one in self.bank.items() if stem in text]
        return message, question

    async def answer(self, message: Locator, question: Question, *, rightly: bool) -> None:
        """Answer the question that stands in ``message``."""
        if question.typed is not None:
            value = question.typed.value + (0 if rightly else question.typed.tolerance + 1)
            return await self.hands.write(_plain(value))
        if question.text_key is not None:
            return await self.hands.write(question.text_key.value if rightly else "nowhere")
        if question.type in ASSEMBLED:
            return await self._assemble(message, question, rightly=rightly)
        chosen = [option for option in question.options if option.key is rightly]
        if question.type is not QuestionType.MULTIPLE:
            name = await self._name(message, chosen[0])
            return await self.hands.press(_exactly(message, name))
        for option in chosen if rightly else chosen[:1]:
            name = await self._name(message, option)
            await self.hands.press(_exactly(message, f"☐ {name}"))
            await expect(_exactly(message, f"☑ {name}")).to_be_visible()
        return await self.hands.press(_exactly(message, "Submit"))

    async def _assemble(self, message: Locator, question: Question, *, rightly: bool) -> None:
        """Put everything where it belongs, or in an order and in pairs that earn nothing."""
        right = question.options[: len(question.lefts or question.options)]
        wrong = right[::-1] if question.type is QuestionType.ORDERING else (*right[1:], right[0])
        for place, option in enumerate(right if rightly else wrong, 1):
            name = await self._name(message, option)
            await self.hands.press(_exactly(message, name))
            line = f"{place}. {option.text}"
            if question.lefts:
                line = f"{question.lefts[place - 1]} → {option.text}"
            await expect(message).to_contain_text(line)
        await self.hands.press(_exactly(message, "Submit"))

    async def _name(self, message: Locator, option: Option) -> str:
        """What the option's button says: its letter where the options stand in the text."""
        words = option.text or TRUTH[option.id]
        text = await message.get_by_test_id("message-text").inner_text()
        for line in text.splitlines():
            letter, _, rest = line.partition(" ")
            if len(letter) == 1 and rest.strip() == words:
                return letter
        return words

    async def told(self, question: Question) -> Locator:
        """The feedback on ``question``, once it says why, and where it is written."""
        message = self.message(question.stem)
        await expect(message).to_contain_text(question.rationale)
        await expect(message).to_contain_text(f"“{question.citations[0].quote}”")
        await expect(message).to_contain_text(f"¶{question.citations[0].paragraph}")
        return message


def _exactly(message: Locator, text: str) -> Locator:
    return message.locator(KEYS).filter(has_text=re.compile(f"^{re.escape(text)}$"))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
