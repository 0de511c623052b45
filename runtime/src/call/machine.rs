//! Calls a function of any C signature: arguments go where the System V x86-64
//! calling convention wants them, without a foreign-function library.
//!
//! The general path of every call; shapes that are frequent enough get their own
//! monomorphised invokers, which need none of this.
//!
//! May not know: Python, dictionaries, what the words mean.

use std::arch::naked_asm;
use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::NonNull;

#[cfg(not(all(target_arch = "x86_64", unix)))]
compile_error!(
    "calls are written for the System V convention of x86-64; another platform needs its own `call::machine`"
);

const GENERAL_REGISTERS: usize = 6;
const VECTOR_REGISTERS: usize = 8;
/// Words on the stack before the heap is needed.
const INLINE_WORDS: usize = 10;

/// The arguments of a call, each where the convention puts it.
///
/// Nothing is zeroed: what was not pushed is never read by the callee.
pub struct Frame {
    general: [MaybeUninit<u64>; GENERAL_REGISTERS],
    vector: [MaybeUninit<u64>; VECTOR_REGISTERS],
    stack: [MaybeUninit<u64>; INLINE_WORDS],
    general_used: usize,
    vector_used: usize,
    stack_used: usize,
    /// All stack words, once they are more than `stack` can hold.
    spilled: Vec<u64>,
}

/// What a function left in the result registers.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// `rax`: integers, booleans and addresses; bits above the type's size are undefined.
    pub general: u64,
    /// `xmm0`: a double's bits, a float's in the lower half.
    pub vector: u64,
}

impl Default for Frame {
    fn default() -> Self {
        Self::new()
    }
}

impl Frame {
    /// No arguments yet.
    #[inline]
    pub const fn new() -> Self {
        Self {
            general: [MaybeUninit::uninit(); GENERAL_REGISTERS],
            vector: [MaybeUninit::uninit(); VECTOR_REGISTERS],
            stack: [MaybeUninit::uninit(); INLINE_WORDS],
            general_used: 0,
            vector_used: 0,
            stack_used: 0,
            spilled: Vec::new(),
        }
    }

    /// Adds an integer, boolean or address, already extended to 64 bits.
    #[inline]
    pub fn push_word(&mut self, word: u64) {
        if self.general_used < GENERAL_REGISTERS {
            self.general[self.general_used] = MaybeUninit::new(word);
            self.general_used += 1;
        } else {
            self.push_stack(word);
        }
    }

    /// Adds a double, or a float in the lower half of its bits.
    #[inline]
    pub fn push_vector(&mut self, bits: u64) {
        if self.vector_used < VECTOR_REGISTERS {
            self.vector[self.vector_used] = MaybeUninit::new(bits);
            self.vector_used += 1;
        } else {
            self.push_stack(bits);
        }
    }

    fn push_stack(&mut self, word: u64) {
        if self.stack_used < INLINE_WORDS {
            self.stack[self.stack_used] = MaybeUninit::new(word);
        } else {
            if self.spilled.is_empty() {
                // SAFETY: all `INLINE_WORDS` words were written one by one before.
                self.spilled.extend(self.stack.iter().map(|word| unsafe { word.assume_init() }));
            }
            self.spilled.push(word);
        }
        self.stack_used += 1;
    }

    /// Calls `function` with the arguments pushed so far.
    ///
    /// # Safety
    ///
    /// `function` must have a C signature whose parameters are, in order, those
    /// that were pushed, and must not unwind.
    #[inline]
    pub unsafe fn call(&self, function: NonNull<c_void>) -> Outcome {
        let mut outcome = Outcome::default();
        let (general, vector, stack, count) = self.places();
        // SAFETY: the places are this frame's; the rest is the caller's promise.
        unsafe { transfer(function.as_ptr(), general, vector, stack, count, &raw mut outcome) };
        outcome
    }

    /// Where the arguments are, as [`transfer`] wants them, and how many words go on the stack.
    #[inline]
    pub(super) fn places(&self) -> (*const u64, *const u64, *const u64, usize) {
        let stack = if self.spilled.is_empty() { self.stack.as_ptr().cast() } else { self.spilled.as_ptr() };
        (self.general.as_ptr().cast(), self.vector.as_ptr().cast(), stack, self.stack_used)
    }
}

/// Where arguments are pushed.
pub trait Arguments {
    /// Adds an integer, boolean or address, already extended to 64 bits.
    fn push_word(&mut self, word: u64);
    /// Adds a double, or a float in the lower half of its bits.
    fn push_vector(&mut self, bits: u64);
}

