/* A worker in a process of its own, for being killed and stopped. Settings: JSON as the first argument. */
import { createCore } from '../../../src/core/create-core.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import { createMedia } from '../../../src/media/create-media.ts';
import { createCrashChannel } from './crash-channel.ts';
import { createCrashProvider } from './crash-provider.ts';
import { crashLimits } from './crash-settings.ts';
import type { CrashWorkerSettings, PausePoint } from './crash-settings.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as CrashWorkerSettings;
const secretKey = 'a-secret-key-for-tests-only-0123456789';

async function pauseAt(point: PausePoint, prompt: string): Promise<void> {
  if (!settings.pauses || prompt !== `pause ${point}`) return;
  process.send?.({ pausedAt: point });
  await new Promise(() => undefined);
}

const media = createMedia({
  dataDir: settings.dataDir,
  secretKey,
  allowPrivateHosts: ['127.0.0.1'],
  logger: silentLogger,
});
const { deadlineMs, firstLookMs, lookMs } = crashLimits;
const core = await createCore({
  store: { socketPath: settings.socketPath },
  providers: [createCrashProvider(settings.url, pauseAt)],
  lanes: new Map([['alpha', { concurrency: 50, fixed: true, deadlineMs, firstLookMs, lookMs }]]),
  limits: { userConcurrent: 3, userQueued: 10 },
  health: { putAsideMs: 60_000, failureLimit: 100, probeAfterMs: 30_000 },
  prices: { cnyPerUsd: 7.2 },
  media: {
    ...media,
    async importResult(source, options) {
      const name =
        source.kind === 'url' ? decodeURIComponent(source.url.slice(source.url.lastIndexOf('/') + 1)) : '';
      const prompt = name.slice(name.indexOf('-') + 1);
      await pauseAt('before the fetch', prompt);
      const image = await media.importResult(source, options);
      await pauseAt('after the fetch', prompt);
      return image;
    },
  },
  publicUrl: undefined,
  secretKey,
  retentionMs: 86_400_000,
  adminIds: new Set(),
  logger: silentLogger,
});
core.startWorker([createCrashChannel(settings.url, pauseAt)]);
process.send?.({ started: true });
