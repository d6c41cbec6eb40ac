/** The console's addresses; filters and the open order live in them, so that a link shows the same. */
import { createRouter, createWebHashHistory, type Router } from 'vue-router'

export function makeRouter(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', redirect: '/orders' },
      { path: '/orders/:dealer?/:id?', component: () => import('./OrdersPage.vue') },
      { path: '/remedies', component: () => import('./RemediesPage.vue') },
      { path: '/serials', component: () => import('./SerialsPage.vue') },
      { path: '/devices', component: () => import('./DevicesPage.vue') },
      { path: '/:rest(.*)*', redirect: '/orders' },
    ],
  })
}
