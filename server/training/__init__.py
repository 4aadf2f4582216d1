"""How the learned layer is trained: `make model`. Not in the wheel."""
