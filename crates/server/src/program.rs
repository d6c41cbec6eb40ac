//! The command line: `serve` and `admin`.
//!
//! Exit codes are stable: 0 done, 1 refused (`{"code","message","details"}` on stderr), 2 bad usage.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use serde_json::json;
use tokio::net::TcpListener;
use wuyou_server_store::{SqliteStore, StoreError};

use crate::admin::{self, AdminCommand, Refusal, update};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::package::{self, PackageCommand};
use crate::serve::{serve, stop_signal};
use crate::state::{AppState, Shared};
use crate::telemetry;

/// 无忧售后 服务器: sync of dealers' PCs, headquarters' console and administration.
#[derive(Debug, Parser)]
#[command(name = "wuyou-server", version, about, long_about = None)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the server until it is told to stop (Ctrl-C, SIGTERM).
    Serve(ServeArgs),
    /// Administration; works beside a running server. Answers are JSON on stdout.
    Admin {
        /// The data folder.
        #[arg(long, env = "WUYOU_SERVER_DATA")]
        data: PathBuf,
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// Makes packages of updates; needs no server and no data.
    Package {
        #[command(subcommand)]
        command: PackageCommand,
    },
}

#[derive(Debug, Args)]
struct ServeArgs {
    /// The data folder; made if it does not exist.
    #[arg(long, env = "WUYOU_SERVER_DATA")]
    data: PathBuf,
    /// Where to listen; port 0 takes a free one, which is printed.
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// The console's files (`ui/dist/console`).
    #[arg(long)]
    console: Option<PathBuf>,
    /// Where browsers reach this server, e.g. https://hq.example.com (needed behind a TLS proxy).
    #[arg(long, value_parser = origin)]
    public_origin: Option<String>,
    /// A proxy of ours stands in front and writes `X-Forwarded-For`.
    #[arg(long)]
    behind_proxy: bool,
}

/// An origin: scheme and host, nothing behind them.
fn origin(text: &str) -> Result<String, String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .ok_or("an origin begins with https:// or http://")?;
    if rest.is_empty() || rest.contains(['/', '?', '#', ' ']) {
        return Err("an origin is scheme and host only, without a path".to_owned());
    }
    Ok(text.to_owned())
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    // clap prints usage errors itself and exits with 2.
    let result = match Cli::parse().command {
        Command::Serve(args) => run_server(args),
        Command::Admin { data, command } => {
            admin::run(&data, command, &SystemClock).map(|answer| println!("{answer:#}"))
        }
        Command::Package { command } => package::run(command).map(|answer| println!("{answer:#}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("{}", refusal.to_json());
            ExitCode::from(1)
        }
    }
}

fn run_server(args: ServeArgs) -> Result<(), Refusal> {
    telemetry::start_logs();
    if let Some(console) = &args.console
        && !console.join("index.html").is_file()
    {
        let message = "the console folder has no index.html; build the UI first";
        return Err(Refusal::new("server.no_console", message)
            .with(json!({ "folder": console.display().to_string() })));
    }
    let store = SqliteStore::open_to_serve(&args.data)?;
    let config = Config {
        console: args.console,
        public_origin: args.public_origin,
        behind_proxy: args.behind_proxy,
        updates: Some(args.data.join(update::FOLDER)),
        limits: crate::config::Limits::default(),
    };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let state = AppState::new(Arc::new(store), clock, config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(StoreError::from)?;
    runtime.block_on(listen_and_serve(args.listen, state))
}

async fn listen_and_serve(listen: SocketAddr, state: Shared) -> Result<(), Refusal> {
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        Refusal::new("server.cannot_listen", "this address cannot be listened on")
            .with(json!({ "address": listen.to_string(), "kind": error.kind().to_string() }))
    })?;
    let address = listener.local_addr().map_err(StoreError::from)?;
    // Before anybody hears that the server runs: a signal must not end it the hard way.
    let stop = stop_signal().map_err(StoreError::from)?;
    // One line on stdout for programs that start this one; everything else goes to the log.
    println!("{}", json!({ "listening": format!("http://{address}") }));
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "listening");
    let clean = serve(listener, state, stop).await;
    tracing::info!(clean, "stopped");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn an_origin_has_no_path() {
        assert!(origin("https://hq.example.com").is_ok());
        for bad in [
            "hq.example.com",
            "https://",
            "https://hq.example.com/",
            "ftp://x",
        ] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }
}
