import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/units/:id?', component: () => import('./UnitsView.vue') },
  { path: '/maintenance', component: () => import('./DueView.vue') },
  { path: '/other-machines/:id?', component: () => import('./OtherMachinesView.vue') },
]
