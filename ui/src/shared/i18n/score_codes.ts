/** Words for the figures of the scorecard. */
import type { Same } from './same'

export const zh = {
  score_figure: {
    finished: '完工工单',
    on_time: '按时完成',
    first_time_fix: '一次修好',
    kept_appointments: '守约到场',
    satisfaction: '客户满意',
    etiquette: '上门礼仪',
    complaints: '被投诉',
    repeats: '三十天内又报修',
    promises: '承诺兑现',
    audit_marks: '回访存疑',
    solved_by_phone: '电话里解决',
    recovered: '投诉转满意',
  },
  score_event: { object: '异议', accept: '认可异议', decline: '说明理由' },
}
export const en: Same<typeof zh> = {
  score_figure: {
    finished: 'Orders finished',
    on_time: 'On time',
    first_time_fix: 'Mended at once',
    kept_appointments: 'Appointments kept',
    satisfaction: 'Satisfied',
    etiquette: 'Etiquette',
    complaints: 'Complaints',
    repeats: 'Back within 30 days',
    promises: 'Promises kept',
    audit_marks: 'Doubtful calls',
    solved_by_phone: 'Solved on the phone',
    recovered: 'Complaints turned',
  },
  score_event: { object: 'Objection', accept: 'Accepted', decline: 'Not accepted' },
}

export const entitiesZh = { score_objection: '评分异议' }
export const entitiesEn: Same<typeof entitiesZh> = { score_objection: 'Objection to a figure' }

export const fieldsZh = {
  month: '月份',
  figure: '指标',
  objection_id: '对哪条异议',
  by_id: '谁说的',
}
export const fieldsEn: Same<typeof fieldsZh> = {
  month: 'Month',
  figure: 'Figure',
  objection_id: 'To which objection',
  by_id: 'Who said it',
}
