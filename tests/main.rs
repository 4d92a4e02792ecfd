//! One binary for all tests that need files or whole commands.
mod shared;
mod sheets;
