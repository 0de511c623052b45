"""Default arguments, and keywords by the C++ parameter names."""

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def defaults(dictionary):
    dictionary("defaults")
    return cppyy_rs.gbl.defaults


def test_defaults_by_position(defaults):
    assert [defaults.sum(1), defaults.sum(1, 2), defaults.sum(1, 2, 3)] == [321, 303, 6]


def test_keywords_may_skip_defaulted_parameters(defaults):
    assert defaults.sum(1, c=3) == 24
    assert defaults.sum(a=1, c=3) == 24
    assert defaults.sum(c=3, b=2, a=1) == 6
    assert defaults.scale(2.0, negate=True) == -5.0
    assert defaults.join(count=2) == "0,1"
    assert defaults.greet(mark="?") == "hello world?"


def test_defaults_of_every_kind(defaults):
    assert defaults.scale(2.0) == 5.0
    assert defaults.greet() == "hello world!"
    assert defaults.mode_name() == "loud"
    assert defaults.mode_name(defaults.Quiet) == "quiet"
    assert defaults.join() == "0,1,2"
    assert defaults.join(";") == "0;1;2"
    assert defaults.null_by_default() == -1
    assert defaults.named_constant() == 42
    assert defaults.flags() == 1 << 40


def test_objects_as_defaults(defaults):
    assert defaults.manhattan(defaults.Point(0, 0)) == 30
    assert defaults.manhattan(**{"from": defaults.Point(0, 0)}) == 30
    assert defaults.manhattan(to=defaults.Point(0, 1), **{"from": defaults.Point(0, 0)}) == 1


def test_a_default_is_evaluated_at_each_call(defaults):
    first = defaults.from_function()
    assert defaults.from_function() == first + 1
    assert defaults.from_function(100) == 100


def test_constructors(defaults):
    point = defaults.Point(y=7)
    assert (point.x, point.y) == (1, 7)
    window = defaults.Window(title="named")
    assert (window.width, window.height, window.title) == (640, 480, "named")
    window = defaults.Window(10, title="both")
    assert (window.width, window.height, window.title) == (10, 480, "both")


def test_methods(defaults):
    window = defaults.Window()
    assert window.step() == 647
    assert window.step(1) == 641
    assert window.step(by=2) == 642
    assert defaults.Window.area(height=10) == 20
    assert window.area() == 6


def test_an_unknown_keyword(defaults):
    with pytest.raises(TypeError, match="got an unexpected keyword argument 'd'"):
        defaults.sum(1, d=2)


def test_a_keyword_that_repeats_a_position(defaults):
    with pytest.raises(TypeError, match="'?a'?"):
        defaults.sum(1, a=2)


def test_a_missing_required_argument(defaults):
    with pytest.raises(TypeError, match="takes at least 1 argument"):
        defaults.sum()
    with pytest.raises(TypeError):
        defaults.sum(b=1)


def test_too_many_arguments(defaults):
    with pytest.raises(TypeError, match=r"takes at most 3 arguments \(4 given\)"):
        defaults.sum(1, 2, 3, 4)


def test_parameters_without_names_take_no_keywords(defaults):
    assert defaults.unnamed(7) == 2
    with pytest.raises(TypeError):
        defaults.unnamed(7, b=1)


def test_aggregates(defaults):
    settings = defaults.Settings()
    assert (settings.level, settings.ratio, settings.label) == (3, 0.5, "")
    settings = defaults.Settings(1, 2.0, "text")
    assert (settings.level, settings.ratio, settings.label) == (1, 2.0, "text")
    settings = defaults.Settings(label="only")
    assert (settings.level, settings.ratio, settings.label) == (3, 0.5, "only")
    settings = defaults.Settings(9, label="mixed")
    assert (settings.level, settings.ratio, settings.label) == (9, 0.5, "mixed")


def test_aggregates_without_initialisers_are_zeroed(defaults):
    pixel = defaults.Pixel(y=2)
    assert (pixel.x, pixel.y) == (0, 2)
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        defaults.Pixel(z=1)
    with pytest.raises(TypeError):
        defaults.Pixel(1, x=1)
