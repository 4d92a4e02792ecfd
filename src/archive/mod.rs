//! Archives and the XML inside them, neither of which is trusted: bytes in, bytes out, no files. What
//! unpacks to more than it may, or is nested deeper, is refused before it is held. Knows nothing of
//! what the parts mean.

mod xml;
mod xml_writer;
mod zipped;

pub use xml::{DEEPEST, Element, XmlError, escaped, reference, tree};
pub use xml_writer::XmlWriter;
pub use zipped::{ArchiveError, Limits, Zip, pack, part};
