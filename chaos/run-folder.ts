import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A folder for everything of one run, the program itself included: later changes of the sources do not touch it. */
export interface RunFolder {
  readonly path: string;
  /** The compiled entry point. */
  readonly main: string;
  readonly dataDir: string;
  remove(): void;
}

export async function makeRunFolder(): Promise<RunFolder> {
  const path = mkdtempSync(join(tmpdir(), 'limner-chaos-'));
  const program = join(path, 'program');
  mkdirSync(program);
  symlinkSync(join(root, 'node_modules'), join(program, 'node_modules'));
  copyFileSync(join(root, 'package.json'), join(program, 'package.json'));
  await promisify(execFile)(
    process.execPath,
    // prettier-ignore
    [
      join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', join(root, 'vite.program.config.ts'),
      '--outDir', join(program, 'dist'), '--logLevel', 'warn',
    ],
    { cwd: root },
  );
  const dataDir = join(path, 'data');
  mkdirSync(dataDir);
  return {
    path,
    main: join(program, 'dist', 'main.js'),
    dataDir,
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
