//! Old names of towns and villages (撤乡并镇).

use uuid::Uuid;

codes! {
    /// What was renamed.
    pub enum PlaceKind {
        /// 乡镇
        Town,
        /// 村
        Village,
    }
}

request! {
    /// Asks for the old names the shop keeps.
    pub struct PlaceNameList {}

    /// Writes down what a place is called today; an old name that is there already gets another.
    pub struct PlaceNameSave {
        /// What it is.
        pub kind: PlaceKind,
        /// What it was called.
        pub old_name: String,
        /// What it is called today.
        pub name: String,
        /// Today's town of a village, where other towns have one of the old name.
        pub town: Option<String>,
    }

    /// Forgets an old name.
    pub struct PlaceNameRemove {
        /// Which.
        pub id: Uuid,
    }

    /// Asks what a place is called today. Nothing is written.
    pub struct PlaceNameRead {
        /// 乡镇
        pub town: Option<String>,
        /// 村
        pub village: Option<String>,
        /// The whole address below the town.
        pub detail: Option<String>,
    }
}

response! {
    /// A place that was renamed.
    pub struct PlaceName {
        /// The row.
        pub id: Uuid,
        /// What it is.
        pub kind: PlaceKind,
        /// What it was called.
        pub old_name: String,
        /// What it is called today.
        pub name: String,
        /// Today's town of a village.
        pub town: Option<String>,
    }

    /// The old names.
    pub struct PlaceNames {
        /// Towns first.
        pub rows: Vec<PlaceName>,
    }

    /// An old name that was typed.
    pub struct PlaceRenamed {
        /// What it is.
        pub kind: PlaceKind,
        /// As typed.
        pub old_name: String,
        /// Today's.
        pub name: String,
    }

    /// A place by today's names.
    pub struct PlaceToday {
        /// 乡镇
        pub town: Option<String>,
        /// 村
        pub village: Option<String>,
        /// The whole address below the town.
        pub detail: Option<String>,
        /// The names that were old; nothing where all are today's.
        pub renamed: Vec<PlaceRenamed>,
    }
}
