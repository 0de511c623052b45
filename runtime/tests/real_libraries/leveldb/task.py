"""Task: open, put, get, batch, iterate, delete; a comparator of Python's. The Python version of task.cpp."""

import shutil
import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl import leveldb, std  # noqa: E402


class Reversed(leveldb.Comparator):
    def Name(self):
        return "rev"

    def Compare(self, a, b):
        return -a.compare(b)

    def FindShortestSeparator(self, start, limit):
        pass

    def FindShortSuccessor(self, key):
        pass


def run(directory, comparator):
    options = leveldb.Options()
    options.create_if_missing = True
    if comparator:
        options.comparator = comparator
    options.filter_policy = leveldb.NewBloomFilterPolicy(10)
    leveldb.DestroyDB(directory, options)
    opened = cppyy_rs.bind_object(cppyy_rs.nullptr, leveldb.DB)
    status = leveldb.DB.Open(options, directory, opened)
    print("open " + status.ToString())
    db = opened
    for i in range(100):
        db.Put(leveldb.WriteOptions(), "k%d" % (1000 + i), "v%d" % (i * i))
    value = std.string()
    db.Get(leveldb.ReadOptions(), "k1007", value)
    print("get " + str(value))
    batch = leveldb.WriteBatch()
    for i in range(97):
        batch.Delete("k%d" % (1000 + i))
    batch.Put("zz", "last")
    db.Write(leveldb.WriteOptions(), batch)
    found = db.NewIterator(leveldb.ReadOptions())
    found.SeekToFirst()
    while found.Valid():
        print("%s=%s" % (found.key().ToString(), found.value().ToString()))
        found.Next()
    found.__destruct__()
    status = db.Get(leveldb.ReadOptions(), "nope", value)
    print("missing %d %s" % (status.IsNotFound(), status.ToString()))
    db.__destruct__()
    options.filter_policy.__destruct__()


run("./db1", None)
run("./db2", Reversed())
for directory in ("./db1", "./db2"):
    shutil.rmtree(directory)
