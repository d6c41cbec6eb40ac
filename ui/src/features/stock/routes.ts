import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/stock', component: () => import('./StockView.vue') },
]
