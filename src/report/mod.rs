//! The drawing board: values to documents, one file per format. Pure.
