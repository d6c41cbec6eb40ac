//! Pure rules of the import of office files.
