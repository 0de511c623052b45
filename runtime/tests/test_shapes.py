"""Inheritance: class chains, casts in both directions, identity, abstract and opaque classes."""

import gc
import math

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def shapes(dictionary):
    dictionary("shapes")
    return cppyy_rs.gbl.shapes


def test_the_class_chain_mirrors_the_cpp_one(shapes):
    assert issubclass(shapes.Square, shapes.Rectangle)
    assert issubclass(shapes.Rectangle, shapes.Shape)
    assert not issubclass(shapes.Circle, shapes.Rectangle)
    assert shapes.Sign.__bases__ == (shapes.Rectangle, shapes.Labelled, shapes.Position)


def test_names_and_representations(shapes):
    assert shapes.Circle.__name__ == "Circle"
    assert shapes.Circle.__module__ == "cppyy_rs.gbl.shapes"
    assert shapes.Circle.__cpp_name__ == "shapes::Circle"
    assert repr(shapes.Circle).startswith("<class cppyy_rs.gbl.shapes.Circle at 0x")
    circle = shapes.Circle(1.0)
    assert repr(circle) == f"<cppyy_rs.gbl.shapes.Circle object at 0x{cppyy_rs.addressof(circle):x}>"
    assert "cppyy_rs.gbl.shapes" in repr(shapes)


def test_a_class_is_the_same_object_each_time(shapes):
    assert shapes.Circle is shapes.Circle
    assert cppyy_rs.gbl.shapes is shapes
    assert type(shapes.Circle(1.0)) is shapes.Circle


def test_virtual_calls_reach_the_real_object(shapes):
    assert shapes.Square(3.0).area() == 9.0
    assert shapes.Square(3.0).describe() == "square of area 9"
    assert shapes.Circle(1.0).area() == pytest.approx(math.pi)


def test_a_call_through_the_base_class_is_direct(shapes):
    assert shapes.Rectangle.name(shapes.Square(1.0)) == "rectangle"
    assert shapes.Square.name(shapes.Square(1.0)) == "square"


def test_self_of_another_class_is_refused(shapes):
    with pytest.raises(TypeError):
        shapes.Circle.radius(shapes.Square(1.0))
    with pytest.raises(TypeError):
        shapes.Circle.radius(1)


def test_an_abstract_class_cannot_be_instantiated(shapes):
    with pytest.raises(TypeError, match="cannot instantiate abstract class 'shapes::Shape'|cannot instantiate abstract class 'Shape'"):
        shapes.Shape()


def test_up_casts_of_arguments(shapes):
    sign = shapes.Sign(2.0, 3.0, "exit")
    sign.move_to(3.0, 4.0)
    assert shapes.area_of(sign) == 6.0
    assert shapes.area_of_pointer(sign) == 6.0
    assert shapes.label_of(sign) == "[exit]"
    assert shapes.distance_from_origin(sign) == 5.0


def test_methods_and_members_of_second_and_third_bases(shapes):
    sign = shapes.Sign(2.0, 3.0, "exit")
    assert sign.label() == "[exit]"
    sign.x, sign.y = 6.0, 8.0
    assert (sign.x, sign.y) == (6.0, 8.0)
    assert shapes.distance_from_origin(sign) == 10.0
    sign.tag = 5
    assert sign.tag == 5
    assert sign.width() == 2.0


def test_returned_pointers_are_cast_to_the_most_derived_class(shapes):
    for name, cls in [("circle", shapes.Circle), ("square", shapes.Square), ("sign", shapes.Sign)]:
        made = shapes.make(name)
        made.__python_owns__ = True
        assert type(made) is cls


def test_a_class_that_no_header_shows_is_its_nearest_known_base(shapes):
    hidden = shapes.make_hidden()
    hidden.__python_owns__ = True
    assert isinstance(hidden, shapes.Shape)
    assert hidden.name() == "hidden"
    assert hidden.area() == pytest.approx(4 * math.pi)


def test_returned_references_are_cast_too(shapes):
    assert type(shapes.unit_square()) is shapes.Square
    assert shapes.unit_square() is shapes.unit_square()


