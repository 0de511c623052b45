"""The plots: SVG, the same bytes for the same figures."""

from . import rows


def pyplot():
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "bindings overhead", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot

    return pyplot


def save(figure, path):
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")


def headline(results, published, row, path):
    """How many times C++'s time a call takes, by binding, on a logarithmic axis."""
    plt = pyplot()
    entries = [(f"{name} (published)", ratio, "#b0b0b0") for name, _, ratio in published if name != "C++"]
    for version, result in results.items():
        for name, cell in result["rows"].get(row, {}).items():
            if name != "cpp" and "ns" in cell:
                colour = "#c0392b" if name == "cppyy_rs" else "#2c3e50" if name == "cext" else "#5b8db8"
                entries.append((f"{result['rivals'][name]['title']}, {version}", cell["to_cpp"], colour))
    entries.sort(key=lambda each: -each[1])
    figure, axes = plt.subplots(figsize=(8, 0.22 * len(entries) + 0.8))
    labels, values, colours = zip(*entries)
    axes.barh(range(len(entries)), values, color=colours)
    axes.set_yticks(range(len(entries)), labels)
    axes.set_xscale("log")
    axes.set_xlim(left=1)
    axes.set_xlabel("times C++, obj.MyFunc()")
    for place, value in enumerate(values):
        axes.text(value, place, f" {value:.0f}x", va="center", fontsize=7)
    axes.spines[["top", "right"]].set_visible(False)
    save(figure, path)
    plt.close(figure)


def by_row(result, path):
    """Each row's ns, a mark for each rival, on a logarithmic axis."""
    plt = pyplot()
    names = [name for name, rival in result["rivals"].items() if "unavailable" not in rival]
    wanted = list(result["rows"])[::-1]
    figure, axes = plt.subplots(figsize=(9, 0.28 * len(wanted) + 1.6))
    colours = plt.get_cmap("tab20").colors
    marks = "os^vD<>Pphd*X8"
    for place, name in enumerate(names):
        points = [
            (result["rows"][row][name]["ns"], height)
            for height, row in enumerate(wanted)
            if result["rows"][row].get(name, {}).get("ns", 0) > 0
        ]
        if points:
            ours = name == "cppyy_rs"
            style = {"color": "#c0392b" if ours else colours[place % 20], "s": 42 if ours else 18, "zorder": 4 if ours else 3}
            axes.scatter(*zip(*points), marker=marks[place % len(marks)], label=result["rivals"][name]["title"], **style)
    axes.set_yticks(range(len(wanted)), [rows.BY_NAME[row].title for row in wanted])
    axes.set_xscale("log")
    axes.set_xlabel(f"ns per call, CPython {result['version']}")
    axes.grid(axis="y", alpha=0.25)
    axes.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncol=5, frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    save(figure, path)
    plt.close(figure)


def draw(results, published, row, folder):
    """All plots of a report."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    headline(results, published, row, folder / "headline.svg")
    for version, result in results.items():
        by_row(result, folder / f"rows-{version}.svg")
