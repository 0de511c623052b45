from typing import Final

IS_NAMESPACE: Final = 1
IS_AGGREGATE: Final = 2
OFFSET: Final = 3
TYPE: Final = 5
RETURN_TYPE: Final = 4

OPTIMAL: Final = 1
AS_TYPE: Final = 2
AS_STRING: Final = 3
