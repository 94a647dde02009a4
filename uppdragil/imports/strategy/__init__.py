"""From the text of a strategy's web pages (HTML in cells, tables, Markdown) to `StrategyContent`, per edition."""
