//! Lists of call shapes that say something twice, or what nothing else knows.

cppbind_macros::call_shapes! {
    arguments { I32(i32), I32(i64) }
    results { Void(()) }
    every 1;
    longer {}
}

cppbind_macros::call_shapes! {
    arguments { I32(i32) }
    results { Void(()) }
    every 1;
    longer { (I32, F64) }
}

cppbind_macros::call_shapes! {
    arguments { I32(i32) }
    results { Void(()) }
    every 2;
    longer { (I32, I32) }
}

cppbind_macros::call_shapes! {
    arguments { I32() }
    results { Void(()) }
    every 1;
    longer {}
}

fn main() {}
