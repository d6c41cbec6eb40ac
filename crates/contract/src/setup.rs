//! First run, settings and the state of the program.

codes! {
    /// The language of the screens.
    pub enum UiLanguage {
        /// 简体中文
        #[serde(rename = "zh-CN")]
        ZhCn,
        /// English
        #[serde(rename = "en")]
        En,
    }
}

request! {
    /// Asks how the program stands. Works before the first run is done.
    pub struct AppStatusGet {}

    /// Chooses the data folder at the first run. Data that is there already is opened.
    pub struct SetupFolder {
        /// The folder, with its whole path.
        pub dir: String,
    }

    /// First run without network.
    pub struct SetupOffline {
        /// The dealer code on the contract.
        pub dealer_code: String,
        /// The shop's name.
        pub dealer_name: Option<String>,
        /// What this PC is called in the shop.
        pub device_name: Option<String>,
        /// The owner's name; 店主 when absent.
        pub owner_name: Option<String>,
        /// The language of the screens.
        pub language: Option<UiLanguage>,
    }

    /// First run with headquarters' one-time code. Also connects a PC that was set up offline.
    pub struct SetupEnrol {
        /// Headquarters' address.
        pub server_url: String,
        /// The one-time code.
        pub code: String,
        /// What this PC is called in the shop.
        pub device_name: Option<String>,
        /// The language of the screens.
        pub language: Option<UiLanguage>,
    }

    /// Loads example data, visibly marked.
    pub struct ExampleLoad {}

    /// Asks what goes with the example data.
    pub struct ExampleCount {}

    /// Removes the example data.
    pub struct ExampleRemove {
        /// How many records go, as the person typed it; asked for where there are more than twenty.
        pub total: Option<u32>,
    }

    /// Reads the settings.
    pub struct SettingsGet {}

    /// Changes settings; absent ones stay.
    pub struct SettingsSet {
        /// The language of the screens.
        pub language: Option<UiLanguage>,
        /// `light`, `dark` or `system`.
        pub theme: Option<String>,
        /// `compact`, `standard` or `comfortable`.
        pub density: Option<String>,
        /// What this PC is called in the shop.
        pub device_name: Option<String>,
        /// Minutes without input after which this PC locks itself, 1 to 60; 0 is never. The
        /// manager's to choose.
        pub lock_after_minutes: Option<u32>,
        /// Whether alerts are heard.
        pub sound: Option<bool>,
        /// Whether the program starts with this PC.
        pub starts_with_pc: Option<bool>,
        /// Whether new alerts are told by notes of the system.
        pub notes: Option<bool>,
        /// Quiet hours begin, `HH:MM`; an empty text ends them.
        pub quiet_from: Option<String>,
        /// Quiet hours end, `HH:MM`.
        pub quiet_to: Option<String>,
        /// Whom to call at headquarters, for all PCs of the shop; an empty text takes it away. The
        /// manager's to say.
        pub hq_phone: Option<String>,
    }

    /// Checks the database (slow).
    pub struct Verify {}
}

response! {
    /// What goes when the example data is removed.
    #[derive(Default)]
    pub struct ExampleContents {
        /// Households.
        pub households: u32,
        /// Their machines.
        pub machines: u32,
        /// Their orders.
        pub orders: u32,
        /// Their calls.
        pub requests: u32,
        /// Their complaints.
        pub complaints: u32,
        /// What they were promised.
        pub promises: u32,
        /// Calls asking whether they are content.
        pub return_visits: u32,
        /// All of these.
        pub total: u32,
        /// People of the example, who are only switched off.
        pub people: u32,
    }

    /// How the program stands.
    pub struct AppStatus {
        /// Whether the first run is done.
        pub ready: bool,
        /// Why the database cannot be opened, if it cannot: a code of the store.
        pub problem: Option<String>,
        /// The program's version.
        pub version: String,
        /// The data folder.
        pub data_dir: String,
        /// Whether the first run may choose another data folder.
        pub offers_folder: bool,
        /// Where the key is kept: `system` or `file`.
        pub key_store: Option<String>,
        /// The dealer code.
        pub dealer_code: Option<String>,
        /// The shop's name.
        pub dealer_name: Option<String>,
        /// This PC's letter in numbers.
        pub pc_code: Option<String>,
        /// What this PC is called.
        pub device_name: Option<String>,
        /// Headquarters' address; null when never connected.
        pub server_url: Option<String>,
        /// Whether the PC is locked: until somebody says who they are, only what is open answers.
        pub locked: bool,
        /// Who is working now; while it is locked, who was.
        pub staff: Option<crate::staff::Staff>,
        /// The PC is connected but has nobody who could work: the shop's people come with the first
        /// sync (`sync.now`), until which commands answer `setup.first_sync`.
        pub awaiting_first_sync: bool,
        /// The settings.
        pub settings: Settings,
        /// Whether example data is loaded.
        pub example_data: bool,
        /// How many households there are (for the first-week guide).
        pub customer_count: u32,
        /// The program's clock now.
        pub now_at: i64,
    }

    /// The settings.
    pub struct Settings {
        /// The language of the screens.
        pub language: UiLanguage,
        /// `light`, `dark` or `system`.
        pub theme: String,
        /// `compact`, `standard` or `comfortable`.
        pub density: String,
        /// Minutes without input after which this PC locks itself; 0 is never.
        pub lock_after_minutes: u32,
        /// Whether alerts are heard.
        pub sound: bool,
        /// Whether the program starts with this PC; null where there is no desktop to ask.
        pub starts_with_pc: Option<bool>,
        /// Whether new alerts are told by notes of the system, likewise.
        pub notes: Option<bool>,
        /// From when only a danger to life is heard, `HH:MM`; null without quiet hours.
        pub quiet_from: Option<String>,
        /// Until when, `HH:MM`.
        pub quiet_to: Option<String>,
        /// Whom to call at headquarters, grouped for reading; the shop's.
        pub hq_phone: Option<String>,
    }

    /// The result of a check of the database.
    pub struct Verification {
        /// `ok`, or what is wrong.
        pub integrity: String,
        /// The hash over all business rows in canonical order.
        pub state_hash: String,
        /// Changes headquarters does not have yet.
        pub unsent: u32,
        /// Conflicts to decide.
        pub conflicts: u32,
        /// Changes headquarters refused.
        pub rejected: u32,
    }
}
