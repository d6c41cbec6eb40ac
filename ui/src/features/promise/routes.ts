import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/promises', component: () => import('./PromisesView.vue') },
]
