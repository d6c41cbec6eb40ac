import type { Same } from '@/shared/i18n/same'

export const zh = {}
export const en: Same<typeof zh> = {}
