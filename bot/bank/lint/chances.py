"""How likely a count is by chance alone; standard library only."""

import math

_TINY = 1e-15
_MOST_TERMS = 10_000


def at_least(count: int, trials: int, chance: float) -> float:
    """P(X >= count) for X binomial: ``trials`` draws that each succeed with ``chance``."""
    if count <= 0:
        return 1.0
    return min(1.0, math.fsum(_exactly(k, trials, chance) for k in range(count, trials + 1)))


def as_uneven(count: int, trials: int) -> float:
    """P(a fair coin's split is at least as uneven as this one), both sides counted."""
    far = max(count, trials - count)
    return min(1.0, 2 * at_least(far, trials, 0.5))


def chi_square_above(square: float, freedom: int) -> float:
    """P(chi-square > ``square``) with ``freedom`` degrees: the regularised upper gamma function.

    Series below the middle, continued fraction (Lentz) above: Abramowitz and Stegun, 6.5.
    """
    if freedom <= 0 or square <= 0:
        return 1.0
    a, x = freedom / 2, square / 2
    weight = math.exp(a * math.log(x) - x - math.lgamma(a))
    return 1 - weight * _series(a, x) if x < a + 1 else weight * _fraction(a, x)


def _exactly(count: int, trials: int, chance: float) -> float:
    if chance in {0.0, 1.0}:
        return float(count == trials * chance)
    ways = math.lgamma(trials + 1) - math.lgamma(count + 1) - math.lgamma(trials - count + 1)
    return math.exp(ways + count * math.log(chance) + (trials - count) * math.log(1 - chance))


def _series(a: float, x: float) -> float:
    total = term = 1 / a
    for n in range(1, _MOST_TERMS):
        term *= x / (a + n)
        total += term
        if term < total * _TINY:
            break
    return total


def _fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    value = d
    for n in range(1, _MOST_TERMS):
        step = -n * (n - a)
        b += 2
        d = 1 / ((step * d + b) or _TINY)
        c = (b + step / c) or _TINY
        value *= d * c
        if abs(d * c - 1) < _TINY:
            break
    return value
