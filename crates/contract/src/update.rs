//! Versions of the program (更新): what runs, what waits, and the way back.

codes! {
    /// When a waiting version is to be installed.
    pub enum UpdateWhen {
        /// Now: the window closes and the new version opens.
        Now,
        /// When the program is closed.
        AtClose,
        /// Not yet; a reminder comes after some days.
        Later,
    }
}

request! {
    /// Asks how the program's version stands.
    pub struct UpdateGet {}

    /// Takes a version from a file.
    pub struct UpdateTake {
        /// The file.
        pub path: String,
    }

    /// Says when the waiting version is to be installed.
    pub struct UpdateChoose {
        /// The version that was shown; another one that came meanwhile is not installed for it.
        pub version: String,
        /// When.
        pub when: UpdateWhen,
    }

    /// Puts the former version back.
    pub struct UpdateGoBack {}
}

response! {
    /// How the program's version stands.
    pub struct UpdateState {
        /// Whether this program takes updates.
        pub on: bool,
        /// The version that runs.
        pub version: String,
        /// Whether a person has to install the file by the system's own tools.
        pub by_hand: bool,
        /// The version that waits.
        pub waiting: Option<UpdateWaiting>,
        /// What is being fetched.
        pub fetching: Option<UpdateFetching>,
        /// The former version, where it is kept.
        pub former: Option<UpdateFormer>,
        /// When headquarters was asked last.
        pub asked_at: Option<i64>,
        /// The code of what went wrong last.
        pub problem: Option<String>,
        /// Where the installer was laid for a person.
        pub laid_path: Option<String>,
        /// Whether somebody is to be reminded now.
        pub reminds: bool,
        /// Whether the window is to be closed now: what was chosen is done then.
        pub closes: bool,
    }

    /// A version that waits.
    pub struct UpdateWaiting {
        /// Its number.
        pub version: String,
        /// When it was made.
        pub made_on: String,
        /// The last day on which it may be installed.
        pub expires_on: String,
        /// What changes, in Chinese.
        pub notes_zh: String,
        /// What changes, in English.
        pub notes_en: String,
        /// The installer's length.
        pub size_bytes: i64,
        /// Whether its first start changes the data's form, so that the former version cannot open it.
        pub changes_data: bool,
        /// Whether it came as a file.
        pub by_file: bool,
        /// When it came.
        pub came_at: i64,
        /// What was chosen.
        pub choice: Option<UpdateWhen>,
    }

    /// A version that is being fetched.
    pub struct UpdateFetching {
        /// Its number.
        pub version: String,
        /// What is here.
        pub done_bytes: i64,
        /// In all.
        pub size_bytes: i64,
    }

    /// The version before this one.
    pub struct UpdateFormer {
        /// Its number.
        pub version: String,
        /// Why nobody can go back to it: a code.
        pub refused: Option<String>,
        /// It is put back when the program ends.
        pub chosen: bool,
    }
}
