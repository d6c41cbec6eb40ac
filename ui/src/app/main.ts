import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import '@/shared/theme'
import { i18n } from '@/shared/i18n'
import { holdBack } from '@/shared/model/later'
import { makeQueryClient } from '@/shared/model/query'
import { applyLook, followSystem } from '@/shared/theme'
import { measureBar } from '@/shared/theme/bar'
import { keepInputMethodApart } from '@/shared/use/hotkeys'
import App from './App.vue'
import { makeRouter } from './router'

applyLook('light', 'standard')
followSystem()
keepInputMethodApart()
measureBar()
holdBack()
createApp(App)
  .use(i18n)
  .use(VueQueryPlugin, { queryClient: makeQueryClient() })
  .use(makeRouter())
  .mount('#root')
