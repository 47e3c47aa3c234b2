"""Every screen by name."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from telegram import Bot

from bot.domain.owed import Owed
from bot.use_cases import Services
from bot.views.board import BoardScreens
from bot.views.disputes import DisputeScreens
from bot.views.documents import DocumentScreens
from bot.views.drafting import DraftingScreens
from bot.views.general import GeneralScreens
from bot.views.groups import GroupScreens
from bot.views.library import LibraryScreens
from bot.views.message import Rendered
from bot.views.page_link import PageLinkScreens
from bot.views.people import PeopleScreens
from bot.views.podium import PodiumScreens
from bot.views.quiz import QuizScreens
from bot.views.quiz_preview import preview
from bot.views.review import ReviewScreens
from bot.views.round_why import WhyScreens
from bot.views.rounds import RoundScreens
from bot.views.rulings import RulingScreens
from bot.views.schedules import ScheduleScreens
from bot.views.seasons import SeasonScreens
from bot.views.uploads import UploadScreens

Renderer = Callable[[Owed], Awaitable[Rendered | None]]


def renderers(
    services: Services,
    bot: Bot,
    clock: Callable[[], datetime],
    page_address: Callable[[], str | None],
) -> Mapping[str, Renderer]:
    """What draws each screen, by its name; ``bot`` knows its own name by now."""
    found: dict[str, Renderer] = {}
    for room in (
        QuizScreens(services.reading, shares=bot.supports_inline_queries),
        PeopleScreens(services.people, clock),
        GeneralScreens(services.people, bot.username),
        BoardScreens(services.boards, clock),
        PodiumScreens(services.boards, clock),
        SeasonScreens(services.seasons),
        ScheduleScreens(services.schedules),
        GroupScreens(services.groups),
        RoundScreens(services.round_reading, bot.username),
        WhyScreens(services.why, bot.username),
        DocumentScreens(services.sent_documents),
        ReviewScreens(services.review_reading, bot.username, page_address),
        DisputeScreens(services.disputes, services.dispute_reading),
        RulingScreens(services.dispute_reading),
        DraftingScreens(services.drafting),
        LibraryScreens(services.library),
        UploadScreens(services.uploads, services.publishing, bot.username, preview),
        PageLinkScreens(services.page_access, page_address),
    ):
        found |= room.renderers()
    return found
