import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/intake', component: () => import('./IntakeView.vue') },
]
