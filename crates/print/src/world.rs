//! The little world a template is set in: one template, what the templates share, one font. It has
//! no clock, no network and no files of this PC, so that a template can read nothing but its data.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Dict, Duration, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use wuyou_domain::paper::{Kind, PaperError};

use crate::failed;
use crate::template::{self, SHARED};

static FONT_DATA: &[u8] = include_bytes!("../data/fonts/NotoSansCJKsc-Regular-han.otf");

/// How many jobs ago a kept piece of work must have been used last to be dropped: the next look at
/// the same paper is quick, and customers' data does not pile up in memory.
const KEPT_JOBS: usize = 2;

/// The shipped font and the book that finds it, read once.
static FONTS: LazyLock<(Vec<Font>, LazyHash<FontBook>)> = LazyLock::new(|| {
    let fonts: Vec<Font> = Font::iter(Bytes::new(FONT_DATA)).collect();
    let book = FontBook::from_fonts(&fonts);
    (fonts, LazyHash::new(book))
});

struct PrintWorld {
    library: LazyHash<Library>,
    main: Source,
    shared: Source,
}

/// Lays a document out.
pub(crate) fn lay_out(kind: Kind, data: String) -> Result<PagedDocument, PaperError> {
    let inputs: Dict =
        std::iter::once(("data".into(), Value::Bytes(Bytes::from_string(data)))).collect();
    let world = PrintWorld {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        main: source(&format!("{}.typ", kind.code()), template::source(kind))?,
        shared: source(SHARED.0, SHARED.1)?,
    };
    let set = typst::compile::<PagedDocument>(&world);
    typst::comemo::evict(KEPT_JOBS);
    set.output
        .map_err(|problems| PaperError::Failed(told(&problems)))
}

/// What typst says, without the customer's data it may quote.
pub(crate) fn told(problems: &EcoVec<SourceDiagnostic>) -> String {
    let messages: Vec<&str> = problems.iter().map(|one| one.message.as_str()).collect();
    messages.join("; ")
}

fn source(name: &str, text: &str) -> Result<Source, PaperError> {
    let path = VirtualPath::new(name).map_err(|error| failed(&error))?;
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    Ok(Source::new(id, text.to_owned()))
}

impl World for PrintWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.1
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.shared]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.0.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
