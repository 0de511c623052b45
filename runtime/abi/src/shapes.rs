//! The call shapes for which a runtime has an invoker of its own.
//!
//! A shape is the C signature of a stub together with what its words are to
//! Python. The list stands here once; a macro that gets it as its input expands
//! it into whatever a runtime needs for each shape.
//!
//! May not know: how a value is converted, how a stub is called.

/// Hands the list of call shapes to the macro named.
///
/// * `arguments`: kinds of arguments, and the words in which the stub takes them.
/// * `results`: kinds of results, and what the stub returns; `memory` where it
///   writes to memory that it is given first, `function` where no method has it.
/// * `every`: all combinations of up to so many arguments, with every result.
/// * `longer`: argument lists beyond that which are frequent in the headers of
///   real libraries (docs/adr/0012), with every result.
#[macro_export]
macro_rules! call_shapes {
    ($($expand:ident)::+) => {
        $($expand)::+! {
            arguments {
                I32(i32),
                I64(i64),
                U64(u64),
                F64(f64),
                Bool(bool),
                Text(*const u8, usize),
                Object(*mut c_void),
            }
            results {
                Void(()),
                I32(i32),
                I64(i64),
                U64(u64),
                F64(f64),
                Bool(bool),
                Text(memory),
                Object(*mut c_void),
                Value(memory),
                function Constructed(*mut c_void),
            }
            every 2;
            longer {
                (Object, Object, Object),
                (Object, Object, Object, Object),
                (Object, Object, Object, I32),
                (Object, Object, I32),
                (Object, Object, Bool),
                (Object, U64, Object),
                (U64, Object, Object),
                (Text, U64, U64),
                (U64, U64, Text),
                (U64, Text, U64, U64),
                (U64, U64, Text, U64, U64),
                (F64, F64, F64),
                (F64, F64, F64, F64),
                (F64, F64, F64, Object, Object, Object),
            }
        }
    };
}
