//! Edge: codebook files to codes and back. Knows nothing of projects and databases.
