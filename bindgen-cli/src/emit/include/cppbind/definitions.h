// Definitions that every dictionary has once, in the file of its tables: exceptions and memory.
#pragma once

#include "stub.h"

#include <cstring>
#include <cxxabi.h>
#include <exception>
#include <typeinfo>

#pragma GCC visibility push(hidden)

// The loader stores the runtime's link here.
extern const cppbind::RuntimeLink* cppbind_link;
const cppbind::RuntimeLink* cppbind_link = nullptr;

namespace cppbind {

extern "C" void cppbind_release_exception(void* exception) {
    delete static_cast<std::exception_ptr*>(exception);
}

extern "C" void cppbind_rethrow_exception(void* exception) {
    std::rethrow_exception(*static_cast<std::exception_ptr*>(exception));
}

#ifdef __GLIBCXX__
// The exception as a std::exception, or null. Asks what the unwinder would have asked for `catch (const std::exception&)`.
inline const std::exception* standard_exception(const std::type_info* type, void* object) noexcept {
    return type != nullptr && object != nullptr && typeid(std::exception).__do_catch(type, &object, 1)
               ? static_cast<const std::exception*>(object)
               : nullptr;
}

void caught() noexcept {
#else
void caught(const std::exception* exception) noexcept {
#endif
    Thrown thrown{};
    const std::exception_ptr current = std::current_exception();
    const std::type_info* type = abi::__cxa_current_exception_type();
    thrown.type_info = type;
    // An exception_ptr is one pointer, to the thrown object, in both libstdc++ and libc++. Foreign exceptions have none.
    static_assert(sizeof(current) == sizeof(void*), "std::exception_ptr is not the address of the thrown object");
    std::memcpy(&thrown.object, &current, sizeof(void*));
#ifdef __GLIBCXX__
    const std::exception* exception = standard_exception(type, thrown.object);
#endif
    if (exception != nullptr) {
        try {
            thrown.what = exception->what();
        } catch (...) {
            thrown.what = nullptr; // what() itself has thrown: the class's name must do.
        }
    } else if (type != nullptr && thrown.object != nullptr &&
               dynamic_cast<const abi::__pointer_type_info*>(type) != nullptr) {
        thrown.object = *static_cast<void**>(thrown.object);
    }
    thrown.exception = new (std::nothrow) std::exception_ptr(current);
    thrown.release = reinterpret_cast<const void*>(&cppbind_release_exception);
    thrown.rethrow = reinterpret_cast<const void*>(&cppbind_rethrow_exception);
    if (cppbind_link != nullptr)
        reinterpret_cast<void (*)(const Thrown*)>(const_cast<void*>(cppbind_link->thrown))(&thrown);
}

extern "C" void* cppbind_allocate(std::size_t size, std::size_t alignment) {
    if (alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
        return ::operator new(size, static_cast<std::align_val_t>(alignment), std::nothrow);
    return ::operator new(size, std::nothrow);
}

extern "C" void cppbind_deallocate(void* memory, std::size_t, std::size_t alignment) {
    if (alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
        ::operator delete(memory, static_cast<std::align_val_t>(alignment));
    else
        ::operator delete(memory);
}

} // namespace cppbind

#pragma GCC visibility pop
