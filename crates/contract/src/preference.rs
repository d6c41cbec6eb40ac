//! What a person prefers on this PC (偏好): saved filters and chosen columns of a list. It stays on
//! this PC and belongs to the person who is signed in.

request! {
    /// Names a preference.
    pub struct PreferenceGet {
        /// Which one: lower-case letters, digits, `_` and `.`.
        pub key: String,
    }

    /// Keeps a preference.
    pub struct PreferenceSet {
        /// Which one.
        pub key: String,
        /// What the screen keeps; at most 16 KiB as text.
        pub value: serde_json::Value,
    }
}

response! {
    /// A preference.
    pub struct Preference {
        /// What the screen kept; null when nothing.
        pub value: Option<serde_json::Value>,
    }
}
