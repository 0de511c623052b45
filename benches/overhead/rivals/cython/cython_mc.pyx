# distutils: language = c++
from libcpp cimport bool as cbool
from libcpp.string cimport string
from libcpp.vector cimport vector


cdef extern from "<functional>" namespace "std" nogil:
    cdef cppclass int_function "std::function<int(int)>":
        pass


# What std::function holds: a Python callable, whose exceptions pass through C++ as one of its own.
cdef extern from *:
    """
    #include <functional>
    #include <stdexcept>

    struct PythonError : std::exception {};

    static std::function<int(int)> called_from_cpp(PyObject* function) {
        return [function](int number) {
            PyObject* answer = PyObject_CallFunction(function, "i", number);
            if (!answer) throw PythonError();
            long result = PyLong_AsLong(answer);
            Py_DECREF(answer);
            if (result == -1 && PyErr_Occurred()) throw PythonError();
            return static_cast<int>(result);
        };
    }

    static void to_python_exception() {
        try {
            throw;
        } catch (const PythonError&) {
        } catch (const std::exception& error) {
            PyErr_SetString(PyExc_RuntimeError, error.what());
        }
    }
    """
    int_function called_from_cpp(object)
    void to_python_exception()


cdef extern from "mc.hpp" namespace "mc":
    cdef cppclass CPoint "mc::Point":
        double x, y

    cdef cppclass CColor "mc::Color":
        int code

    cdef cppclass CBase "mc::Base":
        pass

    cdef cppclass CMyClass "mc::MyClass"(CBase):
        CMyClass(int) except +
        void MyFunc() except +
        int add(int) except +
        double mul(double, double) except +
        int sum5(int, int, int, int, int) except +
        int add5(int, int, int, int, int) except +
        int scaled(int, int) except +
        int inline_get() except +
        int virt(int) except +
        @staticmethod
        int stat(int) except +
        int overl(int) except +
        double overl(double) except +
        int overl(const string&) except +
        int pick_bool "pick"(cbool) except +
        int pick_int "pick"(int) except +
        int pick_double "pick"(double) except +
        int pick_str "pick"(const string&) except +
        int pick_point "pick"(const CPoint&) except +
        int pick_color "pick"(const CColor&) except +
        int pick_object "pick"(const CMyClass&) except +
        const string& name() except +
        string label() except +
        void set_name(const string&) except +
        CBase* itself() except +
        int take(const CMyClass&) except +
        CPoint middle() except +
        int total(const vector[int]&) except +
        vector[int] numbers(int) except +
        int apply(const int_function&, int) except +to_python_exception
        int fail(int) except +
        int count
        double weight

    cdef cppclass CDerived "mc::Derived"(CMyClass):
        CDerived(int) except +

    int c_free_add "mc::free_add"(int, int) except +
    double c_free_dbl "mc::free_dbl"(double) except +


cdef class Point:
    cdef CPoint value

    @property
    def x(self):
        return self.value.x

    @property
    def y(self):
        return self.value.y


cdef class Color:
    cdef CColor value


cdef class MyClass:
    cdef CMyClass* this
    cdef bint owned

    # Not in __cinit__, which would make an object for wrappers of existing ones too.
    def __init__(self, int count=0):
        if self.this is NULL:
            self.this = new CMyClass(count)
            self.owned = True

    def __dealloc__(self):
        if self.owned:
            del self.this

    def MyFunc(self):
        self.this.MyFunc()

    def add(self, int number):
        return self.this.add(number)

    def mul(self, double left, double right):
        return self.this.mul(left, right)

    def sum5(self, int a, int b, int c, int d, int e):
        return self.this.sum5(a, b, c, d, e)

    def add5(self, int a, int b, int c, int d, int e):
        return self.this.add5(a, b, c, d, e)

    def scaled(self, int number, int factor=2):
        return self.this.scaled(number, factor)

    def inline_get(self):
        return self.this.inline_get()

    def virt(self, int number):
        return self.this.virt(number)

    @staticmethod
    def stat(int number):
        return CMyClass.stat(number)

    def overl(self, value):
        if isinstance(value, int):
            return self.this.overl(<int>value)
        if isinstance(value, float):
            return self.this.overl(<double>value)
        return self.this.overl(<string>(<str>value).encode())

    def pick(self, value):
        if isinstance(value, bool):
            return self.this.pick_bool(value)
        if isinstance(value, int):
            return self.this.pick_int(value)
        if isinstance(value, float):
            return self.this.pick_double(value)
        if isinstance(value, str):
            return self.this.pick_str((<str>value).encode())
        if isinstance(value, Point):
            return self.this.pick_point((<Point>value).value)
        if isinstance(value, Color):
            return self.this.pick_color((<Color>value).value)
        return self.this.pick_object((<MyClass?>value).this[0])

    def name(self):
        return self.this.name().decode()

    def label(self):
        return self.this.label().decode()

    def set_name(self, str text not None):
        self.this.set_name(text.encode())

    def itself(self):
        cdef MyClass other = MyClass.__new__(MyClass)
        other.this = <CMyClass*>self.this.itself()
        return other

    def take(self, MyClass other not None):
        return self.this.take(other.this[0])

    def middle(self):
        cdef Point point = Point.__new__(Point)
        point.value = self.this.middle()
        return point

    def total(self, vector[int] numbers):
        return self.this.total(numbers)

    def numbers(self, int size):
        return self.this.numbers(size)

    def apply(self, function, int times):
        return self.this.apply(called_from_cpp(function), times)

    def fail(self, int number):
        return self.this.fail(number)

    @property
    def count(self):
        return self.this.count

    @count.setter
    def count(self, int value):
        self.this.count = value

    @property
    def weight(self):
        return self.this.weight

    @weight.setter
    def weight(self, double value):
        self.this.weight = value


cdef class Derived(MyClass):
    def __init__(self, int count=0):
        if self.this is NULL:
            self.this = new CDerived(count)
            self.owned = True


def free_add(int left, int right):
    return c_free_add(left, right)


def free_dbl(double number):
    return c_free_dbl(number)
