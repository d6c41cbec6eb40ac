import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/complaints/:id?', component: () => import('./ComplaintsView.vue') },
]
