import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/staff/:id?', component: () => import('./StaffView.vue') },
]
