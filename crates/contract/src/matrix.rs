//! Who may call what, as a page of the documentation: made from the command list and from the table of
//! permissions, so that it cannot say anything else than they do.

use std::fmt::Write as _;

use wuyou_domain::permission::{Action, Actor, Answer, Cell, Limit, built_in};

use crate::command::{Allowed, COMMANDS, CommandInfo, WHILE_LOCKED};
use crate::staff::Role;

const HEAD: &str = "# Permissions

Who may call what. Made from the command list (`crates/contract/src/command.rs`) and the table of permissions (`crates/domain/data/policy/permission-2026-1.json`) by `cargo xtask codegen`; do not edit by hand.
`crates/app/tests/staff_permission.rs` calls every command as every role and holds the answers against this page.

## Commands

`open`: anybody, also before somebody has signed in.
While the PC is locked only what is open answers, and what is marked 锁: it keeps what was half typed and shows nothing.
A yes means that the command is served; what it may do with one record is decided by its rules (an order's steps, the second table).

| Command | What it does | 文员 | 技师 | 经理 |
| --- | --- | --- | --- | --- |
";

const ACTIONS: &str = "
## Business actions

What a role may do within a command. Whatever is not granted is refused, and so is a grant with a limit while the fact it is measured by is unknown.
记录: using it is written to the access log.

";

/// The whole page.
#[must_use]
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    for command in COMMANDS {
        // Writing to a string does not fail.
        let _ = writeln!(page, "{}", command_row(command));
    }
    page.push_str(ACTIONS);
    let _ = write!(page, "| Action |");
    for actor in Actor::ALL {
        let _ = write!(page, " {} |", actor_name(*actor));
    }
    let _ = writeln!(page, "\n| --- |{}", " --- |".repeat(Actor::ALL.len()));
    for action in Action::ALL {
        let _ = write!(page, "| `{}` {} |", action.code(), action_name(*action));
        for actor in Actor::ALL {
            let cell = built_in()
                .ok()
                .and_then(|table| table.content.cell(*action, *actor));
            let _ = write!(
                page,
                " {} |",
                cell.map_or_else(|| "否".to_owned(), cell_text)
            );
        }
        page.push('\n');
    }
    page
}

fn command_row(command: &CommandInfo) -> String {
    let may = |role: Role| match command.allowed {
        Allowed::Open => "open",
        Allowed::Roles(roles) if roles.contains(&role) => "yes",
        Allowed::Roles(_) => "–",
    };
    let lock = if WHILE_LOCKED.contains(&command.name) {
        " 锁"
    } else {
        ""
    };
    format!(
        "| `{}`{lock} | {} | {} | {} | {} |",
        command.name,
        command.about.trim(),
        may(Role::Clerk),
        may(Role::Technician),
        may(Role::Manager),
    )
}

const fn actor_name(actor: Actor) -> &'static str {
    match actor {
        Actor::Clerk => "文员",
        Actor::Technician => "技师",
        Actor::Manager => "经理",
        Actor::Visitor => "临时访员",
        Actor::HqService => "总部客服",
        Actor::HqQuality => "总部质量",
        Actor::HqAdmin => "总部管理",
    }
}

const fn action_name(action: Action) -> &'static str {
    match action {
        Action::SeeFullPhone => "看完整电话",
        Action::ExportCustomers => "导出客户",
        Action::CancelOrder => "取消工单",
        Action::GiveFreeOutOfWarranty => "保外免费",
        Action::ApproveReturnOrExchange => "批准换、退",
        Action::ChangeRules => "修改时限、政策、资格证",
        Action::DecideConflict => "处理冲突",
    }
}

fn cell_text(cell: &Cell) -> String {
    let mut text = answer_name(cell.answer).to_owned();
    let limits: Vec<String> = cell.limits.iter().map(limit_text).collect();
    if !limits.is_empty() {
        text = format!("{text}：{}", limits.join("、"));
    }
    if cell.otherwise != Answer::No {
        text = format!("{text}；否则{}", answer_name(cell.otherwise));
    }
    if cell.logged {
        text.push_str("（记录）");
    }
    text
}

const fn answer_name(answer: Answer) -> &'static str {
    match answer {
        Answer::No => "否",
        Answer::Yes => "可",
        Answer::Masked => "隐去中间数字",
        Answer::StatisticsOnly => "只看统计",
    }
}

fn limit_text(limit: &Limit) -> String {
    match limit {
        Limit::OwnTodaysWork => "自己今天的工作".to_owned(),
        Limit::OwnJob => "派给自己的".to_owned(),
        Limit::ByCase => "自己经手的案子".to_owned(),
        Limit::Reason => "写明原因".to_owned(),
        Limit::OwnEntryMinutes(minutes) => format!("自己登记的，{minutes} 分钟内"),
        Limit::AmountFen(fen) => format!("不超过 {} 元", fen / 100),
        Limit::AmountFenOrRows { fen, rows } => {
            format!("不超过 {} 元，或 {}", fen / 100, rows.join("、"))
        }
        Limit::Conflicts(kinds) => {
            let kinds: Vec<_> = kinds.iter().map(|kind| kind.code()).collect();
            format!("`{}`", kinds.join("`、`"))
        }
    }
}
