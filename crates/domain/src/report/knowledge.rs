//! What of the knowledge base was used on the phone (R010).

use std::cmp::Reverse;

use crate::reference::{FaultBook, FaultCode};

/// A call that used the knowledge base: a fault code was saved with it, or self-checks were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallFact {
    /// The fault code saved with it.
    pub code: Option<String>,
    /// The family of the machine.
    pub family: Option<String>,
    /// The self-checks that were read out, as they were noted.
    pub tried: Option<String>,
    /// The customer put it right with them.
    pub solved: bool,
    /// It became an order.
    pub ordered: bool,
}

/// How often a fault of the knowledge base was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultUse<'a> {
    /// Its code, as it is known or else as it was typed.
    pub code: String,
    /// The fault; none for a code the knowledge base does not have.
    pub fault: Option<&'a FaultCode>,
    /// Calls.
    pub calls: u32,
    /// Calls in which self-checks were read out.
    pub read_out: u32,
    /// Calls that ended with them.
    pub solved: u32,
    /// Calls that became an order.
    pub ordered: u32,
}

/// The faults that were used, the most first. A call counts once: for its code, else for the fault
/// whose self-checks were read out. One that tells neither counts for none.
#[must_use]
pub fn faults_used<'a>(book: &'a FaultBook, calls: &[CallFact]) -> Vec<FaultUse<'a>> {
    let mut uses: Vec<FaultUse<'a>> = Vec::new();
    for call in calls {
        let Some((code, fault)) = meant(book, call) else {
            continue;
        };
        let at = uses
            .iter()
            .position(|one| one.code == code && one.fault == fault);
        let at = at.unwrap_or_else(|| {
            uses.push(FaultUse {
                code,
                fault,
                calls: 0,
                read_out: 0,
                solved: 0,
                ordered: 0,
            });
            uses.len() - 1
        });
        if let Some(one) = uses.get_mut(at) {
            one.calls += 1;
            one.read_out += u32::from(call.tried.is_some());
            one.solved += u32::from(call.solved);
            one.ordered += u32::from(call.ordered);
        }
    }
    uses.sort_by(|a, b| (Reverse(a.calls), &a.code).cmp(&(Reverse(b.calls), &b.code)));
    uses
}

fn meant<'a>(book: &'a FaultBook, call: &CallFact) -> Option<(String, Option<&'a FaultCode>)> {
    let typed = call.code.as_deref().map(str::trim);
    match typed.filter(|typed| !typed.is_empty()) {
        Some(typed) => {
            let fault = book.known(call.family.as_deref(), typed);
            let code = fault.map_or_else(|| typed.to_uppercase(), |fault| fault.code.clone());
            Some((code, fault))
        }
        None => {
            let fault = book.of_read_out(call.tried.as_deref()?)?;
            Some((fault.code.clone(), Some(fault)))
        }
    }
}
