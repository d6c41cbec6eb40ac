import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/today', component: () => import('./TodayView.vue') },
  { path: '/today/close', component: () => import('./DayCloseView.vue') },
]
