//! Why a rule answered as it did, as sentences in both languages.

codes! {
    /// What a sentence of an explanation is.
    pub enum ReasonKind {
        /// Law, policy or contract behind the answer.
        Basis,
        /// How the answer came about.
        Step,
        /// Evidence that is needed, or would help.
        Missing,
        /// What to beware of.
        Note,
    }
}

response! {
    /// A text in both languages; the screen shows its own.
    pub struct BothLanguages {
        /// Chinese.
        pub zh: String,
        /// English.
        pub en: String,
    }

    /// One sentence of an explanation.
    pub struct Reason {
        /// What it is.
        pub kind: ReasonKind,
        /// The sentence.
        pub text: BothLanguages,
    }

    /// Why a rule answered as it did: enough to recompute it years later.
    pub struct Why {
        /// The sentences, in order.
        pub reasons: Vec<Reason>,
        /// Rows of the decision tables that applied, such as `T3.R1`.
        pub rows: Vec<String>,
        /// The policy documents that decided, as `kind version`.
        pub versions: Vec<String>,
    }
}
