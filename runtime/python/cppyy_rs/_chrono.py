"""Python's times as C++'s clocks count them, and the other way round.

A tick is a fraction of a second. Converting to a coarser tick cuts off, as `std::chrono::duration_cast` does: whoever
passes a `timedelta` where C++ counts seconds has microseconds left over nearly always.
"""

import datetime
import fractions
import numbers

from ._runtime import value_kind, value_ratio

_MICROSECOND = datetime.timedelta(microseconds=1)
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def _cut(number, divisor):
    """A quotient, rounded towards zero as C++ divides."""
    quotient = abs(number) // divisor
    return quotient if number >= 0 else -quotient


def _scaled(count, numerator, denominator, floating):
    if floating:
        return count * numerator / denominator
    if isinstance(count, float):
        raise TypeError("a duration that counts in floating-point numbers does not become one of whole ticks")
    return _cut(count * numerator, denominator)


def ticks(value, numerator, denominator, floating, explicit):
    """How many ticks of this length a value is; None for what is no duration, and for a number not meant as one."""
    if isinstance(value, datetime.timedelta):
        return _scaled(value // _MICROSECOND, denominator, numerator * 1_000_000, floating)
    if value_kind(value) == "Duration":
        own, parts, _ = value_ratio(value)
        # C++ converts by itself where nothing is lost; a constructor's argument is a cast.
        if not (explicit or floating) and (own * denominator) % (parts * numerator):
            raise TypeError(f"{type(value).__cpp_name__} has finer ticks: use its to_timedelta(), or a cast")
        return _scaled(value.count(), own * denominator, parts * numerator, floating)
    if explicit and isinstance(value, numbers.Real):
        return value
    return None


def since_epoch(value, calendar, name):
    """How long after a clock's epoch a value is; None for what is no point in time to it."""
    if calendar and isinstance(value, datetime.datetime):
        # A naive time is local, as it is to `datetime.timestamp()`.
        return value.astimezone(datetime.timezone.utc) - _EPOCH
    if not calendar and isinstance(value, datetime.timedelta):
        return value
    if value_kind(value) == "TimePoint" and _clock(type(value).__cpp_name__) == _clock(name):
        return value.time_since_epoch()
    return None


def _clock(name):
    return name.partition("<")[2].partition(",")[0].rstrip(">")


def _seconds(duration):
    numerator, denominator, _ = value_ratio(duration)
    return duration.count(), numerator, denominator


def to_timedelta(duration):
    """The same length of time in Python; what is finer than microseconds is cut off."""
    count, numerator, denominator = _seconds(duration)
    if isinstance(count, float):
        return datetime.timedelta(seconds=count * numerator / denominator)
    return datetime.timedelta(microseconds=_cut(count * numerator * 1_000_000, denominator))


def total_seconds(duration):
    """How many seconds it is."""
    count, numerator, denominator = _seconds(duration)
    return count * numerator / denominator


def to_datetime(point, tz=None):
    """The same time in Python, local and naive, or in a time zone."""
    if not value_ratio(point)[2]:
        raise TypeError(f"{type(point).__cpp_name__} is of a clock that knows no calendar")
    aware = _EPOCH + to_timedelta(point.time_since_epoch())
    return aware.astimezone(tz) if tz is not None else aware.astimezone().replace(tzinfo=None)


def plain_point(point):
    """What a point in time stands for in Python: a datetime in UTC, or how long it is after its clock's epoch."""
    if value_ratio(point)[2]:
        return to_datetime(point, datetime.timezone.utc)
    return to_timedelta(point.time_since_epoch())


def exact_duration(value, _beside=None):
    """How many seconds a duration is; None for what is none."""
    if isinstance(value, datetime.timedelta):
        return fractions.Fraction(value // _MICROSECOND, 1_000_000)
    if value_kind(value) == "Duration":
        count, numerator, denominator = _seconds(value)
        return fractions.Fraction(count) * fractions.Fraction(numerator, denominator)
    return None


def exact_point(value, beside):
    """How many seconds a point in time is after the epoch of the clock of another one; None for what is none to it."""
    since = since_epoch(value, value_ratio(beside)[2], type(beside).__cpp_name__)
    return None if since is None else exact_duration(since)