def test_casts_keep_the_identity(shapes):
    sign = shapes.Sign(1.0, 1.0, "me")
    assert shapes.as_labelled(sign) is sign
    assert shapes.same_object(sign, sign)
    amphibian = shapes.Amphibian()
    assert shapes.as_vehicle(amphibian) is amphibian


def test_a_base_without_virtual_functions_stays_what_it_is(shapes):
    sign = shapes.Sign(1.0, 1.0, "me")
    position = shapes.as_position(sign)
    assert type(position) is shapes.Position
    position.x = 12.0
    assert sign.x == 12.0
    assert cppyy_rs.addressof(position) != cppyy_rs.addressof(sign)


def test_virtual_bases(shapes):
    amphibian = shapes.Amphibian()
    assert amphibian.wheels == 6
    assert amphibian.doors == 5
    assert amphibian.draught == 0.8
    assert amphibian.kind() == "amphibian"
    assert shapes.wheels_of(amphibian) == 6
    assert shapes.kind_of(amphibian) == "amphibian"
    assert isinstance(amphibian, shapes.Vehicle) and isinstance(amphibian, shapes.Boat)
    assert shapes.Car().wheels == 4
    assert shapes.Boat().wheels == 0
    amphibian.wheels = 8
    assert shapes.wheels_of(amphibian) == 8


def test_down_cast_through_a_virtual_base(shapes):
    made = shapes.make_amphibian()
    made.__python_owns__ = True
    assert type(made) is shapes.Amphibian
    assert made.draught == 0.8


def test_bind_object_with_and_without_cast(shapes):
    square = shapes.Square(2.0)
    address = cppyy_rs.addressof(square)
    plain = cppyy_rs.bind_object(address, shapes.Shape)
    assert type(plain) is shapes.Shape
    assert plain.area() == 4.0
    assert type(cppyy_rs.bind_object(address, shapes.Shape, cast=True)) is shapes.Square
    assert cppyy_rs.bind_object(address, "shapes::Square") is square


def test_null_pointers_are_typed_falsy_proxies(shapes):
    null = shapes.make("nothing of the kind")
    assert isinstance(null, shapes.Shape)
    assert not null
    assert repr(null) == "<cppyy_rs.gbl.shapes.Shape object at 0x(nil)>"
    assert shapes.area_of_pointer(null) == -1.0
    with pytest.raises(ReferenceError):
        null.area()
    with pytest.raises(ReferenceError):
        null.tag
    with pytest.raises(ReferenceError):
        shapes.area_of(null)


def test_private_bases_are_no_bases(shapes):
    secret = shapes.Secret()
    assert not isinstance(secret, shapes.Circle)
    assert secret.radius() == 1.0
    assert not hasattr(secret, "area")
    with pytest.raises(TypeError):
        shapes.area_of(secret)


def test_hidden_and_shown_overloads(shapes):
    assert shapes.Hiding().resize("text") == 3
    with pytest.raises(TypeError):
        shapes.Hiding().resize(1)
    showing = shapes.Showing()
    assert [showing.resize(1), showing.resize(1.0), showing.resize("text")] == [1, 2, 3]


def test_inherited_constructors(shapes):
    assert shapes.Renamed("inherited").name == "inherited"


def test_opaque_pointers_pass_through(shapes):
    opaque = shapes.make_opaque()
    assert shapes.opaque_value(opaque) == 42
    with pytest.raises(TypeError):
        shapes.opaque_value(shapes.Circle(1.0))


def test_an_argument_of_an_unrelated_class_says_so(shapes):
    with pytest.raises(TypeError, match="Shape"):
        shapes.area_of(shapes.Car())


def test_python_attributes_survive_while_the_object_lives(shapes):
    square = shapes.unit_square()
    square.note = "mine"
    del square
    gc.collect()
    sign = shapes.Sign(1.0, 1.0, "me")
    sign.note = "kept"
    assert shapes.as_labelled(sign).note == "kept"


def test_dir_is_complete_before_the_first_use(shapes):
    assert {"area", "name", "describe", "tag", "radius"} <= set(dir(shapes.Circle))
    assert {"Shape", "Sign", "make", "unit_square", "Amphibian"} <= set(dir(shapes))
