"""The Python types of proxies, for ``isinstance``."""

from ._runtime import _types

DataMember = _types.DataMember
Function = _types.Function
Instance = _types.Instance
LowLevelView = _types.LowLevelView
Method = _types.Method
Scope = _types.Scope
Template = _types.Template

__all__ = ["DataMember", "Function", "Instance", "LowLevelView", "Method", "Scope", "Template"]
