//! What is said on the phone when there is danger to life (R037, J7), before anything else is asked.

use crate::explain::{Line, line};

/// The sentences in the order they are read out: out of danger first, who to call from outside last.
#[must_use]
pub fn script() -> Vec<Line> {
    vec![
        line!("safety-script-stop"),
        line!("safety-script-valve"),
        line!("safety-script-windows"),
        line!("safety-script-leave"),
        line!("safety-script-switches"),
        line!("safety-script-ambulance"),
        line!("safety-script-gas-company"),
        line!("safety-script-wait"),
    ]
}
