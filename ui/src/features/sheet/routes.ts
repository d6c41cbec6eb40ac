import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/sheets', component: () => import('./SheetView.vue') },
]
