/** Words for the steps of a work order, as buttons and timelines name them. */
import type { Same } from './same'

export const zh = {
  work_order_step: {
    register: '登记',
    reply: '回复客户',
    schedule: '预约上门',
    dispatch: '派工',
    redispatch: '换人',
    move_window: '改时间',
    start: '开始处理',
    wait_part: '待件',
    part_arrived: '配件到货',
    finish: '完工',
    confirm: '回访确认',
    close: '关闭',
    postpone: '客户改期',
    cancel: '取消工单',
    reopen: '重开',
    resolve: '两种写法已决定',
    reassign: '离职交接',
    undispatch: '撤销派工',
    undo: '撤销一步',
    set_unit: '改机器',
    rehouse: '改客户',
  },
}

export const en: Same<typeof zh> = {
  work_order_step: {
    register: 'Registered',
    reply: 'Reply',
    schedule: 'Schedule',
    dispatch: 'Dispatch',
    redispatch: 'Send another',
    move_window: 'Move time',
    start: 'Start work',
    wait_part: 'Wait for part',
    part_arrived: 'Part arrived',
    finish: 'Finish',
    confirm: 'Confirm',
    close: 'Close',
    postpone: 'Postpone',
    cancel: 'Cancel order',
    reopen: 'Reopen',
    resolve: 'Two versions decided',
    reassign: 'Handed over',
    undispatch: 'Dispatch taken back',
    undo: 'Step taken back',
    set_unit: 'Another machine',
    rehouse: 'Another household',
  },
}
