%module(directors="1") swig_mc

%include <std_string.i>
%include <std_vector.i>
%include <exception.i>

%{
#include "listener.hpp"
#include "mc.hpp"
%}

%exception {
    try {
        $action
    }
    catch (const std::exception& error) {
        SWIG_exception(SWIG_RuntimeError, error.what());
    }
}

%template(IntVector) std::vector<int>;

// Keywords cost every call, and only overloaded methods cannot have them: this one alone.
%feature("kwargs") mc::MyClass::add5;

%feature("director") mc::Listener;

%include "mc.hpp"
%include "listener.hpp"
