import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Builds the web chat's page beside the built program, which serves it. */
export default defineConfig({
  root: path('./src/bots/web/page'),
  base: '/',
  publicDir: path('./src/bots/web/page/public'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: path('./dist/bots/web/public'),
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy allows no inline resources other than pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
