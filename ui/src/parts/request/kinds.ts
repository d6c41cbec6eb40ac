/** The reasons of a request, in the order they are offered. */
import type { RequestKind } from '@/bindings/contract'

export const kinds: RequestKind[] = [
  'repair',
  'enquiry',
  'install',
  'maintenance',
  'complaint',
  'suggestion',
  'praise',
  'return',
  'pre_sale',
]
