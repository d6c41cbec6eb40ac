//! Paper (打印): what is printed, on what, and what it will look like.

use uuid::Uuid;

use crate::setup::UiLanguage;

codes! {
    /// What is printed.
    pub enum PrintDocument {
        /// 派工单, one for each order.
        JobSheet,
        /// 服务承诺卡, one for each order.
        PromiseCard,
        /// 承诺卡, one for each promise that is open.
        PromiseSlip,
        /// 保修卡, one for each machine.
        WarrantyCard,
        /// 上门清单, one for each technician and day.
        VisitList,
        /// 客户档案, one for each household. Who took it out is written down.
        CustomerFile,
        /// 退换处理决定书, one for each remedy case that is decided.
        RemedyDecision,
        /// 收据, one for each payment.
        Receipt,
        /// 报价单, one for each quote that was written down.
        Quote,
        /// 工单经过, one for each order.
        OrderCourse,
        /// 安装调试记录, one for each attempt at commissioning.
        CommissioningRecord,
        /// 海报 of the shop, for the wall; it names no record.
        Poster,
        /// 贺卡标签, one for each household that a card goes to, on A4.
        GreetingLabels,
        /// 打印校准页 of a paper, to measure its shift with; it names no record.
        Calibration,
    }

    /// What it is printed on.
    pub enum PrintPaper {
        /// 210 × 297 mm.
        A4,
        /// 148 × 210 mm.
        A5,
        /// 三等分: continuous paper, 241 × 93.1 mm.
        Form241x93,
        /// 二等分: continuous paper, 241 × 140 mm.
        Form241x140,
        /// 整张: continuous paper, 241 × 279 mm.
        Form241x279,
        /// A roll of 80 mm.
        Roll80,
        /// A roll of 58 mm.
        Roll58,
    }
}

request! {
    /// What to print and how.
    pub struct PrintJob {
        /// Which document.
        pub document: PrintDocument,
        /// Of which remedy cases, orders, promises, payments, quotes, attempts, machines, technicians or
        /// households; at most 200. None for the page to calibrate with and for the poster of the shop, else those of the calendar.
        pub ids: Vec<Uuid>,
        /// How labels are set; labels need it.
        pub labels: Option<crate::greeting::PrintLabels>,
        /// The day of a visit list; today when absent.
        pub on: Option<String>,
        /// The paper; the one this PC used last for this document when absent.
        pub paper: Option<PrintPaper>,
        /// How far everything is moved to the right; as this PC used last on this paper when absent.
        pub right_um: Option<i32>,
        /// How far everything is moved down, likewise.
        pub down_um: Option<i32>,
        /// The language of the printed words; Chinese when absent.
        pub language: Option<UiLanguage>,
    }

    /// Shows what would be printed.
    pub struct PrintPreview {
        /// What.
        pub job: PrintJob,
    }

    /// Writes it as PDF, or for a receipt printer (ESC/POS) where the name ends in `.prn` and the
    /// paper is a roll. The paper and its shift are remembered on this PC.
    pub struct PrintSave {
        /// What.
        pub job: PrintJob,
        /// The file; one in the program's print folder when absent.
        pub path: Option<String>,
        /// The characters that cannot be printed were seen and will be written in by hand.
        pub accept_missing: Option<bool>,
        /// Open it in the system's viewer.
        pub open: Option<bool>,
    }

    /// Sends it to the receipt printer of this PC; the paper must be a roll. What is sent is the
    /// picture of the preview, so that the printer needs no Chinese letters.
    pub struct PrintSend {
        /// What.
        pub job: PrintJob,
        /// The characters that cannot be printed were seen and will be written in by hand.
        pub accept_missing: Option<bool>,
    }

    /// Asks for what is printed on every paper of the shop.
    pub struct PrintSettingsGet {}

    /// Changes what is printed on every paper; absent ones stay.
    pub struct PrintSettingsSet {
        /// The number for service.
        pub phone: Option<String>,
        /// The number for complaints.
        pub complaint_phone: Option<String>,
        /// The local gas company's emergency number.
        pub emergency_phone: Option<String>,
        /// The receipt printer of this PC: `192.168.1.50`, `/dev/usb/lp0`, `\\PC\printer`, `LPT1`.
        pub printer: Option<String>,
    }
}

response! {
    /// A page as it will be on the paper.
    pub struct PrintPage {
        /// The picture.
        pub svg: String,
        /// How wide the paper is.
        pub width_um: u32,
        /// How high it is.
        pub height_um: u32,
    }

    /// A character that would come out as an empty box.
    pub struct PrintMissing {
        /// The character.
        pub text: String,
        /// Its code points, e.g. `U+2A6D6`.
        pub code_points: String,
        /// On which pages, from 1.
        pub pages: Vec<u32>,
    }

    /// What would be printed.
    pub struct PrintPreviewed {
        /// The paper.
        pub paper: PrintPaper,
        /// How far everything is moved to the right.
        pub right_um: i32,
        /// How far everything is moved down.
        pub down_um: i32,
        /// How many pages there are.
        pub page_count: u32,
        /// The first of them.
        pub pages: Vec<PrintPage>,
        /// What cannot be printed.
        pub missing: Vec<PrintMissing>,
        /// The name offered for the file.
        pub file_name: String,
    }

    /// A document that was written.
    pub struct PrintSaved {
        /// The file.
        pub path: String,
        /// How many pages it has.
        pub page_count: u32,
        /// Whether the system's viewer was asked to open it.
        pub opened: bool,
    }

    /// A document that was sent.
    pub struct PrintSent {
        /// The printer, as it was named.
        pub printer: String,
        /// How many pieces of paper come out.
        pub page_count: u32,
        /// How many were not sent any more, because somebody stopped it.
        pub left_count: u32,
    }

    /// What is printed on every paper of the shop.
    pub struct PrintSettings {
        /// The number for service.
        pub phone: Option<String>,
        /// The number for complaints.
        pub complaint_phone: Option<String>,
        /// The local gas company's emergency number.
        pub emergency_phone: Option<String>,
        /// The receipt printer of this PC.
        pub printer: Option<String>,
    }
}
