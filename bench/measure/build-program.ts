import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the program as `npm run build` does, into a folder below the repository. */
export function buildProgram(folder: string, mode?: 'packages-outside'): void {
  execFileSync(
    `${root}node_modules/.bin/vite`,
    // prettier-ignore
    [
      'build', '--config', 'vite.program.config.ts', '--outDir', root + folder, '--emptyOutDir', '--logLevel', 'warn',
      ...(mode ? ['--mode', mode] : []),
    ],
    { cwd: root, stdio: 'inherit' },
  );
}
