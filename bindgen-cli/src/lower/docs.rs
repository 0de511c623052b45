//! Documentation comments as plain text.

/// The text of a Doxygen comment as people read it; `None` where nothing is left.
pub(super) fn plain(raw: &str) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in stripped(raw) {
        let line = readable(&line);
        let ends_paragraph = line.is_empty() && lines.last().is_none_or(|last| last.is_empty());
        if !ends_paragraph {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    let shared =
        lines.iter().filter(|line| !line.is_empty()).map(|line| indentation(line)).min().unwrap_or(0);
    let text = lines.iter().map(|line| line.get(shared..).unwrap_or("")).collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then_some(text)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The comment's lines without `///`, `/** */` and leading stars.
fn stripped(raw: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut in_block = false;
    for line in raw.lines() {
        let mut text = line.trim();
        if !in_block {
            if let Some(rest) = ["///<", "//!<", "///", "//!"].iter().find_map(|mark| text.strip_prefix(mark))
            {
                lines.push(rest.trim_end_matches('/').trim_end().to_owned());
                continue;
            }
            if let Some(rest) = ["/**<", "/*!<", "/**", "/*!"].iter().find_map(|mark| text.strip_prefix(mark))
            {
                in_block = true;
                text = rest.trim_start_matches('*');
            }
        } else if text != "*/" {
            text = text.strip_prefix('*').unwrap_or(line.trim_end());
        }
        if let Some(rest) = text.strip_suffix("*/") {
            in_block = false;
            text = rest.trim_end_matches('*');
        }
        lines.push(text.trim_end().to_owned());
    }
    lines
}

/// Doxygen's commands in words.
fn readable(line: &str) -> String {
    let indent = &line[..indentation(line)];
    let text = line.trim_start();
    let Some(command) = text.strip_prefix(['\\', '@']) else {
        return format!("{indent}{}", inline_commands(text));
    };
    let word_end =
        command.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(command.len());
    let (word, rest) = command.split_at(word_end);
    let (rest, text) = (rest.trim_start(), text);
    let sentence = match word {
        "brief" | "short" | "details" | "par" | "remark" | "remarks" => inline_commands(rest),
        "param" | "tparam" => {
            let rest = rest
                .strip_prefix('[')
                .and_then(|rest| rest.split_once(']'))
                .map_or(rest, |(_, rest)| rest.trim_start());
            let (name, text) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            format!("{name}: {}", inline_commands(text.trim_start()))
        }
        "return" | "returns" | "result" => format!("Returns: {}", inline_commands(rest)),
        "throw" | "throws" | "exception" => format!("Throws: {}", inline_commands(rest)),
        "note" => format!("Note: {}", inline_commands(rest)),
        "warning" | "attention" => format!("Warning: {}", inline_commands(rest)),
        "see" | "sa" => format!("See: {}", inline_commands(rest)),
        "deprecated" => format!("Deprecated: {}", inline_commands(rest)),
        "since" => format!("Since: {}", inline_commands(rest)),
        "code" | "endcode" | "verbatim" | "endverbatim" | "internal" | "endinternal" | "class" | "struct"
        | "file" | "ingroup" | "defgroup" | "addtogroup" | "name" | "fn" => return String::new(),
        _ => inline_commands(text),
    };
    format!("{indent}{}", sentence.trim_end())
}

/// Drops `\c`, `@p`, `\ref` and the like in front of words.
fn inline_commands(text: &str) -> String {
    const COMMANDS: &[&str] = &["a", "b", "c", "e", "em", "p", "ref", "link", "endlink"];
    if !text.contains(['\\', '@']) {
        return text.to_owned();
    }
    let mut result = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['\\', '@']) {
        let (before, from) = rest.split_at(start);
        result += before;
        let word = &from[1..];
        let end = word.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(word.len());
        let begins_word =
            before.is_empty() || before.ends_with(|character: char| !character.is_alphanumeric());
        if begins_word && COMMANDS.contains(&&word[..end]) {
            rest = word[end..].trim_start_matches(' ');
        } else {
            result.push_str(&from[..1]);
            rest = word;
        }
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(plain(raw).as_deref(), Some(expected));
    }

    #[test]
    fn marks_go() {
        check("/// One.\n/// Two.", "One.\nTwo.");
        check("/** One.\n *\n * Two.\n */", "One.\n\nTwo.");
        check("///< behind", "behind");
        check("/*! short */", "short");
        check("/**\n    Indented text\n      further in.\n*/", "Indented text\n  further in.");
        assert_eq!(plain("///"), None);
    }

    #[test]
    fn commands_become_words() {
        check(
            "/// \\brief Adds \\c a and @p b.\n/// @param[in] a the first\n/// \\return the sum",
            "Adds a and b.\na: the first\nReturns: the sum",
        );
        check("/// mail me@c.org", "mail me@c.org");
    }
}
