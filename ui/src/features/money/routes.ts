import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/money', component: () => import('./MoneyView.vue') },
]
