/** Whose cards, and what is kept of a mailing that is being written. Pure. */
import type { AtHome, GreetingOccasion, GreetingSpared, LabelCut } from '@/bindings/contract'
import { t } from '@/shared/i18n'
import { countText } from '@/shared/format/text'

/** The chosen households, or those the list is narrowed to. */
export interface GreetingAsked {
  ids?: string[]
  query?: string | null
  town?: string | null
  at_home?: AtHome | null
}

export interface GreetingForm {
  occasion: GreetingOccasion
  /** Null while nobody has typed: the usual words of the occasion. */
  text: string | null
  withText: boolean
  cut: LabelCut
}

export const occasions: readonly GreetingOccasion[] = [
  'spring_festival',
  'heating_season',
  'birthday',
  'own',
]
export const cuts: readonly LabelCut[] = ['two_by_seven', 'three_by_eight']
export const TEXT_MAX = 120

export const emptyGreeting = (): GreetingForm => ({
  occasion: 'spring_festival',
  text: null,
  withText: true,
  cut: 'two_by_seven',
})

/** Who is left alone, a few words for each reason. */
export function sparedText(spared: readonly GreetingSpared[]): string {
  return spared
    .map(({ reason, count }) =>
      t('greeting.sparedOne', { reason: t(`greeting.reason.${reason}`), count: countText(count) }),
    )
    .join(' · ')
}
