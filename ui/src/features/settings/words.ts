/** The words of the screens for the names of the program, for a file that people open elsewhere. */
import { exportLists, registry, type ExportWords } from '@/bindings/contract'
import { codeText, codeWords } from '@/shared/i18n'
import { groupOf } from '@/shared/i18n/value'

/** Headings, names and words for codes, in the language of the screens. */
export function exportWords(): ExportWords {
  const words: Required<ExportWords> = {
    lists: Object.fromEntries(
      exportLists.map((list) => [list, codeText('exported', list.replace('.', '_'))]),
    ),
    entities: {},
    fields: {},
    codes: {},
  }
  for (const [entity, fields] of Object.entries(registry)) {
    words.entities[entity] = codeText('entity', entity)
    for (const [field, kind] of Object.entries(fields as Record<string, unknown>)) {
      words.fields[field] = codeText('field', field)
      const group = typeof kind === 'string' ? null : groupOf(entity, field)
      if (group) words.codes[`${entity}.${field}`] = codeWords(group)
    }
  }
  return words
}
