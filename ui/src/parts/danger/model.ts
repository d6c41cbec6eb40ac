/** What is typed about a danger on the spot, and how it becomes the call. Pure. */
import type { DangerStep, DangerSteps } from '@/bindings/contract'

/** The three steps, as one form. */
export interface DangerValues {
  found: string
  tagNo: string
  paperNo: string
  /** `paper`: signed on paper; `photo`: the signed paper is photographed; `refused`: would not sign. */
  told: 'paper' | 'photo' | 'refused'
  witness: string
}

export const emptyDanger = (): DangerValues => ({
  found: '',
  tagNo: '',
  paperNo: '',
  told: 'paper',
  witness: '',
})

export type DangerField = 'found' | 'tag_no' | 'paper_no' | 'witness'

/** What is still empty of what has to be said. */
export function lackingOf(values: DangerValues, missing: readonly DangerStep[]): DangerField[] {
  const lacking: DangerField[] = []
  if (missing.includes('stop') && values.found.trim() === '') lacking.push('found')
  if (missing.includes('tag') && values.tagNo.trim() === '') lacking.push('tag_no')
  if (missing.includes('told')) {
    if (values.told === 'paper' && values.paperNo.trim() === '') lacking.push('paper_no')
    if (values.told === 'refused' && values.witness.trim() === '') lacking.push('witness')
  }
  return lacking
}

/** The call. What is on record already is sent again only where something was typed. */
export function stepsOf(values: DangerValues, missing: readonly DangerStep[]): DangerSteps {
  const found = values.found.trim()
  const tells = missing.includes('told') || values.paperNo.trim() !== '' || values.witness !== ''
  return {
    stopped: missing.includes('stop') || found !== '',
    found: found || null,
    tag_no: values.tagNo.trim() || null,
    paper_no: values.told === 'paper' ? values.paperNo.trim() || null : null,
    by_photo: tells && values.told === 'photo',
    refused: tells && values.told === 'refused',
    witness: values.told === 'refused' ? values.witness.trim() || null : null,
  }
}
