import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/visits/:id?', component: () => import('./ReturnVisitsView.vue') },
]
