//! Mistakes that could be made around the pure functions, planted into the simulated stores.

/// A planted mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bug {
    /// The client saves the cursor before, not with, what the page says.
    CursorBeforeApply,
    /// Edits are recorded as if the device had seen everything.
    BaseSeqIgnored,
    /// The server takes changes it already holds as new ones.
    OverlapNotSkipped,
    /// A page ends inside a group.
    GroupSplit,
    /// The client does not compare the log's chain.
    ChainNotChecked,
    /// The server does not write the conflicts of the plan.
    ConflictDropped,
    /// The server answers, then commits.
    AnswerBeforeCommit,
    /// A lost answer's refusals are not said again.
    RefusalsForgotten,
    /// The client applies a page over its unsent edits.
    RebaseForgotten,
    /// The client saves the row, then the outbox entry.
    OutboxAfterRow,
    /// The server plans without the conflict rows that are there already.
    ConflictsNotLoaded,
    /// The client forgets up to where hidden edits are to be written again.
    RewriteForgotten,
    /// Pages are read from the wrong dealer's log.
    WrongDealer,
    /// The client goes on from the latest reading it ever gave or saw.
    ClockKept,
    /// The server plans without the rows that hang on those deleted.
    PartsNotLoaded,
    /// The server does not keep the stamps of edits that no field shows.
    HiddenEditsForgotten,
    /// A step back is sent as if it were none.
    ReopenUnmarked,
    /// A step is sent without what it saw of the state's companions.
    CompanionsNotSent,
    /// The earlier of two clocks wins: claimed readings are turned round before they are compared.
    ClocksTurned,
    /// A household is deleted with its parts, row by row.
    PartsDeletedOneByOne,
}

pub(crate) const ALL: &[Bug] = &[
    Bug::CursorBeforeApply,
    Bug::BaseSeqIgnored,
    Bug::OverlapNotSkipped,
    Bug::GroupSplit,
    Bug::ChainNotChecked,
    Bug::ConflictDropped,
    Bug::AnswerBeforeCommit,
    Bug::RefusalsForgotten,
    Bug::RebaseForgotten,
    Bug::OutboxAfterRow,
    Bug::ConflictsNotLoaded,
    Bug::RewriteForgotten,
    Bug::WrongDealer,
    Bug::ClockKept,
    Bug::PartsNotLoaded,
    Bug::HiddenEditsForgotten,
    Bug::ReopenUnmarked,
    Bug::CompanionsNotSent,
    Bug::ClocksTurned,
    Bug::PartsDeletedOneByOne,
];
