"""What the bot offers to whoever asks it inline: questions, and one's own score, to share."""

from bot.domain.marking import FULL
from bot.domain.question import QuestionType
from bot.domain.quizzes.attempt import Step
from bot.domain.shortening import shortened
from bot.services.quiz.links import Shared
from bot.services.quiz.sharing import Offer, ScoreCard
from bot.services.quiz.starting import TOPICS_PAYLOAD
from bot.storage.quiz.progress import Tally
from bot.views.figures import points, share
from bot.views.fitting import length
from bot.views.message import Button, InlineAnswer, InlineResult, Keyboard, Message
from bot.views.quiz.steps import SAFE, asked_lines
from bot.views.words import Words, nearest_locale, words

TITLE = 120
DESCRIPTION = 160
"""Characters of a listed result. Apps show one line of a title and some of a description."""
BARE_STEM = 3000
"""Characters of a stem beside which no room was left for its options."""


def inline_answer(offer: Offer, username: str) -> InlineAnswer:
    """The score card first, then questions. ``username`` is the bot's, for the links."""
    say = words(nearest_locale(*offer.voice.wishes))
    results = [_question(step, say, username) for step in offer.questions]
    if offer.card is not None:
        results.insert(0, _score(offer.card, say, username))
    following = "" if offer.next is None else str(offer.next)
    if offer.no_score or offer.nothing:
        told = say.plain("inline.no_score" if offer.no_score else "inline.nothing")
        return InlineAnswer(tuple(results), following, told, TOPICS_PAYLOAD)
    return InlineAnswer(tuple(results), following)


# --- a question -----------------------------------------------------------------------------------


def _question(step: Step, say: Words, username: str) -> InlineResult:
    difficulty = say.plain(f"quiz.difficulty.{step.question.difficulty.value}")
    about = say.plain("inline.question.about", topic=step.topic_title, difficulty=difficulty)
    return InlineResult(
        f"q{step.question_id}",
        shortened(about, TITLE),
        shortened(step.question.stem, DESCRIPTION),
        question_message(step, username),
    )


def question_message(step: Step, username: str) -> Message:
    """The question as others read it, in its own language, and the way to answer it.

    Nothing of it tells the key: its options stand as the step has them, and no reason does.
    """
    say = words(nearest_locale(step.language))
    head = say("inline.question.head", topic=step.topic_title)
    true_or_false = step.question.type is QuestionType.TRUEFALSE
    lines = [head, "", *asked_lines(step, say, in_text=not true_or_false)]
    if say.has(hint := f"inline.hint.{step.question.type.value}"):
        lines += ["", say(hint)]
    html = "\n".join(lines)
    if length(html) > SAFE:
        stem = say("quiz.label.plain", text=shortened(step.question.stem, BARE_STEM))
        html = f"{head}\n\n{stem}"
    url = f"https://t.me/{username}?start={Shared(step.question_id).payload}"
    return Message(html, ((Button(say.plain("inline.button.answer"), url=url),),))


# --- one's own score ------------------------------------------------------------------------------


def _score(card: ScoreCard, say: Words, username: str) -> InlineResult:
    counted = " · ".join(
        say.plain(f"inline.score.preview.{where}", score=points(tally.score, say))
        for where, tally in _parts(card)
    )
    preview = say.plain("inline.score.preview", counted=counted)
    return InlineResult(
        "score", say.plain("inline.score.title"), preview, score_message(card, say, username)
    )


def score_message(card: ScoreCard, say: Words, username: str) -> Message:
    """The score without a name: Telegram puts that of whoever shares it above."""
    lines: list[str] = [say("inline.score.head")]
    for where, tally in _parts(card):
        lines.append(say(f"inline.score.{where}", score=points(tally.score, say)))
        lines.append(
            say(
                "quiz.score.overall",
                n=tally.responses,
                right=tally.right,
                share=share(tally.right, tally.responses),
            )
        )
    if card.best:
        lines += ["", say("inline.score.best")]
        lines += [
            say(
                "inline.score.topic",
                title=title,
                share=share(tally.score, tally.responses * FULL),
            )
            for title, tally in card.best
        ]
    return Message("\n".join(lines), _play_too(say, username))


def _parts(card: ScoreCard) -> list[tuple[str, Tally]]:
    """What is counted apart, as boards do: private quizzes, and groups; what there is of them."""
    both = [("private", card.overall), ("groups", card.in_groups)]
    return [(where, tally) for where, tally in both if tally.responses]


def _play_too(say: Words, username: str) -> Keyboard:
    return ((Button(say.plain("inline.button.play"), url=f"https://t.me/{username}?start"),),)
