"""C++ at run time: what a user writes in Python becomes a dictionary like any other.

The compiler runs in a child of this process, ``cppbind serve``, which is started when the
cache has no answer (`child`); whatever it makes stays on disk for every later process
(`cache`). `session` knows what has been declared so far, `api` is what users call, and
`lookup` finds names and template specialisations that no dictionary has.

docs/run-time-cpp.md tells the whole contract between the two processes.
"""
