"""Two versions of a bank compared: what changes for learners, question by question.

Only approved questions are asked, so drafts and retired questions count as not being there. Tags,
notes, objectives and reviews are not for learners; the order of options is shuffled anyway.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.domain.fingerprint import plain_number
from bot.domain.question import (
    TYPED,
    Citation,
    NearText,
    Question,
    QuestionSet,
    QuestionType,
    State,
)
from bot.domain.sets.changes import Detail, Kind, QuestionChange, SetChange

_QUOTES = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')

Parts = dict[Kind, tuple[Detail, ...]]


def compare_banks(
    before: Iterable[QuestionSet], after: Iterable[QuestionSet]
) -> tuple[SetChange, ...]:
    """Every set in which something changes for learners, by slug.

    A question that went to another set counts as moved, in the set where it is now.
    """
    old, new = {one.slug: one for one in before}, {one.slug: one for one in after}
    found = [compare(old.get(slug), new.get(slug)) for slug in sorted(old.keys() | new.keys())]
    came = {change.id for one in found for change in one.of(Kind.ADDED)}
    left = {
        change.id: (one.slug, question)
        for one in found
        for change in one.of(Kind.REMOVED)
        for question in old[one.slug].questions
        if question.id == change.id and change.id in came
    }
    told = [_carried(one, new.get(one.slug), left) for one in found]
    return tuple(one for one in told if one.questions or one.details)


def compare(before: QuestionSet | None, after: QuestionSet | None) -> SetChange:
    """What happened to a set; at least one of the two is there."""
    newest = after or before
    assert newest is not None  # noqa: S101 - the caller's promise
    known = before.version if before else 0
    releases = after.changelog if after and before else ()
    return SetChange(
        newest.slug,
        newest.title,
        before.version if before else None,
        after.version if after else None,
        _questions(before.questions if before else (), after.questions if after else ()),
        _set_details(before, after) if before and after else (),
        tuple(release for release in releases if release.version > known),
    )


def key_text(question: Question) -> str:
    """What counts as right, as one text."""
    if typed := question.typed:
        slack = f" ± {plain_number(typed.tolerance)}" if typed.tolerance else ""
        return f"{plain_number(typed.value)}{slack}"
    if key := question.text_key:
        return "; ".join(key.forms)
    if question.type is QuestionType.TRUEFALSE:
        return ", ".join(sorted(question.keys))
    if question.type is QuestionType.ORDERING:
        return " → ".join(option.text for option in question.options)
    if question.lefts:
        pairs = zip(question.lefts, question.options, strict=False)
        return "; ".join(sorted(f"{left} – {option.text}" for left, option in pairs))
    return "; ".join(sorted(option.text for option in question.options if option.key))


def _carried(
    one: SetChange, whole: QuestionSet | None, left: Mapping[str, tuple[str, Question]]
) -> SetChange:
    """The change of a set with its questions that only went to another set, or came from one."""
    now = {question.id: question for question in whole.questions} if whole else {}
    told = []
    for change in one.questions:
        if change.id not in left:
            told.append(change)
        elif change.kind is Kind.ADDED:
            slug, was = left[change.id]
            kinds, details = _content(was, now[change.id])
            kinds = tuple(kind for kind in Kind if kind in kinds or kind is Kind.MOVED)
            moved = Detail("set", slug, one.slug)
            told.append(replace(change, kinds=kinds, details=(*details, moved)))
    return replace(one, questions=tuple(told))


def _questions(before: Sequence[Question], after: Sequence[Question]) -> tuple[QuestionChange, ...]:
    old, new = {q.id: q for q in before}, {q.id for q in after}
    found = [_question(old.get(q.id), q) for q in after]
    found += [_question(q, None) for q in before if q.id not in new]
    return tuple(change for change in found if change)


def _question(before: Question | None, after: Question | None) -> QuestionChange | None:
    was = before if before and before.state is State.APPROVED else None
    now = after if after and after.state is State.APPROVED else None
    if was and now:
        kinds, details = _content(was, now)
        return QuestionChange(now.id, kinds, now.stem, details) if kinds else None
    if now and before and before.state is State.RETIRED:
        kinds, details = _content(before, now)
        return QuestionChange(now.id, (Kind.RETURNED, *kinds), now.stem, details)
    if now:
        return QuestionChange(now.id, (Kind.ADDED,), now.stem)
    if was:
        return QuestionChange(was.id, (Kind.RETIRED if after else Kind.REMOVED,), was.stem)
    return None


def _content(before: Question, after: Question) -> tuple[tuple[Kind, ...], tuple[Detail, ...]]:
    """How two versions of a question differ for who is asked."""
    parts: Parts = {
        Kind.TYPE: _pair("type", before.type.value, after.type.value),
        Kind.MOVED: (
            *_pair("topic", before.topic, after.topic),
            *_pair("difficulty", before.difficulty.value, after.difficulty.value),
        ),
    }
    key = _pair("key", key_text(before), key_text(after))
    same = before.type is after.type and _folded(key_text(before)) == _folded(key_text(after))
    parts[Kind.KEY] = () if same else key
    options, reworded = _option_details(before, after)
    parts[Kind.OPTIONS] = options
    parts[Kind.WORDING] = (
        *_pair("stem", before.stem, after.stem),
        *_pair("unit", _unit(before), _unit(after)),
        *(key if same else ()),
        *reworded,
    )
    parts[Kind.PROOF] = _proof_details(before, after) if before.type is after.type else ()
    changed = {
        Kind.PROOF: _told_differently(before, after),
        Kind.PICTURE: before.picture != after.picture,
    }
    kinds = tuple(kind for kind in Kind if changed.get(kind, parts.get(kind)))
    return kinds, tuple(detail for kind in kinds for detail in parts.get(kind, ()))


def _folded(text: str) -> str:
    """A text as a hurried reader sees it: what is folded the same is only written differently."""
    return " ".join(text.translate(_QUOTES).casefold().split()).rstrip(".")


def _unit(question: Question) -> str:
    return (question.typed.unit or "") if question.typed else ""


def _option_details(
    before: Question, after: Question
) -> tuple[tuple[Detail, ...], tuple[Detail, ...]]:
    """Distractors that went or came, and those only written differently; keys are left out."""
    old, new = _distractors(before), _distractors(after)
    olds = {_folded(option.text) for option in before.options}
    news = {_folded(option.text) for option in after.options}
    gone = [text for folded, text in old.items() if folded not in news]
    come = [text for folded, text in new.items() if folded not in olds]
    shared = min(len(gone), len(come))
    changed = [
        *zip(gone, come, strict=False),
        *((text, "") for text in gone[shared:]),
        *(("", text) for text in come[shared:]),
    ]
    both = [(text, new[folded]) for folded, text in old.items() if folded in new]
    spelled = tuple(detail for pair in both for detail in _pair("option", *pair))
    return tuple(Detail("option", *pair) for pair in changed), spelled


def _distractors(question: Question) -> dict[str, str]:
    if question.type in {QuestionType.TRUEFALSE, QuestionType.ORDERING}:
        return {}
    return {_folded(option.text): option.text for option in question.options if not option.key}


def _told_differently(before: Question, after: Question) -> bool:
    """Whether reasons or citations changed, leaving out what options went or came."""
    old, new = _reasons(before), _reasons(after)
    common = old.keys() & new.keys()
    near = _names_near(before) and _names_near(after) and old.keys() != new.keys()
    return (
        (before.rationale, before.brief) != (after.rationale, after.brief)
        or near
        or any(old[name] != new[name] for name in common)
        or _cited(before, common) != _cited(after, common)
    )


def _proof_details(before: Question, after: Question) -> tuple[Detail, ...]:
    """Which reasons and citations changed, and how: of options only those in both versions."""
    old, new = _reasons(before), _reasons(after)
    common = [name for name in old if name in new]
    if _names_near(before) and _names_near(after):
        common = list(dict.fromkeys([*old, *new]))
    was, now = (list(map(_citation_text, question.citations)) for question in (before, after))
    gone = [text for text in was if text not in now]
    come = [text for text in now if text not in was]
    return (
        *_pair("rationale", before.rationale, after.rationale),
        *_pair("brief", before.brief, after.brief),
        *_unmoved(
            [d for name in common for d in _pair("reason", old.get(name, ""), new.get(name, ""))]
        ),
        *(Detail("citation", *pair) for pair in zip_longest(gone, come, fillvalue="")),
    )


def _unmoved(details: Sequence[Detail]) -> list[Detail]:
    """Those that say something new: the reason why a statement is wrong moves with its key."""
    moved = {d.before for d in details} & {d.after for d in details} | {""}
    return [d for d in details if not {d.before, d.after} <= moved]


def _citation_text(citation: Citation) -> str:
    """Where a citation leads, as one text."""
    sentences = ", ".join(map(str, citation.sentences))
    return f"{citation.source} ¶{citation.paragraph} ({sentences}): {citation.quote}"


def _names_near(question: Question) -> bool:
    return question.type in TYPED


def _reasons(question: Question) -> dict[str, str]:
    """Rationales by what they are about."""
    if _names_near(question):
        return {
            near.value if isinstance(near, NearText) else plain_number(near.value): near.rationale
            for near in question.near
        }
    return {_folded(o.text) if o.text else o.id: o.rationale or "" for o in question.options}


def _cited(question: Question, common: Iterable[str]) -> list[object]:
    names = list(_reasons(question))
    return [
        (
            c.source, c.paragraph, c.sentences, c.quote, c.stem,
            sorted(names[n - 1] for n in c.refutes if n <= len(names) and names[n - 1] in common),
        )
        for c in question.citations
    ]  # fmt: skip


def _set_details(before: QuestionSet, after: QuestionSet) -> tuple[Detail, ...]:
    return (
        *_pair("title", before.title, after.title),
        *_pair("language", before.language, after.language),
        *(
            detail
            for slug, title in after.topics.items()
            for detail in _pair("topic", before.topics.get(slug, title), title)
        ),
    )


def _pair(part: str, before: str, after: str) -> tuple[Detail, ...]:
    return () if before == after else (Detail(part, before, after),)
