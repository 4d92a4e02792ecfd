//! Where the test data lies that is not part of the repository.

use std::path::{Path, PathBuf};

/// A file or folder of the shared test data.
pub(crate) fn shared(rel: &str) -> PathBuf {
    let root = std::env::var_os("QUOTEBOOK_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let path = root.join(rel);
    assert!(
        path.exists(),
        "`{}` is missing; set QUOTEBOOK_SHARED to the folder of shared data",
        path.display()
    );
    path
}
