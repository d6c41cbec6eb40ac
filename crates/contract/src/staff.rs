//! People of the shop (员工).

use uuid::Uuid;

codes! {
    /// A person's role.
    pub enum Role {
        /// 文员
        Clerk,
        /// 技师
        Technician,
        /// 经理
        Manager,
    }
}

request! {
    /// Asks for the people.
    pub struct StaffList {
        /// Those who left, too.
        #[serde(default)]
        pub include_disabled: bool,
    }

    /// Adds a person.
    pub struct StaffCreate {
        /// The name.
        pub name: String,
        /// The role.
        pub role: Role,
        /// The phone, in any form.
        pub phone: Option<String>,
        /// 4 to 8 digits; none when absent.
        pub pin: Option<String>,
    }

    /// Changes a person.
    pub struct StaffUpdate {
        /// Who.
        pub id: Uuid,
        /// The name.
        pub name: Option<String>,
        /// The role.
        pub role: Option<Role>,
        /// The phone.
        pub phone: Option<String>,
        /// A new PIN; empty removes it.
        pub pin: Option<String>,
        /// Left the shop.
        pub disabled: Option<bool>,
    }

    /// Says who is working now.
    pub struct StaffSwitch {
        /// Who.
        pub id: Uuid,
        /// Their PIN, when they have one.
        pub pin: Option<String>,
    }

    /// Locks this PC: until somebody says who they are, no command shows or changes anything.
    pub struct StaffLock {}
}

response! {
    /// A person.
    pub struct Staff {
        /// The row.
        pub id: Uuid,
        /// The name.
        pub name: String,
        /// The role.
        pub role: Role,
        /// The phone, grouped; nobody's while the PC is locked or nobody is signed in.
        pub phone: Option<String>,
        /// Whether a PIN is asked.
        pub has_pin: bool,
        /// Left the shop.
        pub disabled: bool,
    }

    /// The people.
    pub struct StaffPage {
        /// By role and name.
        pub rows: Vec<Staff>,
    }
}
