// The name by which cppyy's programs catch what an override, or another Python callable, has raised.
#pragma once

#include "cppbind/text.h"
#include "cppbind/upcall.h"

namespace CPyCppyy {
using PyException = ::cppbind::PythonError;
}
