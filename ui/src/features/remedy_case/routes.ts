import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/remedies/:id?', component: () => import('./RemedyCasesView.vue') },
]
