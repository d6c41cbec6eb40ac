//! `wuyou`: every command without a window.
//!
//! Results are JSON on stdout and exit code 0. A refused call prints `{"code","message","details"}`
//! on stderr and exits with 1; bad usage exits with 2. The names here are kept stable: shops script
//! them, and the product is tested through them.

mod output;
mod rules;
#[cfg(feature = "loopback")]
mod serve_ui;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::{Value, json};
use wuyou_app::Caller;
use wuyou_contract::{ApiError, ErrorCode, Language};
use wuyou_host::Host;

/// 无忧售后 on the command line: every command of the dealer app, without a window.
#[derive(Debug, Parser)]
#[command(name = "wuyou", version, arg_required_else_help = true)]
struct Cli {
    /// The data folder; the app's own folder when absent.
    #[arg(long, env = "WUYOU_DATA_DIR", global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Who acts: a name or id of the staff; the owner when absent.
    #[arg(long, global = true, value_name = "WHO")]
    staff: Option<String>,
    /// The language of messages.
    #[arg(long, global = true, value_enum, default_value = "zh")]
    lang: Lang,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    Zh,
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Sets a data folder up, with headquarters' one-time code or offline.
    Init(Init),
    /// Calls a command with a JSON payload.
    Call {
        /// `<area>.<verb>`, see `wuyou commands`.
        command: String,
        /// The payload; `-` reads it from stdin.
        #[arg(default_value = "{}")]
        payload: String,
    },
    /// Lists every command with the JSON schema of its request and response.
    Commands,
    /// Imports an office file (xlsx, xls, ods, csv).
    Import(Import),
    /// Sends what waits and receives what is new.
    Sync,
    /// Checks the database and prints its state hash.
    Verify,
    /// Makes a backup.
    Backup {
        /// The file to write.
        file: PathBuf,
    },
    /// Puts a backup in place of the present data, which is kept aside.
    Restore {
        /// The backup.
        file: PathBuf,
        /// The recovery code from paper, for a backup of another PC.
        #[arg(long)]
        code: Option<String>,
    },
    /// Takes everything out: each list as a workbook, every record as JSON lines, and the photos.
    Export {
        /// The zip file to write.
        file: PathBuf,
        /// What for; kept in the access log.
        #[arg(long)]
        reason: String,
    },
    /// The rules: 三包, deadlines, scores; what they are, and a table of cases through them.
    #[command(subcommand)]
    Rules(rules::Rules),
    /// Serves the dealer app to a browser on this computer (development and tests only).
    #[cfg(feature = "loopback")]
    ServeUi {
        /// The loopback address to listen on.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: std::net::SocketAddr,
        /// The built screens (`ui/dist/app`).
        #[arg(long)]
        ui: PathBuf,
    },
}

#[derive(Debug, Args)]
struct Init {
    /// Headquarters' address.
    #[arg(
        long,
        requires = "code",
        conflicts_with = "offline",
        required_unless_present = "offline"
    )]
    server: Option<String>,
    /// The one-time code.
    #[arg(long)]
    code: Option<String>,
    /// Sets up without network.
    #[arg(long, requires = "dealer_code")]
    offline: bool,
    /// The dealer code on the contract.
    #[arg(long)]
    dealer_code: Option<String>,
    /// What this PC is called in the shop.
    #[arg(long)]
    name: Option<String>,
}

#[derive(Debug, Args)]
struct Import {
    /// What the rows are.
    #[arg(value_enum)]
    kind: Kind,
    /// The office file.
    file: PathBuf,
    /// A JSON file with the column mapping.
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// Only count, change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Where to write the workbook of refused rows.
    #[arg(long)]
    report: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Customers,
    Repairs,
    Serials,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let language = match cli.lang {
        Lang::Zh => Language::Zh,
        Lang::En => Language::En,
    };
    // stderr is for the JSON of a refused call; whoever wants the log asks for it.
    wuyou_host::log_to_stderr("off");
    if let Command::Rules(rules) = &cli.command {
        return rules::run(rules, language);
    }
    match run(&cli, language) {
        Ok(answer) => output::print(&answer),
        Err(Failure::Refused(error)) => output::refused(&error, language),
        Err(Failure::Usage(text)) => output::bad_usage(&text),
    }
}

