//! Backups of the local database (备份).

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
    }

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
        /// `manual`, `daily`, `before_import`, `before_restore`, `before_migration`.
        pub reason: String,
    }

    /// The backups, latest first.
    pub struct Backups {
        /// The files.
        pub rows: Vec<Backup>,
    }

    /// A restore that was done.
    pub struct Restored {
        /// Where the data of before was put.
        pub previous_path: String,
        /// How many households the restored data holds.
        pub customer_count: u32,
    }
}
