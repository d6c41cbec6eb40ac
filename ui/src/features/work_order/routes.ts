import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/orders/:id?', component: () => import('./WorkOrdersView.vue') },
]
