"""Every use case, built over one database."""

import random
from dataclasses import dataclass

from bot.handlers.rounds import RoundRooms
from bot.services.bank.passages import Passages
from bot.services.bank.pictures import PICTURES, Pictures
from bot.services.bank.shipping import GLOSSARY
from bot.services.boards.reading import Boards
from bot.services.curation.judging import Judging
from bot.services.curation.page_access import PageAccess
from bot.services.curation.publishing import DraftPublishing
from bot.services.curation.queue import Curation
from bot.services.curation.reading import ReviewReading
from bot.services.curation.reminding import remind as remind_of_draft
from bot.services.curation.review import Review
from bot.services.disputes.queue import DisputeQueue
from bot.services.disputes.reading import DisputeReading
from bot.services.disputes.reporting import PURPOSE as DISPUTE
from bot.services.disputes.reporting import Disputes
from bot.services.disputes.rescoring import Rescoring
from bot.services.disputes.rulings import PURPOSE as RULING
from bot.services.documents.correcting import Correcting
from bot.services.documents.editions import Editions
from bot.services.documents.library import Library
from bot.services.documents.meant import CORRECTION
from bot.services.documents.reminding import remind as remind_of_document
from bot.services.documents.sent import SentDocuments
from bot.services.drafting.jobs import Drafting
from bot.services.drafting.model import Model
from bot.services.groups.seasons import Seasons
from bot.services.groups.settling import GroupService
from bot.services.people.settings import People
from bot.services.people.zones import spoken_zones
from bot.services.quiz.answering import Answering
from bot.services.quiz.beginning import Beginning
from bot.services.quiz.reading import QuizReading
from bot.services.quiz.sharing import InlineReading
from bot.services.quiz.starting import Quiz
from bot.services.rounds.choosing import Choosing
from bot.services.rounds.directing import Directing
from bot.services.rounds.lobby import LobbyService
from bot.services.rounds.opening import ReachedSince, RoundService
from bot.services.rounds.polls import PollService
from bot.services.rounds.reading import RoundReading
from bot.services.rounds.why import WhyReading
from bot.services.schedules.keeping import Schedules
from bot.services.schedules.play import SchedulePlay
from bot.services.uploads.check import UploadCheck
from bot.services.uploads.publishing import Publishing
from bot.services.uploads.receiving import Uploads
from bot.settings import Settings
from bot.storage.database import Database, database_name
from bot.views.words import LOCALES


@dataclass(frozen=True)
class Services:
    """Every use case, over one database."""

    quiz: Quiz
    answering: Answering
    reading: QuizReading
    people: People
    boards: Boards
    seasons: Seasons
    schedules: Schedules
    schedule_play: SchedulePlay
    groups: GroupService
    rounds: RoundRooms
    round_reading: RoundReading
    why: WhyReading
    inline: InlineReading
    uploads: Uploads
    publishing: Publishing
    sent_documents: SentDocuments
    editions: Editions
    curation: Curation
    draft_publishing: DraftPublishing
    review: Review
    review_reading: ReviewReading
    page_access: PageAccess
    disputes: Disputes
    dispute_queue: DisputeQueue
    dispute_reading: DisputeReading
    rescoring: Rescoring
    drafting: Drafting
    library: Library
    correcting: Correcting


def use_cases(
    database: Database, settings: Settings, rng: random.Random, reached_since: ReachedSince
) -> Services:
    """All of them. ``reached_since``: since when what Telegram has comes in without a gap."""
    instructors = settings.instructors
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    pictures = Pictures(settings.questions_dir / PICTURES)
    passages = Passages(settings.sources_dir, database)
    check = UploadCheck(database, settings.sources_dir)
    uploads = Uploads(database, instructors, check)
    glossary = settings.questions_dir / GLOSSARY
    curation = Curation(database, Judging(glossary), settings.curators)
    draft_publishing = DraftPublishing(database, rng, settings.curators)
    drafting = Drafting(database, instructors, curation, glossary, model_of(settings))
    correcting = Correcting(database, instructors, drafting.forget_replies)
    sent_documents = SentDocuments(database, instructors)
    disputes, queue = Disputes(database, instructors), DisputeQueue(database, instructors)
    return Services(
        quiz=Quiz(database, rng),
        answering=Answering(
            database,
            Beginning(database, rng),
            disputes,
            {DISPUTE: disputes.said, RULING: queue.said, CORRECTION: correcting.said},
            (sent_documents.answer, remind_of_draft, remind_of_document),
        ),
        reading=QuizReading(
            database,
            passages,
            pictures,
        ),
        people=People(database, instructors, settings.curators),
        boards=Boards(database),
        seasons=Seasons(database),
        schedules=Schedules(database, instructors),
        schedule_play=SchedulePlay(database, rng),
        groups=GroupService(database, spoken_zones(), LOCALES),
        rounds=RoundRooms(
            RoundService(database, rng, instructors, reached_since=reached_since),
            LobbyService(database, instructors),
            Directing(database, instructors),
            PollService(database),
            Choosing(database),
        ),
        round_reading=RoundReading(database, pictures),
        why=WhyReading(database, passages),
        inline=InlineReading(database, rng),
        uploads=uploads,
        publishing=Publishing(uploads, rng),
        sent_documents=sent_documents,
        editions=Editions(sent_documents),
        curation=curation,
        draft_publishing=draft_publishing,
        review=Review(curation, draft_publishing, instructors),
        review_reading=ReviewReading(curation),
        page_access=PageAccess(database, instructors, token, rng),
        disputes=disputes,
        dispute_queue=queue,
        dispute_reading=DisputeReading(database, instructors),
        rescoring=Rescoring(database),
        drafting=drafting,
        library=Library(database, instructors),
        correcting=correcting,
    )


def model_of(settings: Settings) -> Model | None:
    """Whom instructors may ask for drafts; None where the settings allow none."""
    url, name, key = settings.llm_base_url, settings.llm_model, settings.llm_api_key
    if not settings.llm_in_chat or url is None or name is None:
        return None
    return Model(
        url,
        name,
        key.get_secret_value() if key else None,
        timeout=settings.llm_timeout,
        concurrency=settings.llm_concurrency,
        most_requests=settings.llm_max_requests,
        most_tokens=settings.llm_max_tokens,
        replies=settings.llm_replies_dir,
        bank=database_name(settings.database_url),
    )
