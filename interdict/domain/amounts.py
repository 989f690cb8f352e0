"""Quantities and sums of money as values, and how they are written for people; `quantities` reads them."""

from __future__ import annotations

from typing import NamedTuple

from interdict.domain.quantity_words import SINGULARS, UNIT_NAMES


class Quantity(NamedTuple):
    """A figure with its unit; `low` and `high` are its bounds, `as_reported` the source's own words."""

    value: float | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    basis: str | None = None
    scope: str | None = None
    as_reported: str | None = None


class Money(NamedTuple):
    """An amount in a currency of ISO 4217."""

    amount: float | None = None
    currency: str | None = None
    as_reported: str | None = None


def format_quantity(quantity: Quantity) -> str:
    """Write a quantity for people: `35 t`, `100–200 rifles`, `at least 30 t`, `35 t (30–45)`."""
    bounds = _format_bounds(quantity.low, quantity.high)
    if quantity.value is None and not bounds:
        return quantity.as_reported or quantity.unit or ""
    figure = bounds if quantity.value is None else format_readable(quantity.value)
    aside = f" ({bounds})" if bounds and quantity.value is not None else ""
    unit = quantity.unit or ""
    name = SINGULARS.get(unit, unit) if figure == "1" else UNIT_NAMES.get(unit, unit)
    return f"{figure} {name}".rstrip() + aside


def _format_bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{format_readable(low)}–{format_readable(high)}"
    if low is not None:
        return f"at least {format_readable(low)}"
    return "" if high is None else f"up to {format_readable(high)}"


def format_money(money: Money) -> str:
    """Write an amount with its code: `USD 18,000,000`, `USD 693,333.10`."""
    if money.amount is None:
        return money.as_reported or money.currency or ""
    amount = money.amount
    in_cents = not float(amount).is_integer() and round(amount, 2) == amount
    figure = f"{amount:,.2f}" if in_cents else format_readable(amount)
    return f"{money.currency or ''} {figure}".lstrip()


def format_number(number: float) -> str:
    """Write a number in digits without an exponent, thousands unseparated: 3.0 is `3`."""
    if isinstance(number, int) or (abs(number) < 1e300 and number == int(number)):
        return str(int(number))
    text = repr(float(number))
    return format(number, ".20f").rstrip("0") if "e-" in text else text


def format_readable(number: float) -> str:
    """Write a number for people: 30,000; a zero after three decimals tells them from thousands."""
    whole, point, decimals = format_number(number).partition(".")
    if not whole.lstrip("-").isdigit():
        return whole
    thousands = f"{int(whole):,}" if int(whole) else whole
    padding = "0" if len(decimals) == 3 and len(whole) <= 3 and int(whole) else ""
    return f"{thousands}{point}{decimals}{padding}"
