//! Photos (照片) of households, machines, orders, calls, complaints and remedy cases. What is known of a photo
//! syncs; its content stays on the PC that took it in.

use uuid::Uuid;

codes! {
    /// What a photo belongs to.
    pub enum PhotoOwner {
        /// 客户
        Customer,
        /// 机器
        Unit,
        /// 工单
        WorkOrder,
        /// 投诉
        Complaint,
        /// 退换案
        RemedyCase,
        /// 来电
        Request,
    }

    /// What a photo shows.
    pub enum PhotoKind {
        /// 房屋
        House,
        /// 地标
        Landmark,
        /// 路线
        Route,
        /// 铭牌
        Plate,
        /// 封条
        Seal,
        /// 安装
        Installation,
        /// 维修前
        Before,
        /// 维修后
        After,
        /// 纸质签字单; it is the customer's signature of an order.
        SignedSheet,
        /// 签了字的报价单; with it the customer agreed to a price.
        SignedQuote,
        /// 燃气报警
        GasAlarm,
        /// 损坏
        Damage,
        /// 购机凭证
        Invoice,
        /// 证据
        Evidence,
        /// 来电时发来
        Reported,
        /// 其他
        Other,
    }

    /// How it is known when a photo was taken.
    pub enum PhotoTime {
        /// The camera wrote it into the picture.
        Camera,
        /// The time of the file.
        File,
    }

    /// Why a photo is to be looked at (待核查).
    pub enum PhotoDoubt {
        /// It was taken more than a day before or after the visit.
        TimeFar,
        /// The same picture stands at another record of this kind.
        UsedElsewhere,
    }
}

request! {
    /// Asks for the photos of a record.
    pub struct PhotoList {
        /// What it is.
        pub owner: PhotoOwner,
        /// Which.
        pub owner_id: Uuid,
    }

    /// A file that is taken in: its place on this PC, or its bytes where it has none (pasted,
    /// dropped from another program).
    pub struct PhotoFile {
        /// Its name, for telling which one was refused.
        pub name: String,
        /// Its place.
        pub path: Option<String>,
        /// Its bytes, base64.
        pub data: Option<String>,
        /// When it was last changed, if that is known beside the bytes.
        pub modified_at: Option<i64>,
    }

    /// Takes photos in: they are made upright, small and clean, and kept encrypted.
    pub struct PhotoAdd {
        /// What they belong to.
        pub owner: PhotoOwner,
        /// Which.
        pub owner_id: Uuid,
        /// What they show.
        pub kind: PhotoKind,
        /// The item of the commissioning checklist they prove, of a machine.
        pub item: Option<String>,
        /// What is worth knowing.
        pub note: Option<String>,
        /// Kept at 800 KB instead of 200: papers that must be read.
        pub sharp: Option<bool>,
        /// The files; at most 50.
        pub files: Vec<PhotoFile>,
    }

    /// Keeps pictures for the call that is being taken (来电登记), before it is saved: they survive a
    /// power cut and wait for whoever attached them.
    pub struct PhotoHold {
        /// The files; at most 20 wait at once.
        pub files: Vec<PhotoFile>,
    }

    /// Asks for the pictures that wait for the call whoever asks is taking.
    pub struct PhotoHeldGet {}

    /// Takes pictures away from the call that is being taken.
    pub struct PhotoLetGo {
        /// Which; all when absent.
        pub ids: Option<Vec<Uuid>>,
    }

    /// Asks how far the photos being taken in are.
    pub struct PhotoProgressGet {}

    /// Stops taking photos in; none of them is kept.
    pub struct PhotoCancel {}

    /// Changes what is known of a photo; absent fields stay.
    pub struct PhotoUpdate {
        /// Which.
        pub id: Uuid,
        /// What it shows.
        pub kind: Option<PhotoKind>,
        /// What is worth knowing.
        pub note: Option<String>,
    }

    /// Takes a photo away; it lies in the trash for 30 days.
    pub struct PhotoDelete {
        /// Which.
        pub id: Uuid,
    }

    /// Asks for the picture itself.
    pub struct PhotoShow {
        /// Which photo.
        pub id: Uuid,
        /// The small one of the lists.
        pub small: bool,
    }

    /// Saves a copy of the picture as a file. Who did it is written down.
    pub struct PhotoSave {
        /// Which photo.
        pub id: Uuid,
        /// The file; one in the program's export folder when absent.
        pub path: Option<String>,
        /// A file that is there may be written over: the person has agreed to that.
        pub replace: bool,
    }
}

response! {
    /// A photo.
    pub struct PhotoItem {
        /// The row.
        pub id: Uuid,
        /// What it belongs to.
        pub owner: PhotoOwner,
        /// Which.
        pub owner_id: Uuid,
        /// What it shows.
        pub kind: PhotoKind,
        /// What is worth knowing.
        pub note: Option<String>,
        /// When it was taken.
        pub taken_at: Option<i64>,
        /// How that is known.
        pub taken_from: Option<PhotoTime>,
        /// When it was taken in.
        pub added_at: i64,
        /// By whom.
        pub added_by: Option<String>,
        /// The size of the picture.
        pub bytes: Option<i64>,
        /// Points across.
        pub width: Option<i64>,
        /// Points down.
        pub height: Option<i64>,
        /// The picture is on this PC; otherwise it is on another.
        pub here: bool,
        /// Why it is to be looked at; empty for most.
        pub doubts: Vec<PhotoDoubt>,
        /// Whoever asks may take it away.
        pub removable: bool,
        /// What it may be said to show; a picture of a call is shown at its order too.
        pub kinds: Vec<PhotoKind>,
    }

    /// The photos of a record, in the order they were taken.
    pub struct Photos {
        /// The photos.
        pub rows: Vec<PhotoItem>,
        /// What photos of such a record can show, the likeliest first.
        pub kinds: Vec<PhotoKind>,
    }

    /// A file that was not taken in.
    pub struct PhotoRefused {
        /// Its name.
        pub name: String,
        /// Why, as an error code.
        pub code: String,
    }

    /// A picture that waits for the call it is attached to.
    pub struct PhotoHeld {
        /// Which.
        pub id: Uuid,
        /// The name of its file.
        pub name: String,
        /// The bytes of a small JPEG, base64; absent where they cannot be read.
        pub thumb: Option<String>,
        /// When it was attached.
        pub held_at: i64,
    }

    /// The pictures that wait for a call, the first attached first.
    pub struct PhotosHeld {
        /// The pictures.
        pub rows: Vec<PhotoHeld>,
        /// The files that were not taken just now.
        pub refused: Vec<PhotoRefused>,
    }

    /// What became of the files.
    pub struct PhotosAdded {
        /// How many were taken in.
        pub added: u32,
        /// The others.
        pub refused: Vec<PhotoRefused>,
        /// All photos of the record.
        pub photos: Photos,
    }

    /// How far the photos being taken in are.
    pub struct PhotoProgress {
        /// Whether any are.
        pub running: bool,
        /// Files done.
        pub done: u32,
        /// Files in all.
        pub total: u32,
    }

    /// A picture.
    pub struct PhotoShown {
        /// The bytes of a JPEG, base64.
        pub data: String,
    }

    /// A copy that was saved.
    pub struct PhotoSaved {
        /// The file.
        pub path: String,
    }
}
