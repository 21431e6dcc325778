//! Bytes from files: unpacked, counted, and turned into text.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

use super::inputs::{Input, Packing};

/// The longest record that is read, in bytes; a longer one is a failure.
pub const MAX_RECORD: u64 = 256 << 20;

/// The unpacked bytes of one input, without a byte order mark; UTF-16 with a mark comes out as UTF-8.
pub(super) struct Bytes(BufReader<Box<dyn Read + Send>>);

impl Bytes {
    pub fn open(input: &Input, progress: &Arc<AtomicU64>) -> io::Result<Self> {
        let raw: Box<dyn Read + Send> = match &input.path {
            Some(path) => Box::new(File::open(path)?),
            None => Box::new(io::stdin()),
        };
        let counted = Counted {
            inner: raw,
            count: Arc::clone(progress),
        };
        let mut packed = BufReader::with_capacity(1 << 16, counted);
        let packing = match (&input.path, input.packing) {
            (Some(_), packing) => packing,
            (None, _) => sniff(packed.fill_buf()?),
        };
        let unpacked: Box<dyn Read + Send> = match packing {
            None => Box::new(packed),
            Some(Packing::Gzip) => Box::new(flate2::bufread::MultiGzDecoder::new(packed)),
            Some(Packing::Zstd) => Box::new(zstd::stream::Decoder::with_buffer(packed)?),
        };
        Self::without_mark(unpacked)
    }

    /// Takes a byte order mark away.
    fn without_mark(inner: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut inner = BufReader::with_capacity(1 << 16, inner);
        let mut mark = Vec::new();
        inner.by_ref().take(3).read_to_end(&mut mark)?;
        let (encoding, length) = Encoding::for_bom(&mark).unwrap_or((UTF_8, 0));
        let rest = io::Cursor::new(mark.split_off(length)).chain(inner);
        let text: Box<dyn Read + Send> = if encoding == UTF_8 {
            Box::new(rest)
        } else {
            Box::new(Transcoded::new(rest, encoding.new_decoder_without_bom_handling()))
        };
        Ok(Self(BufReader::with_capacity(1 << 16, text)))
    }

    /// Everything, as one record.
    pub fn read_all(mut self) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        self.0.by_ref().take(MAX_RECORD + 1).read_to_end(&mut all)?;
        too_long(&all)?;
        Ok(all)
    }

    /// The next line without its end into `line`, which is emptied before; false at the end.
    pub fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        if self.0.by_ref().take(MAX_RECORD + 1).read_until(b'\n', line)? == 0 {
            return Ok(false);
        }
        too_long(line)?;
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        Ok(true)
    }

    /// Looks at what comes next without taking it.
    pub fn peek(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

fn too_long(record: &[u8]) -> io::Result<()> {
    if record.len() as u64 > MAX_RECORD {
        let message = format!("a record is longer than {} MiB", MAX_RECORD >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(())
}

fn sniff(start: &[u8]) -> Option<Packing> {
    match start {
        [0x1f, 0x8b, ..] => Some(Packing::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
        _ => None,
    }
}

struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Text in another encoding as UTF-8.
struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    text: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Transcoded<R> {
    fn new(inner: R, decoder: Decoder) -> Self {
        Self {
            inner,
            decoder,
            raw: vec![0; 1 << 14].into(),
            text: Vec::new(),
            taken: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.inner.read(&mut self.raw)?;
        self.ended = read == 0;
        let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(read * 3 + 16);
        self.text.resize(room, 0);
        let (result, _, written, _) =
            self.decoder
                .decode_to_utf8(&self.raw[..read], &mut self.text, self.ended);
        debug_assert_eq!(result, CoderResult::InputEmpty);
        self.text.truncate(written);
        self.taken = 0;
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() && !self.ended {
            self.refill()?;
        }
        let count = buffer.len().min(self.text.len() - self.taken);
        buffer[..count].copy_from_slice(&self.text[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

/// The text of a record: UTF-8, else the legacy encoding that the bytes look like (most often Windows-1252).
///
/// The error says why the bytes are no text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let controls = bytes
        .iter()
        .filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c))
        .count();
    if controls * 50 > bytes.len() {
        return Err(
            "these bytes are no text (of UTF-16 the byte order mark is missing; other files must be turned \
                    into text first)"
                .to_owned(),
        );
    }
    String::from_utf8(bytes).or_else(|error| {
        let bytes = error.into_bytes();
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(&bytes, true);
        let encoding = detector.guess(Some(b"de"), chardetng::Utf8Detection::Deny);
        Ok(encoding.decode_without_bom_handling(&bytes).0.into_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> String {
        let bytes = Bytes::without_mark(Box::new(io::Cursor::new(bytes.to_vec()))).unwrap();
        decode(bytes.read_all().unwrap()).unwrap()
    }

    #[test]
    fn byte_order_marks_are_taken_away() {
        assert_eq!(all("\u{feff}Köln".as_bytes()), "Köln");
        assert_eq!(all(b""), "");
        assert_eq!(all(b"A"), "A");
        assert_eq!(all("Ök".as_bytes()), "Ök");
    }

    #[test]
    fn utf_16_is_read_in_both_orders() {
        let text = "„Köln“ 😀 ".repeat(5000);
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(order).collect();
            assert_eq!(all(&bytes), text);
        }
    }

    #[test]
    fn windows_1252_is_told_from_its_bytes() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("„Grüße“ aus Köln – für 5 €");
        assert_eq!(decode(bytes.into_owned()).unwrap(), "„Grüße“ aus Köln – für 5 €");
    }

    #[test]
    fn a_picture_is_no_text() {
        assert!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec()).is_err());
        assert!(decode(Vec::new()).is_ok());
    }
}
