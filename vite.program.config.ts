import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Native, with files of their own, or taken only where somebody installed them. */
const outside = /^(node:|sharp$|bmp-ts$|heic-decode$|zlib-sync$|bufferutil$|utf-8-validate$|supports-color$)/;

/**
 * Builds the program: our modules and the packages in a few files, since finding and opening two thousand costs Node more than
 * what is in them, in time and in memory. What is imported only when it is needed becomes a file of its own.
 * `--mode packages-outside` leaves packages as they are installed; the benchmark of a start compares with that.
 */
export default defineConfig(({ mode }) => ({
  root: path('./src'),
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: path('./dist'),
    // Other builds write there too, and names stay the same from one build to the next.
    emptyOutDir: false,
    target: 'node20.19',
    // Names of functions and classes are seen in logs and profiles.
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { main: path('./src/main.ts'), 'decode-worker': path('./src/media/decode-worker.ts') },
      external: mode === 'packages-outside' ? /^(node:|@?[a-z])/ : outside,
      // Escaped, and without the comments, a text takes Node half the memory.
      output: {
        charset: 'ascii',
        comments: false,
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        sourcemapExcludeSources: true,
      },
      // A method of discord.js that nothing calls.
      checks: { eval: false },
    },
  },
}));
