//! `wuyou rules`: the rules without any data of a shop.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use wuyou_contract::Language;
use wuyou_rulebook::{Asked, Holidays};

use crate::output;

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// Prints each rule with the JSON schema of its input and of its answer.
    List,
    /// Answers JSON lines {"id","rule","input"} with {"id","ok"} or {"id","error"}, in order.
    Run {
        /// The file of questions; stdin when absent or `-`.
        file: Option<PathBuf>,
        /// Adds the reasons of each answer, in the language of `--lang`.
        #[arg(long)]
        explain: bool,
        /// A year's list of holidays to calculate with; may be given several times.
        #[arg(long, value_name = "FILE")]
        holidays: Vec<PathBuf>,
    },
}

pub(crate) fn run(rules: &Rules, language: Language) -> ExitCode {
    match rules {
        Rules::List => output::print(&wuyou_rulebook::describe()),
        Rules::Run {
            file,
            explain,
            holidays,
        } => {
            let asked = match asked(language, *explain, holidays) {
                Ok(asked) => asked,
                Err(text) => return output::bad_usage(&text),
            };
            let lines: Box<dyn BufRead> = match file.as_deref() {
                Some(file) if file.as_os_str() != "-" => match File::open(file) {
                    Ok(open) => Box::new(BufReader::new(open)),
                    Err(error) => {
                        return output::bad_usage(&format!("{}: {error}", file.display()));
                    }
                },
                _ => Box::new(stdin().lock()),
            };
            match wuyou_rulebook::run(lines, stdout().lock(), &asked) {
                Ok(()) => ExitCode::SUCCESS,
                // A closed pipe (`| head`) is the reader's wish, not an error.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
                Err(error) => output::bad_usage(&error.to_string()),
            }
        }
    }
}

fn asked(language: Language, explain: bool, lists: &[PathBuf]) -> Result<Asked, String> {
    let language = match language {
        Language::Zh => wuyou_rulebook::Language::Zh,
        Language::En => wuyou_rulebook::Language::En,
    };
    let mut holidays = Holidays::built_in().clone();
    for list in lists {
        let named = |why: String| format!("{}: {why}", list.display());
        let text = std::fs::read_to_string(list).map_err(|error| named(error.to_string()))?;
        let added = holidays.import(text.trim_start_matches('\u{feff}'));
        added.map_err(|error| named(wuyou_rulebook::message(&error, language)))?;
    }
    Ok(Asked {
        language,
        explain,
        holidays,
    })
}
