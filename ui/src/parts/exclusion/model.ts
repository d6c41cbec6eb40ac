/** What a claim's form holds and sends. */
import type {
  Exclusion,
  ExclusionEvidence,
  ExclusionEvidenceKind,
  ExclusionEvidenceTyped,
  ExclusionState,
} from '@/bindings/contract'

/** Texts by kind of evidence, as typed. */
export type Pieces = Partial<Record<ExclusionEvidenceKind, string>>

export type Cause = 'yes' | 'no' | 'unknown'

/** The pieces that have a text. */
export function typedPieces(pieces: Pieces, asked: ExclusionEvidence[]): ExclusionEvidenceTyped[] {
  return asked.flatMap(({ kind }) => {
    const text = pieces[kind]?.trim()
    return text ? [{ kind, text }] : []
  })
}

export const causeFlag = (cause: Cause): boolean | null =>
  cause === 'unknown' ? null : cause === 'yes'

/** The pieces a ground asks for that are not there. */
export const lackingOf = (claim: Exclusion): ExclusionEvidence[] =>
  claim.evidence.filter((one) => one.must && !one.held)

export const stateTone: Record<ExclusionState, string> = {
  claimed: 'warn',
  confirmed: 'bad',
  refused: '',
  withdrawn: '',
}
