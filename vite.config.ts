import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Builds the pages (the web chat, the painter of regions) beside the built program, which serves them. */
export default defineConfig({
  root: path('./src/bots/web/page'),
  // Relative: the painter's files are served beside it, where the chat's are not.
  base: './',
  publicDir: path('./src/bots/web/page/public'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: path('./dist/public'),
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy allows no inline resources other than pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: path('./src/bots/web/page/index.html'),
        region: path('./src/bots/web/page/region.html'),
      },
    },
  },
});
