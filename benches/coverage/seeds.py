"""Objects that a library hands out only to those who have set it up: what its users would write first.

SEEDS has a function for each such library; it returns what makes an object, by the name of its class. The
objects' owners are kept where the functions are, as long as the process lives.
"""

import functools
import os

import cppyy_rs

_kept = []


def _kept_alive(*objects):
    _kept.extend(objects)
    return objects[-1]


def box2d():
    gbl = cppyy_rs.gbl

    def world():
        return _kept_alive(gbl.b2World(gbl.b2Vec2(0, -10)))

    def body(world=None):
        definition = gbl.b2BodyDef()
        definition.type = gbl.b2_dynamicBody
        return (world or globals_world()).CreateBody(definition)

    def globals_world():
        return world()

    def fixture(of=None):
        shape = gbl.b2PolygonShape()
        shape.SetAsBox(1, 1)
        return (of or body()).CreateFixture(_kept_alive(shape), 1)

    def contact():
        where = world()
        _kept_alive(fixture(body(where)), fixture(body(where)))
        where.Step(1 / 60, 1, 1)
        return where.GetContactList()

    def joint(kind):
        def made():
            where = world()
            definition = getattr(gbl, f"b2{kind}JointDef")()
            definition.bodyA, definition.bodyB = body(where), body(where)
            if kind == "Gear":
                definition.joint1, definition.joint2 = joint_in(where, "Revolute"), joint_in(where, "Revolute")
            return where.CreateJoint(_kept_alive(definition))

        return made

    def joint_in(where, kind):
        definition = getattr(gbl, f"b2{kind}JointDef")()
        definition.bodyA, definition.bodyB = body(where), body(where)
        return where.CreateJoint(_kept_alive(definition))

    def chain():
        shape = gbl.b2ChainShape()
        corners = gbl.std.vector["b2Vec2"]([(0, 0), (9, 0), (9, 9)])
        shape.CreateLoop(_kept_alive(corners).data(), 3)
        return shape

    kinds = "Distance Friction Gear Motor Mouse Prismatic Pulley Revolute Weld Wheel".split()
    joints = {f"b2{kind}Joint": joint(kind) for kind in kinds}
    return {
        "b2World": world,
        "b2Body": body,
        "b2Fixture": fixture,
        "b2Contact": contact,
        "b2ChainShape": chain,
        "b2Joint": joint("Revolute"),
        **joints,
    }


def leveldb():
    ns = cppyy_rs.gbl.leveldb

    @functools.lru_cache(maxsize=None)
    def database():
        options = ns.Options()
        options.create_if_missing = True
        handle = cppyy_rs.bind_object(0, ns.DB)
        assert ns.DB.Open(options, "seeded", handle).ok()
        handle.Put(ns.WriteOptions(), "1", "1")
        return handle

    def iterator():
        made = database().NewIterator(ns.ReadOptions())
        made.SeekToFirst()
        return made

    def file(kind):
        def made():
            if kind != "WritableFile" and not os.path.exists("file"):
                with open("file", "w") as created:
                    created.write("1" * 4096)
            handle = cppyy_rs.bind_object(0, getattr(ns, kind))
            assert getattr(ns.Env.Default(), f"New{kind}")("file", handle).ok()
            return handle

        return made

    def builder(to=None):
        made = ns.TableBuilder(_kept_alive(ns.Options()), to or _kept_alive(file("WritableFile")()))
        made.Add("1", "1")
        return _kept_alive(made)

    def table():
        written = _kept_alive(file("WritableFile")())
        finished = builder(written)
        assert finished.Finish().ok() and written.Close().ok()
        handle = cppyy_rs.bind_object(0, ns.Table)
        assert ns.Table.Open(ns.Options(), file("RandomAccessFile")(), finished.FileSize(), handle).ok()
        return handle

    return {
        "leveldb::DB": database,
        "leveldb::Iterator": iterator,
        "leveldb::Snapshot": lambda: database().GetSnapshot(),
        "leveldb::Cache": lambda: ns.NewLRUCache(4096),
        "leveldb::Table": table,
        "leveldb::TableBuilder": builder,
        "leveldb::Slice": lambda: ns.Slice("text"),
        **{f"leveldb::{kind}": file(kind) for kind in ("WritableFile", "SequentialFile", "RandomAccessFile")},
    }


