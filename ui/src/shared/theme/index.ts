/** Theme, density and language of the page, from the settings. */
import 'element-plus/theme-chalk/base.css'
import './tokens.css'
import './base.css'
import { ref } from 'vue'

export type Theme = 'light' | 'dark' | 'system'
export type Density = 'compact' | 'standard' | 'comfortable'

const dark = () => window.matchMedia('(prefers-color-scheme: dark)')
let wanted: Theme = 'light'
/** Counts up whenever sizes may have changed: who counts with the height of a row looks again. */
export const sizes = ref(0)

function paint(): void {
  const isDark = wanted === 'dark' || (wanted === 'system' && dark().matches)
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
  document.documentElement.classList.toggle('dark', isDark)
}

/** Applies what the settings say; unknown words mean the default. */
export function applyLook(theme: string, density: string): void {
  wanted = theme === 'dark' || theme === 'system' ? theme : 'light'
  const known = density === 'compact' || density === 'comfortable'
  document.documentElement.dataset['density'] = known ? density : 'standard'
  sizes.value += 1
  paint()
}

export const TEXT_SIZES = ['standard', 'large', 'huge'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

/** What was kept of the size of the text; anything else is the usual one. */
export const textSizeOf = (kept: unknown): TextSize =>
  TEXT_SIZES.find((size) => size === kept) ?? 'standard'

/** Applies the size a person likes to read. */
export function applyText(size: TextSize): void {
  document.documentElement.dataset['text'] = size
  sizes.value += 1
}

/** Follows the system while the setting says so. */
export function followSystem(): void {
  dark().addEventListener('change', paint)
}
