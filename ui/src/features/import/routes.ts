import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/import', component: () => import('./ImportView.vue') },
]
