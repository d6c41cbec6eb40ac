import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/customers/:id?', component: () => import('./CustomersView.vue') },
]
