/** Answers as they are pressed and typed, and as the program takes them. */
import type { VisitAnswerInput, VisitQuestion } from '@/bindings/contract'
import { plain } from '@/shared/format/date'
import { parseYuan } from '@/shared/format/text'

/** What was pressed or typed, by question: `yes`, `no`, a number, a code, a text. */
export type Given = Record<string, string>

/** One of the buttons of a question. */
export interface Pick {
  value: string
  /** The key that presses it. */
  digit: string
}

/** The buttons of a question, in order; none where something is typed. */
export function picksOf(question: VisitQuestion): Pick[] {
  const counted = (values: string[]) =>
    values.map((value, at) => ({ value, digit: String(at + 1) }))
  switch (question.kind) {
    case 'yes_no':
      return counted(['yes', 'no'])
    case 'scale_one_to_five':
      return counted(['1', '2', '3', '4', '5'])
    case 'scale_zero_to_ten':
      // Ten has two digits: it is pressed with the key beside the nine.
      return '0 1 2 3 4 5 6 7 8 9 10'
        .split(' ')
        .map((value) => ({ value, digit: value === '10' ? '-' : value }))
    case 'choice':
      return counted(question.options.map((option) => option.code))
    default:
      return []
  }
}

/** What is written where none of a list holds. */
export const NONE = '-'

/** The codes of a list that are ticked. */
export function tickedOf(text: string | undefined): string[] {
  return !text || text === NONE ? [] : text.split(',')
}

/** With one more or one less ticked; nothing at all is no answer. */
export function toggled(question: VisitQuestion, text: string | undefined, code: string): string {
  if (code === NONE) return text === NONE ? '' : NONE
  const ticked = new Set(tickedOf(text))
  if (!ticked.delete(code)) ticked.add(code)
  const inOrder = question.options.filter((one) => ticked.has(one.code))
  return inOrder.map((one) => one.code).join(',')
}

/** What a key ticks: a digit its place in the list, nought that none of it holds. */
export function tickedBy(question: VisitQuestion, key: string): string | undefined {
  if (key === '0') return NONE
  return question.options[Number(key) - 1]?.code
}

/** The button a key presses. */
export function pickedBy(question: VisitQuestion, key: string): string | undefined {
  return picksOf(question).find((pick) => pick.digit === key)?.value
}

function amountOf(question: VisitQuestion, text: string): number | undefined {
  if (question.kind === 'money') return parseYuan(text)
  const number = Number(plain(text))
  return Number.isFinite(number) ? number : undefined
}

/** Whether what stands in a field is no answer to it. */
export function isWrong(question: VisitQuestion, text: string | undefined): boolean {
  const typed = text?.trim()
  const amount = question.kind === 'number' || question.kind === 'money'
  return Boolean(typed) && amount && amountOf(question, typed ?? '') === undefined
}

/** The answers for the program; what is blank or no number is left out. */
export function answersOf(questions: readonly VisitQuestion[], given: Given): VisitAnswerInput[] {
  return questions.flatMap((question): VisitAnswerInput[] => {
    const text = given[question.code]?.trim()
    if (!text) return []
    switch (question.kind) {
      case 'yes_no':
        return [{ question: question.code, yes: text === 'yes' }]
      case 'checks':
        return [{ question: question.code, codes: tickedOf(text) }]
      case 'text':
      case 'choice':
        return [{ question: question.code, text }]
      default: {
        const number = amountOf(question, text)
        return number === undefined ? [] : [{ question: question.code, number }]
      }
    }
  })
}
