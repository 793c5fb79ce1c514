"""Invented departments: from one consistent ledger to a whole report, with or without planted errors."""
