import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/calendar/:id?', component: () => import('./CalendarView.vue') },
]
