//! `wuyou-server admin …`: one function per command, JSON out. Works beside a running server.

pub mod certificate;
pub mod dealer;
pub mod example;
pub mod permit;
pub mod plans;
pub mod prices;
mod publication;
pub mod recall;
pub mod shipments;
pub mod update;
pub mod user;

use std::path::Path;

use clap::Subcommand;
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_server_store::{ServerStore, SqliteStore, StoreError};
use wuyou_update::UpdateError;

use crate::clock::Clock;
use crate::credential::CredentialError;
use crate::problem::chain;

/// A command of the administration.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Makes a dealer.
    CreateDealer {
        /// 2–12 capital letters and digits, e.g. LH001.
        #[arg(long)]
        code: String,
        /// The dealer's name, e.g. 柳河服务网点.
        #[arg(long)]
        name: String,
    },
    /// Lists dealers.
    Dealers,
    /// Makes a one-time code for a PC and prints it. It is not shown again.
    EnrolCode {
        /// The dealer's code.
        #[arg(long)]
        dealer: String,
        /// For how many hours it works.
        #[arg(long, default_value_t = 48, value_parser = clap::value_parser!(i64).range(1..=720))]
        hours: i64,
    },
    /// Lists PCs.
    Devices {
        /// Only this dealer's.
        #[arg(long)]
        dealer: Option<String>,
    },
    /// Ends a PC's credential.
    Revoke {
        /// The PC's id, as `devices` prints it.
        device: Uuid,
    },
    /// Checks a dealer's data; exits with 1 when something is wrong.
    Verify {
        /// The dealer's code.
        #[arg(long)]
        dealer: String,
    },
    /// Makes a user of the console. The password comes from stdin unless given.
    CreateUser {
        /// The name.
        #[arg(long)]
        name: String,
        /// The password; visible to others on this machine, so prefer --password-stdin.
        #[arg(long, conflicts_with = "password_stdin")]
        password: Option<String>,
        /// Reads the password from the first line of stdin.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Gives, suspends, reinstates and revokes certificates of a dealer's people.
    Certificate {
        /// What to do.
        #[command(subcommand)]
        command: certificate::CertificateCommand,
    },
    /// Publishes, changes and withdraws recalls and stop-use notices, for every dealer at once.
    Recall {
        /// What to do.
        #[command(subcommand)]
        command: recall::RecallCommand,
    },
    /// Publishes and withdraws price lists, for every dealer at once.
    Prices {
        /// What to do.
        #[command(subcommand)]
        command: prices::PricesCommand,
    },
    /// Publishes and withdraws lists of service plans, for every dealer at once.
    Plans {
        /// What to do.
        #[command(subcommand)]
        command: plans::PlansCommand,
    },
    /// Publishes, lists and withdraws lists of shipped machines, each dealer its own.
    Shipments {
        /// What to do.
        #[command(subcommand)]
        command: shipments::ShipmentsCommand,
    },
    /// Publishes, lists and withdraws versions of the program, for every dealer's PCs.
    Update {
        /// What to do.
        #[command(subcommand)]
        command: update::UpdateCommand,
    },
    /// Loads an example dealer with customers, machines and orders.
    ExampleData {
        /// The dealer's code; it must not have data yet.
        #[arg(long, default_value = "LH001")]
        dealer: String,
    },
}

/// Why a command was refused.
#[derive(Debug)]
pub struct Refusal {
    code: &'static str,
    message: String,
    details: Value,
}

impl Refusal {
    /// A refusal with a stable code.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            details: Value::Null,
        }
    }

    /// With details.
    #[must_use]
    pub fn with(mut self, details: Value) -> Self {
        self.details = details;
        self
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// As it is printed.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({ "code": self.code, "message": self.message, "details": self.details })
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Busy => "server.busy",
            StoreError::Full => "server.storage_full",
            StoreError::ReadOnly => "server.read_only",
            StoreError::Locked => "server.already_running",
            StoreError::Corrupt(_) => "server.damaged",
            StoreError::TooNew { .. } => "server.too_new",
            StoreError::TooOld { .. } => "server.too_old",
            StoreError::Exists(_) => "admin.exists",
            StoreError::NotFound(_) => "admin.not_found",
            _ => "server.internal",
        };
        Self::new(code, chain(&error))
    }
}

impl From<UpdateError> for Refusal {
    fn from(error: UpdateError) -> Self {
        Self::new("admin.bad_package", error.to_string())
    }
}

impl From<CredentialError> for Refusal {
    fn from(error: CredentialError) -> Self {
        Self::new("server.internal", error.to_string())
    }
}

/// Runs a command. The answer is JSON for stdout.
///
/// # Errors
/// A [`Refusal`] for stderr.
pub fn run(data: &Path, command: AdminCommand, clock: &dyn Clock) -> Result<Value, Refusal> {
    let store = SqliteStore::open_beside(data)?;
    let now_at = clock.now_at();
    match command {
        AdminCommand::CreateDealer { code, name } => dealer::create(&store, &code, &name, now_at),
        AdminCommand::Dealers => dealer::list(&store),
        AdminCommand::EnrolCode { dealer, hours } => {
            dealer::enrol_code(&store, &dealer, hours, now_at)
        }
        AdminCommand::Devices { dealer } => dealer::devices(&store, dealer.as_deref(), now_at),
        AdminCommand::Revoke { device } => dealer::revoke(&store, device, now_at),
        AdminCommand::Verify { dealer } => dealer::verify(&store, &dealer),
        AdminCommand::CreateUser {
            name,
            password,
            password_stdin: _,
        } => {
            let password = password.map_or_else(user::password_from_stdin, Ok)?;
            user::create(&store, &name, &password, now_at)
        }
        AdminCommand::Certificate { command } => certificate::run(&store, command, now_at),
        AdminCommand::Recall { command } => recall::run(&store, command, now_at),
        AdminCommand::Prices { command } => prices::run(&store, command, now_at),
        AdminCommand::Plans { command } => plans::run(&store, command, now_at),
        AdminCommand::Shipments { command } => shipments::run(&store, command, now_at),
        AdminCommand::Update { command } => update::run(&store, data, command, now_at),
        AdminCommand::ExampleData { dealer } => example::load(&store, &dealer, now_at),
    }
}

/// Writes an administrator's act to the access log.
fn log(
    store: &dyn ServerStore,
    action: &str,
    dealer: Option<[u8; 16]>,
    row: Option<[u8; 16]>,
    now_at: i64,
) -> Result<(), Refusal> {
    Ok(store.log_access(
        &wuyou_server_store::model::Access {
            actor: "admin",
            action,
            dealer,
            row,
            reason: None,
        },
        now_at,
    )?)
}
