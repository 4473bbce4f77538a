import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: { conditions: ['kentongan-source', ...defaultClientConditions] },
  // Follows `composes` from one stylesheet into another.
  css: { transformer: 'lightningcss' },
  // Nothing is inlined: the content security policy allows no data: addresses.
  build: { outDir: '../../dist/console', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
