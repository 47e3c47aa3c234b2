"""The message at a round's head: its lobby while people may join, then what it is."""

from collections.abc import Sequence

from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import LobbyScene, Phase, RoundKind, RoundState, Scene
from bot.domain.rounds.schedule_request import HOUR
from bot.views.callback import encode
from bot.views.languages import languages_told
from bot.views.message import Button, Keyboard, Message
from bot.views.names import person_name
from bot.views.words import Raw, Words

JOIN, GO, CANCEL, MODE, TEAM = "g.join", "g.go", "g.cancel", "g.mode", "g.team"
_IN_A_ROW = 2
"""Names of modes side by side: three break inside a word on a narrow screen."""


def head(scene: Scene, say: Words) -> Message:
    """How the round stands: its lobby, what is being played, or that it is over.

    That points to what stands below, so it is never sent there: in the chat that a group moved
    to, or where somebody deleted the head, the result tells it.
    """
    if scene.state is not RoundState.OPEN:
        if scene.phase is Phase.LOBBY:
            return Message(say(_not_played(scene)))
        kind = "round.day" if scene.kind is RoundKind.DAY else "round"
        if scene.refused and scene.outcome is None:
            return Message(say(f"{kind}.refused"), only_edits=True)
        return Message(say(f"{kind}.{scene.state.value}.see_below"), only_edits=True)
    if scene.lobby is not None:
        return Message(_lobby(scene, scene.lobby, say), _buttons(scene, scene.lobby, say))
    return Message("\n".join((*_begun(scene, say), *unranked(scene, say))))


def _not_played(scene: Scene) -> str:
    """Why a lobby led to no quiz, and how to begin another."""
    if not scene.nobody_came:
        return "round.called_off"
    return "round.nobody_came.scheduled" if scene.scheduled else "round.nobody_came"


def unranked(scene: Scene, say: Words) -> list[str]:
    """That a round does not count, or not yet, where that is so."""
    if scene.ranked:
        return []
    if scene.mode is Mode.PRACTICE:
        return [say("round.unranked")]
    entry = "round.unranked.few" if scene.over else "round.unranked.yet"
    return [say(entry, n=scene.ranked_from)]


def _begun(scene: Scene, say: Words) -> list[str]:
    """How many questions, how long, how it is played, who sees what, in which language."""
    day = scene.kind is RoundKind.DAY
    told = [say("round.begun", n=scene.total, seconds=scene.seconds)]
    if day:
        told = [say("round.day", n=scene.seconds // HOUR)]
    if scene.scheduled:
        told.append(say("round.scheduled"))
    if scene.mode is not Mode.CLASSIC:
        told.append(say(f"round.mode.{scene.mode.value}"))
    told.append(say("round.day.open" if day else "round.begun.open"))
    if language := languages_told(scene.languages, say):
        told.append(Raw(language))
    return list(told)


def _lobby(scene: Scene, lobby: LobbyScene, say: Words) -> str:
    more = lobby.people - len(lobby.labels)
    joined = _joined(scene, lobby, say)
    if more > 0:
        joined.append(say("round.more", n=more))
    joined += unranked(scene, say)
    countdown = say("round.lobby.starts", seconds=lobby.seconds_left)
    return "\n\n".join(("\n".join(_begun(scene, say)), "\n".join(joined), countdown))


def _joined(scene: Scene, lobby: LobbyScene, say: Words) -> list[str]:
    """Who has joined, by their teams where there are teams; or how to join."""
    teams = ".teams" if scene.mode is Mode.TEAMS else ""
    if not lobby.people:
        return [say(f"round.lobby.nobody{teams}")]
    if not teams:
        names = _names(lobby.labels, say)
        return [say("round.lobby.joined", n=lobby.people, names=names)]
    lines: list[str] = [say("round.lobby.joined.teams", n=lobby.people)]
    for team in (*range(len(lobby.teams)), None):
        of_team = [
            label for label, side in zip(lobby.labels, lobby.sides, strict=True) if side == team
        ]
        if of_team and team is None:
            lines.append(say("round.lobby.team.later", names=_names(of_team, say)))
        elif of_team:
            name = team_name(team or 0, say)
            lines.append(say("round.lobby.team", team=name, names=_names(of_team, say)))
    return lines


def _names(labels: Sequence[str | None], say: Words) -> str:
    return ", ".join(person_name(label, say) for label in labels)


def _buttons(scene: Scene, lobby: LobbyScene, say: Words) -> Keyboard:
    def button(verb: str, words: str, **values: object) -> Button:
        return Button(say.plain(words, **values), encode(verb, scene.round_id))

    first: tuple[Button, ...] = (button(JOIN, "round.button.join", n=lobby.people),)
    if scene.mode is Mode.TEAMS:
        first = tuple(
            Button(
                say.plain("round.button.team", team=team_name(team, say), n=size),
                encode(TEAM, scene.round_id, team),
            )
            for team, size in enumerate(lobby.teams)
        )
    modes = [_mode(number, mode, scene, say) for number, mode in enumerate(Mode)]
    end = (button(GO, "round.button.go"), button(CANCEL, "round.button.cancel"))
    rows = [tuple(modes[at : at + _IN_A_ROW]) for at in range(0, len(modes), _IN_A_ROW)]
    return (first, *rows, end)


def _mode(number: int, mode: Mode, scene: Scene, say: Words) -> Button:
    label = say.plain(f"round.button.{mode.value}")
    if mode is scene.mode:
        label = say.plain("group.chosen", label=label)
    return Button(label, encode(MODE, scene.round_id, number))


def team_name(team: int, say: Words) -> str:
    """Teams are lettered, by the language's own letters."""
    return say.plain(f"round.team.{team}")
