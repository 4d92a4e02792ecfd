//! The codebook as a document: a heading for each code, and what it means, when to use it and when not.

use super::{Block, QuoteBlock, Report};
use crate::model::study::Study;

/// All codes, from the families down.
pub fn report(study: &Study) -> Report {
    let mut blocks = Vec::new();
    for code in study.codebook() {
        let depth = study.path(code.id).len();
        blocks.push(Block::Heading {
            level: u8::try_from(depth + 1).unwrap_or(6).clamp(2, 6),
            text: code.name.clone(),
        });
        let version = match code.version {
            1 => String::new(),
            version => format!(", definition {version}"),
        };
        blocks.push(Block::Note(format!("{}{version}", code.key)));
        let parts = [
            ("", &code.definition),
            ("Use when: ", &code.use_when),
            ("Not when: ", &code.not_when),
        ];
        for (head, words) in parts {
            for (at, paragraph) in paragraphs(words).enumerate() {
                let head = if at == 0 { head } else { "" };
                blocks.push(Block::Paragraph(format!("{head}{paragraph}")));
            }
        }
        if !code.example.trim().is_empty() {
            blocks.push(Block::Quote(QuoteBlock {
                text: code.example.trim().to_owned(),
                ..QuoteBlock::default()
            }));
        }
        if let Some(asked) = code.asked.as_deref().filter(|it| !it.trim().is_empty()) {
            blocks.push(Block::Paragraph(format!("Applies to: {asked}")));
        }
        if !code.rules.is_empty() {
            let rules = code.rules.join("; ");
            blocks.push(Block::Paragraph(format!("Rules: {rules}")));
        }
    }
    Report {
        title: "Codebook".to_owned(),
        blocks,
    }
}

fn paragraphs(words: &str) -> impl Iterator<Item = &str> {
    words.lines().map(str::trim).filter(|it| !it.is_empty())
}