def tinyxml2():
    def document():
        made = cppyy_rs.gbl.tinyxml2.XMLDocument()
        made.Parse("<?xml version='1.0'?><!--c--><!DOCTYPE d><a b='1' c='2'>1<d/>2</a>")
        return _kept_alive(made)

    def root():
        return document().RootElement()

    return {
        "tinyxml2::XMLDocument": document,
        "tinyxml2::XMLElement": root,
        "tinyxml2::XMLNode": root,
        "tinyxml2::XMLAttribute": lambda: root().FirstAttribute(),
        "tinyxml2::XMLText": lambda: root().FirstChild().ToText(),
    }


def fastjet():
    ns = cppyy_rs.gbl.fastjet

    def particles():
        made = cppyy_rs.gbl.std.vector["fastjet::PseudoJet"]()
        for each in range(1, 9):
            particle = ns.PseudoJet()
            particle.reset_PtYPhiM(each, each / 4, each / 2, 0)
            made.push_back(particle)
        return _kept_alive(made)

    def definition():
        return _kept_alive(ns.JetDefinition(ns.antikt_algorithm, 0.6))

    @functools.lru_cache(maxsize=None)
    def sequence():
        return ns.ClusterSequence(particles(), definition())

    def with_areas():
        return _kept_alive(ns.ClusterSequenceArea(particles(), definition(), _kept_alive(ns.AreaDefinition(ns.active_area))))

    return {
        "fastjet::ClusterSequence": sequence,
        "fastjet::ClusterSequenceArea": with_areas,
        "fastjet::PseudoJet": lambda: sequence().inclusive_jets()[0],
        "fastjet::JetDefinition": definition,
        "fastjet::Selector": lambda: ns.SelectorPtMin(1),
        "std::vector<fastjet::PseudoJet>": particles,
    }


def nlohmann():
    def of(kind):
        text = '{"1": [1, "1"]}'
        json = functools.lru_cache(maxsize=None)(lambda: getattr(cppyy_rs.gbl.nlohmann, kind).parse(text))
        name = "nlohmann::basic_json<>" if kind == "json" else "nlohmann::basic_json<nlohmann::ordered_map>"
        return {
            name: json,
            f"nlohmann::detail::iter_impl<{name}>": lambda: json().begin(),
            f"nlohmann::detail::iter_impl<const {name}>": lambda: json().cbegin(),
        }

    return {**of("json"), **of("ordered_json")}


def opencv():
    cv = cppyy_rs.gbl.cv

    def matrix():
        return _kept_alive(cv.Mat(8, 8, 0, cv.Scalar(1)))

    def sparse():
        made = _kept_alive(cv.SparseMat(matrix()))
        return made

    def expression():
        return _kept_alive(getattr(cv, "operator+")(matrix(), matrix()))

    return {
        "cv::Mat": matrix,
        "cv::MatExpr": expression,
        "cv::SparseMat": sparse,
        "cv::Mat_<unsigned char>": lambda: getattr(cppyy_rs.gbl, "cv::Mat_<unsigned char>")(matrix()),
        "cv::UMat": lambda: matrix().getUMat(cv.ACCESS_RW),
        "cv::MatConstIterator": lambda: cv.MatConstIterator(matrix()),
        "cv::SparseMatConstIterator": lambda: cv.SparseMatConstIterator(sparse()),
        "cv::_InputArray": lambda: cv._InputArray(matrix()),
        "cv::_OutputArray": lambda: cv._OutputArray(matrix()),
        "cv::_InputOutputArray": lambda: cv._InputOutputArray(matrix()),
    }


SEEDS = {"opencv": opencv, "fastjet": fastjet, "nlohmann": nlohmann, "box2d": box2d, "leveldb": leveldb, "tinyxml2": tinyxml2}
