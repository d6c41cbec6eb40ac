import { describe, expect, it } from 'vitest'
import {
  emptySetup,
  enrolRequest,
  fieldOfRefusal,
  keepSetup,
  keptSetup,
  offlineRequest,
  stepAfter,
  stepBefore,
  stepProblems,
  tidyDealerCode,
  tidyEnrolmentCode,
  tidyServerUrl,
} from './model'

class MemoryStorage implements Storage {
  private readonly items = new Map<string, string>()
  get length() {
    return this.items.size
  }
  clear() {
    this.items.clear()
  }
  getItem(key: string) {
    return this.items.get(key) ?? null
  }
  key(index: number) {
    return [...this.items.keys()][index] ?? null
  }
  removeItem(key: string) {
    this.items.delete(key)
  }
  setItem(key: string, value: string) {
    this.items.set(key, value)
  }
}

describe('what is typed in the first run', () => {
  it('reads a dealer code in full width and small letters', () => {
    expect(tidyDealerCode(' ｌｈ００１ ')).toBe('LH001')
  })

  it('groups an enrolment code by four whatever separates it', () => {
    expect(tidyEnrolmentCode('4qwe 7RTY－1abc')).toBe('4QWE-7RTY-1ABC')
    expect(tidyEnrolmentCode('')).toBe('')
  })

  it('adds https to a bare host and drops trailing slashes', () => {
    expect(tidyServerUrl('hq.example.cn/')).toBe('https://hq.example.cn')
    expect(tidyServerUrl('http://127.0.0.1:8080//')).toBe('http://127.0.0.1:8080')
    expect(tidyServerUrl('　')).toBe('')
  })
})

describe('steps of the first run', () => {
  const form = emptySetup('zh-CN')

  it('refuses plain http except to this machine', () => {
    const at = (serverUrl: string) =>
      stepProblems({ ...form, serverUrl, code: '4QWE-7RTY' }, 'shop').serverUrl
    expect(at('http://hq.example.cn')).toBe('serverUrl')
    expect(at('http://127.0.0.1:8443')).toBeUndefined()
    expect(at('https://user:pass@hq.example.cn')).toBe('serverUrl')
    expect(at('javascript:alert(1)')).toBe('serverUrl')
    expect(at('hq.example.cn')).toBeUndefined()
    expect(at('')).toBe('required')
  })

  it('asks only for the fields of the chosen way', () => {
    expect(Object.keys(stepProblems({ ...form, way: 'offline' }, 'shop'))).toEqual(['dealerCode'])
    expect(Object.keys(stepProblems(form, 'shop')).sort()).toEqual(['code', 'serverUrl'])
  })

  it('wants a dealer code of 2 to 12 letters and digits', () => {
    const at = (dealerCode: string) =>
      stepProblems({ ...form, way: 'offline', dealerCode }, 'shop').dealerCode
    expect(at('L')).toBe('dealerCode')
    expect(at('柳河一店')).toBe('dealerCode')
    expect(at('ABCDEFGHIJKLM')).toBe('dealerCode')
    expect(at('lh001')).toBeUndefined()
  })

  it('counts characters, not code units, for the name of the PC', () => {
    expect(stepProblems({ ...form, deviceName: '𠮷'.repeat(60) }, 'pc')).toEqual({})
    expect(stepProblems({ ...form, deviceName: '𠮷'.repeat(61) }, 'pc').deviceName).toBe('tooLong')
    expect(stepProblems({ ...form, deviceName: ' ' }, 'pc').deviceName).toBe('required')
  })

  it('goes forward to the end and never back behind the finished setup', () => {
    expect(stepAfter('language')).toBe('shop')
    expect(stepAfter('data')).toBe('data')
    expect(stepBefore('pc')).toBe('shop')
    expect(stepBefore('language')).toBeNull()
    expect(stepBefore('data')).toBeNull()
  })

  it('sends empty fields as absent', () => {
    expect(offlineRequest({ ...form, dealerCode: 'lh001' })).toEqual({
      dealer_code: 'LH001',
      dealer_name: null,
      device_name: 'PC-A',
      owner_name: null,
      language: 'zh-CN',
    })
    expect(enrolRequest({ ...form, serverUrl: 'hq.cn', code: 'abcd1234' })).toEqual({
      server_url: 'https://hq.cn',
      code: 'ABCD-1234',
      device_name: 'PC-A',
      language: 'zh-CN',
    })
  })

  it('leads a refusal to the field it is about', () => {
    expect(fieldOfRefusal('setup.enrolment_code')).toBe('code')
    expect(fieldOfRefusal('sync.offline')).toBeNull()
  })
})

describe('leaving the first run and coming back', () => {
  it('goes on where one stopped, without the one-time code', () => {
    const storage = new MemoryStorage()
    const form = { ...emptySetup('en'), step: 'pc' as const, way: 'offline' as const, code: '4QWE' }
    keepSetup(storage, { ...form, dealerCode: 'LH001' })
    const back = keptSetup(storage, 'zh-CN')
    expect(back).toEqual({ ...form, dealerCode: 'LH001', code: '' })
  })

  it('begins anew when what is kept is not a form', () => {
    for (const text of ['', '{', '3', '[]', '{"step":"evil","way":7,"deviceName":{}}']) {
      const storage = new MemoryStorage()
      storage.setItem('wuyou.setup', text)
      expect(keptSetup(storage, 'zh-CN')).toEqual(emptySetup('zh-CN'))
    }
  })
})
