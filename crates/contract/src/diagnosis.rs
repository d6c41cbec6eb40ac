//! The file for support (诊断文件): versions, counts and codes, and nothing about any person.

request! {
    /// Writes the file.
    pub struct DiagnosisWrite {
        /// The file; a dated one in the data folder when absent.
        pub path: Option<String>,
        /// The person has agreed to write over the file.
        #[serde(default)]
        pub replace: bool,
    }
}

response! {
    /// The file that was written.
    pub struct Diagnosis {
        /// Where it is.
        pub path: String,
        /// What it holds, word for word.
        pub text: String,
    }
}
