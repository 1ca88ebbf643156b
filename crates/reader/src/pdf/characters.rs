//! What programs write for a character that looks like another, or that is another one's form for typesetting.

/// The character that is meant.
pub(super) fn plain(character: char) -> char {
    match character {
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' => ' ',
        '\u{2E80}'..='\u{2EF3}' => simplified_radical(character),
        '\u{2F00}'..='\u{2FD5}' => radical(character),
        '\u{FE30}' => '：',
        '\u{FE35}' => '（',
        '\u{FE36}' => '）',
        '\u{FE41}' => '「',
        '\u{FE42}' => '」',
        other => other,
    }
}

/// Fonts have one glyph for a radical and for the character of its shape, and browsers and others write the radical.
/// Kangxi radicals, in the order of their block.
fn radical(character: char) -> char {
    const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
    RADICALS.chars().nth(character as usize - 0x2F00).unwrap_or(character)
}

/// Those of the supplement that are characters of their own, each before its character.
fn simplified_radical(character: char) -> char {
    const PAIRS: &str = "⺟母⺠民⺩王⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟";
    let mut characters = PAIRS.chars();
    while let (Some(radical), Some(meant)) = (characters.next(), characters.next()) {
        if radical == character {
            return meant;
        }
    }
    character
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[track_caller]
    fn check(written: &str, meant: &str) {
        assert_eq!(written.chars().map(plain).collect::<String>(), meant);
    }

    #[test]
    fn radicals_are_the_characters_that_they_look_like() {
        check("⼈⺠政府⻘溪县⻔户⽹站⻓期⻚", "人民政府青溪县门户网站长期页");
        // Parts of characters stay what they are.
        check("⺡⻌", "⺡⻌");
        check("人民\u{A0}1", "人民 1");
    }
}
