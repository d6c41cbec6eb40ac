import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/counter', component: () => import('./CounterView.vue') },
]
