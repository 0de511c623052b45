"""What Python's own collections can do besides, for C++ containers.

The runtime's base types of container classes have the slots (`v[i]`, `k in m`, iteration); the methods here are written
in terms of these. A C++ class has its own methods in its own dict: where names meet, C++'s goes first.
"""

import collections.abc

from ._runtime import _types, keep

# DLPack's name of the processor's own memory.
_PROCESSOR = (1, 0)


_MISSING = object()


def _owned(value):
    """The value; of an object that lives in the container, a copy, which outlives its place there.

    What a smart pointer in the container holds lives elsewhere: its proxy gets the pointer.
    """
    if isinstance(value, _types.Instance) and not keep(value):
        return type(value)(value)
    return value


def _quoted(value):
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _braced(items):
    items = ", ".join(items)
    return f"{{ {items} }}" if items else "{}"


def copy(self):
    """A copy."""
    return type(self)(self)


class Sequence:
    """Methods of sequences."""

    def __str__(self):
        return _braced(map(_quoted, self))

    index = collections.abc.Sequence.index
    count = collections.abc.Sequence.count
    reverse = collections.abc.MutableSequence.reverse
    remove = collections.abc.MutableSequence.remove
    copy = copy

    def emplace_back(self, *args):
        """Constructs an element at the end, and returns it."""
        element = type(self).value_type
        if isinstance(element, _types.Scope) and not (len(args) == 1 and isinstance(args[0], element)):
            self.append(element(*args))
        elif len(args) == 1:
            self.append(args[0])
        else:
            raise TypeError(f"{type(self).__name__}.emplace_back() takes one argument: {element} is no class ({len(args)} given)")
        return self[-1]

    def __dlpack__(self, *, stream=None, max_version=None, dl_device=None, copy=None):
        """The elements for other array libraries, where they lie."""
        return _types.dlpack(self, max_version, dl_device, copy)

    def __dlpack_device__(self):
        """The processor."""
        return _PROCESSOR

    def pop(self, index=-1):
        """Removes an element, by default the last, and returns it."""
        value = _owned(self[index])
        del self[index]
        return value


class Set:
    """Methods of sets."""

    def __str__(self):
        return _braced(map(_quoted, self))

    isdisjoint = collections.abc.Set.isdisjoint
    __and__ = collections.abc.Set.__and__
    __rand__ = collections.abc.Set.__rand__
    __or__ = collections.abc.Set.__or__
    __ror__ = collections.abc.Set.__ror__
    __sub__ = collections.abc.Set.__sub__
    __rsub__ = collections.abc.Set.__rsub__
    __xor__ = collections.abc.Set.__xor__
    __rxor__ = collections.abc.Set.__rxor__
    remove = collections.abc.MutableSet.remove
    pop = collections.abc.MutableSet.pop
    copy = copy

    @classmethod
    def _from_iterable(cls, items):
        return cls(items)

    def update(self, *others):
        """Adds the elements of iterables."""
        for other in others:
            for item in other:
                self.add(item)

    def issubset(self, other):
        """Whether all elements are in another collection."""
        return set(self).issubset(other)

    def issuperset(self, other):
        """Whether all elements of another collection are in this one."""
        return all(item in self for item in other)

    def union(self, *others):
        """The elements of all, as a set of this class."""
        result = self.copy()
        result.update(*others)
        return result

    def intersection(self, *others):
        """The elements that are in all, as a set of this class."""
        return self._from_iterable(set(self).intersection(*others))

    def difference(self, *others):
        """The elements that are in no other, as a set of this class."""
        return self._from_iterable(set(self).difference(*others))


class Map:
    """Methods of maps."""

    def __str__(self):
        return _braced(f"{_quoted(key)} => {_quoted(value)}" for key, value in self)

    copy = copy

    def keys(self):
        """The keys."""
        return _Keys(self)

    def values(self):
        """What belongs to the keys."""
        return _Values(self)

    def items(self):
        """Keys and what belongs to them."""
        return _Items(self)

    def get(self, key, default=None):
        """What belongs to a key, or a default; unlike `m[k]`, which adds the key."""
        for value in self._find(key):
            return value
        return default

    def pop(self, key, default=_MISSING):
        """Removes a key, and returns what belonged to it, or a default."""
        for value in self._find(key):
            value = _owned(value)
            del self[key]
            return value
        if default is _MISSING:
            raise KeyError(key)
        return default

    def setdefault(self, key, default=None):
        """What belongs to a key, which gets a default where it is not there."""
        for value in self._find(key):
            return value
        self[key] = default
        return self[key]

    def update(self, other=(), /, **named):
        """Assigns to keys from a mapping, an iterable of pairs, or keywords."""
        pairs = other.items() if isinstance(other, collections.abc.Mapping) else other
        for key, value in pairs:
            self[key] = value
        for key, value in named.items():
            self[key] = value


class _Keys(collections.abc.KeysView):
    """The keys of a map as they are at any time."""

    __slots__ = ()

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return self._mapping._keys()


class _Values(collections.abc.ValuesView):
    """What belongs to the keys of a map at any time."""

    __slots__ = ()

    def __contains__(self, value):
        return any(each is value or each == value for each in self)

    def __iter__(self):
        return self._mapping._values()


class _Items(collections.abc.ItemsView):
    """Keys and what belongs to them as they are at any time."""

    __slots__ = ()

    def __contains__(self, item):
        key, value = item
        return any(each is value or each == value for each in self._mapping._find(key))

    def __iter__(self):
        return iter(self._mapping)


# What classes have without asking for it.
_OF_EVERY_CLASS = (
    "__module__",
    "__qualname__",
    "__dict__",
    "__weakref__",
    "__doc__",
    "__firstlineno__",
    "__static_attributes__",
)


def _complete():
    """Adds the methods to the runtime's base types."""
    for base, mixin, registry in (
        (_types.Sequence, Sequence, collections.abc.MutableSequence),
        (_types.Set, Set, collections.abc.MutableSet),
        (_types.Map, Map, collections.abc.MutableMapping),
    ):
        for name, method in vars(mixin).items():
            if name not in _OF_EVERY_CLASS:
                setattr(base, name, method)
        registry.register(base)


_complete()