impl Arguments for Frame {
    #[inline]
    fn push_word(&mut self, word: u64) {
        Self::push_word(self, word);
    }

    #[inline]
    fn push_vector(&mut self, bits: u64) {
        Self::push_vector(self, bits);
    }
}

/// The arguments of a call that needs no stack: six words and eight vectors at most.
///
/// As in a [`Frame`], nothing is zeroed.
pub struct Registers {
    general: [MaybeUninit<u64>; GENERAL_REGISTERS],
    vector: [MaybeUninit<u64>; VECTOR_REGISTERS],
    general_used: usize,
    vector_used: usize,
}

impl Default for Registers {
    fn default() -> Self {
        Self::new()
    }
}

impl Registers {
    /// No arguments yet.
    #[inline]
    pub const fn new() -> Self {
        Self {
            general: [MaybeUninit::uninit(); GENERAL_REGISTERS],
            vector: [MaybeUninit::uninit(); VECTOR_REGISTERS],
            general_used: 0,
            vector_used: 0,
        }
    }

    /// Whether so many words and vectors fit.
    pub const fn fit(words: usize, vectors: usize) -> bool {
        words <= GENERAL_REGISTERS && vectors <= VECTOR_REGISTERS
    }

    /// Calls `function` with the arguments pushed so far; `floating` says where its
    /// result is, and only that half of the outcome means anything.
    ///
    /// # Safety
    ///
    /// As [`Frame::call`].
    #[inline]
    pub unsafe fn call(&self, function: NonNull<c_void>, floating: bool) -> Outcome {
        type Enter<T> = unsafe extern "C" fn(*const u64, *const u64, *const c_void) -> T;
        let (general, vector) = (self.general.as_ptr().cast(), self.vector.as_ptr().cast());
        let enter = if self.vector_used == 0 { enter_general } else { enter_all };
        // SAFETY: the arrays have the sizes that are read; `enter` leaves the
        // result where the function has put it, so its type is the function's.
        unsafe {
            if floating {
                let enter = std::mem::transmute::<Enter<u64>, Enter<f64>>(enter);
                Outcome { general: 0, vector: enter(general, vector, function.as_ptr()).to_bits() }
            } else {
                Outcome { general: enter(general, vector, function.as_ptr()), vector: 0 }
            }
        }
    }
}

impl Arguments for Registers {
    #[inline]
    fn push_word(&mut self, word: u64) {
        self.general[self.general_used] = MaybeUninit::new(word);
        self.general_used += 1;
    }

    #[inline]
    fn push_vector(&mut self, bits: u64) {
        self.vector[self.vector_used] = MaybeUninit::new(bits);
        self.vector_used += 1;
    }
}

/// Loads the general registers and jumps to the function, which returns to the caller.
///
/// # Safety
///
/// `general` points at six words, initialised or not; `function` takes them and does not unwind.
#[unsafe(naked)]
unsafe extern "C" fn enter_general(general: *const u64, vector: *const u64, function: *const c_void) -> u64 {
    naked_asm!(
        "mov r11, rdx",
        "mov r10, rdi",
        "mov rdi, [r10]",
        "mov rsi, [r10 + 8]",
        "mov rdx, [r10 + 16]",
        "mov rcx, [r10 + 24]",
        "mov r8, [r10 + 32]",
        "mov r9, [r10 + 40]",
        "xor eax, eax",
        "jmp r11",
    )
}

/// As [`enter_general`], with the vector registers.
///
/// # Safety
///
/// As [`enter_general`]; `vector` points at eight words, initialised or not.
#[unsafe(naked)]
unsafe extern "C" fn enter_all(general: *const u64, vector: *const u64, function: *const c_void) -> u64 {
    naked_asm!(
        "movsd xmm0, [rsi]",
        "movsd xmm1, [rsi + 8]",
        "movsd xmm2, [rsi + 16]",
        "movsd xmm3, [rsi + 24]",
        "movsd xmm4, [rsi + 32]",
        "movsd xmm5, [rsi + 40]",
        "movsd xmm6, [rsi + 48]",
        "movsd xmm7, [rsi + 56]",
        "mov r11, rdx",
        "mov r10, rdi",
        "mov rdi, [r10]",
        "mov rsi, [r10 + 8]",
        "mov rdx, [r10 + 16]",
        "mov rcx, [r10 + 24]",
        "mov r8, [r10 + 32]",
        "mov r9, [r10 + 40]",
        "mov eax, 8",
        "jmp r11",
    )
}

