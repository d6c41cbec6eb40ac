//! Who may call a command, and what is told about one.

use schemars::Schema;

use crate::staff::Role;

/// Who may call a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Anybody, also before the first run and before anyone has said who they are.
    Open,
    /// These roles.
    Roles(&'static [Role]),
}

pub(super) const EVERYONE: Allowed =
    Allowed::Roles(&[Role::Clerk, Role::Technician, Role::Manager]);
pub(super) const DESK: Allowed = Allowed::Roles(&[Role::Clerk, Role::Manager]);
pub(super) const MANAGER: Allowed = Allowed::Roles(&[Role::Manager]);

/// What a host tells about a command.
#[derive(Debug)]
pub struct CommandInfo {
    /// `<area>.<verb>`.
    pub name: &'static str,
    /// One sentence of what it does.
    pub about: &'static str,
    /// Who may call it.
    pub allowed: Allowed,
    /// JSON schema of the request.
    pub request: fn() -> Schema,
    /// JSON schema of the response.
    pub response: fn() -> Schema,
}
