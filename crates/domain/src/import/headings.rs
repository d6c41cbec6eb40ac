//! The headings under which dealers keep the fields, and how surely a heading names one.

use super::field::{Field, ImportKind};
use crate::phone::half_width;

/// The headings of one field, divided by spaces: sure ones, and ones that need a look at the
/// column's content.
pub(super) struct Headings {
    pub(super) field: Field,
    sure: &'static str,
    vague: &'static str,
}

const fn h(field: Field, sure: &'static str, vague: &'static str) -> Headings {
    Headings { field, sure, vague }
}

const NAME: Headings = h(
    Field::Name,
    "姓名 客户姓名 用户姓名 客户名称 用户名称 户主 户主姓名 客户 用户 顾客 \
     业主 联系人 机主 name customer customername fullname owner household \
     client contact contactname",
    "名称 名字 单位",
);
const PHONE: Headings = h(
    Field::Phone,
    "电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 客户电话 用户电话 \
     移动电话 报修电话 来电号码 电话1 手机1 电话一 phone phonenumber phoneno \
     mobile tel telephone cell phone1 mobilephone contactnumber",
    "号码",
);
const PHONE2: Headings = h(
    Field::Phone2,
    "备用电话 电话2 手机2 电话二 第二电话 其他电话 其它电话 固定电话 固话 座机 \
     家庭电话 家属电话 子女电话 phone2 altphone alternatephone secondphone \
     otherphone landline homephone secondaryphone",
    "",
);
const ADDRESS: Headings = h(
    Field::Address,
    "地址 详细地址 住址 家庭住址 安装地址 用户地址 客户地址 村组 村组地址 \
     家庭地址 所在地 address addr fulladdress streetaddress",
    "位置",
);
const MODEL: Headings = h(
    Field::Model,
    "机型 型号 产品型号 规格型号 机器型号 锅炉型号 壁挂炉型号 设备型号 \
     产品名称 model modelno modelnumber product type modelcode",
    "产品 规格 机器",
);
const SERIAL: Headings = h(
    Field::Serial,
    "机身编号 机身号 序列号 机器编号 机器编码 产品编号 产品编码 条码 条形码 \
     机身条码 产品条码 出厂编号 机号 sn sn码 serial serialno serialnumber \
     barcode 机器码 设备编号",
    "编号 编码 号码",
);
const NOTE: Headings = h(
    Field::Note,
    "备注 说明 附注 备注说明 其他说明 note notes remark remarks comment \
     comments",
    "",
);

static CUSTOMERS: [Headings; 17] = [
    NAME,
    h(
        Field::Nickname,
        "外号 小名 绰号 诨号 乳名 俗称 nickname alias",
        "",
    ),
    PHONE,
    PHONE2,
    h(
        Field::Region,
        "省市县 省市区 县 区县 县市 县区 市县 所属区县 region county district",
        "区域 地区",
    ),
    h(
        Field::Town,
        "乡镇 镇 乡 镇乡 乡镇街道 所属乡镇 街道 town township",
        "",
    ),
    h(
        Field::Village,
        "村 村庄 村屯 村名 行政村 自然村 小区 village",
        "",
    ),
    h(Field::Hamlet, "组 社 村民组 小组 队 group", ""),
    ADDRESS,
    MODEL,
    SERIAL,
    h(
        Field::BoughtOn,
        "购买日期 购机日期 销售日期 购买时间 购机时间 销售时间 购置日期 \
         买机日期 开票日期 发票日期 boughton purchasedate dateofpurchase \
         saledate solddate purchased bought",
        "日期 时间 登记日期",
    ),
    h(
        Field::InstalledOn,
        "安装日期 安装时间 装机日期 装机时间 调试日期 开机日期 installdate \
         installedon installationdate installed dateinstalled",
        "",
    ),
    h(
        Field::Gas,
        "气源 气种 燃气种类 燃气类型 气源类型 气质 gas gastype fuel",
        "燃气",
    ),
    h(
        Field::HandledBy,
        "经办人 登记人 销售人员 销售员 业务员 导购 导购员 经手人 录入人 \
         handledby seller salesperson clerk salesman",
        "",
    ),
    h(
        Field::Birthday,
        "生日 出生日期 出生年月 出生年月日 birthday dateofbirth dob birthdate",
        "",
    ),
    NOTE,
];

