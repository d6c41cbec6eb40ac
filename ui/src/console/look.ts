// Language and colours of the console: a matter of this browser, not of an account.
import { computed, ref } from 'vue'
import { locale, setLocale, t, type Locale } from '@/shared/i18n'
import { applyLook, type Theme } from '@/shared/theme'

const KEY = 'wuyou.console.look'
const THEMES: Theme[] = ['light', 'dark', 'system']
const theme = ref<Theme>('system')

function keep(): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ theme: theme.value, language: locale.value }))
  } catch {
    // A browser without storage forgets the choice; nothing else is lost.
  }
}

function show(): void {
  applyLook(theme.value, 'standard')
  document.title = t('console.product')
}

/** Puts back what was chosen in this browser. */
export function restoreLook(): void {
  let kept: unknown = null
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? 'null')
  } catch {
    // Not ours: begin with the defaults.
  }
  const from = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>
  theme.value = THEMES.find((one) => one === from['theme']) ?? 'light'
  setLocale(from['language'] === 'en' ? 'en' : 'zh-CN')
  show()
}

export const chosenTheme = computed<Theme>({
  get: () => theme.value,
  set: (value) => {
    theme.value = value
    show()
    keep()
  },
})

export const chosenLanguage = computed<Locale>({
  get: () => locale.value,
  set: (value) => {
    setLocale(value)
    show()
    keep()
  },
})
