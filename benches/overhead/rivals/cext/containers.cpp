// Types that hold a C++ container, with the slots by which CPython reaches elements.

#include "containers.hpp"

#include "containers_methods.hpp"
#include "instances.hpp"
#include "values.hpp"

namespace {

template <class Container>
using Holder = ValueInstance<Container>;

using Series = Holder<std::vector<double>>;
using Counts = Holder<std::map<std::string, int>>;
using Ids = Holder<std::set<int>>;

template <class Container>
void dealloc(PyObject* self) {
    reinterpret_cast<Holder<Container>*>(self)->value.~Container();
    Py_TYPE(self)->tp_free(self);
}

template <class Container>
PyTypeObject holder_type(const char* name) {
    PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
    type.tp_name = name;
    type.tp_basicsize = sizeof(Holder<Container>);
    type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
    type.tp_dealloc = dealloc<Container>;
    return type;
}

// ---- std::vector<double> ----

Py_ssize_t series_length(PyObject* self) { return reinterpret_cast<Series*>(self)->value.size(); }

// CPython has added the length to a negative index.
double* series_place(PyObject* self, Py_ssize_t index) {
    std::vector<double>& value = reinterpret_cast<Series*>(self)->value;
    if (index >= 0 && static_cast<size_t>(index) < value.size()) [[likely]]
        return &value[index];
    PyErr_SetString(PyExc_IndexError, "index out of range");
    return nullptr;
}

PyObject* series_item(PyObject* self, Py_ssize_t index) {
    double* place = series_place(self, index);
    return place ? PyFloat_FromDouble(*place) : nullptr;
}

int series_assign(PyObject* self, Py_ssize_t index, PyObject* value) {
    double number;
    if (!value) {
        PyErr_SetString(PyExc_TypeError, "elements cannot be deleted");
        return -1;
    }
    if (!to_double(value, number)) return -1;
    double* place = series_place(self, index);
    if (!place) return -1;
    *place = number;
    return 0;
}

struct SeriesIterator {
    PyObject_HEAD
    PyObject* series;
    size_t index;
};

PyObject* next(PyObject* self) {
    auto* iterator = reinterpret_cast<SeriesIterator*>(self);
    std::vector<double>& value = reinterpret_cast<Series*>(iterator->series)->value;
    return iterator->index < value.size() ? PyFloat_FromDouble(value[iterator->index++]) : nullptr;
}

void iterator_dealloc(PyObject* self) {
    Py_DECREF(reinterpret_cast<SeriesIterator*>(self)->series);
    Py_TYPE(self)->tp_free(self);
}

PyTypeObject SeriesIterator_Type = [] {
    PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
    type.tp_name = "cext.SeriesIterator";
    type.tp_basicsize = sizeof(SeriesIterator);
    type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
    type.tp_dealloc = iterator_dealloc;
    type.tp_iter = PyObject_SelfIter;
    type.tp_iternext = next;
    return type;
}();

PyObject* series_iterate(PyObject* self) {
    auto* iterator = PyObject_New(SeriesIterator, &SeriesIterator_Type);
    if (!iterator) return nullptr;
    Py_INCREF(self);
    iterator->series = self;
    iterator->index = 0;
    return reinterpret_cast<PyObject*>(iterator);
}

PySequenceMethods series_sequence = {series_length, nullptr, nullptr, series_item, nullptr, series_assign};

// ---- std::map<std::string, int> ----

PyObject* counts_subscript(PyObject* self, PyObject* key) {
    std::string text;
    if (!to_string(key, text)) return nullptr;
    try {
        return PyLong_FromLong(reinterpret_cast<Counts*>(self)->value[text]);
    }
    CATCH(nullptr)
}

PyMappingMethods counts_mapping = {nullptr, counts_subscript, nullptr};

// ---- std::set<int> ----

int ids_contains(PyObject* self, PyObject* item) {
    int number;
    if (!to_int(item, number)) return -1;
    const std::set<int>& value = reinterpret_cast<Ids*>(self)->value;
    return value.find(number) != value.end();
}

PySequenceMethods ids_sequence = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, ids_contains};

PyTypeObject Series_Type = holder_type<std::vector<double>>("cext.Series");
PyTypeObject Counts_Type = holder_type<std::map<std::string, int>>("cext.Counts");
PyTypeObject Ids_Type = holder_type<std::set<int>>("cext.Ids");

template <class Container>
PyObject* hold(PyTypeObject& type, Container&& value) {
    auto* self = reinterpret_cast<Holder<Container>*>(type.tp_alloc(&type, 0));
    if (self) new (&self->value) Container(std::move(value));
    return reinterpret_cast<PyObject*>(self);
}

}  // namespace

PyObject* series(PyObject*, PyObject* argument) {
    int size;
    if (!to_int(argument, size)) return nullptr;
    try {
        return hold(Series_Type, mc::series(size));
    }
    CATCH(nullptr)
}

PyObject* counts(PyObject*, PyObject*) {
    try {
        return hold(Counts_Type, mc::counts());
    }
    CATCH(nullptr)
}

PyObject* ids(PyObject*, PyObject*) {
    try {
        return hold(Ids_Type, mc::ids());
    }
    CATCH(nullptr)
}

bool ready_containers() {
    Series_Type.tp_as_sequence = &series_sequence;
    Series_Type.tp_iter = series_iterate;
    Counts_Type.tp_as_mapping = &counts_mapping;
    Ids_Type.tp_as_sequence = &ids_sequence;
    return PyType_Ready(&Series_Type) == 0 && PyType_Ready(&SeriesIterator_Type) == 0 && PyType_Ready(&Counts_Type) == 0 &&
           PyType_Ready(&Ids_Type) == 0;
}
