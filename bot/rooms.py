"""The rooms of the chat: who hears an update first, who after them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from telegram.ext import Application

from bot.handlers.admins import Admins
from bot.handlers.boards import BoardHandlers
from bot.handlers.disputes import DisputeHandlers
from bot.handlers.documents import DocumentHandlers
from bot.handlers.drafting import DraftingHandlers
from bot.handlers.fallback import FallbackHandlers
from bot.handlers.groups import GroupHandlers
from bot.handlers.inline import InlineHandlers
from bot.handlers.instructors import InstructorHandlers
from bot.handlers.members import MemberHandlers
from bot.handlers.menus import Menus
from bot.handlers.page_link import PageLinkHandlers
from bot.handlers.people import PeopleHandlers
from bot.handlers.quiz import QuizHandlers
from bot.handlers.review import ReviewHandlers
from bot.handlers.rounds import RoundHandlers
from bot.handlers.schedules import ScheduleHandlers
from bot.handlers.seasons import SeasonHandlers
from bot.services.groups.memberships import Memberships
from bot.storage.database import Database
from bot.use_cases import Services

BESIDE_THE_OTHERS = -1
"""python-telegram-bot's number for handlers that hear an update and leave it to the others."""


class Rooms:
    """The handlers of one application, registered in their order.

    ``moment`` says when what is being handled was done, ``clock`` what time it is now; ``owing`` is
    called when something is owed to somebody.
    """

    def __init__(
        self,
        database: Database,
        services: Services,
        application: Application[Any, Any, Any, Any, Any, Any],
        instructors: Iterable[int],
        *,
        clock: Callable[[], datetime],
        moment: Callable[[], datetime],
        owing: Callable[[], None],
    ) -> None:
        bot, admins = application.bot, Admins(clock)
        self.menus = Menus(bot, instructors)
        self.members = MemberHandlers(Memberships(database), bot, moment, owing)
        self.drafting = DraftingHandlers(
            services.drafting,
            services.library,
            services.correcting,
            moment=moment,
            clock=clock,
            owing=owing,
        )
        self.rounds = RoundHandlers(services.rounds, admins, clock)
        self.schedules = ScheduleHandlers(services.schedules, services.schedule_play, admins, clock)
        # A text that one room does not want goes on: disputes, drafts, documents, quiz.
        quiz = QuizHandlers(services.quiz, services.answering, moment)
        self.documents = DocumentHandlers(
            services.sent_documents,
            services.editions,
            services.correcting,
            services.uploads,
            quiz.on_text,
            moment=moment,
            owing=owing,
        )
        review = ReviewHandlers(services.review, self.documents.text, moment)
        self.disputes = DisputeHandlers(
            services.disputes,
            services.dispute_queue,
            services.rescoring,
            drafts=review.open,
            texts=review.text,
            moment=moment,
            owing=owing,
        )
        for room in (
            self.documents,
            self.disputes,
            review,
            self.drafting,
            quiz,
            InstructorHandlers(services.uploads, services.publishing, moment),
            PageLinkHandlers(services.page_access, clock),
            GroupHandlers(services.groups, admins, clock),
            self.rounds,
            self.schedules,
            self.members,
            PeopleHandlers(services.people, moment),
            BoardHandlers(services.boards, moment),
            SeasonHandlers(services.seasons, admins, clock),
            InlineHandlers(services.inline, moment),
            FallbackHandlers(services.people, moment),
        ):
            application.add_handlers(room.handlers())
        application.add_handlers(self.menus.handlers(), group=BESIDE_THE_OTHERS)
