// flags: -std=c++20
// Members that are not plain: anonymous ones, friends, private classes with aliases, using-declarations, unions.
#pragma once

struct Anonymous {
    int before;
    union {
        int as_int;
        struct { char low, high; };
    };
    struct { int inner; } named;
    enum { FIRST, SECOND } state;
    int after = 3;
private:
    union { int hidden_in_union; };
    unsigned flags : 3, : 2, more : 1;
};

typedef struct { int a; } FromTypedef;
typedef struct Tagged { int b; } Tagged;
typedef enum { ONE, TWO } EnumFromTypedef;
typedef struct Opaque* OpaqueHandle;

struct { int value; } unnamed_variable;

union Number {
    int i;
    float f;
};

class Hidden {
    struct Private { int x; Private(int); int get() const; };
    struct Secret;
    static int private_static;
    int private_method(Secret* secret);
public:
    typedef Private Alias;
    Alias make();
    Private also(Private) const;
    Secret* secret();
    friend class Anonymous;
    friend int peek(const Hidden& hidden) { return 1; }
    friend bool operator<(const Hidden& a, const Hidden& b);
    friend bool operator==(const Hidden&, const Hidden&) = default;
    template <class T> friend void template_friend(T) {}
};

bool operator<(const Hidden& a, const Hidden& b);

struct Base {
    int f();
    int f(int) const;
    int g();
    Base(int, double d = 1);
    Base(const Base&);
protected:
    int shared;
    int h();
    struct Nested {};
};

struct Child : protected Base {
    using Base::Base;
    using Base::f;
    using Base::h;
    using Base::shared;
    int f();
};

struct Qualified {
    int lvalue() &;
    int rvalue() &&;
    int both() const volatile;
    int never() noexcept;
    int conditional() noexcept(sizeof(int) == 4);
    Qualified& operator=(const Qualified&) = delete;
    Qualified(Qualified&&) = default;
    void operator()(int, ...) const;
    int operator[](int) const;
    Qualified* operator->();
    Qualified operator++(int);
    explicit operator bool() const;
    operator const char*() const;
    operator int*() const;
    int (*function_pointer())(double);
    void takes_array(int a[3], int (&reference)[4], int matrix[][5], void callback(int));
    int Qualified::*member_pointer;
    __int128 wide;
    auto deduced() { return 1; }
    static constexpr int constant = 7;
    static inline const double factor = 2.5;
    static const char* const name;
};

struct Aborts {
    virtual ~Aborts() = 0;
    virtual int run(int steps = 3) const = 0;
    virtual void stop() {}
};
struct Runs : Aborts {
    int run(int steps) const override;
};
struct Deleted {
    Deleted() = delete;
    ~Deleted() = delete;
};
