"""Excel workbooks: a report is columns plus rows, through one safe writer."""
