/** The reasons of a request, in the order they are offered. */
import type { RequestKind, WorkOrderKind } from '@/bindings/contract'

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

/** The services an order is opened for, in the order they are offered. */
export const orderKinds: WorkOrderKind[] = [
  'repair',
  'install',
  'commissioning',
  'maintenance',
  'inspection',
  'demonstration',
  'use_training',
  'relocation',
  'introduction',
  'delivery',
  'part_sale',
  'tour',
]
