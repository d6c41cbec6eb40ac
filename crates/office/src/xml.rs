//! Streaming XML as the office readers need it: names without prefixes, text with its entities
//! resolved, and no document type, so that no entity can be defined.

use crate::error::OfficeError;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// What the parser meets next.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// An element begins; empty elements begin and end.
    Start(BytesStart<'a>),
    /// An element ends: its name without prefix.
    End(String),
    /// Text, entities resolved.
    Text(String),
    /// The end of the part.
    Eof,
}

/// One part being parsed.
pub(crate) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(source: R) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::with_capacity(1024),
        }
    }

    /// The next node of interest.
    pub(crate) fn next(&mut self) -> Result<Node<'_>, OfficeError> {
        loop {
            self.buffer.clear();
            // Two borrows of the buffer across a loop: decided first, taken afterwards.
            let event = self.reader.read_event_into(&mut self.buffer);
            match event.map_err(|e| OfficeError::damaged(format!("xml: {e}")))? {
                Event::Start(start) => return Ok(Node::Start(start.into_owned())),
                Event::End(end) => {
                    return Ok(Node::End(end.local_name().as_ref().to_owned()));
                }
                Event::Text(text) => return Ok(Node::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Node::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        _ => predefined(&reference.xml10_content())?.to_owned(),
                    };
                    return Ok(Node::Text(resolved));
                }
                Event::DocType(_) => return Err(OfficeError::damaged("xml with a document type")),
                Event::Eof => return Ok(Node::Eof),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }
}

fn predefined(name: &str) -> Result<&'static str, OfficeError> {
    match name {
        "amp" => Ok("&"),
        "lt" => Ok("<"),
        "gt" => Ok(">"),
        "quot" => Ok("\""),
        "apos" => Ok("'"),
        _ => Err(OfficeError::damaged("xml with an unknown entity")),
    }
}

/// An element's name without prefix.
pub(crate) fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

/// The attribute whose name without prefix is `name`, entities resolved.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)
        .and_then(|a| {
            a.normalized_value(XmlVersion::Implicit1_0)
                .ok()
                .map(|v| v.into_owned())
        })
}
