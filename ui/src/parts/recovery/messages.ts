import type { Same } from '@/shared/i18n/same'

export const zh = {
  label: '上次没有正常结束',
  title: '上次程序没有正常结束',
  since: '（{when} 打开的那次）',
  lead: '可能是停电、死机或被强行关闭。存过的内容都留着，没写完的也留着。',
  check: {
    idle: '存过的内容都在。',
    waiting: '马上开始核对全部数据，不影响使用，核对完在这里告诉您。',
    running: '正在核对全部数据，不影响使用，核对完在这里告诉您。',
    whole: '全部数据核对过了，完好：存过的内容都在。',
    damaged:
      '核对发现数据文件有损坏。请尽快恢复一个备份；现在的文件会另外留着，没上报的改动恢复后会从总部和本机找回来能找回的。',
    stopped: '核对中断了，下次打开程序时接着核对。要马上核对，请到“设置—这台电脑”。',
  },
  drafts: '没写完、已留着的（{count}）：',
  draft: '{form} · {when}',
  draftAbout: '{form} {title} · {when}',
  form: {
    intake: '来电登记',
    customer: '新建客户',
    unit: '登记机器',
    complaint: '新的投诉',
    remedy: '新的退换案',
    cash: '收款日结',
    day: '日结',
    greeting: '贺卡',
    event: '活动日历',
    settings: '设置里的一项',
    other: '没写完的一项',
  },
  diagnosis: '生成诊断文件',
  written: '诊断文件已生成，可以发给总部：{path}',
  restore: '去恢复备份',
  close: '知道了',
}

export const en: Same<typeof zh> = {
  label: 'The last end was not orderly',
  title: 'The program did not end properly the last time',
  since: ' (opened {when})',
  lead: 'A power cut, a crash, or it was forced to close. What was saved is kept, and what was half typed too.',
  check: {
    idle: 'What was saved is there.',
    waiting: 'All data is about to be checked; you can go on, the result is told here.',
    running: 'All data is being checked; you can go on, the result is told here.',
    whole: 'All data was checked and is whole: what was saved is there.',
    damaged:
      'The check found damage in the data file. Restore a backup soon; the present file is kept aside, and what can be brought back from headquarters and this PC comes back after it.',
    stopped:
      'The check was cut off and begins again at the next start. To check at once, go to Settings, This PC.',
  },
  drafts: 'Half typed and kept ({count}):',
  draft: '{form} · {when}',
  draftAbout: '{form} {title} · {when}',
  form: {
    intake: 'Call',
    customer: 'New household',
    unit: 'New machine',
    complaint: 'New complaint',
    remedy: 'New case',
    cash: 'Cash of the day',
    day: 'Close of the day',
    greeting: 'Greeting cards',
    event: 'Calendar',
    settings: 'Something in the settings',
    other: 'A form',
  },
  diagnosis: 'Write the file for support',
  written: 'The file for support is written and can be sent to headquarters: {path}',
  restore: 'Restore a backup',
  close: 'All right',
}
