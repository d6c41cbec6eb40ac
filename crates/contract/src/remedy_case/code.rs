//! The closed codes of remedy cases.

codes! {
    /// What a customer asks for, or is given.
    pub enum RemedyClaim {
        /// 换货
        Exchange,
        /// 退货
        Return,
        /// 修理
        Repair,
        /// 赔偿
        Compensation,
        /// 减价
        Reduction,
    }

    /// On what ground.
    pub enum RemedyGround {
        /// 质量问题
        Quality,
        /// 七日无理由
        NoReason,
        /// 约定
        Agreed,
        /// 行政部门认定不合格
        Finding,
        /// 不合适（非质量）
        Unsuitable,
    }

    /// Where a case stands.
    pub enum RemedyState {
        /// 收集证据
        Opened,
        /// 待批准
        Proposed,
        /// 待总部批准
        WithHeadquarters,
        /// 已批准，待客户答复
        Approved,
        /// 已拒绝
        Refused,
        /// 客户同意，待执行
        Agreed,
        /// 客户不同意
        Declined,
        /// 已执行
        Executed,
        /// 已关闭
        Closed,
        /// 客户撤回
        Withdrawn,
    }

    /// What a person does with a case.
    pub enum RemedyStep {
        /// 提出方案
        Propose,
        /// 批准
        Approve,
        /// 报总部
        Escalate,
        /// 登记总部批复
        RecordRuling,
        /// 退回补充
        SendBack,
        /// 拒绝
        Refuse,
        /// 客户同意
        Accept,
        /// 客户不同意
        Decline,
        /// 执行
        Execute,
        /// 改方案
        Revise,
        /// 关闭
        Close,
        /// 客户撤回
        Withdraw,
        /// 重开
        Reopen,
        /// 补充记录
        Append,
    }

    /// Which cases a list shows.
    pub enum RemedyFilter {
        /// Not closed or withdrawn, the first due first.
        Open,
        /// Open, and a time has passed.
        Overdue,
        /// Waiting for somebody's approval.
        Approval,
        /// Refused at some time.
        Refused,
        /// Closed or withdrawn, latest first.
        Done,
        /// All, latest first.
        All,
    }

    /// A piece of evidence.
    pub enum RemedyProof {
        /// 购机发票
        PurchaseInvoice,
        /// 三包凭证
        WarrantyCard,
        /// 购机价
        Price,
        /// 检查记录
        FaultRecord,
        /// 维修记录
        RepairRecords,
        /// 修理占用天数
        RepairDays,
        /// 认定不合格的文书
        Finding,
        /// 收货日期
        Receipt,
        /// 购买方式
        SaleChannel,
        /// 商品状况
        GoodsCondition,
        /// 书面约定
        Agreement,
        /// 费用、损失的票据
        ExpenseReceipts,
    }

    /// How a machine was bought, as the law tells it.
    pub enum RemedyChannel {
        /// 门店
        Shop,
        /// 上门面售
        Door,
        /// 电话
        Phone,
        /// 微信
        Wechat,
        /// 网络
        Online,
        /// 电视
        Tv,
        /// 邮购
        Mail,
    }

    /// Whose doing a long repair is.
    pub enum RemedyDelay {
        /// 厂家不供配件
        Parts,
        /// 修理方自己
        Repairer,
    }

    /// What a customer spent because of the goods.
    pub enum RemedyExpenseKind {
        /// 运费
        Transport,
        /// 拆装费
        Removal,
        /// 检验费
        Inspection,
        /// 交通误工费
        Travel,
        /// 其他
        Other,
    }

    /// How money goes to the customer.
    pub enum RefundMethod {
        /// 现金
        Cash,
        /// 微信
        Wechat,
        /// 支付宝
        Alipay,
        /// 转账
        Transfer,
    }
}
