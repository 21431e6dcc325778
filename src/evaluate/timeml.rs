//! Reads TimeML as gold: the time expressions of the text, in code points from the beginning of `TEXT`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::gold::AnnotatedRow;

/// What a TimeML document says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct TimeMl {
    /// `DOCID`, where there is one.
    pub id: Option<String>,
    dates: Vec<Timex>,
}

#[derive(Debug, Default, PartialEq)]
struct Timex {
    kind: String,
    value: String,
    modifier: String,
    start: usize,
    end: usize,
}

impl TimeMl {
    /// The rows of its dates.
    pub fn rows(&self, id: &str) -> Vec<AnnotatedRow> {
        let row = |date: &Timex| {
            let (start, end) = (date.start.to_string(), date.end.to_string());
            let fields = [id, &date.kind, &date.value, &date.modifier, &start, &end, ""];
            ("dates", fields.map(str::to_owned).to_vec())
        };
        self.dates.iter().map(row).collect()
    }
}

/// Reads a document; `None` for XML that is no TimeML.
///
/// # Errors
///
/// What is wrong with the XML, and where.
pub(super) fn document(xml: &str) -> Option<Result<TimeMl, String>> {
    if !xml.contains("<TimeML") {
        return None;
    }
    let mut reader = Reader::from_str(xml);
    Some(read(&mut reader).map_err(|error| format!("byte {}: {error}", reader.buffer_position())))
}

fn read(reader: &mut Reader<&[u8]>) -> Result<TimeMl, quick_xml::Error> {
    let mut document = TimeMl::default();
    let (mut in_text, mut in_id, mut id) = (false, false, String::new());
    // code points of the text so far, and the expressions that are open
    let mut length = 0;
    let mut open: Vec<Option<Timex>> = Vec::new();
    loop {
        let words = match reader.read_event()? {
            Event::Start(tag) => {
                match tag.local_name().as_ref() {
                    b"TEXT" => in_text = true,
                    b"DOCID" => in_id = true,
                    b"TIMEX3" if in_text => open.push(Some(timex(&tag, length)?)),
                    _ if in_text => open.push(None),
                    _ => {}
                }
                continue;
            }
            Event::End(tag) => {
                match tag.local_name().as_ref() {
                    b"TEXT" => in_text = false,
                    b"DOCID" => in_id = false,
                    _ if in_text => {
                        if let Some(mut date) = open.pop().flatten() {
                            date.end = length;
                            document.dates.push(date);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            Event::Text(text) => text.decode()?.into_owned(),
            Event::CData(text) => text.decode()?.into_owned(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref()? {
                Some(character) => character.to_string(),
                None => quick_xml::escape::resolve_predefined_entity(&reference.decode()?)
                    .unwrap_or_default()
                    .to_owned(),
            },
            Event::Eof => break,
            _ => continue,
        };
        if in_text {
            length += words.chars().count();
        } else if in_id {
            id.push_str(&words);
        }
    }
    document.dates.sort_by_key(|date| (date.start, date.end));
    document.id = Some(id.trim().to_owned()).filter(|id| !id.is_empty());
    Ok(document)
}

fn timex(tag: &BytesStart<'_>, start: usize) -> Result<Timex, quick_xml::Error> {
    let mut timex = Timex {
        start,
        ..Timex::default()
    };
    for attribute in tag.attributes() {
        let attribute = attribute?;
        let value = attribute.unescape_value()?.into_owned();
        match attribute.key.local_name().as_ref() {
            b"type" => timex.kind = value,
            b"value" => timex.value = value,
            b"mod" => timex.modifier = value,
            _ => {}
        }
    }
    Ok(timex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_the_text_without_its_tags() {
        let xml = "<?xml version=\"1.0\"?>\n<TimeML>\n<DOCID> a/1 </DOCID><DCT><TIMEX3 type=\"DATE\" value=\"2021-01-01\">x</TIMEX3></DCT>\
                   <TEXT>Ümit &amp; Co.\n<EVENT eid=\"e1\">tagen</EVENT> am <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2021-05-03\" mod=\"START\">3. &#77;ai</TIMEX3>.</TEXT></TimeML>";
        let document = document(xml).unwrap().unwrap();
        assert_eq!(document.id.as_deref(), Some("a/1"));
        assert_eq!(
            document.rows("a"),
            [(
                "dates",
                ["a", "DATE", "2021-05-03", "START", "20", "26", ""]
                    .map(str::to_owned)
                    .to_vec()
            )]
        );
    }

    #[test]
    fn other_xml_is_left_alone_and_broken_xml_is_told() {
        assert_eq!(document("<html><body>x</body></html>"), None);
        assert!(document("<TimeML><TEXT>x</WRONG></TimeML>").unwrap().is_err());
    }
}
