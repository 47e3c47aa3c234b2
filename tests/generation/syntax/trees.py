"""Parses written by hand."""

from bot.generation.syntax.tree import Token, Tree


def tree(said: str) -> Tree:
    """A parse of words such as ``opened=open/VBD/ROOT`` or ``hall/NN/nsubj>opened``.

    The base form stands behind ``=`` where it is not the word in small letters; the word behind
    ``>`` is the one depended on.
    """
    pieces = said.split()
    words = [piece.split("/", 1)[0].partition("=") for piece in pieces]
    texts = [text for text, _, _ in words]
    tokens = []
    for at, (piece, (text, _, base)) in enumerate(zip(pieces, words, strict=True)):
        tag, _, relation = piece.split("/", 1)[1].partition("/")
        dep, _, head = relation.partition(">")
        tokens.append(
            Token(text, base or text.lower(), tag, dep, texts.index(head) if head else at)
        )
    return Tree(tuple(tokens))
