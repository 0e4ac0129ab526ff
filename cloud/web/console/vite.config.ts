import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['EDGE_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['browser', 'module', 'import', 'default'] },
  build: {
    target: ['chrome90', 'safari15'],
    outDir: '../../Cloud.Host/wwwroot',
    emptyOutDir: true,
    // Read by dev/budget.mjs, which takes it away again.
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(['/api', '/a/', '/sso', '/public', '/entry', '/sign-in', '/password', '/second-factor', '/register/', '^/register$', '/openapi', '/health'].map((path) => [path, { target: server }])),
  },
});
