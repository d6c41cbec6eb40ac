import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { UserConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Libraries, and what several screens stand on. */
const BASE = { name: 'base', test: /node_modules|src[\\/](shared|parts)[\\/]/ }

/** What both entries share. The oldest engines are WebView2 109 and the WebKit of macOS 12. */
export function shared(entry: 'app' | 'console'): UserConfig {
  return {
    root: here(`src/${entry}`),
    // Relative, so that the files work under `tauri://`, a path of the server, or any folder.
    base: './',
    plugins: [vue()],
    resolve: { alias: { '@': here('src') } },
    define: {
      __VUE_OPTIONS_API__: true,
      __VUE_PROD_DEVTOOLS__: false,
      __VUE_I18N_LEGACY_API__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
    },
    build: {
      outDir: here(`dist/${entry}`),
      emptyOutDir: true,
      target: ['chrome109', 'safari15.4'],
      // Nothing is inlined into the page or into styles: the content policy forbids it.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Every file costs its way through two processes, and at the start that is most of the time:
      // what several screens stand on is one file, and all styles are one.
      cssCodeSplit: false,
      rolldownOptions: { output: { codeSplitting: { groups: [BASE] } } },
      chunkSizeWarningLimit: 1_100,
      reportCompressedSize: false,
    },
    server: { fs: { allow: [here('.')] }, proxy: { '/call': devHost(), '/api': devHost() } },
  }
}

function devHost(): string {
  return process.env['WUYOU_HOST'] ?? 'http://127.0.0.1:7878'
}
