"""Files that people pass on: open a stranger's safely, put two together, and write one that may leave the house."""
