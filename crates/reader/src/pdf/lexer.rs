//! The syntax that content streams and character maps share: numbers, names, strings, words.

/// One token. Arrays are not nested here: what reads them wants their elements only.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    Number(f32),
    /// Without the slash, `#xx` decoded.
    Name(Vec<u8>),
    String(Vec<u8>),
    /// `[` and `<<`; whether it is a dictionary.
    Open {
        dictionary: bool,
    },
    Close,
    /// An operator or a keyword.
    Word(&'a [u8]),
}

pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next token, `None` at the end. Stray bytes are passed over.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            match byte {
                _ if is_space(byte) => self.at += 1,
                b'%' => self.skip_comment(),
                b'/' => {
                    self.at += 1;
                    return Some(Token::Name(self.name()));
                }
                b'(' => {
                    self.at += 1;
                    return Some(Token::String(self.literal()));
                }
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                    self.at += 2;
                    return Some(Token::Open { dictionary: true });
                }
                b'<' => {
                    self.at += 1;
                    return Some(Token::String(self.hexadecimal()));
                }
                b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Some(Token::Close);
                }
                b'[' => {
                    self.at += 1;
                    return Some(Token::Open { dictionary: false });
                }
                b']' => {
                    self.at += 1;
                    return Some(Token::Close);
                }
                b'>' | b')' | b'{' | b'}' => self.at += 1,
                _ => return Some(self.word()),
            }
        }
    }

    /// Passes over the data of an inline image: from behind `ID` to behind `EI`.
    pub(super) fn skip_image(&mut self) {
        self.at = self.at.saturating_add(1).min(self.bytes.len());
        while let Some(found) = memchr::memmem::find(&self.bytes[self.at..], b"EI") {
            let start = self.at + found;
            self.at = start + 2;
            let before = start.checked_sub(1).and_then(|at| self.bytes.get(at));
            // Image data may hold these two letters: behind the real ones stands text.
            let behind = &self.bytes[self.at..self.bytes.len().min(self.at + 8)];
            if before.is_some_and(|&byte| is_space(byte))
                && behind.first().is_none_or(|&byte| is_space(byte))
                && behind.iter().all(|&byte| is_space(byte) || (b' '..=b'~').contains(&byte))
            {
                return;
            }
        }
        self.at = self.bytes.len();
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_comment(&mut self) {
        while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
            self.at += 1;
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn name(&mut self) -> Vec<u8> {
        let raw = self.regular();
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let [byte, more @ ..] = rest {
            if let (b'#', [high, low, behind @ ..]) = (byte, more)
                && let (Some(high), Some(low)) = (digit(*high), digit(*low))
            {
                name.push(high << 4 | low);
                rest = behind;
            } else {
                name.push(*byte);
                rest = more;
            }
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        let mut string = Vec::new();
        let mut depth = 1_usize;
        while let Some(byte) = self.bump() {
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut string);
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
        string
    }

    fn escape(&mut self, string: &mut Vec<u8>) {
        let Some(byte) = self.bump() else { return };
        match byte {
            b'n' => string.push(b'\n'),
            b'r' => string.push(b'\r'),
            b't' => string.push(b'\t'),
            b'b' => string.push(8),
            b'f' => string.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    value = value << 3 | u32::from(next - b'0');
                    self.at += 1;
                }
                string.push((value & 0xFF) as u8);
            }
            other => string.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut string = Vec::new();
        let mut half = None;
        while let Some(byte) = self.bump() {
            if byte == b'>' {
                break;
            }
            let Some(value) = digit(byte) else { continue };
            match half.take() {
                Some(high) => string.push(high << 4 | value),
                None => half = Some(value),
            }
        }
        if let Some(high) = half {
            string.push(high << 4);
        }
        string
    }

    fn word(&mut self) -> Token<'a> {
        let word = self.regular();
        number(word).map_or(Token::Word(word), Token::Number)
    }
}

/// A number as PDF writes it: no exponent; some programs write `--5` or `1.-2`.
fn number(word: &[u8]) -> Option<f32> {
    if !word.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')) {
        return None;
    }
    let negative = word[0] == b'-';
    let (mut value, mut scale, mut fraction) = (0_f64, 1_f64, false);
    let start = word.iter().position(|byte| !matches!(byte, b'+' | b'-'))?;
    for &byte in &word[start..] {
        match byte {
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                if fraction {
                    scale *= 10.0;
                }
            }
            b'.' if !fraction => fraction = true,
            _ => break,
        }
    }
    let value = (value / scale) as f32;
    value.is_finite().then_some(if negative { -value } else { value })
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|value| value as u8)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[Token]) {
        let mut lexer = Lexer::new(text.as_bytes());
        let tokens: Vec<Token> = std::iter::from_fn(|| lexer.next()).collect();
        assert_eq!(tokens, expected);
    }

    #[test]
    fn tokens() {
        let string = |text: &str| Token::String(text.into());
        check("1 -2.5 +.5 --3", &[1.0, -2.5, 0.5, -3.0].map(Token::Number));
        check("/A#42c/ 7", &[Token::Name(b"ABc".into()), Token::Name(Vec::new()), Token::Number(7.0)]);
        check(
            r"(a(b)\)\101\
c)",
            &[string("a(b))Ac")],
        );
        check("<4a 4B 5>", &[string("JKP")]);
        check("[1]", &[Token::Open { dictionary: false }, Token::Number(1.0), Token::Close]);
        check(
            "<</A 1>>",
            &[Token::Open { dictionary: true }, Token::Name(b"A".into()), Token::Number(1.0), Token::Close],
        );
        check("BT % say\nT* ) (open", &[Token::Word(b"BT"), Token::Word(b"T*"), string("open")]);
    }

    #[test]
    fn image_data_is_passed_over() {
        let mut lexer = Lexer::new(b"ID \x01 EI\x02\xFF EI Q");
        assert_eq!(lexer.next(), Some(Token::Word(b"ID")));
        lexer.skip_image();
        assert_eq!(lexer.next(), Some(Token::Word(b"Q")));
        assert_eq!(lexer.next(), None);
    }
}
