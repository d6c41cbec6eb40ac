import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/setup', component: () => import('./SetupView.vue'), meta: { bare: true } },
]
