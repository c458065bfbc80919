from etabli.foundation.registries import as_its_row

VISIBLE = {"files.StoredFile": as_its_row}
