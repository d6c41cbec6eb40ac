/** Money, numbers, phones and serials as people read and type them. */
import type { Locale } from '@/shared/i18n'
import { plain } from './date'

/** Fen as yuan: `1,234.50 元`, `¥1,234.50`. */
export function yuanText(fen: number | null | undefined, locale: Locale): string {
  if (fen == null) return ''
  const sign = fen < 0 ? '-' : ''
  const size = Math.abs(fen)
  const whole = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = size % 100
  const amount = rest === 0 ? whole : `${whole}.${String(rest).padStart(2, '0')}`
  return locale === 'en' ? `${sign}¥${amount}` : `${sign}${amount} 元`
}

const AMOUNT = /^[¥￥]?\s*(\d{1,8}|\d{1,3}(?:[,，]\d{3}){1,2})(?:\.(\d{1,2}))?\s*[元块]?$/
/** As it is said: `12块5`, `12元5角`. */
const SAID = /^(\d{1,8})\s*[元块]\s*(\d)\s*[角毛]?$/

/**
 * Typed yuan as fen: `80`, `80.5`, `1,280元`, `12块5`. Undefined when it is not an amount: a comma
 * or a 元 elsewhere is never left out, it would make another amount.
 */
export function parseYuan(text: string): number | undefined {
  const typed = plain(text).trim()
  const match = AMOUNT.exec(typed) ?? SAID.exec(typed)
  if (!match) return undefined
  const whole = Number((match[1] ?? '').replace(/[,，]/g, ''))
  return whole * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** A whole number as typed: `12`, `１２`. Undefined when it is none. */
export function parseCount(text: string): number | undefined {
  const typed = plain(text)
  return /^\d{1,6}$/.test(typed) ? Number(typed) : undefined
}

/**
 * Whether a text may be a phone number with words beside it. The program decides in the end; this
 * lets everything through that it may take.
 */
export function seemsPhone(text: string): boolean {
  const [number = ''] = plain(text).split(/转|分机/)
  const digits = number.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$|0\d{9,11}$)/, '')
  const bare = /^[\d\s+()（）-]*$/.test(number)
  const [least, most] = !bare
    ? [7, 12]
    : digits.startsWith('1')
      ? [11, 11]
      : digits.startsWith('0')
        ? [10, 12]
        : /^[48]00/.test(digits)
          ? [7, 10]
          : [7, 8]
  return digits.length >= least && digits.length <= most
}

/** `12,034` */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `186 KB`, `3.1 MB`; whatever is less counts as one. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return bytes === 0 ? '0' : '1 KB'
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** A grouped phone with its middle hidden: `138****2207`. */
export function maskPhone(display: string): string {
  const digits = display.replace(/\D/g, '')
  return digits.length < 7 ? display : `${digits.slice(0, 3)}****${digits.slice(-4)}`
}

/** A serial in groups of four, so that two can be compared by eye. */
export function groupSerial(serial: string): string[] {
  return serial.match(/.{1,4}/gu) ?? []
}

/** `东沟村三组 · 柳河镇` without what is missing. */
export function joinDot(...parts: (string | null | undefined)[]): string {
  return parts.filter((part) => part).join(' · ')
}

/** What the village calls somebody, beside their name: `「老三」`. */
export function calledText(nicknames: readonly (string | null | undefined)[]): string {
  return nicknames
    .filter((one) => one)
    .map((one) => `「${one}」`)
    .join('')
}
