import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Builds the program: our own modules in a few files, since Node takes as long for each file as for what is in it, and
 * packages as they are installed. What is imported only when it is needed becomes a file of its own.
 */
export default defineConfig({
  root: path('./src'),
  publicDir: false,
  build: {
    ssr: true,
    outDir: path('./dist'),
    // Other builds write there too, and names stay the same from one build to the next.
    emptyOutDir: false,
    target: 'node20.19',
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { main: path('./src/main.ts'), 'decode-worker': path('./src/media/decode-worker.ts') },
      external: /^(node:|@?[a-z])/,
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', sourcemapExcludeSources: true },
    },
  },
});
