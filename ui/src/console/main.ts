import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import '@/shared/theme'
import { i18n } from '@/shared/i18n'
import { followSystem } from '@/shared/theme'
import { measureBar } from '@/shared/theme/bar'
import { keepInputMethodApart } from '@/shared/use/hotkeys'
import Console from './Console.vue'
import { restoreLook } from './look'
import { makeConsoleClient } from './live'
import { makeRouter } from './router'

restoreLook()
followSystem()
keepInputMethodApart()
measureBar()
createApp(Console)
  .use(i18n)
  .use(VueQueryPlugin, { queryClient: makeConsoleClient() })
  .use(makeRouter())
  .mount('#root')
