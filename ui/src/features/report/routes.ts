import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/report', component: () => import('./ReportView.vue') },
]
