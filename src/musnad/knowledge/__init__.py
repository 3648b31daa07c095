"""Knowledge: loads the package's data tables into lookups; the only reader of `musnad/data`."""
