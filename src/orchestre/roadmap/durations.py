"""How long a build may take: a lognormal law between the project's tenth and ninetieth percentiles.

Work overruns more often than it is early, and a product of many small causes is lognormal: mu = (ln p10 + ln p90) / 2,
sigma = (ln p90 - ln p10) / (2 x 1.2816). Without the two weeks, a build takes what is written.
"""

import math
from dataclasses import replace

from orchestre.roadmap.values import Project, Roadmap

Z90 = 1.2815515655446004
"""Quantile of the standard normal law at 0.90."""
Z80 = 0.8416212335729143
"""At 0.80."""


def law(project: Project) -> tuple[float, float]:
    """mu and sigma of the logarithm of the build weeks; sigma 0 where nothing says how far they may go."""
    low, high = project.build_p10, project.build_p90
    if not low or not high or high <= low:
        return math.log(max(project.build, 1)), 0.0
    return (math.log(low) + math.log(high)) / 2, (math.log(high) - math.log(low)) / (2 * Z90)


def p80(project: Project) -> int:
    """Weeks that four builds in five keep within, never less than what is written."""
    mu, sigma = law(project)
    if not sigma:
        return project.build
    return max(project.build, math.ceil(math.exp(mu + Z80 * sigma) - 1e-9))


def at_p80(roadmap: Roadmap) -> Roadmap:
    return replace(roadmap, projects=tuple(replace(each, build=p80(each)) for each in roadmap.projects))
