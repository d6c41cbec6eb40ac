/** Screens and their addresses. Filters of a list live in the query, so that Back works. */
import { createRouter, createWebHashHistory, type RouteRecordRaw, type Router } from 'vue-router'
import { routes as complaint } from '@/features/complaint/routes'
import { routes as counter } from '@/features/counter/routes'
import { routes as customer } from '@/features/customer/routes'
import { routes as imports } from '@/features/import/routes'
import { routes as intake } from '@/features/intake/routes'
import { routes as promise } from '@/features/promise/routes'
import { routes as remedy } from '@/features/remedy_case/routes'
import { routes as report } from '@/features/report/routes'
import { routes as visit } from '@/features/return_visit/routes'
import { routes as settings } from '@/features/settings/routes'
import { routes as setup } from '@/features/setup/routes'
import { routes as staff } from '@/features/staff/routes'
import { routes as today } from '@/features/today/routes'
import { routes as unit } from '@/features/unit/routes'
import { routes as order } from '@/features/work_order/routes'
import { routes as money } from '@/features/money/routes'
import { routes as stock } from '@/features/stock/routes'
import { routes as sheet } from '@/features/sheet/routes'
import { routes as event } from '@/features/shop_event/routes'
import { routes as plan } from '@/features/plan/routes'

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown without the frame: before the first run there is nothing to go to. */
    bare?: boolean
    /** Reachable while the data cannot be opened. */
    rescue?: boolean
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
  ...today,
  ...intake,
  ...order,
  ...report,
  ...complaint,
  ...promise,
  ...remedy,
  ...plan,
  ...event,
  ...sheet,
  ...money,
  ...stock,
  ...counter,
  ...visit,
  ...customer,
  ...unit,
  ...imports,
  { path: '/sync', component: () => import('./SyncScreen.vue') },
  ...staff,
  ...settings,
  ...setup,
  { path: '/:rest(.*)*', redirect: '/today' },
]

export function makeRouter(): Router {
  return createRouter({ history: createWebHashHistory(), routes })
}