/// Loads the registers, copies the stack words below its own frame (16-byte
/// aligned as the convention demands), calls, and stores both result registers.
///
/// # Safety
///
/// `general` and `vector` point at six and eight words, initialised or not,
/// `stack` at `count` words; `function` takes them and does not unwind.
#[unsafe(naked)]
pub(super) unsafe extern "C" fn transfer(
    function: *const c_void,
    general: *const u64,
    vector: *const u64,
    stack: *const u64,
    count: usize,
    outcome: *mut Outcome,
) {
    naked_asm!(
        ".cfi_startproc",
        "push rbp",
        ".cfi_def_cfa_offset 16",
        ".cfi_offset rbp, -16",
        "mov rbp, rsp",
        ".cfi_def_cfa_register rbp",
        "push rbx",
        ".cfi_offset rbx, -24",
        // Keeps the stack aligned to 16 beside rbx.
        "push r9",
        "mov rbx, r9",
        "mov r11, rdi",
        "mov r10, rsi",
        "lea rax, [r8 + 1]",
        "and rax, -2",
        "shl rax, 3",
        "sub rsp, rax",
        "xor eax, eax",
        "2:",
        "cmp rax, r8",
        "jae 3f",
        "mov rdi, [rcx + rax * 8]",
        "mov [rsp + rax * 8], rdi",
        "inc rax",
        "jmp 2b",
        "3:",
        "movsd xmm0, [rdx]",
        "movsd xmm1, [rdx + 8]",
        "movsd xmm2, [rdx + 16]",
        "movsd xmm3, [rdx + 24]",
        "movsd xmm4, [rdx + 32]",
        "movsd xmm5, [rdx + 40]",
        "movsd xmm6, [rdx + 48]",
        "movsd xmm7, [rdx + 56]",
        "mov rdi, [r10]",
        "mov rsi, [r10 + 8]",
        "mov rdx, [r10 + 16]",
        "mov rcx, [r10 + 24]",
        "mov r8, [r10 + 32]",
        "mov r9, [r10 + 40]",
        // C variadic functions ask al how many vector registers are in use.
        "mov eax, 8",
        "call r11",
        "mov [rbx], rax",
        "movsd [rbx + 8], xmm0",
        "lea rsp, [rbp - 8]",
        "pop rbx",
        "pop rbp",
        ".cfi_def_cfa rsp, 8",
        "ret",
        ".cfi_endproc",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    enum Argument {
        Word(u64),
        Double(f64),
        Float(f32),
    }
    use Argument::{Double, Float, Word};

    fn call(function: *const c_void, arguments: &[Argument]) -> Outcome {
        let mut frame = Frame::new();
        for argument in arguments {
            match argument {
                Word(word) => frame.push_word(*word),
                Double(value) => frame.push_vector(value.to_bits()),
                Float(value) => frame.push_vector(u64::from(value.to_bits())),
            }
        }
        // SAFETY: each test pairs a function with arguments of its signature.
        unsafe { frame.call(NonNull::new(function.cast_mut()).unwrap()) }
    }

    #[test]
    fn registers_alone_carry_words_and_doubles() {
        extern "C" fn mixed(a: u64, b: f64, c: u64, d: f64) -> f64 {
            (a + 10 * c) as f64 + b * 100.0 + d * 1000.0
        }
        extern "C" fn six(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64) -> u64 {
            a + 10 * b + 100 * c + 1000 * d + 10_000 * e + 100_000 * f
        }
        let mut registers = Registers::new();
        (1..=6).for_each(|word| registers.push_word(word));
        let function = NonNull::new((six as *const c_void).cast_mut()).unwrap();
        // SAFETY: the function takes what was pushed.
        assert_eq!(unsafe { registers.call(function, false) }.general, 654_321);
        let mut registers = Registers::new();
        registers.push_word(1);
        registers.push_vector(2.0f64.to_bits());
        registers.push_word(3);
        registers.push_vector(4.0f64.to_bits());
        let function = NonNull::new((mixed as *const c_void).cast_mut()).unwrap();
        // SAFETY: as above.
        assert_eq!(f64::from_bits(unsafe { registers.call(function, true) }.vector), 4231.0);
    }

    #[track_caller]
    fn check_word(function: *const c_void, arguments: &[Argument], expected: u64) {
        assert_eq!(call(function, arguments).general, expected);
    }

    #[track_caller]
    fn check_double(function: *const c_void, arguments: &[Argument], expected: f64) {
        assert_eq!(f64::from_bits(call(function, arguments).vector), expected);
    }

    fn words(count: u64) -> Vec<Argument> {
        (1..=count).map(Word).collect()
    }

    #[test]
    fn no_arguments() {
        extern "C" fn answer() -> u64 {
            42
        }
        check_word(answer as *const c_void, &[], 42);
    }

    #[test]
    fn integers_in_registers_and_on_the_stack() {
        extern "C" fn six(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64) -> u64 {
            a + 10 * b + 100 * c + 1000 * d + 10_000 * e + 100_000 * f
        }
        extern "C" fn nine(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, g: u64, h: u64, i: u64) -> u64 {
            six(a, b, c, d, e, f) + 1_000_000 * g + 10_000_000 * h + 100_000_000 * i
        }
        check_word(six as *const c_void, &words(6), 654_321);
        check_word(nine as *const c_void, &words(9), 987_654_321);
    }

    #[test]
    fn more_stack_words_than_fit_inline() {
        #[rustfmt::skip]
        extern "C" fn many(
            a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, g: u64, h: u64, i: u64, j: u64, k: u64,
            l: u64, m: u64, n: u64, o: u64, p: u64, q: u64, r: u64, s: u64,
        ) -> u64 {
            [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s]
                .iter().zip(1..).map(|(value, factor)| value * factor).sum()
        }
        check_word(many as *const c_void, &words(19), (1..=19u64).map(|value| value * value).sum());
    }

    #[test]
    fn doubles_beyond_the_registers_share_the_stack_with_integers_in_order() {
        #[rustfmt::skip]
        extern "C" fn mixed(
            a: f64, b: f64, c: f64, d: f64, e: f64, f: f64, g: f64, h: f64, i: f64,
            p: u64, q: u64, r: u64, s: u64, t: u64, u: u64, v: u64, j: f64,
        ) -> f64 {
            let doubles = [a, b, c, d, e, f, g, h, i, j];
            let integers = [p, q, r, s, t, u, v];
            doubles.iter().zip(1..).map(|(value, factor)| value * f64::from(factor)).sum::<f64>()
                + integers.iter().zip(1..).map(|(value, factor)| (value * factor) as f64).sum::<f64>() * 1000.0
        }
        let mut arguments: Vec<Argument> = (1..=9).map(|value| Double(f64::from(value) / 2.0)).collect();
        arguments.extend(words(7));
        arguments.push(Double(0.25));
        let doubles: f64 = (1..=9).map(|value| f64::from(value * value) / 2.0).sum::<f64>() + 2.5;
        check_double(mixed as *const c_void, &arguments, doubles + 140_000.0);
    }

    #[test]
    fn floats_lie_in_the_lower_half() {
        extern "C" fn scale(a: f32, b: f64, c: f32) -> f32 {
            a * b as f32 + c
        }
        let outcome = call(scale as *const c_void, &[Float(1.5), Double(2.0), Float(0.25)]);
        assert_eq!(f32::from_bits(outcome.vector as u32), 3.25);
    }

    #[test]
    fn narrow_integers_arrive_extended() {
        extern "C" fn widen(a: i8, b: i16, c: i32, d: bool, e: u8) -> i64 {
            i64::from(a) + i64::from(b) + i64::from(c) + i64::from(d) + i64::from(e)
        }
        let extended = |value: i64| Word(value as u64);
        check_word(
            widen as *const c_void,
            &[extended(-1), extended(-300), extended(-70_000), Word(1), Word(255)],
            (-1i64 - 300 - 70_000 + 1 + 255) as u64,
        );
    }

    #[test]
    fn narrow_results_use_the_low_bits_only() {
        extern "C" fn negate(value: bool) -> bool {
            !value
        }
        extern "C" fn less(value: i8) -> i8 {
            value - 1
        }
        assert_eq!(call(negate as *const c_void, &[Word(0)]).general as u8, 1);
        assert_eq!(call(less as *const c_void, &[Word(0)]).general as i8, -1);
    }

    #[test]
    fn the_stack_is_aligned_for_any_number_of_words() {
        /// Fails in its prologue where the stack is not aligned to 16.
        extern "C" fn aligned(_a: u64, _b: u64, _c: u64, _d: u64, _e: u64, _f: u64, g: u64) -> u64 {
            #[repr(align(16))]
            struct Aligned([u64; 2]);
            let local = Aligned([g, 1]);
            let address = std::hint::black_box(&raw const local);
            assert_eq!(address as usize % 16, 0);
            local.0[0]
        }
        check_word(aligned as *const c_void, &words(7), 7);
        check_word(aligned as *const c_void, &words(8), 7);
    }
}
