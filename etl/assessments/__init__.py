"""Forms of assessment by a criteria set: levels reached, likelihood, who is in charge, evidence (sources of kind ``assessment``).

``form`` knows the words of a source, ``tables`` finds header rows, ``head`` reads what stands above them, ``criteria`` what a set asks
of each criterion, ``words``, ``values`` and ``departments`` read cells, ``rows`` and ``evidence`` judge a row, ``reader`` puts it all
together.
"""

from etl.assessments.reader import read_assessments
from etl.assessments.tables import holds_assessment

__all__ = ["holds_assessment", "read_assessments"]
