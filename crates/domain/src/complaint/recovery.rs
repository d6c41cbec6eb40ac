//! What went wrong with the service, and what was done to make it good (R107).

use crate::codes::codes;

codes! {
    /// Which way the service failed.
    FailureType {
        /// 结果失败: the customer did not get what they came for.
        Outcome = "outcome",
        /// 过程失败: they got it, but the way there was bad.
        Process = "process",
    }
}

codes! {
    /// A measure that makes a failure good.
    Recovery {
        /// 道歉
        Apology = "apology",
        /// 当面说明
        Explanation = "explanation",
        /// 免费返工
        Rework = "rework",
        /// 免费换件
        Part = "part",
        /// 退还多收的钱
        Refund = "refund",
        /// 减免费用
        Waiver = "waiver",
        /// 补偿损失
        Compensation = "compensation",
        /// 换机
        Exchange = "exchange",
        /// 退机
        Return = "return",
        /// 停用、断气等安全措施
        Safety = "safety",
        /// 其他
        Other = "other",
    }
}