static REPAIRS: [Headings; 15] = [
    h(
        Field::ReceivedAt,
        "报修时间 报修日期 来电时间 来电日期 受理时间 受理日期 接单时间 \
         登记时间 报修 receivedat received reportedat reported calldate \
         requestdate datereceived reportdate",
        "日期 时间 date",
    ),
    NAME,
    PHONE,
    PHONE2,
    ADDRESS,
    MODEL,
    SERIAL,
    h(
        Field::Symptom,
        "故障现象 故障描述 报修内容 故障 故障内容 问题描述 报修原因 现象 \
         服务内容 symptom fault issue complaint description faultdescription",
        "内容 原因",
    ),
    h(
        Field::FaultCode,
        "故障码 故障代码 错误代码 错误码 报警代码 faultcode errorcode code",
        "代码",
    ),
    h(
        Field::Result,
        "处理结果 维修结果 处理情况 维修情况 结果 处理方式 处理措施 维修内容 \
         result outcome resolution action",
        "情况",
    ),
    h(
        Field::Charge,
        "收费 收费金额 金额 维修费 费用 收款 服务费 charge amount fee cost \
         price charged",
        "",
    ),
    h(
        Field::Technician,
        "师傅 维修师傅 维修人员 维修工 技师 服务人员 安装师傅 派工 上门人员 \
         技术员 technician engineer repairedby serviceman tech",
        "经办人",
    ),
    h(
        Field::FinishedAt,
        "完成时间 完成日期 完工时间 完工日期 维修日期 维修时间 上门时间 \
         上门日期 结束时间 finishedat finished completed completedat \
         completiondate closedat repairdate datecompleted",
        "",
    ),
    h(
        Field::BoughtOn,
        "购买日期 购机日期 销售日期 purchasedate",
        "",
    ),
    NOTE,
];

static SERIALS: [Headings; 6] = [
    SERIAL,
    MODEL,
    h(
        Field::MadeOn,
        "生产日期 出厂日期 制造日期 生产时间 madeon made manufactured \
         productiondate manufacturedate",
        "",
    ),
    h(
        Field::ShippedOn,
        "发货日期 出库日期 发货时间 出库时间 到货日期 shippedon shipped \
         shipdate deliverydate",
        "日期",
    ),
    h(
        Field::DealerCode,
        "网点代码 经销商代码 代理商代码 网点编号 经销商编号 代理商编号 \
         客户代码 网点 经销商 代理商 dealercode dealer outlet outletcode",
        "",
    ),
    NOTE,
];

/// Columns of our own reports and row counters: never data.
const IGNORED: &str = "序号 行号 原行号 编序 顺序号 no id index row rowno 原因 拒绝原因 退回原因 未导入原因 \
 错误原因 提示 reason reasons problem";

pub(super) fn headings(kind: ImportKind) -> &'static [Headings] {
    match kind {
        ImportKind::Customers => &CUSTOMERS,
        ImportKind::Repairs => &REPAIRS,
        ImportKind::Serials => &SERIALS,
    }
}

/// How surely a heading names a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// The heading may mean it; the content decides.
    Vague,
    /// The heading holds one of the field's names among other words.
    Contains(usize),
    /// It is one of the field's names.
    Exact,
}

/// A heading without brackets, marks and spaces, in small letters.
pub(super) fn plain_heading(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in half_width(text).chars() {
        match c {
            '(' | '[' | '【' | '<' => depth += 1,
            ')' | ']' | '】' | '>' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// Whether a column under this heading is never data.
pub(super) fn is_ignored(plain: &str) -> bool {
    IGNORED.split(' ').any(|i| i == plain)
}

/// How surely a plain heading names `field`.
pub(super) fn sureness(headings: &Headings, plain: &str) -> Option<Sureness> {
    if plain.is_empty() || is_ignored(plain) || plain.chars().count() > 16 {
        return None;
    }
    if headings.sure.split(' ').any(|s| s == plain) {
        return Some(Sureness::Exact);
    }
    let contained = headings
        .sure
        .split(' ')
        .filter(|s| !s.is_ascii() && s.chars().count() >= 2 && plain.contains(*s))
        .map(|s| s.chars().count())
        .max();
    contained.map(Sureness::Contains).or_else(|| {
        headings
            .vague
            .split(' ')
            .any(|v| v == plain)
            .then_some(Sureness::Vague)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_names_two_fields_of_a_kind_and_all_are_plain() {
        for kind in ImportKind::ALL {
            let mut seen = std::collections::BTreeMap::new();
            for headings in headings(kind) {
                for name in headings.sure.split(' ') {
                    assert_eq!(plain_heading(name), name);
                    let before = seen.insert(name, headings.field);
                    assert_eq!(before, None, "{name} of {kind:?}");
                }
            }
        }
    }

    #[test]
    fn headings_with_brackets_marks_and_more_words_are_recognised() {
        let mut of_customers = headings(ImportKind::Customers).iter();
        let serial = of_customers
            .find(|headings| headings.field == Field::Serial)
            .unwrap();
        assert_eq!(
            sureness(serial, &plain_heading(" 机 身 编 号 *(必填)")),
            Some(Sureness::Exact)
        );
        assert_eq!(
            sureness(serial, &plain_heading("锅炉机身编号")),
            Some(Sureness::Contains(4))
        );
        assert_eq!(
            sureness(serial, &plain_heading("编号")),
            Some(Sureness::Vague)
        );
        assert_eq!(sureness(serial, &plain_heading("序号")), None);
    }
}
