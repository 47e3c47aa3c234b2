"""Every screen by name."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from telegram import Bot

from bot.domain.owed import Owed
from bot.use_cases import Services
from bot.views.boards.podium import PodiumScreens
from bot.views.boards.screens import BoardScreens
from bot.views.boards.seasons import SeasonScreens
from bot.views.general import GeneralScreens
from bot.views.groups.schedules import ScheduleScreens
from bot.views.groups.screens import GroupScreens
from bot.views.instructors.documents import DocumentScreens
from bot.views.instructors.drafting import DraftingScreens
from bot.views.instructors.library import LibraryScreens
from bot.views.instructors.rulings import RulingScreens
from bot.views.instructors.uploads import UploadScreens
from bot.views.message import Rendered
from bot.views.people.disputes import DisputeScreens
from bot.views.people.screens import PeopleScreens
from bot.views.quiz.preview import preview
from bot.views.quiz.screens import QuizScreens
from bot.views.review.page_link import PageLinkScreens
from bot.views.review.screens import ReviewScreens
from bot.views.rounds.screens import RoundScreens
from bot.views.rounds.why import WhyScreens

Renderer = Callable[[Owed], Awaitable[Rendered | None]]


def renderers(
    services: Services,
    bot: Bot,
    clock: Callable[[], datetime],
    page_address: Callable[[], str | None],
) -> Mapping[str, Renderer]:
    """What draws each screen, by its name; ``bot`` knows its own name by now."""
    found: dict[str, Renderer] = {}
    by_model = services.drafting.model is not None
    for room in (
        QuizScreens(services.reading, shares=bot.supports_inline_queries),
        PeopleScreens(services.people, clock, by_model=by_model),
        GeneralScreens(services.people, bot.username),
        BoardScreens(services.boards, clock),
        PodiumScreens(services.boards, clock),
        SeasonScreens(services.seasons),
        ScheduleScreens(services.schedules),
        GroupScreens(services.groups),
        RoundScreens(services.round_reading, bot.username),
        WhyScreens(services.why, bot.username),
        DocumentScreens(services.sent_documents, services.editions, by_model=by_model),
        ReviewScreens(services.review_reading, bot.username, page_address),
        DisputeScreens(services.disputes, services.dispute_reading),
        RulingScreens(services.dispute_reading),
        DraftingScreens(services.drafting),
        LibraryScreens(services.library, by_model=by_model),
        UploadScreens(services.uploads, services.publishing, bot.username, preview),
        PageLinkScreens(services.page_access, page_address),
    ):
        found |= room.renderers()
    return found
