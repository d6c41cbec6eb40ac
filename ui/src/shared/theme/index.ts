/** Theme, density and language of the page, from the settings. */
import 'element-plus/theme-chalk/base.css'
import './tokens.css'
import './base.css'

export type Theme = 'light' | 'dark' | 'system'
export type Density = 'compact' | 'standard' | 'comfortable'

const dark = () => window.matchMedia('(prefers-color-scheme: dark)')
let wanted: Theme = 'light'

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
  paint()
}

/** Follows the system while the setting says so. */
export function followSystem(): void {
  dark().addEventListener('change', paint)
}
