from .geometryDict import gbl as _gbl

Point = _gbl.geometry.Point
Polygon = _gbl.geometry.Polygon
name = _gbl.geometry.name
