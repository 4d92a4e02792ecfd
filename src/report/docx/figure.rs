//! Figures: a PNG that every program shows, and the SVG for those that can.

use super::body::{caption, paragraph};
use crate::report::chart::{Chart, Picture};
use crate::report::package::Part;
use crate::report::page::room;
use crate::report::xml::escaped;

/// English Metric Units in a twip, and in a CSS pixel.
const EMU_OF_TWIP: u64 = 635;
const EMU_OF_PIXEL: u64 = 9525;
/// A figure is not taller than this, so that its caption stays on its page: 20 cm.
const TALLEST: u64 = 7_200_000;

/// The figures of a document, in their order.
#[derive(Default)]
pub struct Figures {
    pictures: Vec<Picture>,
}

impl Figures {
    /// Keeps the picture of `chart` and gives the paragraphs that show it.
    pub fn add(&mut self, chart: &Chart) -> String {
        let picture = chart.picture();
        let number = self.pictures.len() + 1;
        let (wide, tall) = size(&picture);
        let name = escaped(&chart.title);
        let alt = escaped(&picture.alt);
        let drawing = format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{wide}\" cy=\"{tall}\"/><wp:docPr id=\"{number}\" name=\"Figure \
             {number}\" descr=\"{alt}\" title=\"{name}\"/><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
             <pic:cNvPr id=\"{number}\" name=\"figure{number}.png\" descr=\"{alt}\"/><pic:cNvPicPr/>\
             </pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdPng{number}\"><a:extLst><a:ext \
             uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
             r:embed=\"rIdSvg{number}\"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/>\
             </a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext \
             cx=\"{wide}\" cy=\"{tall}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
             </pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
        self.pictures.push(picture);
        format!(
            "{}{}",
            paragraph("Figure", "", &drawing),
            caption("Figure", number, chart.label(), "")
        )
    }

    /// The relations of the document to its pictures.
    pub fn relations(&self) -> String {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
        let one = |number: usize| {
            ["Png", "Svg"].map(|of| {
                format!(
                    "<Relationship Id=\"rId{of}{number}\" Type=\"{kind}\" \
                     Target=\"media/figure{number}.{}\"/>",
                    of.to_lowercase()
                )
            })
        };
        (1..=self.pictures.len()).flat_map(one).collect()
    }

    /// The pictures as parts of the document.
    pub fn parts(self) -> Vec<Part> {
        let one = |(at, picture): (usize, Picture)| {
            [
                Part::stored(format!("word/media/figure{}.png", at + 1), picture.png),
                Part::text(format!("word/media/figure{}.svg", at + 1), picture.svg),
            ]
        };
        self.pictures
            .into_iter()
            .enumerate()
            .flat_map(one)
            .collect()
    }
}

/// Width and height in English Metric Units: as drawn, or as large as the page allows.
fn size(picture: &Picture) -> (u64, u64) {
    let wide = u64::from(picture.width.max(1)) * EMU_OF_PIXEL;
    let tall = u64::from(picture.height.max(1)) * EMU_OF_PIXEL;
    let widest = u64::from(room(false)) * EMU_OF_TWIP;
    // As a share of a million, so that the sums stay whole.
    let share = (widest * 1_000_000 / wide)
        .min(TALLEST * 1_000_000 / tall)
        .min(1_000_000);
    (wide * share / 1_000_000, tall * share / 1_000_000)
}
