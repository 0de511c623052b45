"""Calls with made-up arguments that the libraries forbid: what crashes there would crash in C++.

CONTRACTS has, for each library, parts of declarations and what their documentation or source demands of a call.
What a library asserts itself needs no entry.
"""

_EMPTY = "the object must have been given a value"
_INDICES = "the expressions must be indices"
_FACTORS = "the iterators must stand in a product of that tensor"
_UNREGISTERED = "a function must have been registered: one made from nothing has no number"
_NULL = "the pointer that it holds must not be null"

CONTRACTS = {
    "box2d": {
        "b2Free_Default(": "the memory must come from b2Alloc_Default",
        "b2ContactManager::Destroy(": "the contact must be of the manager's own world",
        "b2DynamicTree::RebuildBottomUp(": "the tree must have a leaf",
        "b2Body::CreateFixture(const b2FixtureDef*": "the definition must have a shape",
        "b2ContactManager::AddPair(": "the pointers must be those of the broad phase's proxies",
    },
    "fastjet": {
        "print_jets_for_root(": "the jets must be of this sequence",
        "ClusterSequenceActiveArea::area": "the sequence must have been run, and the jet be of it",
        "ClusterSequenceVoronoiArea::area": "the sequence must have been run, and the jet be of it",
        "::operator*() const": _NULL,
    },
    "geographiclib": {
        "SphericalEngine::coeff::Cv(": _EMPTY,
        "SphericalEngine::coeff::Sv(": _EMPTY,
    },
    "ginac": {
        "_dummy_indices(": _INDICES,
        "_free_indices(": _INDICES,
        "find_free_and_dummy(": _INDICES,
        "rename_dummy_indices_uniquely(": _INDICES,
        "is_clifford_tinfo(": _EMPTY,
        "lst_to_clifford(": "the expressions must be a list and an index",
        "series_to_poly(": "the expression must be a series",
        "GiNaC::basic::operator[]": "the index must be below nops()",
        "archive_node::find_ex_by_loc(": "the iterators must stand in the node's properties",
        "clifford::": "a unit of no algebra has no metric and no index",
        "contract_with(": _FACTORS,
        "replace_contr_index(": _FACTORS,
        "order_iterator::operator++(": "the iterator must stand before the end",
        "container<std::list>::op(": "the index must be below nops()",
        "container<std::vector>::op(": "the index must be below nops()",
        "GiNaC::matrix::op(": "the index must be below nops()",
        "::remove_first(": "the container must have an element",
        "::remove_last(": "the container must have an element",
        "fderivative::": _UNREGISTERED,
        "GiNaC::function::": _UNREGISTERED,
        "indexed::": "what is indexed must have a base expression",
        "::eval_indexed(": "what is indexed must have indices",
        "matrix(std::initializer_list<std::initializer_list<": "the rows must have elements",
        "ncmul::evalm(": "the product must have factors",
        "print_functor::operator()(": _EMPTY,
        "return_type_t::operator": _EMPTY,
        "scalar_products::evaluate(": "the product must have been defined",
    },
    "leveldb": {
        "UnlockFile(": "the lock must come from LockFile",
    },
    "nlohmann": {
        "json_reverse_iterator<": "the iterator must be one of a value's",
        "::update(": "the iterators must be a range of one value",
    },
    "opencv": {
        "cv::fastFree(": "the memory must come from fastMalloc",
        "cv::MatAllocator::": "the data must be of this allocator, and the sizes be those of its dimensions",
        "RNG_MT19937::uniform(int": "the second number must be larger than the first",
        "::operator()(int idx0, int idx1, int idx2)": "the matrix must have three dimensions (asserted where CV_DbgAssert is)",
        "cv::Subdiv2D::": "the numbers must be of a vertex or an edge of the subdivision",
        "cv::fillPoly(const cv::_InputOutputArray& img, const cv::Point_<int>**": "the pointers must be of as many points as are told",
        "cv::polylines(const cv::_InputOutputArray& img, const cv::Point_<int>*const*": "the pointers must be of as many points as are told",
    },
    "re2": {
        "FilteredRE2::GetRE2(": "the number must be below NumRegexps()",
        "StringPiece::copy(": "the position must be below size()",
        "StringPiece::operator[](": "the index must be below size()",
    },
    "yaml-cpp": {
        "node::get(": "the memory holder must not be null",
        "node_data::get(": "the memory holder must not be null",
        "node_ref::get(": "the memory holder must not be null",
        "::is_defined(": "the iterator must be one of a node's",
    },
}
