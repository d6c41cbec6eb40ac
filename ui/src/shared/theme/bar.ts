/** How wide the bar of a scrolling part is here: none where it is drawn over what scrolls. */

/** Measures it once, before the first screen. */
export function measureBar(): void {
  const sample = document.createElement('div')
  sample.className = 'bar-sample'
  document.body.append(sample)
  const width = sample.offsetWidth - sample.clientWidth
  sample.remove()
  document.documentElement.style.setProperty('--bar', `${width}px`)
}
