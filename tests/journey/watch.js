// Runs in the page, as the body of a function with the arguments title, origin, work and done.
// Does many things on screen in one go, waits each time until the screen shows what it must, and
// tells everything that must not be there. Answers with a list of complaints.
const [title, origin, work, done] = arguments

// Elements that only markup of the strings could make.
const foreign = [
  'img', 'iframe', 'object', 'embed', 'base', 'math', 'marquee', 'details', 'plaintext', 'noscript',
  'template', 'body script', 'body style', 'form[action]', 'button[formaction]', '[autofocus]',
  'meta[http-equiv=refresh]', "a[href^='java' i]",
].join(',')

/** A script that ran, an element or attribute that markup made, another title or address. */
function harm() {
  const found = []
  if ('__wuyou_hostile' in window) found.push('a script ran')
  if ('x' in {}) found.push('the prototype of every object was changed')
  if (document.title !== title) found.push(`title: ${document.title}`)
  if (location.origin !== origin) found.push(`address: ${location.href}`)
  for (const element of document.querySelectorAll(foreign)) {
    found.push(element.outerHTML.slice(0, 90))
  }
  for (const element of document.querySelectorAll('*')) {
    if (element instanceof HTMLUnknownElement) found.push(`element ${element.localName}`)
    for (const { name } of element.attributes) {
      if (name.startsWith('on')) found.push(`${name} of ${element.localName}`)
    }
  }
  return found
}

const oneLine = (text) => text.replace(/\s+/g, ' ').trim()
const shows = (part, text) =>
  [...document.querySelectorAll(part)].some((one) => oneLine(one.textContent).includes(oneLine(text)))

async function until(isSo, what) {
  const since = performance.now()
  while (!isSo()) {
    if (performance.now() - since > 20_000) throw new Error(`${what} did not come: ${location.hash}`)
    await new Promise((resume) => setTimeout(resume, 4))
  }
}
function unharmed(place) {
  const found = harm()
  if (found.length > 0) throw new Error(`${place}: ${found.join(' | ')}`)
}

const ways = {
  /** Screens by their addresses, and texts that stand in parts of them. */
  async visit(places) {
    for (const { address, texts } of places) {
      location.hash = address
      for (const [part, text] of texts) {
        await until(() => shows(part, text), `「${text}」 in ${part}`)
      }
      unharmed(address)
    }
  },
  /** Down the list on screen, so that every row is shown and chosen once. */
  async walk(rows) {
    const active = () => document.querySelector('[role=grid] [data-index][tabindex="0"]')
    for (let row = rows.from; row < rows.to; row += 1) {
      await until(() => active() !== null, 'a row')
      const next = Number(active().dataset.index) + 1
      if (next + 1 >= Number(active().closest('[role=grid]').getAttribute('aria-rowcount'))) return
      const key = { key: 'ArrowDown', bubbles: true, cancelable: true }
      active().dispatchEvent(new KeyboardEvent('keydown', key))
      await until(() => Number(active()?.dataset.index) === next, `row ${next}`)
      unharmed(`row ${next}`)
    }
  },
  /** Texts put into the search field as if pasted; what the program finds is in the list. */
  async search(texts) {
    const field = document.querySelector('header input[type=search]')
    const put = (text) => {
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      return field.value.trim()
    }
    for (const text of texts) {
      const query = put(text)
      const call = { name: 'search.all', payload: { query, limit: 30 } }
      const found = await window.__TAURI_INTERNALS__.invoke('call', call).catch(() => null)
      if (query !== '' && found !== null) {
        const title = found.hits[0]?.title
        const part = title === undefined ? 'header .none' : 'header [role=option]'
        await until(() => shows(part, title ?? query), `「${title ?? query}」 in ${part}`)
      }
      unharmed(`the search for ${text}`)
    }
    put('')
  },
  /** The strings as markup, one after another: how many of them the watch notices. */
  async plant(texts) {
    const field = document.createElement('div')
    document.body.append(field)
    let noticed = 0
    for (const text of texts) {
      field.innerHTML = text
      if (field.children.length > 0 && harm().length === 0) throw new Error(`not noticed: ${text}`)
      if (field.children.length > 0) noticed += 1
    }
    field.remove()
    if (noticed < 30) throw new Error(`only ${noticed} strings made an element`)
  },
  async look(place) {
    unharmed(place)
  },
}
ways[work.way](work.with).then(
  () => done([]),
  (error) => done([String(error)]),
)
