"""The task of leveldb by plyvel 1.5; it throws where there is no value, and has no text of a status."""

import shutil

import plyvel


def run(directory, **comparator):
    plyvel.destroy_db(directory)
    db = plyvel.DB(directory, create_if_missing=True, bloom_filter_bits=10, **comparator)
    print("open OK")
    for i in range(100):
        db.put(b"k%d" % (1000 + i), b"v%d" % (i * i))
    print("get " + db.get(b"k1007").decode())
    with db.write_batch() as batch:
        for i in range(97):
            batch.delete(b"k%d" % (1000 + i))
        batch.put(b"zz", b"last")
    for key, value in db:
        print("%s=%s" % (key.decode(), value.decode()))
    print("missing %d NotFound: " % (db.get(b"nope") is None))
    db.close()


def reversed_order(a, b):
    return (a < b) - (a > b)


run("./db1")
run("./db2", comparator=reversed_order, comparator_name=b"rev")
for directory in ("./db1", "./db2"):
    shutil.rmtree(directory)
