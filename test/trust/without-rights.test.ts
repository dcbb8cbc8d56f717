import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startLimnerProcess } from './support/limner-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** "nobody" of most systems: owns nothing, so that everything but its two folders is read-only for it. */
const nobody = { uid: 65_534, gid: 65_534 };

/** Only root can become somebody else, and only where that somebody may read the program. */
function canBeNobody(): boolean {
  if (process.getuid?.() !== 0) return false;
  const seen = spawnSync(process.execPath, ['--eval', "require('fs').readFileSync('src/main.ts')"], {
    ...nobody,
    cwd: root,
  });
  return seen.status === 0;
}

it.runIf(canBeNobody())(
  'runs without rights where only DATA_DIR and the temporary folder can be written, as in the container',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'limner-nobody-'));
    chownSync(folder, nobody.uid, nobody.gid);
    const [dataDir, temporary, home] = ['data', 'tmp', 'home'].map((name) => join(folder, name));
    for (const own of [dataDir ?? '', temporary ?? '']) {
      mkdirSync(own);
      chownSync(own, nobody.uid, nobody.gid);
    }
    mkdirSync(home ?? '', { mode: 0o555 });
    const environment = {
      DATA_DIR: dataDir ?? '',
      TMPDIR: temporary ?? '',
      HOME: home ?? '',
      SANDBOX_DELAY_MS: '1',
    };

    const limner = await startLimnerProcess(environment, nobody);
    const asked = await fetch(`${limner.url}/api/generations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'a fox' }),
    });
    const { id } = (await asked.json()) as { id: string };
    await eventually(async () => {
      const generation = await (await fetch(`${limner.url}/api/generations/${id}`)).json();
      expect(generation).toMatchObject({ status: 'succeeded' });
    });

    expect(await limner.end()).toBe(0);
    expect(limner.output()).not.toMatch(/EACCES|EROFS|EPERM/);
    expect(existsSync(join(dataDir ?? '', 'secret-key'))).toBe(true);
    expect(readdirSync(home ?? '')).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  },
  60_000,
);
