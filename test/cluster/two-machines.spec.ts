import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import { S3Standin } from '../support/s3/s3-standin.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A Limner of its own, in a folder of its own, as on a machine of its own. */
async function startMachine(env: Readonly<Record<string, string>>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'limner-machine-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/main.ts')], {
    cwd: root,
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await rm(dataDir, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/readyz`)).ok, { timeoutMs: 30_000, everyMs: 100 });
  return { url, dataDir, child };
}

it('machines that share a Redis and an S3 store share no folder', async () => {
  const redis = await startTestRedis();
  onTestFinished(() => redis.stop());
  const s3 = new S3Standin();
  await s3.start();
  onTestFinished(() => s3.stop());
  const shared = {
    ...s3.environment,
    REDIS_URL: redis.socketPath,
    SECRET_KEY: 'a-secret-key-for-tests-only-0123456789',
    SANDBOX_DELAY_MS: '50',
  };
  const [web, worker] = await Promise.all([
    startMachine({ ...shared, ROLES: 'web' }),
    startMachine({ ...shared, ROLES: 'worker' }),
  ]);
  const form = new FormData();
  form.set('prompt', 'the same fox, in the snow');
  form.set('format', 'png');
  const reference = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#c33' } })
    .png()
    .toBuffer();
  form.set('image', new Blob([new Uint8Array(reference)], { type: 'image/png' }), 'fox.png');

  const asked = await fetch(`${web.url}/api/generations`, { method: 'POST', body: form });
  expect(asked.status).toBe(202);
  const { id } = (await asked.json()) as { id: string };
  const cookie = (asked.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const done = await eventually(
    async () => {
      const answer = await fetch(`${web.url}/api/generations/${id}`, { headers: { cookie } });
      const view = (await answer.json()) as { status: string; images: { url: string }[] };
      return view.status === 'succeeded' && view;
    },
    { timeoutMs: 30_000, everyMs: 50 },
  );
  const picture = await fetch(`${web.url}${done.images[0]?.url}`);
  const bytes = Buffer.from(await picture.arrayBuffer());

  expect(picture.headers.get('content-type')).toBe('image/png');
  expect((await sharp(bytes).metadata()).format).toBe('png');
  // The reference, which the web process took, and the picture, which the worker drew.
  const pictures = [...s3.objects.values()].filter(({ bytes }) => bytes.byteLength > 0);
  expect(pictures.map(({ mediaType }) => mediaType)).toEqual(['image/png', 'image/png']);
  for (const { dataDir } of [web, worker]) {
    expect(await readdir(dataDir)).not.toContain('media');
    expect(await readdir(join(dataDir, 'media-cache'))).toHaveLength(2);
  }
});
