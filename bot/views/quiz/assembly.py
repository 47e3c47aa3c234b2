"""Orders and pairs: how far they are put together, and how they came out."""

from bot.domain.question import QuestionType
from bot.domain.quizzes.attempt import Step
from bot.domain.shortening import shortened
from bot.views.quiz.labels import letter, option_words, shown
from bot.views.quiz.worth import worth_lines
from bot.views.words import Raw, Words


def assembly_lines(step: Step, say: Words, *, in_text: bool) -> list[str]:
    """What has its place so far, what can still be given one if that is to stand ``in_text``."""
    done = _placed(step, say) if step.question.type is QuestionType.ORDERING else _pairs(step, say)
    free = [
        say("quiz.option", letter=letter(step, option), text=option_words(option, step))
        for option in shown(step)
        if in_text and not step.whole and option.id not in step.selected
    ]
    gap = [""] if done and free else []
    return [*done, *gap, *free]


def assembly_instruction(step: Step, say: Words) -> Raw:
    """What to tap now."""
    kind = step.question.type.value
    if step.whole:
        return say(f"quiz.ask.{kind}.whole")
    if step.question.lefts:
        return say("quiz.ask.matching", left=step.question.lefts[len(step.selected)])
    return say("quiz.ask.ordering.next" if step.selected else "quiz.ask.ordering")


def _placed(step: Step, say: Words) -> list[str]:
    return [
        say("quiz.placed", place=place, text=step.question.option(option_id).text)
        for place, option_id in enumerate(step.selected, 1)
    ]


def _pairs(step: Step, say: Words) -> list[str]:
    """Every left side: with its partner, as the one that waits for it, or as still to come."""
    lines: list[str] = []
    for place, left in enumerate(step.question.lefts):
        if place < len(step.selected):
            right = step.question.option(step.selected[place]).text
            lines.append(say("quiz.paired", left=left, right=right))
        else:
            entry = "quiz.unpaired.now" if place == len(step.selected) else "quiz.unpaired"
            lines.append(say(entry, left=left))
    return lines


# --- the feedback ---------------------------------------------------------------------------------


def assembly_feedback(step: Step, say: Words, rationale: int) -> list[str]:
    """The right order or the right pairs, each with why; what was right of them is marked."""
    lines: list[str] = [*worth_lines(step, say)]
    if step.question.type is QuestionType.ORDERING:
        lines += _order(step, say, rationale)
    else:
        lines += _partners(step, say, rationale)
    why = shortened(step.question.rationale, rationale)
    return [*lines, "", say("quiz.label.plain", text=why)]


def _order(step: Step, say: Words, rationale: int) -> list[str]:
    given = step.given.sequence if step.given else ()
    lines: list[str] = []
    for place, option in enumerate(step.question.options, 1):
        about = {
            "place": place,
            "text": option.text,
            "rationale": shortened(option.rationale or "", rationale),
        }
        if not given:
            lines.append(say("quiz.feedback.place", **about))
            continue
        put = given.index(option.id) + 1
        entry = "quiz.feedback.place.right" if put == place else "quiz.feedback.place.wrong"
        lines.append(say(entry, **about, given=put))
    return lines


def _partners(step: Step, say: Words, rationale: int) -> list[str]:
    question, given = step.question, step.given.sequence if step.given else ()
    lines: list[str] = []
    for place, (left, option) in enumerate(zip(question.lefts, question.options, strict=False)):
        about = {
            "left": left,
            "right": option.text,
            "rationale": shortened(option.rationale or "", rationale),
        }
        if not given:
            lines.append(say("quiz.feedback.pair", **about))
        elif given[place] == option.id:
            lines.append(say("quiz.feedback.pair.right", **about))
        else:
            taken = question.option(given[place]).text
            lines.append(say("quiz.feedback.pair.wrong", **about, given=taken))
    stray = [option for option in question.options if not option.key and option.id in given]
    for option in stray:
        why = shortened(option.rationale or "", rationale)
        lines.append(say("quiz.feedback.wrong", label=option.text, rationale=why))
    return lines
