"""The task of fastjet by the package of that name on PyPI, SWIG's bindings of a newer fastjet."""

import math

from fastjet import (
    ClusterSequence,
    JetDefinition,
    PseudoJet,
    SelectorAbsRapMax,
    SelectorNHardest,
    antikt_algorithm,
    sorted_by_pt,
)


def numbers(state=12345):
    while True:
        state = (state * 1103515245 + 12345) % 2147483648
        yield state / 2147483648.0


rnd = numbers().__next__
ps = []
for i in range(200):
    pt, y, phi = 0.5 + 20 * rnd() ** 4, -3 + 6 * rnd(), 2 * math.pi * rnd()
    p = PseudoJet()
    p.reset_PtYPhiM(pt, y, phi, 0.0)
    p.set_user_index(i)
    ps.append(p)

jd = JetDefinition(antikt_algorithm, 0.6)
cs = ClusterSequence(ps, jd)
js = sorted_by_pt(cs.inclusive_jets(5.0))
print("%s\njets %d" % (jd.description(), len(js)))
for i, jet in enumerate(js[:5]):
    constituents = jet.constituents()
    lead = sorted_by_pt(constituents)[0].user_index()
    told = (i, jet.pt(), jet.rap(), jet.phi(), len(constituents), lead)
    print("%d pt %.4f rap %.4f phi %.4f n %d lead %d" % told)

sel = SelectorAbsRapMax(1.5) & SelectorNHardest(3)
print("selected %d %s" % (len(sel(js)), sel.description()))
total = js[0] + js[1]
print("m12 %.4f dR %.4f excl %.4f" % (total.m(), js[0].delta_R(js[1]), cs.exclusive_dmerge(3)))
