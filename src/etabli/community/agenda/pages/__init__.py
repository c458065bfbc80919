"""The list and its feeds (`lists`), one event (`events`), writing one (`writing`), its dates (`dates`)."""
