"""PDFs written byte by byte: what no library writes, and what every reader has to cope with."""
