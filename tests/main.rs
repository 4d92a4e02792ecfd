//! One binary for all tests that need files or whole commands.
mod agreement;
mod corpora;
mod demo;
mod exchange;
mod history;
mod hostile;
mod layers;
mod main_job;
mod notes;
mod published;
mod readme;
mod refi;
mod reliability;
mod sandbox;
mod search;
mod shared;
mod sheets;
