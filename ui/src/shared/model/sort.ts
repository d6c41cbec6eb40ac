/** By what a list is sorted: one of what it can be sorted by. */
import { ref, type Ref } from 'vue'

export interface Sorting<By extends string> {
  sort: Ref<By>
  /** What an older version kept may be no order any more. */
  sortBy: (by: string) => void
}

export function useSorting<By extends string>(all: readonly By[], first: By): Sorting<By> {
  const sort = ref(first) as Ref<By>
  return {
    sort,
    sortBy: (by) => {
      sort.value = all.find((one) => one === by) ?? sort.value
    },
  }
}
