//! Fault codes and symptoms beside the intake form: causes, what to read out, safety first.

use uuid::Uuid;

use crate::explain::BothLanguages;

codes! {
    /// Whether the clerk can solve a fault with the customer on the phone.
    pub enum ByPhone {
        /// Yes.
        Yes,
        /// Some of its causes.
        Partly,
        /// No: somebody has to come.
        No,
        /// The phone serves to get people out of danger.
        SafetyOnly,
    }

    /// What a fault demands for safety, mildest first.
    pub enum FaultSafety {
        /// Nothing beyond the ordinary.
        None,
        /// To be careful of what the note says.
        Caution,
        /// The machine must not run until it is put right.
        StopUse,
        /// Danger to life: people leave first.
        ClassA,
    }

    /// What a fault was found by, surest first.
    pub enum FaultFoundBy {
        /// The code itself.
        Code,
        /// A symptom.
        Symptom,
        /// Its name, or a cause of it.
        Name,
        /// Pinyin.
        Pinyin,
    }
}

request! {
    /// Looks for faults and dangers in what the customer says (R010, R126).
    pub struct FaultFind {
        /// The fault code or the customer's words.
        pub text: String,
        /// The machine, when known: the same code means something else on another family.
        pub unit_id: Option<Uuid>,
    }
}

response! {
    /// A danger to life, and what to read out at once.
    pub struct DangerFound {
        /// `gas_leak`, `carbon_monoxide`, `fire`, `electric_shock`.
        pub code: String,
        /// What it is.
        pub name: BothLanguages,
        /// What to read out, in order.
        pub script: Vec<BothLanguages>,
        /// The words that tell of it, as often as they were said. A person who says that there is
        /// no danger says it of these; the next word of danger is another matter.
        pub words: Vec<String>,
    }

    /// A fault it may be.
    pub struct FaultFound {
        /// As the display shows it.
        pub code: String,
        /// What is wrong.
        pub name: BothLanguages,
        /// The likely causes, the most likely first.
        pub causes: Vec<BothLanguages>,
        /// What the customer can check while it is read out, in order.
        pub read_out: Vec<BothLanguages>,
        /// What the technician does, in order.
        pub on_site: Vec<BothLanguages>,
        /// Whether the phone is enough.
        pub by_phone: ByPhone,
        /// What it demands for safety.
        pub safety: FaultSafety,
        /// What to say about safety.
        pub safety_note: Option<BothLanguages>,
        /// What it was found by.
        pub found_by: FaultFoundBy,
    }

    /// What was found.
    pub struct FaultsFound {
        /// Dangers: read out before anything else.
        pub dangers: Vec<DangerFound>,
        /// Faults, likeliest first; at most 6.
        pub faults: Vec<FaultFound>,
        /// It tells of a house without heat, and houses are heated now.
        pub no_heat: bool,
        /// The family of the machine the codes were looked up for; null when no machine is known.
        pub family: Option<String>,
    }
}
