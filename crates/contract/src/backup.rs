//! Backups of the local database (备份).

codes! {
    /// How a backup's schema stands to this program.
    pub enum BackupAge {
        /// Brought up to date when it is restored.
        Older,
        /// As this program writes.
        Same,
        /// Of a newer program; it cannot be restored here.
        Newer,
    }
}

request! {
    /// Makes a backup now.
    pub struct BackupCreate {
        /// The file; a dated one in the data folder when absent.
        pub path: Option<String>,
    }

    /// Puts a backup in place of the present data, which is kept aside.
    pub struct BackupRestore {
        /// The file.
        pub path: String,
        /// The recovery code from paper, for a backup of another PC, or of this one before it was
        /// set up anew.
        pub code: Option<String>,
    }

    /// Looks into a backup.
    pub struct BackupLook {
        /// The file.
        pub path: String,
        /// The recovery code from paper, for a backup of another PC.
        pub code: Option<String>,
    }

    /// Asks for the code with which backups of this PC are read on another one.
    pub struct BackupCodeGet {
        /// The PIN of who asks, who has one.
        pub pin: Option<String>,
    }

    /// Says that the code was noted on paper.
    pub struct BackupCodeNoted {}

    /// Asks for the backups.
    pub struct BackupList {}
}

response! {
    /// A backup.
    pub struct Backup {
        /// The file.
        pub path: String,
        /// Its size.
        pub bytes: i64,
        /// When it was made.
        pub made_at: i64,
        /// `manual`, `daily`, `before_import`, `before_restore`, `before_migration`,
        /// `before_update`.
        pub reason: String,
    }

    /// The recovery code (恢复码): the key of this PC's backups as it is kept on paper.
    pub struct BackupCode {
        /// Groups of four letters and digits, in their order.
        pub groups: Vec<String>,
        /// Whose backups it opens.
        pub dealer_code: Option<String>,
        /// Of which PC.
        pub device_name: Option<String>,
        /// Whether it was noted already.
        pub noted: bool,
    }

    /// The backups, latest first.
    pub struct Backups {
        /// The files.
        pub rows: Vec<Backup>,
        /// Whether a manager has noted the code with which they are read on another PC.
        pub code_noted: bool,
    }

    /// What a database holds, without what was deleted.
    pub struct DataCount {
        /// Households.
        pub customers: u32,
        /// Machines.
        pub units: u32,
        /// Orders.
        pub orders: u32,
        /// Orders that are neither closed nor cancelled.
        pub open_orders: u32,
        /// Records of contacts.
        pub contacts: u32,
        /// Complaints.
        pub complaints: u32,
        /// Photos.
        pub photos: u32,
        /// When something was written last.
        pub last_at: Option<i64>,
    }

    /// What of one kind differs between a backup and today.
    pub struct BackupDifference {
        /// The kind of record.
        pub entity: String,
        /// There today and not in the backup: not seen any more after a restore.
        pub new: u32,
        /// In both, and changed or deleted since.
        pub changed: u32,
        /// In the backup and not there today: back after a restore.
        pub back: u32,
    }

    /// What is in a backup.
    pub struct BackupInside {
        /// The file.
        pub path: String,
        /// Its size.
        pub bytes: i64,
        /// When the file was written.
        pub made_at: Option<i64>,
        /// Whether any of it is damaged; it cannot be restored then.
        pub damaged: bool,
        /// The last step of its schema.
        pub schema: Option<i64>,
        /// How its schema stands to this program.
        pub age: BackupAge,
        /// The version of the program that wrote it last; unknown before that was noted.
        pub program: Option<String>,
        /// Whose it is.
        pub dealer_code: Option<String>,
        /// Whether it carries the photos themselves.
        pub has_pictures: bool,
        /// What it holds; none when too much is damaged to count.
        pub inside: Option<DataCount>,
        /// What is there today; none when that cannot be opened.
        pub present: Option<DataCount>,
        /// What differs, by kind of record; only kinds that do.
        pub differences: Vec<BackupDifference>,
    }

    /// A restore that was done.
    pub struct Restored {
        /// Where the data of before was put.
        pub previous_path: String,
        /// How many households the restored data holds.
        pub customer_count: u32,
    }
}
