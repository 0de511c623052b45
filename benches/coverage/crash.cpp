// Says where a process crashes: the innermost frames' files and symbols on standard error, before the signal does its work.
#include <csignal>
#include <initializer_list>

#include <execinfo.h>
#include <unistd.h>

namespace {

char stack[1 << 16];

void tell(int signal) {
    void* frames[16];
    backtrace_symbols_fd(frames, backtrace(frames, 16), STDERR_FILENO);
    raise(signal);
}

}  // namespace

extern "C" void tell_crashes() {
    void* first[1];
    backtrace(first, 1);  // loads what it needs now: in a handler it could not
    stack_t other{};
    other.ss_sp = stack;
    other.ss_size = sizeof stack;
    sigaltstack(&other, nullptr);
    struct sigaction action{};
    action.sa_handler = tell;
    action.sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
    for (int each : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) sigaction(each, &action, nullptr);
}
