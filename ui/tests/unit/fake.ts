/** A fake shop in place of the program, for component tests. */
import { VueQueryPlugin } from '@tanstack/vue-query'
import { render, type RenderResult } from '@testing-library/vue'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { routes } from '@/app/router'
import { i18n } from '@/shared/i18n'
import { CallError, useTransport } from '@/shared/ipc'
import { makeQueryClient } from '@/shared/model/query'
import { makeFake, Refused, type Fake, type FakeOptions } from '../fixture/fake'

/** Puts a fake shop behind `call`. */
export function useFake(options: FakeOptions = {}): Fake {
  const fake = makeFake({ customers: 60, ...options })
  useTransport(async (name, payload) => {
    try {
      // As over the wire: no shared objects.
      const called = fake.call(name, JSON.parse(JSON.stringify(payload)))
      const answer = called instanceof Promise ? await called : called
      return JSON.parse(JSON.stringify(answer)) as unknown
    } catch (error) {
      if (error instanceof Refused) throw new CallError(error.code, error.code, error.details)
      throw error
    }
  })
  return fake
}

/** Calls of one command so far. */
export function payloadsOf(fake: Fake, name: string): unknown[] {
  return fake.calls.filter((one) => one.name === name).map((one) => one.payload)
}

/** Shows a component as the app would. */
export async function show(
  component: Component,
  props: Record<string, unknown> = {},
  path = '/',
): Promise<RenderResult & { router: Router }> {
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push(path)
  const client = makeQueryClient()
  const shown = render(component, {
    props,
    global: { plugins: [i18n, [VueQueryPlugin, { queryClient: client }], router] },
  })
  return { ...shown, router }
}