/// Why nothing was printed on stdout.
enum Failure {
    Refused(ApiError),
    Usage(String),
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Refused(error)
    }
}

fn run(cli: &Cli, language: Language) -> Result<Value, Failure> {
    if matches!(cli.command, Command::Commands) {
        return Ok(output::command_list());
    }
    let host = match (&cli.data, wuyou_host::default_data_dir()) {
        (Some(dir), _) => Host::open(dir),
        (None, Some(own)) => Host::open_own(&own),
        (None, None) => return Err(Failure::Usage("--data DIR is needed here".to_owned())),
    };
    let caller = Caller {
        staff: cli.staff.clone(),
        language,
        owner_by_default: true,
    };
    let call = |name: &str, payload: Value| host.app().call(&caller, name, payload);
    match &cli.command {
        Command::Init(init) => Ok(call_init(&call, init)?),
        Command::Call { command, payload } => Ok(call(command, read_payload(payload)?)?),
        Command::Import(import) => Ok(call_import(&call, import)?),
        Command::Sync => Ok(call("sync.now", json!({}))?),
        Command::Verify => Ok(call("app.verify", json!({}))?),
        Command::Backup { file } => Ok(call("backup.create", json!({ "path": path_text(file)? }))?),
        Command::Restore { file, code } => Ok(call(
            "backup.restore",
            json!({ "path": path_text(file)?, "code": code }),
        )?),
        Command::Export { file, reason } => Ok(call(
            "export.all",
            json!({ "path": path_text(file)?, "reason": reason }),
        )?),
        #[cfg(feature = "loopback")]
        Command::ServeUi { listen, ui } => {
            serve_ui::serve(&host, *listen, ui).map_err(Failure::Usage)?;
            Ok(json!({}))
        }
        Command::Commands | Command::Rules(_) => Ok(output::command_list()),
    }
}

fn call_init(
    call: &impl Fn(&str, Value) -> Result<Value, ApiError>,
    init: &Init,
) -> Result<Value, ApiError> {
    if let (Some(server), Some(code)) = (&init.server, &init.code) {
        let payload = json!({ "server_url": server, "code": code, "device_name": init.name });
        return call("setup.enrol", payload);
    }
    let payload = json!({ "dealer_code": init.dealer_code, "device_name": init.name });
    call("setup.offline", payload)
}

fn call_import(
    call: &impl Fn(&str, Value) -> Result<Value, ApiError>,
    import: &Import,
) -> Result<Value, Failure> {
    let kind = match import.kind {
        Kind::Customers => "customers",
        Kind::Repairs => "repairs",
        Kind::Serials => "serials",
    };
    let mut payload = json!({
        "path": path_text(&import.file)?,
        "kind": kind,
        "dry_run": import.dry_run,
    });
    if let Some(report) = &import.report {
        payload["report_path"] = path_text(report)?.into();
    }
    if let Some(file) = &import.mapping {
        let text = std::fs::read_to_string(file)
            .map_err(|error| Failure::Usage(format!("{}: {error}", file.display())))?;
        payload["mapping"] = serde_json::from_str(&text)
            .map_err(|error| Failure::Usage(format!("{}: {error}", file.display())))?;
    }
    Ok(output::import_summary(call("import.run", payload)?))
}

fn read_payload(text: &str) -> Result<Value, Failure> {
    let text = if text == "-" {
        std::io::read_to_string(std::io::stdin())
            .map_err(|error| Failure::Usage(format!("stdin: {error}")))?
    } else {
        text.to_owned()
    };
    serde_json::from_str(&text).map_err(|error| {
        let error = ApiError::new(ErrorCode::CommandBadRequest)
            .with_detail("reason", format!("not JSON: {error}"));
        Failure::Refused(error)
    })
}

/// Relative paths are the caller's, so they are made absolute before they reach the use case.
fn path_text(path: &std::path::Path) -> Result<String, Failure> {
    std::path::absolute(path)
        .ok()
        .and_then(|path| path.to_str().map(ToOwned::to_owned))
        .ok_or_else(|| Failure::Usage(format!("{}: not a usable path", path.display())))
}
