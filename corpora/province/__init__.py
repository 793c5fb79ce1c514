"""An invented province: departments over several years from linked ledgers, with known rates of errors and habits."""
