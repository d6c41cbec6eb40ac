import { afterEach, describe, expect, it, vi } from 'vitest'
import { setLocale } from '@/shared/i18n'
import { hq, ProblemError } from './api'
import { problemText } from './problem'

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(
      new Response(status === 204 ? null : JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/problem+json', ...headers },
      }),
    ),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}
afterEach(() => vi.unstubAllGlobals())
const caught = async (work: Promise<unknown>) => work.then(() => null).catch((e: unknown) => e)

describe('a request to headquarters', () => {
  it('is sent to our own origin with JSON and its cookie', async () => {
    const fetch = answering(200, { name: 'hq', expires_at: 1 })
    await hq.login('hq', 'secret')
    const [url, init] = fetch.mock.calls[0] ?? []
    expect(url).toBe('/api/v1/hq/login')
    expect(init).toMatchObject({ method: 'POST', credentials: 'same-origin' })
    expect(init?.headers).toMatchObject({ 'content-type': 'application/json' })
  })

  it('counts as use unless the page asks on its own', async () => {
    const fetch = answering(200, {})
    await hq.summary()
    await hq.summary({ background: true })
    const headers = fetch.mock.calls.map(([, init]) => init.headers as Record<string, string>)
    expect(headers.map((one) => one['x-wuyou-background'])).toEqual([undefined, '1'])
  })

  it('keeps hostile ids inside their part of the address', async () => {
    const fetch = answering(200, {})
    await hq.workOrder('../../x', 'a/b?c#d')
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/v1/hq/work-orders/..%2F..%2Fx/a%2Fb%3Fc%23d')
  })

  it('is fine without a body', async () => {
    answering(204, null)
    expect(await caught(hq.logout())).toBeNull()
  })
})

describe('a refusal', () => {
  it('carries the stable code, its details and how long to wait', async () => {
    answering(429, { code: 'hq.login_wait', details: { a: 1 } }, { 'retry-after': '30' })
    const error = await caught(hq.login('hq', 'x'))
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'hq.login_wait', status: 429, retryAfter: 30 })
    setLocale('zh-CN')
    expect(problemText(error)).toContain('30')
  })

  it('is told in words even when it is no problem document at all', async () => {
    vi.stubGlobal('fetch', async () =>
      Promise.resolve(
        new Response('<html>Bad Gateway</html>', {
          status: 502,
          headers: { 'content-type': 'text/html' },
        }),
      ),
    )
    const error = await caught(hq.summary())
    expect(error).toMatchObject({ code: 'unknown', status: 502 })
    expect(problemText(error)).toContain('502')
  })

  it('of the network is not mistaken for one of the server', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await caught(hq.summary())).toMatchObject({ code: 'unreachable', status: 0 })
  })

  it('ends the session only when the server says it is over', async () => {
    answering(401, { code: 'auth.missing' })
    expect(await caught(hq.summary())).toMatchObject({ signedOut: true })
    answering(401, { code: 'hq.wrong_login' })
    expect(await caught(hq.login('hq', 'x'))).toMatchObject({ signedOut: false })
  })

  it('has its own words for every code of the API', () => {
    // docs/api.md, the codes the console can meet.
    const codes = [
      'request.malformed',
      'request.invalid',
      'request.wrong_origin',
      'too_many_requests',
      'server.busy',
      'server.storage_full',
      'server.internal',
      'auth.missing',
      'hq.wrong_login',
      'hq.login_wait',
      'work_order.not_found',
    ]
    for (const language of ['zh-CN', 'en'] as const) {
      setLocale(language)
      const unknown = problemText(new ProblemError('brand.new', 400))
      const texts = codes.map((code) => problemText(new ProblemError(code, 400)))
      expect(texts).not.toContain(unknown)
      expect(texts.every((text) => text.length > 3 && !text.includes('console.'))).toBe(true)
    }
    setLocale('zh-CN')
  })
})
