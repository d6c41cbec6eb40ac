import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/settings/:section?', component: () => import('./SettingsView.vue') },
  {
    path: '/rescue',
    component: () => import('./RescueView.vue'),
    meta: { bare: true, rescue: true },
  },
]
