"""Step 4: small things to do now."""

from functools import partial

from pages._ui import door, idea, parts, project, step, timeline
from sok_core.access import Right
from sok_core.model import Step

PARTS = {"Ideeën": idea.show, "Projecten": project.show, "Tijdlijn": timeline.show}

here = door.enter(Right.READ)
step.show(here, Step.PROJECTS, parts=partial(parts.in_address, here, PARTS))
