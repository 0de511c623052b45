from .inventoryDict import gbl as _gbl

Stock = _gbl.inventory.Stock
